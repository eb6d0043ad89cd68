import { join } from 'node:path';
import type { KnowledgeBase } from './coach/knowledge-base.js';
import { createPatientSense, type PatientSense } from './coach/patient-data.js';
import { readPatientHead } from './coach/read/heads.js';
import { createRedactor, type Redact } from './coach/redact.js';
import { modelFolder } from './model-folder.js';
import { words } from './text/tokens.js';

export type { Redact };

const openNameFinder = async () => (await import('./backends/compromise-name-finder.js')).createNameFinder();

/** Tells what looks like patient data, by the weights that ship. Throws `index_corrupt` when they are missing or damaged. */
export const openPatientSense = async (): Promise<PatientSense> => {
  const [head, { isName }] = await Promise.all([readPatientHead(join(modelFolder, 'patient-head.json')), openNameFinder()]);
  return createPatientSense(head, isName);
};

/**
 * The composition root of the redactor. With the guides it leaves their words as they are; without, as long as they are not read, it takes a school that
 * is named after somebody for somebody.
 */
export const openRedactor = async (base?: Pick<KnowledgeBase, 'units' | 'guides'>): Promise<Redact> => {
  const [names, patients] = await Promise.all([openNameFinder(), openPatientSense()]);
  if (!base) return createRedactor(names, patients);
  const ofGuides = new Set(
    [...base.guides.values()].flatMap(guide => words(`${guide.title} ${guide.publisher} ${guide.spokenName}`)),
  );
  return createRedactor(names, patients, word => ofGuides.has(word) || base.units.packWords().has(word));
};
