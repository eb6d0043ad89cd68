/**
 * Which sentences need no source: whole sentences of a few shapes, read from their first word to their last, that lead to what follows, ask the
 * member, offer more, or say that the guides leave something out. What begins like one of them and goes on to tell something is none.
 */

const longestUnmarked = 25;

/** Words by which a heading, an offer or a question would tell something of the field. */
const telling =
  /\b(?:not?|never|none|nobody|nothing|neither|nor|without|cannot|\w+n['’]t|skip\w*|ignore|avoid|instead|every|everyone|everybody|all|always|any|anyone|only|guarantee\w*|certainly|must|should|requir\w*|need(?:s|ed|less)?|necessary|mandatory|compulsory|optional|enough|free|best|better|worse|worst|most|more|less|fewer|higher|lower|easier|harder|because|since|as|given|although|though|despite|unless|so|that|than|while|whereas|but|is|isn|was|were|be|been|has|had|does|earns?|makes?|gets?|hires?|prefers?|asks|costs?|grows?|takes|pays|shrink\w*|beats?)\b/i;

/** Up to so many words of which none tells anything. */
const quiet = (text: string, most: number): boolean => text.split(/\s+/).filter(Boolean).length <= most && !telling.test(text);

/** Whether a text names a row, a column or what follows, and tells nothing of it. */
export const isLabel = (text: string): boolean =>
  quiet(text.replaceAll('**', '').replace(labelWords, ''), 12) || text.trim() === '';
/** What a name of a row or column may hold, of the words that tell: "Best for", "Most common in", "What it costs", "All coders". */
const labelWords =
  /^(?:best|most|what|why|how|when|who|is|all|as)\b|\b(?:costs?|pays|makes|earns|takes|requir\w+|needed|most|all|more)(?=\W*$| (?:for|in|as|to)\W*$)|\ball coders\b/gi;

const about = `(?: (?:on|about|for|of|here|there) ?(?:this|that|it|them|each|these|both)?| here| so far)?`;
const leads = [
  /^(?:hello|hi|good question|next steps?|(?:in )?(?:short|brief)|(?:the )?short (?:answer|version)|side by side|it depends|in (?:order|steps|brief)|one correction first|(?:two|three|a few) (?:things|points|options|ways|steps|routes|paths)(?: (?:matter|stand out|count|help|apply))?(?: (?:here|most))?)$/i,
  /^it depends on (?:your (?:goals?|plans?|situation|experience|interests?|setting)|what you(?: want|['’]re after| prefer| like)|where you want to (?:work|go))$/i,
  new RegExp(
    `^(?:here|this)(?:['’]s| is| are)? (?:what|how) (?:the (?:two |four )?guides|they|it|the two|these|those|each|both|that) (?:says?|tells?|puts? it|compares?|differs?|stacks? up|looks?|works?|lines? up|breaks? down|covers?|goes?)${about}$`,
    'i',
  ),
  new RegExp(
    `^what (?:the (?:two |four )?guides|they) (?:say|tell|give|cover)${about}$|^the (?:two |four )?guides (?:differ|disagree|don['’]t agree)${about}$`,
    'i',
  ),
] as const;
const introducing = /^here(?:['’]s| is| are) (?:the |a |an |your |some |both |two |three )?(.+)$/i;

/** What a coach offers to do, or asks to be told. */
const offering =
  /^(?:(?:if you (?:like|want|wish),? |with (?:that|those),? |(?:if you )?(?:tell|give) me (?:your|which|what|where|how many|how long|whether|the) ([\w' -]+?)(?:,| and|, and) |say the word and )?(?:i can|i['’]ll|i could|i['’]m happy to|happy to|let me)(?: also| then| gladly)? (?:place|compare|narrow|show|help|look|go|walk|point|lay|map|give|explain|list|dig|suggest|sketch|put)\b(.*)|(?:tell|ask) me (?:your|which|what|where|how many|how long|about|for|whether)\b(.*))$/i;

/** What an offer may hold, of the words that tell. */
const offeringWords = /,? if (?:that|it) helps$|,? if you(?:['’]d)? (?:like|want)$|\b(?:more|best|better|all|any)\b/gi;

const asking =
  /^(?:so |and |or )?(?:what|which|how (?:many|much|long|far|soon)|where|when|do|are|have|would|shall|should|want|can|could|did|is|will|any)\b(.*)$/i;
const addressing = /\b(?:you|your|yours|you['’](?:re|d|ve)|i|me)\b/i;
/** What a question may need to be asked, of the words that tell. */
const askingWords = /\b(?:is|has|more|most|so|any|take|make|get|need|prefer|as|best|better|all|should|earn)\b/gi;

/** What a guide would do with a thing that it has, and the shapes in which that is denied. */
const giving =
  '(?:gives?|says?|covers?|states?|mentions?|lists?|names?|tells?|explains?|go(?:es)? into|includes?|address(?:es)?|specif(?:y|ies)|compares?|ranks?|breaks? down|puts? a (?:figure|number) on|offers?|answers?|speaks? to|discuss(?:es)?|sets? out|spells? out)';
const silences = [
  new RegExp(
    String.raw`^(?:(?:the|these|those|both|our|my) )?(?:two |four )?(?:guides?|sources?|they) (?:just |also )?(?:don['’]?t|do not|doesn['’]?t|does not) (?:also |actually |really )?${giving}\b(.*)$`,
    'i',
  ),
  new RegExp(String.raw`^(?:neither|none|no)(?: of)?(?: the| these)?(?: guides?| sources?) ${giving}\b(.*)$`, 'i'),
  /^(.+?) (?:isn['’]?t|is not|aren['’]?t|are not) (?:something )?(?:covered |given |stated |listed |named |mentioned |told |explained )?(?:in|by) (?:the|these|those|our|either of the|any of the) (?:two |four )?(?:guides|sources)$/i,
  /^(?:the|these|both) (?:guides|sources) (?:are|stay) silent (?:on|about)\b(.*)$/i,
  /^nothing in the (?:guides|sources) (?:says|covers|gives|tells)\b(.*)$/i,
] as const;

type Reader = {
  /** Whether a text has no word but the pack's and those that carry no topic. */
  isPlain(text: string): boolean;
  /** Whether a passage tells of a topic. */
  isTold(topic: string): boolean;
};

/** Commas stand in a list ("paths, credentials or pay") or part nothing. */
const oneClause = (text: string): boolean => {
  if (/[;:–—]/.test(text)) return false;
  const [, ...rest] = text.split(/,(?! if\b)/).map(piece => piece.trim());
  return rest.length === 0 || (/\b(?:or|and)\b/.test(rest.at(-1) ?? '') && rest.every(piece => piece.split(/\s+/).length <= 5));
};

/** What is denied to stand in the guides may stand in none, and no claim may hang on to it. */
const isSilence = (text: string, isTold: Reader['isTold']): boolean =>
  silences.some(shape => {
    const match = shape.exec(text);
    const topic = match?.[1]?.trim();
    if (!topic || !oneClause(topic) || / (?:so|because|since|but|while|as)\b/i.test(` ${topic}`)) return false;
    return !isTold(topic) && topic.split(/\s+/).length <= 12;
  });

const isQuestion = (text: string): boolean => {
  const rest = asking.exec(text)?.[1];
  if (rest === undefined || !oneClause(text) || !addressing.test(text) || /\b(?:aware|know|realise|realize|heard)\b/i.test(text))
    return false;
  return !telling.test(rest.replace(askingWords, ''));
};

const isHeading = (markdown: string): boolean => {
  const strong = /^\*\*([^*]+)\*\*[.:]?$/.exec(markdown.trim())?.[1];
  const label = /^([^.?!:]+):$/.exec(markdown.replaceAll('**', '').trim())?.[1];
  const text = strong ?? label;
  return text !== undefined && quiet(text.replace(/[.:]$/, ''), strong ? 8 : 6);
};

/** Whether a sentence without a mark states nothing of the field. */
export const mayStandUnmarked = (markdown: string, { isPlain, isTold }: Reader): boolean => {
  const plain = markdown.replaceAll('**', '').trim();
  if (plain.split(/\s+/).length > longestUnmarked || !isPlain(plain)) return false;
  if (plain.endsWith('?')) return isQuestion(plain.slice(0, -1));
  if (isHeading(markdown)) return true;
  const text = plain.replace(/[.:!]$/, '');
  if (leads.some(shape => shape.test(text))) return true;
  const introduced = introducing.exec(text)?.[1];
  if (introduced !== undefined) return oneClause(introduced) && !introduced.includes(',') && quiet(introduced, 8);
  const offer = offering.exec(text)?.slice(1).join(' ');
  if (offer !== undefined) return oneClause(offer) && quiet(offer.replace(offeringWords, ''), 14);
  return isSilence(text, isTold);
};
