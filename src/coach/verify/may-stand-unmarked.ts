/** A sentence that states nothing of the field: it says what the guides leave out, asks the member, offers more or leads to what follows. */

const longestUnmarked = 30;

const silence =
  /\b(?:guides?|sources?|they|it|that|this|which|none|neither|nothing)\b[^.]*\b(?:don['’]?t|do not|doesn['’]?t|does not|isn['’]?t|is not|aren['’]?t|are not|not (?:in|covered|given|stated|said)|never|no|nothing|without|silent|leaves?|left)\b|\b(?:not|nothing|no)\b[^.]*\b(?:guides?|sources?)\b|^not (?:stated|covered|given)/i;
const spokenOfGuides = /\b(?:guides?|sources?)\b/i;
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
  if (spokenOfGuides.test(plain) && silence.test(plain)) return true;
  if (ask.test(plain) || offer.test(plain)) return true;
  if (lead.test(plain) && plain.split(/\s+/).length <= 12) return true;
  // A heading: strong from end to end, or a few words and a colon.
  return (
    (/^\*\*[^*]+\*\*[.:]?$/.test(text.trim()) && plain.split(/\s+/).length <= 8) ||
    (plain.endsWith(':') && plain.split(/\s+/).length <= 8)
  );
};
