import { type BoostedTrees, chanceOf } from '../src/coach/choose/boosted-trees.js';
import { surenessSigns } from '../src/coach/find/signs.js';
import { fitTrees, sureOptions, type TreeOptions, usualOptions } from './fit-trees.js';
import { gradeOf, type Listing, type Ranked, rank } from './listing.js';

/** What is best weighs as three that are useful or no help. */
const weightOfBest = 3;
const nearCandidates = 18;

/** Trees that tell whether a candidate helps, fitted on judged messages. */
export const fitHelps = (listings: readonly Listing[], options: TreeOptions = usualOptions): BoostedTrees => {
  const candidates = listings.flatMap(listing =>
    listing.candidates.flatMap(({ sentence, signs }, at) => {
      const grade = gradeOf(listing, sentence);
      // Far down nearly all are no help, and alike: every third stands for three.
      if (grade > 0 || at < nearCandidates) return [{ signs, grade, weight: grade === 2 ? weightOfBest : 1 }];
      return at % 3 === 0 ? [{ signs, grade, weight: 3 }] : [];
    }),
  );
  return fitTrees(
    {
      rows: candidates.map(candidate => candidate.signs),
      wanted: candidates.map(candidate => (candidate.grade > 0 ? 1 : 0)),
      weights: candidates.map(candidate => candidate.weight),
    },
    options,
  );
};

const folds = 4;

/** Every message ranked by trees that were fitted on other groups' messages: groups are left out in turn, a quarter of them at once. */
export const crossValidate = (listings: readonly Listing[], options: TreeOptions = usualOptions): Ranked[] => {
  const groups = [...new Set(listings.map(listing => listing.group))];
  return Array.from({ length: Math.min(folds, groups.length) }, (_, fold) => {
    const left = new Set(groups.filter((_, at) => at % folds === fold));
    const trees = fitHelps(
      listings.filter(listing => !left.has(listing.group)),
      options,
    );
    return listings.filter(listing => left.has(listing.group)).map(listing => rank(listing, signs => chanceOf(trees, signs)));
  }).flat();
};

/** A second look at a message: fitted on messages as they were ranked by choosers that had not seen them. */
const fitSecondLook = (ranked: readonly Ranked[], wanted: (one: Ranked) => boolean, options: TreeOptions): BoostedTrees =>
  fitTrees(
    {
      rows: ranked.map(({ chances, listing }) => surenessSigns(chances, listing.candidates[0]?.signs)),
      wanted: ranked.map(one => (wanted(one) ? 1 : 0)),
      weights: ranked.map(() => 1),
    },
    options,
  );

const fitSure = (ranked: readonly Ranked[], options: TreeOptions): BoostedTrees =>
  fitSecondLook(ranked, ({ grades }) => (grades[0] ?? 0) > 0, options);
const fitAnswers = (ranked: readonly Ranked[], options: TreeOptions): BoostedTrees =>
  fitSecondLook(ranked, ({ listing }) => !listing.none, options);

/** Messages with a second look that was fitted on other groups' messages: a quarter of the groups is left out at once. */
export const lookTwice = (ranked: readonly Ranked[], options: TreeOptions): Ranked[] => {
  const groups = [...new Set(ranked.map(({ listing }) => listing.group))];
  return Array.from({ length: Math.min(folds, groups.length) }, (_, fold) => {
    const left = new Set(groups.filter((_, at) => at % folds === fold));
    const others = ranked.filter(({ listing }) => !left.has(listing.group));
    const [sure, answers] = [fitSure(others, options), fitAnswers(others, options)];
    return ranked
      .filter(({ listing }) => left.has(listing.group))
      .map(one => {
        const signs = surenessSigns(one.chances, one.listing.candidates[0]?.signs);
        return { ...one, sureness: chanceOf(sure, signs), answerable: chanceOf(answers, signs) };
      });
  }).flat();
};

/** A chooser as a whole: which sentences help, how sure to be of the first, and whether the guides answer at all. */
export type Helper = { readonly helps: BoostedTrees; readonly sure: BoostedTrees; readonly answers: BoostedTrees };

export const fitHelper = (
  listings: readonly Listing[],
  options: TreeOptions = usualOptions,
  sure: TreeOptions = sureOptions,
): Helper & { readonly unseen: readonly Ranked[] } => {
  const unseen = crossValidate(listings, options);
  return {
    helps: fitHelps(listings, options),
    sure: fitSure(unseen, sure),
    answers: fitAnswers(unseen, sure),
    unseen,
  };
};

/** A message as a whole chooser ranks its candidates. */
export const rankWith = ({ helps, sure, answers }: Helper, listing: Listing): Ranked => {
  const ranked = rank(listing, signs => chanceOf(helps, signs));
  const signs = surenessSigns(ranked.chances, listing.candidates[0]?.signs);
  return { ...ranked, sureness: chanceOf(sure, signs), answerable: chanceOf(answers, signs) };
};
