/*
 * The small words of English grammar, by what they do. They are closed classes and the same in every field; what a pack's coach may say is in its
 * `voice.yaml`.
 */

const set = (text: string): ReadonlySet<string> => new Set(text.split(' '));
export const determiners = set(
  'a an the your my our this these those any some each another which what whose next last first same other own',
);
export const prepositions = set(
  'about after around as at before between by during for from in into like near of off on out through to toward under up with within back',
);
export const auxiliaries = set(
  'am is are was were be been has have had do does did can cannot could will would shall should may might must need got gets get',
);
/** Those that a clause of its own has. */
export const finite = set(
  'am is are was were has had does did can cannot could will would shall should may might must takes comes goes gives gets seems says tells means uses',
);
export const persons = set('i you we it they he she there');
export const toYou = set('you your yours yourself me us we');
/** What opens a clause that asks and does not tell. */
export const asks = set('if whether what which who how when where');
export const times = set('before after once until when');
/** They give a reason, sweep over all, compare or deny: that is telling. `but for` says behind which word they do not. */
export const telling: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ...[
    ...set('because since although though unless therefore never always nobody nothing none everybody everyone everything every'),
    ...set('fewer less only without except instead half either neither nor hardly rarely barely even dozen'),
  ].map(word => [word, []] as const),
  ...([
    ['why', ['see', 'understand']],
    ['few', ['a']],
    ['least', ['at']],
    ['most', ['the']],
    ['all', ['of']],
  ] as const),
]);
/** Behind "whether you" they tell what is. */
export const musts = set('do will must need should');
export const denials = set('no not cannot');
/** What is said of others, promised, or must be. */
export const notSaid = set('they he she must need should will');
/** A sentence that is neither on the member nor on a feeling begins so. */
export const links = set('here there both let step another good fair great');
export const joins = set('and but so or');
/** What follows these verbs may be a whole statement. */
export const knowing = set('say know think see believe guess hear heard');
/** What follows them else, and states nothing. */
export const unsaid = new Set(['', 'about', 'of', 'more', 'it', 'them', 'so', 'something', 'back', 'from', 'yourself']);
/** A word for what somebody feels begins so. */
export const openings =
  /^(?:i(?:'m| am) (?:so |very )?sorry|no wonder|(?:it|that) makes sense|that(?:'s| is| sounds)|it(?:'s| is) (?:\w+ly )?(?:understandable|natural|normal|okay|ok)|congrat\w+|good luck|well done|thank\w*)\b/;
export const headings = set('on for as in at with about and the a an what here to one');
export const topics = set('on for about as');
export const leads = set('and then or first just please to you could can might try next worth also maybe perhaps');
