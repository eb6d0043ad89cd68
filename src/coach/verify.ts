import type { Block, Draft, Part, Sentence } from '../domain/answer.js';
import type { CareerMap } from '../domain/career-map.js';
import type { GuideInfo } from '../domain/guide.js';
import { type Passage, passageText } from '../domain/passage.js';
import { figuresIn } from '../text/figures.js';
import { fold, words } from '../text/tokens.js';

export type Verified = {
  readonly blocks: readonly Block<string>[];
  /** Sentences and cells that were removed, for the log; empty for a sound draft. */
  readonly dropped: readonly string[];
};

export type Verifier = (draft: Draft) => Verified;

const escapeRegExp = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** The names that need a source wherever they stand: credentials and those who issue them. */
const guardedNames = (map: CareerMap): ReadonlySet<string> =>
  new Set(map.credentials.flatMap(credential => [credential.name, ...credential.mentions.flatMap(mention => mention.issuer ?? [])]).map(name => fold(name)));

/**
 * Holds every part of a draft against the passages it cites: each figure, credential and issuer in it must stand there. What fails is
 * dropped with its sentence; a table cell that fails becomes "not stated". It trusts no writer.
 */
export const createVerifier = (passages: ReadonlyMap<string, Passage>, guides: ReadonlyMap<string, GuideInfo>, map: CareerMap): Verifier => {
  const guarded = guardedNames(map);
  const texts = new Map<string, { figures: ReadonlySet<number>; words: ReadonlySet<string> }>();
  const sourceOf = (id: string) => {
    const cached = texts.get(id);
    if (cached) return cached;
    const passage = passages.get(id);
    if (!passage) return undefined;
    const text = `${passage.section}. ${passageText(passage)}`;
    const source = { figures: new Set(figuresIn(text).map(figure => figure.value)), words: namesIn(text) };
    texts.set(id, source);
    return source;
  };
  /** Guarded names in a text, whole words, with hyphenated ones (CCS-P) apart from their stems (CCS). */
  const namesIn = (text: string): Set<string> => new Set((fold(text).match(/[\p{L}\p{N}]+(?:-\p{L}+)*/gu) ?? []).flatMap(word => [word, ...words(word)]).filter(word => guarded.has(word)));

  /** "The AAPC career ladder says" names a source, not an issuer: what a cited guide is called needs no support of its own. */
  const withoutGuideNames = (part: Part<string>): string =>
    part.marks.reduce((text, id) => {
      const guide = guides.get(passages.get(id)?.guide ?? '');
      return guide ? text.replaceAll(new RegExp(escapeRegExp(guide.spokenName), 'gi'), '') : text;
    }, part.text);

  const isSupported = (part: Part<string>): boolean => {
    const sources = part.marks.map(sourceOf);
    if (sources.some(source => source === undefined)) return false;
    const text = withoutGuideNames(part);
    const figures = figuresIn(text);
    const names = namesIn(text);
    if (part.marks.length === 0) return figures.length === 0 && names.size === 0;
    return figures.every(figure => sources.some(source => source?.figures.has(figure.value))) && [...names].every(name => sources.some(source => source?.words.has(name)));
  };

  return draft => {
    const dropped: string[] = [];
    const keep = (sentence: Sentence<string>): boolean => {
      const sound = sentence.parts.every(isSupported);
      if (!sound) dropped.push(sentence.parts.map(part => part.text).join(''));
      return sound;
    };
    const blocks = draft.blocks.flatMap((block): Block<string>[] => {
      switch (block.kind) {
        case 'paragraph': {
          const sentences = block.sentences.filter(keep);
          return sentences.length > 0 ? [{ kind: 'paragraph', sentences }] : [];
        }
        case 'list': {
          const items = block.items.map(item => item.filter(keep)).filter(item => item.length > 0);
          return items.length > 0 ? [{ ...block, items }] : [];
        }
        case 'table':
          return [{ ...block, rows: block.rows.map(row => row.map(cell => (isCellSound(cell) ? cell : notStated(cell)))) }];
        default:
          return block satisfies never;
      }
    });
    function isCellSound(cell: Part<string>): boolean {
      return cell.marks.length === 0 || isSupported(cell);
    }
    function notStated(cell: Part<string>): Part<string> {
      dropped.push(cell.text);
      return { text: 'not stated', marks: [] };
    }
    return { blocks, dropped };
  };
};
