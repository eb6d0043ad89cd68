import { splitSentences } from '../text/sentences.js';
import { type Block, countWords, plain } from './document.js';

/*
 * Headings and questions of documents that do not mark them as such: a bold line, a line in capitals, a short line above a longer text, "Q:" and "A:".
 */

const questionMark = /^(?:Q|Question)\s*\d*\s*[:.)]\s*/i;
const answerMark = /^(?:A|Answer)\s*\d*\s*[:.)]\s*/i;
const longestHeading = 12;
/** A heading that only its shortness tells is shorter, and what stands below it longer. */
const longestShort = 10;
const shortestBelow = 12;

const longestQuestion = 30;

/** A paragraph that begins by asking, or does nothing else, as an FAQ without marks does: its question, and what follows in it. */
const splitAsking = (block: Block, next: Block | undefined): Block[] => {
  if (block.kind !== 'paragraph' || block.text.includes('\n')) return [block];
  const [first = '', ...rest] = splitSentences(block.text);
  const isAsking = first.endsWith('?') && countWords(first) >= 3 && countWords(first) <= longestQuestion;
  const isAnswered = rest.length > 0 || (next !== undefined && next.kind !== 'heading' && next.kind !== 'question');
  if (!isAsking || !isAnswered) return [block];
  return [{ kind: 'question', text: first }, ...(rest.length > 0 ? [{ kind: 'paragraph' as const, text: rest.join(' ') }] : [])];
};

/** Splits paragraphs at "Q:" and "A:". */
const splitQuestions = (blocks: readonly Block[]): Block[] => {
  let answering = false;
  return blocks.flatMap((block): Block[] => {
    if (block.kind === 'heading') answering = false;
    if (block.kind !== 'paragraph') return [block];
    const { bold, text } = block;
    const lines = text.split('\n');
    if (!lines.some(line => questionMark.test(line)) && !(answering && answerMark.test(text))) return [block];
    const found: Block[] = [];
    for (const line of lines.map(plain)) {
      const last = found.at(-1);
      if (questionMark.test(line)) {
        answering = true;
        found.push({ kind: 'question', text: line.replace(questionMark, '') });
      } else if (answering && answerMark.test(line)) found.push({ kind: 'paragraph', text: line.replace(answerMark, '') });
      else if (last?.kind === 'paragraph' || (last?.kind === 'question' && !last.text.endsWith('?')))
        last.text = `${last.text} ${line}`;
      else found.push({ kind: 'paragraph', text: line, ...(bold ? { bold } : {}) });
    }
    return found;
  });
};

const isCapitals = (text: string): boolean => /\p{Lu}{2}/u.test(text) && text === text.toUpperCase();
/** Whether nothing of a sentence's end stands at the end, but for a question's. */
const isOpenEnded = (text: string): boolean => !/[.,;!:…]["”’)]?$/.test(text);

const looksLikeHeading = (text: string, next: Block | undefined): boolean => {
  if (text.includes('\n') || !/^["“(]?[\p{Lu}\d]/u.test(text) || /^[$£€]/.test(text) || !next) return false;
  const bare = text.replace(/:$/, '');
  if (!isOpenEnded(bare)) return false;
  const words = countWords(text);
  if (isCapitals(text)) return words <= longestHeading;
  // "Core Credentials:" is a heading, "Many begin in one of these:" leads to a list.
  if (next.kind === 'list' && text.endsWith(':')) return words <= 6 && !/(?:^|\s)\p{Ll}{4}/u.test(text);
  if (text.endsWith(':') || words > longestShort || /^\d/.test(text)) return false;
  const below =
    next.kind === 'paragraph' ? countWords(next.text) : next.kind === 'list' || next.kind === 'table' ? shortestBelow : 0;
  const isTopic = next.kind === 'paragraph' && words <= 6 && /\p{L}$|\?$/u.test(text);
  return below >= shortestBelow || text.endsWith('?') || isTopic;
};

/** A heading that comes again and again, as "Requirements" under one job and the next, stands below the one before it. */
const lowerRepeated = (blocks: readonly Block[]): Block[] => {
  const counts = new Map<string, number>();
  for (const block of blocks) if (block.kind === 'heading') counts.set(block.text, (counts.get(block.text) ?? 0) + 1);
  return blocks.map(block =>
    block.kind === 'heading' && block.depth === 2 && (counts.get(block.text) ?? 0) > 2 ? { ...block, depth: 3 } : block,
  );
};

/** Whether most of what stands above something asks: else a line that asks is a heading among others, and a paragraph that begins so is one. */
const isFaq = (blocks: readonly Block[]): boolean => {
  const asking = blocks.filter((block, at) => splitAsking(block, blocks[at + 1])[0]?.kind === 'question');
  const others = blocks.filter(
    (block, at) =>
      block.kind === 'paragraph' && !asking.includes(block) && (block.bold || looksLikeHeading(block.text, blocks[at + 1])),
  );
  return asking.length > 2 * others.length;
};

/** Marks a document's headings and questions. Where it has headings of its own, only bold lines and "Q:" are taken for more. */
export const findHeadings = (blocks: readonly Block[]): Block[] => {
  const marked = splitQuestions(blocks);
  const split = isFaq(marked) ? marked.flatMap((block, at) => splitAsking(block, marked[at + 1])) : marked;
  const hasHeadings =
    split.filter(block => block.kind === 'heading').length > 1 || split.some(block => block.kind === 'question');
  let depth = 1;
  const found = split.map((block, at): Block => {
    if (block.kind === 'heading') depth = block.depth;
    if (block.kind !== 'paragraph') return block;
    const next = split[at + 1];
    const isBold =
      block.bold === true &&
      countWords(block.text) <= longestHeading &&
      isOpenEnded(block.text.replace(/:$/, '')) &&
      next !== undefined;
    const isFirst = at === 0 && next !== undefined && countWords(block.text) <= longestHeading && isOpenEnded(block.text);
    if (!isBold && !isFirst && (hasHeadings || !looksLikeHeading(block.text, next))) return block;
    const text = plain(block.text).replace(/:$/, '');
    return { kind: 'heading', depth: isFirst ? 1 : hasHeadings && isBold ? depth + 1 : 2, text };
  });
  return hasHeadings ? found : lowerRepeated(found);
};
