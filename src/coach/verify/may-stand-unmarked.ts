/** A sentence that states nothing of the field: it says what the guides leave out, asks the member, offers more or leads to what follows. */

const longestUnmarked = 30;

/** What a guide would do with a thing that it has. */
const telling =
  '(?:give|say|cover|state|mention|list|name|tell|explain|go into|include|address|specify|compare|rank|break|agree|put|have|offer|answer|speak|discuss|set|spell)';
const silence = new RegExp(
  [
    String.raw`\b(?:guides?|sources?|they)\b (?:\w+ ){0,2}?(?:don['’]?t|do not|doesn['’]?t|does not|never) (?:\w+ )?${telling}`,
    String.raw`\b(?:isn['’]?t|is not|aren['’]?t|are not|not|nothing|no)(?: [\w-]+){0,6} (?:in|by|from) (?:\w+ )?(?:guides?|sources?)`,
    String.raw`\b(?:neither|none|no)(?: of (?:the|these|them))? ?(?:guides?|sources?)? ${telling}s?\b`,
    String.raw`\b(?:guides?|sources?) (?:are|is|stay|stays) silent`,
  ].join('|'),
  'i',
);
const ask =
  /\b(?:you|your|yours|you['’]re)\b[^.]*\?$|^(?:what|which|how|where|when|want|would|shall|should|are|do|is)\b[^.]*\?$/i;
const offer =
  /^(?:(?:if you )?(?:tell|let) me\b|ask me\b|i can\b|i['’]m happy to\b|happy to\b|(?:if )?you(?:['’]d| would) like\b|say the word\b|for (?:that|this|today['’]s \w+),? (?:try|ask)\b|the nearest thing|with (?:that|those)[^.]* i can\b)/i;
const lead =
  /^(?:here(?:['’]s| is| are)\b|in short\b|short (?:answer|version)\b|in (?:order|steps|brief)\b|by (?:level|role|stage|country|guide)\b|two things\b|three things\b|a few things\b|it depends\b|one correction first\b|good question\b|hello\b|hi\b|to compare\b|side by side\b|the steps\b|the short\b|put (?:simply|briefly)\b|so\b|the guides (?:differ|disagree|don['’]t agree)\b|what (?:the guides|they) say\b|next steps?\b)/i;

/** @param isPlain whether a text has no word but the pack's and those that carry no topic */
export const mayStandUnmarked = (text: string, isPlain: (text: string) => boolean): boolean => {
  const plain = text.replaceAll('**', '').trim();
  if (plain.split(/\s+/).length > longestUnmarked || !isPlain(plain)) return false;
  if (silence.test(plain)) return true;
  if (ask.test(plain) || offer.test(plain)) return true;
  if (lead.test(plain) && plain.split(/\s+/).length <= 12) return true;
  // A heading: strong from end to end, or a few words and a colon.
  return (
    (/^\*\*[^*]+\*\*[.:]?$/.test(text.trim()) && plain.split(/\s+/).length <= 8) ||
    (plain.endsWith(':') && plain.split(/\s+/).length <= 5)
  );
};
