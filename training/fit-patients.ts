import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { createNameFinder } from '../src/backends/compromise-name-finder.js';
import { type SignHead, signChance } from '../src/coach/read/heads.js';
import { patientSigns } from '../src/coach/redact/patient-signs.js';
import { visible } from '../src/text/visible.js';
import { countsBy, fitSigns } from './fit-signs.js';
import { printCross } from './print-cross.js';
import { readFields } from './read-fields.js';
import { readLines } from './read-lines.js';

/*
 * Whether a text speaks of a patient whom one could find: fitted on invented messages and look-alikes (training/heads/patients.jsonl, and the lists of
 * test/hostile that the redactor is held to), on judged messages of this field and others, on sentences of guides as the coach tells them, and on lines of feelings and danger: whoever needs a human word
 * must not be told of patient data. The list `patient-data-unseen` stays out.
 */

const options = { fewestLines: 2, ridge: 0.0002 } as const;
/** Of messages made for this fit, and of ordinary ones, however many there are. */
const shares = { made: 0.4, ordinary: 0.6 } as const;
/** One in so many judged messages: more of them change nothing. */
const everyJudged = 2;

const lists = ['patient-data', 'patient-data-by-outsiders'];
const caseSchema = z.object({ text: z.string(), secrets: z.array(z.string()) });

type Line = { readonly text: string; readonly patient: boolean; readonly from: keyof typeof shares };
const { isName } = await createNameFinder();
const signsOf = ({ text }: Pick<Line, 'text'>) => patientSigns(visible(text), isName);
const listed = async (name: string): Promise<Line[]> =>
  (await readFile(new URL(`../test/hostile/${name}.jsonl`, import.meta.url), 'utf8'))
    .split('\n')
    .filter(Boolean)
    .map(line => caseSchema.parse(JSON.parse(line)))
    .map(({ text, secrets }) => ({ text, patient: secrets.length > 0, from: 'made' }));
const fitOn = (lines: readonly Line[]): SignHead =>
  fitSigns(
    lines.map(signsOf),
    lines.map(line => line.patient),
    {
      ...options,
      counts: countsBy(
        lines.map(line => line.from),
        shares,
      ),
    },
  );

/** What the coach says is read again as what was said before. */
const asTold = (sentences: readonly string[]): string =>
  sentences.map((sentence, at) => `${sentence.replace(/\.$/, '')} [${at + 1}].`).join(' ');
const sentencesTold = 4;

/**
 * @param messages judged ones, of which none tells of a patient
 * @param told sentences that are told together, of guides and of disagreements
 */
export const fitPatients = async (
  messages: readonly string[],
  told: readonly (readonly string[])[],
): Promise<SignHead & { readonly madeFrom: string }> => {
  const { patients, kinds, feelings, messages: others, danger } = await readLines();
  const fields = await readFields();
  const answersTold = [...told, ...fields.map(field => field.sentences.map(({ text }) => text))].flatMap(sentences =>
    sentences.flatMap((_, at) => (at % sentencesTold === 0 ? [sentences.slice(at, at + sentencesTold)] : [])),
  );
  const made: Line[] = patients.map(line => ({ ...line, from: 'made' }));
  const ordinary: Line[] = [
    ...messages.filter((_, at) => at % everyJudged === 0),
    ...told.flat(),
    ...answersTold.map(asTold),
    ...[...kinds, ...feelings, ...others, ...danger].map(({ text }) => text),
    ...fields.flatMap(field => field.messages.map(({ message }) => message)),
  ].map(text => ({ text, patient: false, from: 'ordinary' }));
  printCross(
    'Tells of a patient',
    made,
    line => line.patient,
    (kept, left) => {
      const head = fitOn([...kept, ...ordinary]);
      return left.map(line => signChance(head, signsOf(line)));
    },
  );
  const known = (await Promise.all(lists.map(listed))).flat();
  return {
    ...fitOn([...made, ...known, ...ordinary]),
    madeFrom: `${made.length + known.length} messages with patient data and look-alikes (training/heads, test/hostile), ${ordinary.length} other messages and sentences of guides`,
  };
};
