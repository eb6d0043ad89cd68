import { join } from 'node:path';
import { readChooserFit } from './coach/choose/fit.js';
import type { Fitted } from './coach/coach.js';
import { readHeads } from './coach/read/heads.js';
import { modelFolder } from './model-folder.js';

/** The fitted weights that ship. Throws `index_corrupt` when they are missing or damaged. */
export const openFit = async (): Promise<Fitted> => {
  const [chooser, heads] = await Promise.all([
    readChooserFit(join(modelFolder, 'chooser.json')),
    readHeads(join(modelFolder, 'heads.json')),
  ]);
  return { chooser, heads };
};
