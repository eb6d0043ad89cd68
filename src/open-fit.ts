import { join } from 'node:path';
import { type ChooserFit, readChooserFit } from './coach/choose/fit.js';
import { modelFolder } from './model-folder.js';

/** The chooser's weights that ship. Throws `index_corrupt` when they are missing or damaged. */
export const openFit = (): Promise<ChooserFit> => readChooserFit(join(modelFolder, 'chooser.json'));
