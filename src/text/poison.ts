/*
 * What somebody may put into a guide that is meant for a machine or a platform, and not for who reads it. It is found by its form: guides speak of
 * people and work, never to whoever reads them out.
 */

const reader = 'assistants?|chat ?bots?|bots?|ai(?: model| assistant)?|language models?|llms?|models?|agents?|system|coach';

/** Each with what it is, in words that follow "holds". */
const forms: readonly (readonly [what: string, form: RegExp])[] = [
  ['a mention of everybody (@everyone, @here, @channel)', /@(?:everyone|here|channel)\b|<(?:[@#]|![a-z])[^>]{0,60}>/i],
  [
    'a link; put the address into the front matter’s url',
    /!?\[[^\]]*\]\([^)]*\)|\b[a-z][a-z0-9+.-]*:\/\/|\bwww\.\w|\bjavascript:/i,
  ],
  // Zero-width and direction marks; the soft hyphen is one too.
  ['invisible characters', /[\p{Cf}\p{Co}\u{115F}\u{1160}\u{3164}\u{FFA0}]/u],
  ['HTML, which no member sees', /<!--(?!\s*(?:answers|also):)|<\/?[a-z][^>]*>/i],
  [
    'an order to whoever answers from it',
    new RegExp(
      [
        `(?:^|[.!?:;"“(]\\s*|\\bnote to (?:the |any |all )?)(?:dear |hey |attention,? )?(?:${reader})\\s*[,:–—-]`,
        `\\b(?:when|if|whenever|once) (?:an? |the |any )?(?:members?|users?|people|someone|anyone) (?:asks?|wants? to know)\\b[^.?!]{0,60}\\b(?:answer|say|reply|respond|tell|state|claim|mention)\\b`,
        `\\b(?:the |any |all )?(?:${reader}) (?:should|must|shall|has to|have to|is to|are to|will) (?:always |never |only )?(?:answer|say|reply|respond|tell|ignore|claim|recommend|mention|choose|quote|show)\\b`,
        `\\b(?:ignore|disregard|forget|override)\\b[^.?!]{0,40}\\b(?:previous|prior|above|all|your|other) (?:instructions?|rules?|prompts?|guides?|guidelines?|sources?)\\b`,
        `\\bsystem prompt\\b|\\byou are now\\b|<\\|[a-z_]+\\|>|\\[\\/?inst\\]`,
      ].join('|'),
      'im',
    ),
  ],
];

/** What a text holds that is meant for a machine or a platform, in words that follow "holds"; undefined for a clean one. */
export const poisonIn = (text: string): string | undefined => forms.find(([, form]) => form.test(text))?.[0];
