import { parse } from 'yaml';
import { type CareerMap, careerMapSchema } from '../domain/career-map.js';
import { NextRungError } from '../domain/errors.js';
import type { Judgment } from '../domain/judgment.js';
import { type Pack, packInfoSchema, scopeSchema, vocabularySchema, voiceSchema } from '../domain/pack.js';
import { anyFieldText } from './any-field.js';
import { checkCareerMap } from './check-career-map.js';
import { checkGuide } from './check-guide.js';
import { checkPoison } from './check-poison.js';
import { checkScope } from './check-scope.js';
import { infoOfGuides } from './info-of-guides.js';
import type { PackFiles } from './pack-files.js';
import { createProblemList, formatProblem, type PackProblem, type ProblemList } from './pack-problem.js';
import { type ParsedGuide, parseGuide } from './parse-guide.js';
import { judgmentsFile, readJudgments } from './read-judgments.js';
import { readYaml } from './read-yaml.js';

/** Every problem of a pack, sorted by file and line; `pack` is there when its files could be parsed at all. */
export type CompiledPack = {
  readonly pack: Pack | undefined;
  /** Judged messages; none in a pack without. */
  readonly judgments: readonly Judgment[];
  readonly problems: readonly PackProblem[];
  /** Lines meant for a machine or a platform. The coach opens such a pack and shows nothing of those sections. */
  readonly poison: readonly PackProblem[];
  /** What is no mistake and should be looked at: marks of judgments whose sentence has changed, sections of imported guides that differ from the ideal. */
  readonly warnings: readonly PackProblem[];
};

/** Figures that name no country are of the pack's own, and a track without a name goes by its id. */
const completed = (map: CareerMap, country: string): CareerMap => ({
  ...map,
  tracks: [
    ...map.tracks,
    ...[...new Set(map.roles.map(role => role.track))]
      .filter(track => map.tracks.every(({ id }) => id !== track))
      .map(id => ({ id, name: `${id.charAt(0).toUpperCase()}${id.slice(1).replaceAll('-', ' ')}` })),
  ],
  figures: map.figures.map(figure => (figure.country ? figure : { ...figure, country })),
});

/** What a pack leaves out of a YAML file. Mistakes in it are the program's own. */
const anyField = (file: string): object => parse(anyFieldText(file)) ?? {};

/** What bytes that are no UTF-8 are read as, with the word around it. */
const unreadLetter = /\S*\uFFFD\S*/;

/** Reports the first word of each file that is no UTF-8. Judged messages are shown to nobody, and people paste what they have. */
const checkEncoding = (files: PackFiles, list: ProblemList): void => {
  for (const [file, text] of files) {
    const found = file === judgmentsFile ? null : unreadLetter.exec(text);
    if (found)
      list.add(
        file,
        text.slice(0, found.index).split('\n').length,
        `“${found[0].slice(0, 40)}” is no UTF-8; save the file as UTF-8 and write the word again`,
      );
  }
};

/**
 * Parses and checks a pack's files: encoding, front matter, section sizes, ids, and every name and figure of the career map. Only guides are needed: a list that a
 * pack leaves out is that of any field.
 */
export const compilePack = (files: PackFiles): CompiledPack => {
  const list = createProblemList();
  const remarks = createProblemList();
  checkEncoding(files, list);
  const yaml = <S extends Parameters<typeof readYaml>[1]>(file: string, schema: S, fallback: object = anyField(file)) =>
    readYaml(files.get(file) ?? '', schema, file, list, 0, fallback);
  const noRecords = Object.fromEntries(Object.keys(careerMapSchema.shape).map(records => [records, []]));
  const careerMap = yaml('career-map.yaml', careerMapSchema, noRecords);
  const vocabulary = yaml('vocabulary.yaml', vocabularySchema);
  const scope = yaml('scope.yaml', scopeSchema);
  const voice = yaml('voice.yaml', voiceSchema);

  const guides: ParsedGuide[] = [];
  /** Guides that cannot be cited until they are mended: their dead references would only bury the reason. */
  const poison = createProblemList();
  const unreadable = new Set<string>();
  for (const [file, text] of files) {
    if (!file.startsWith('guides/')) continue;
    const guide = parseGuide(text, file, list);
    const named = file.replace(/^guides\/|\.md$/g, '');
    if (guide?.info.id !== named) unreadable.add(named);
    if (!guide) continue;
    guides.push(guide);
    checkGuide(guide, file, list, remarks);
    checkPoison(text, file, poison);
  }
  if (guides.length === 0) list.add('guides', 1, 'there is no readable guide');
  const passages = guides.flatMap(guide => guide.passages.map(parsed => parsed.passage));
  const info = yaml(
    'pack.yaml',
    packInfoSchema,
    infoOfGuides(
      guides.map(guide => guide.info),
      passages,
    ),
  );
  if (scope) checkScope(scope, 'scope.yaml', list);
  if (careerMap) checkCareerMap(careerMap, passages, unreadable, 'career-map.yaml', list);

  const judgments = readJudgments(files.get(judgmentsFile) ?? '', { passages, gaps: scope?.value.gaps }, list, remarks);

  const problems = list.problems.toSorted((a, b) => a.file.localeCompare(b.file) || a.line - b.line);
  if (!info || !careerMap || !vocabulary || !scope || !voice || guides.length === 0)
    return { pack: undefined, judgments, problems, poison: poison.problems, warnings: remarks.problems };
  const pack: Pack = {
    info: info.value,
    guides: guides.map(guide => guide.info),
    passages,
    careerMap: completed(careerMap.value, info.value.country),
    vocabulary: vocabulary.value,
    scope: scope.value,
    voice: voice.value,
  };
  return { pack, judgments, problems, poison: poison.problems, warnings: remarks.problems };
};

/** A pack with its judged messages; throws `pack_invalid` with every problem in its message. */
export const compileJudgedPack = (
  files: PackFiles,
  folder: string,
): { readonly pack: Pack; readonly judgments: readonly Judgment[] } => {
  const { pack, judgments, problems } = compilePack(files);
  if (pack && problems.length === 0) return { pack, judgments };
  const shown = problems.slice(0, 20).map(formatProblem).join('\n  ');
  const more = problems.length > 20 ? `\n  and ${problems.length - 20} more` : '';
  throw new NextRungError(
    'pack_invalid',
    `The knowledge pack in ${folder} has ${problems.length} problem(s); run \`npm run check-pack\`:\n  ${shown}${more}`,
  );
};

/** Compiles a pack; throws as `compileJudgedPack` does. */
export const compilePackOrThrow = (files: PackFiles, folder: string): Pack => compileJudgedPack(files, folder).pack;
