import { splitSentences } from '../text/sentences.js';
import { askingWords } from '../text/tokens.js';
import steering from './steering.json' with { type: 'json' };

/** Text that tries to steer the coach rather than ask it something. It is data, never followed; what else was asked is still answered. */
const instruction: readonly RegExp[] = [
  new RegExp(String.raw`\b(ignore|disregard|forget|override|bypass|drop)\b[^.?!]{0,40}\b(${steering.rules.join('|')})\b`, 'i'),
  /\b(system|developer|admin(istrator)?|root|maintenance|debug|dan|god|jailbreak)\b[^.?!]{0,12}\b(override|mode|prompt|message|access)\b/i,
  /\b(new|updated|revised) (rules?|instructions?|system prompt|persona)\b|\byou are now\b|\byou now (talk|speak|act|are)\b|\bfrom now on\b/i,
  /\b(pretend|role-?play|act as|acting as|imagine you('re| are)|you('re| are) (the|a|my|an) \w+ (president|supervisor|doctor|lawyer|hacker)|play the (part|role))\b/i,
  new RegExp(
    String.raw`\b(${steering.reveal.join('|')})\b[^.?!]{0,40}\b(system prompt|your prompt|the prompt|instructions|config(uration)?( file)?|api[ _-]?keys?|environment|secrets?|hidden|your rules|initial message)\b`,
    'i',
  ),
  /\b(say|state|claim|announce|confirm|declare|write|insist|promise|tell (everyone|everybody|them|people|the (channel|group|chapter)))\b[^.?!]{0,25}\b(that|:)/i,
  // "Say everybody makes $1": not "say I pass the exam, what then?".
  /^(please |just |now |then |and )*(say|announce|declare|insist) (?!i\b|i['’]|im\b|you|we\b|my\b|some|a\b|an\b)[^?]*$/i,
  /\b(begin|start|end|open|close|finish|prefix|sign)\b[^.?!]{0,20}\b(your|the|every|each)\b[^.?!]{0,15}\b(message|reply|answer|response|sentence)s?\b/i,
  /\b(mention|ping|tag|notify|include|add|insert|link|post|append)\b[^.?!]{0,50}(<[@!#]|@\w|https?:|\bthe link\b)/i,
  /\b(respond|reply|answer) (only|just|in|with|as)\b[^.?!]{0,30}\b(yes|no|pirate|json|base64|caps|rhyme|confidence|confident|one word)\b|\buse a confident voice\b|\btalk like\b/i,
  /\b(reply|respond|answer)\b[^.?!:]{0,20}\b(only|solely|nothing but)\b|\bno prose\b/i,
  /\b(write|draft|sign|issue|give me)\b[^.?!]{0,30}\b(statement|guarantee|promise|signed letter)\b/i,
  /\btell (my|his|her|our|the) \w+ (he|she|they|that|to)\b|\b(dm|message|email|notify|alert|ping) (all|every|everyone|the (members|moderators|whole|server|channel))\b/i,
  /\b(list|name|show)\b[^.?!]{0,20}\b(every|all|other) (users?|members?)\b[^.?!]{0,30}\b(asked|said|wrote|questions?)\b/i,
  /\bbase ?64\b|\b(decode|translate|run|execute) (this|it|the following)\b[^.?!]{0,20}\b(obey|follow|do|comply)\b|\bobey\b/i,
  /\b(admin|administrator|moderator|owner|developer|anthropic|openai) here\b|\burgent (message )?from\b|\bcontext update\b|\buse source \[?\d/i,
  /<\/?(context|system|instructions?|assistant|user|im_start|im_end|guide|prompt)[^>]*>|\[\/?(inst|system)\]|<\|[a-z_]+\|>/i,
];

/** Mentions and pings of any platform, and the tags that fence a prompt. */
const markup = /<[@!#][^>]{0,60}>|@(everyone|here|channel|all)\b|<\/?[a-z_|][^>]{0,60}>|https?:\/\/\S+/gi;

/** The ordering words of an instruction, without what it orders said. */
const orders =
  /\b(please |just )?(ignore|disregard|forget|override)\b[^.?!,]{0,40}\b(rules?|instructions?|prompts?|guidelines?|guides?|sources?|previous|above)\b|\b(and |then |now )?(say|state|claim|announce|confirm|declare|write|insist|tell (everyone|everybody|them|people|us|the (channel|group|chapter)))\b( that)?:?/gi;

const quoted = /["“]([^"“”]{12,})["”]/g;
const aboutDocuments =
  /\b(this )?(passage|excerpt|quote|snippet|page)? ?\b(from|in|of) (your|the) (documents?|guides?|sources?|files?|library)( says| reads| states)?:?/i;

const attribution =
  /\b(passage|excerpt|quote|snippet|line|page|text) (from|in|of) (your|the|guide|source|document)\b|\bquote (that|the|this) (line|passage|sentence)\b|\byour (own )?(\w+ ){0,2}(guides?|documents?|sources?|files?|library) (says?|states?|reads?|claims?|promises?)\b|\bsource \[\d\]|\b(guide|source|document) \[?\d\]?:/i;

export type Screened = {
  /** What is left to answer; may be empty. */
  readonly text: string;
  /** Whether something tried to instruct. */
  readonly instructed: boolean;
  /** Whether the asker puts words into the guides' mouth: "your guide says ... quote that line". */
  readonly attributed: boolean;
  /** What the removed clauses would have had the coach say: a claim may still deserve an answer. */
  readonly claim: string;
};

const asking = askingWords.join('|');
/** Where an order is over and something is asked. */
const nextRequest = new RegExp(
  String.raw`,? (?:and )?then (?=(?:tell|answer|explain|give|say)\b)|,? and (?=(?:answer|tell me|explain)\b)|(?<=\b(?:rules|instructions|prompt|mode)) (?:and|but) (?=(?:tell me|answer|explain|give|${asking})\b)`,
  'i',
);
const opensQuestion = new RegExp(String.raw`^(?:so |and |but |hey |hi |ok |also )*(?:${asking}|if|since|as)\b`, 'i');

/**
 * Clauses at sentence ends, semicolons, line breaks, and "then" or "and" before a new request. In chat a sentence may begin with a small
 * letter; a link is one word, whatever it is made of.
 */
const clausesOf = (text: string): string[] =>
  splitSentences(text.replace(/https?:\/\/\S+/gi, 'https://link').replace(/[;\n]+/g, '. '))
    .flatMap(sentence => sentence.split(/(?<=[.!?]) /))
    .flatMap(sentence => sentence.split(nextRequest))
    .map(clause => clause.trim())
    .filter(Boolean);

/**
 * Takes instructions to the coach out of a question. The genuine question in it, if any, is left; a passage "quoted from the guides" by the
 * asker is a claim like any other: it is left out, and the rest is answered by what the guides do say.
 */
export const stripInstructions = (question: string): Screened => {
  const removed: string[] = [];
  const clauses = clausesOf(question);
  const kept = clauses.flatMap(clause => {
    const steers = instruction.some(pattern => pattern.test(clause)) && !isHonestQuestion(clause);
    if (!steers) return [clause];
    // "Reply only in JSON: what accuracy is expected?": what follows the colon may be the question.
    const tail = /^[^:]*:\s*(.+)$/.exec(clause)?.[1];
    if (tail && tail.length > 12 && /\?\s*$/.test(tail) && !instruction.some(pattern => pattern.test(tail))) return [tail];
    removed.push(clause);
    return [];
  });
  const attributed = attribution.test(question);
  const withoutFakes = kept.map(clause =>
    aboutDocuments.test(clause) ? clause.replace(aboutDocuments, ' ').replace(quoted, ' ') : clause,
  );
  // What holds nothing of the kind is read as it was typed, lines and all.
  const isAsTyped = withoutFakes.join('\n') === clauses.join('\n');
  const text = (isAsTyped ? question : withoutFakes.join(' '))
    .replace(markup, ' ')
    .replace(/[^\S\n]+/g, ' ')
    .trim();
  const claim = removed.join(' ').replace(markup, ' ').replace(orders, ' ').replace(/\s+/g, ' ').trim();
  return { text, instructed: removed.length > 0, attributed, claim };
};

/** "Can you list the credentials and tell me that..." is asking; so is any clause that asks with a question mark and a question word. */
const isHonestQuestion = (clause: string): boolean =>
  // What somebody else said is told, not ordered.
  (/\?\s*$/.test(clause) &&
    /\b(my|our|the) (boss|manager|supervisor|lead|employer|trainer|instructor|coworker|colleague)\b[^?]{0,20}\b(said|says|told|wants|asked)\b/i.test(
      clause,
    )) ||
  (/\?\s*$/.test(clause) && opensQuestion.test(clause) && !/\b(your (system )?prompt|instructions|rules|config)/i.test(clause));
