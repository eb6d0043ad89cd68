import { createCareerViews } from '../../src/coach/career-views.js';
import type { Citation } from '../../src/domain/answer.js';
import type { Cite } from '../../src/domain/career-map.js';
import type { GuideInfo } from '../../src/domain/guide.js';
import type { Pack } from '../../src/domain/pack.js';
import { isTableRow, type Passage } from '../../src/domain/passage.js';
import { createLibrarySearch } from '../../src/knowledge/search-library.js';
import { passageIdOf } from '../../src/text/slug.js';
import type { CompareView, GuideSummary, GuideView, PackView, PassageView, PathView, PayView, SectionView } from './contract.js';

/** Records with the id of the passage that each cites, so that a page can open it. */
const withPassage = <T extends Cite>(record: T): T & { passage: string } => ({ ...record, passage: passageIdOf(record) });
const citationWithPassage = (citation: Citation) => ({ ...citation, passage: passageIdOf(citation) });

const sectionOf = (passage: Passage): SectionView => ({
  passage: passage.id,
  section: passage.section,
  headingPath: passage.headingPath,
  sentences: passage.sentences.filter(sentence => !isTableRow(passage, sentence)),
  ...(passage.table ? { table: passage.table } : {}),
  answers: passage.answers,
});

const yearsText = ({ from, to }: { from: number; to?: number | undefined }): string =>
  to === undefined ? `${from} or more years` : `${from} to ${to} years`;

export type Views = {
  readonly pack: PackView;
  readonly pay: PayView;
  readonly search: ReturnType<typeof createLibrarySearch>;
  titleOf(guide: string): string;
  guide(id: string): GuideView | undefined;
  passage(id: string): PassageView | undefined;
  path(from: string, to: string): PathView | undefined;
  compare(kind: CompareView['kind'], ids: readonly string[]): CompareView | undefined;
};

/** What the page shows beside the conversation, made of one pack. */
const createViews = (pack: Pack): Views => {
  const { careerMap: map } = pack;
  const career = createCareerViews(pack);
  const passages = new Map(pack.passages.map(passage => [passage.id, passage]));
  const sectionsOf = (guide: string): Passage[] => pack.passages.filter(passage => passage.guide === guide);
  const summaryOf = (guide: GuideInfo): GuideSummary => ({ ...guide, sections: sectionsOf(guide.id).length });
  const guides = new Map(pack.guides.map(guide => [guide.id, summaryOf(guide)]));
  const { charts, citations } = career.pay();

  const conflictOf = (conflict: (typeof map.conflicts)[number]) => ({ ...conflict, sides: conflict.sides.map(withPassage) });

  return {
    search: createLibrarySearch(pack.passages),
    titleOf: guide => guides.get(guide)?.title ?? guide,
    pack: {
      title: pack.info.title,
      subject: pack.info.subject,
      suggestions: pack.info.suggestions,
      guides: [...guides.values()],
      tracks: map.tracks,
      roles: map.roles.map(role => ({
        ...role,
        placements: role.placements.map(withPassage),
        duties: role.duties.map(withPassage),
      })),
      credentials: map.credentials.map(credential => ({ ...credential, mentions: credential.mentions.map(withPassage) })),
      figures: map.figures.map(withPassage),
      moves: map.moves.map(withPassage),
      conflicts: map.conflicts.map(conflictOf),
      compared: map.compared,
    },
    pay: { charts: [...charts], citations: citations.map(citationWithPassage) },
    guide(id) {
      const guide = guides.get(id);
      return guide && { guide, sections: sectionsOf(id).map(sectionOf) };
    },
    passage(id) {
      const passage = passages.get(id);
      const guide = passage && guides.get(passage.guide);
      return passage && guide && { guide, section: sectionOf(passage) };
    },
    path(from, to) {
      const found = career.path(from, to);
      const goal = map.roles.find(role => role.id === to);
      if (!found || !goal) return undefined;
      return {
        from,
        to,
        steps: found.steps.map(step => ({ from: step.from, to: step.to, tellings: step.tellings.map(withPassage) })),
        credentials: [...found.credentials],
        education: found.education.map(move => ({ text: move.education, passage: passageIdOf(move) })),
        years: goal.placements.flatMap(placement =>
          placement.years
            ? [
                {
                  text: yearsText(placement.years),
                  guide: placement.guide,
                  section: placement.section,
                  passage: passageIdOf(placement),
                },
              ]
            : [],
        ),
        training: found.training.map(withPassage),
        nearest: found.nearest.map(withPassage),
      };
    },
    compare(kind, ids) {
      const found = career.compare(kind, ids);
      return (
        found && {
          kind,
          ids: [...ids],
          blocks: [...found.blocks],
          citations: found.citations.map(citationWithPassage),
          conflicts: found.conflicts.map(conflictOf),
        }
      );
    },
  };
};

const made = new WeakMap<Pack, Views>();

/** The views of a pack, made when they are first asked for. */
export const viewsOf = (pack: Pack): Views => {
  const views = made.get(pack) ?? createViews(pack);
  made.set(pack, views);
  return views;
};
