import type { Block, Draft, Part, Sentence } from '../domain/answer.js';
import type { CareerMap } from '../domain/career-map.js';
import type { GuideInfo } from '../domain/guide.js';
import { type Passage, passageText } from '../domain/passage.js';
import { figuresIn, type TextFigure } from '../text/figures.js';
import { fold, words } from '../text/tokens.js';

type Verified = {
  readonly blocks: readonly Block<string>[];
  /** Sentences and cells that were removed, for the log; empty for a sound draft. */
  readonly dropped: readonly string[];
};

export type Verifier = (draft: Draft) => Verified;

const escapeRegExp = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** The names that need a source wherever they stand: credentials and those who issue them. */
const guardedNames = (map: CareerMap): ReadonlySet<string> =>
  new Set(
    map.credentials
      .flatMap(credential => [credential.name, ...credential.mentions.flatMap(mention => mention.issuer ?? [])])
      .map(name => fold(name)),
  );

/** A dollar is no percent; a plain number may be either, as "8" is where the guide says "8 percent". */
const isSameFigure = (a: TextFigure, b: TextFigure): boolean =>
  a.value === b.value && (a.unit === b.unit || a.unit === 'number' || b.unit === 'number');

const marksOf = (parts: readonly Part<string>[]): string[] => [...new Set(parts.flatMap(part => part.marks))];

/**
 * Holds every part of a draft against the passages it cites: each figure, credential and issuer in it must stand there. What fails is
 * dropped with its sentence; a table cell that fails becomes "not stated". It trusts no writer.
 */
export const createVerifier = (
  passages: ReadonlyMap<string, Passage>,
  guides: ReadonlyMap<string, GuideInfo>,
  map: CareerMap,
): Verifier => {
  const guarded = guardedNames(map);
  const texts = new Map<string, { figures: readonly TextFigure[]; words: ReadonlySet<string> }>();
  const sourceOf = (id: string) => {
    const cached = texts.get(id);
    if (cached) return cached;
    const passage = passages.get(id);
    if (!passage) return undefined;
    const text = `${passage.section}. ${passageText(passage)}`;
    const source = { figures: figuresIn(text), words: namesIn(text) };
    texts.set(id, source);
    return source;
  };
  const guardedIn = (word: string): string[] => [word, word.replace(/s$/, '')].filter(name => guarded.has(name)).slice(0, 1);
  /** Guarded names in a text, whole words, plurals too; a hyphenated one (CCS-P) is not also its stem (CCS). */
  const namesIn = (text: string): Set<string> =>
    new Set(
      (fold(text).match(/[\p{L}\p{N}]+(?:-\p{L}+)*/gu) ?? []).flatMap(word => {
        const whole = guardedIn(word);
        return whole.length > 0 ? whole : words(word).flatMap(guardedIn);
      }),
    );

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
    return (
      figures.every(figure => sources.some(source => source?.figures.some(known => isSameFigure(known, figure)))) &&
      [...names].every(name => sources.some(source => source?.words.has(name)))
    );
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
          return isHeaderSound(block)
            ? [{ ...block, rows: block.rows.map(row => row.map(cell => (isCellSound(cell, row) ? cell : notStated(cell)))) }]
            : [];
        default:
          return block satisfies never;
      }
    });
    /** A label has no mark of its own: its row's cells say where it stands. */
    function isCellSound(cell: Part<string>, row: readonly Part<string>[]): boolean {
      return isSupported(cell.marks.length > 0 ? cell : { text: cell.text, marks: marksOf(row) });
    }
    /** Column names are what was asked about; a figure among them needs a source like any other. */
    function isHeaderSound({ header, rows }: Extract<Block<string>, { kind: 'table' }>): boolean {
      const known = marksOf(rows.flat()).flatMap(id => sourceOf(id)?.figures ?? []);
      const sound = figuresIn(header.join(' | ')).every(figure => known.some(one => isSameFigure(one, figure)));
      if (!sound) dropped.push(header.join(' | '));
      return sound;
    }
    function notStated(cell: Part<string>): Part<string> {
      dropped.push(cell.text);
      return { text: 'not stated', marks: [] };
    }
    return { blocks, dropped };
  };
};
