import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** A list of `test/hostile`: one kind of case, one JSON value a line. */
export const hostileList = <Case>(name: string, schema: z.ZodType<Case>): Case[] =>
  readFileSync(join('test/hostile', name), 'utf8')
    .split('\n')
    .filter(line => line.trim() !== '')
    .map(line => schema.parse(JSON.parse(line)));

const patientCaseSchema = z.object({
  id: z.string(),
  kind: z.string(),
  text: z.string(),
  /** What must stand nowhere; none for what only looks like patient data. */
  secrets: z.array(z.string()),
});

/** Messages with patient data, and look-alikes: some by those who made the rules, some by those who had not read them. */
export const patientCases = () =>
  ['patient-data.jsonl', 'patient-data-by-outsiders.jsonl'].flatMap(name => hostileList(name, patientCaseSchema));

/** Such messages by somebody who had read neither rules nor lists: nothing is fitted on them. */
export const unseenPatientCases = () => hostileList('patient-data-unseen.jsonl', patientCaseSchema);

/** A secret where it stands by itself: not four digits of an id. Bytes are those of `savedBytes`. */
export const standsIn = (bytes: string, secret: string): boolean =>
  [secret, Buffer.from(secret).toString('latin1')].some(form =>
    new RegExp(`(?<![\\w-])${form.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')}(?![\\w-])`, 'i').test(bytes),
  );
