import { type CliContext, printLine } from './context.js';
import { describeIndex, shortPath } from './describe-index.js';
import { loadConfig } from './open-session.js';
import { showProgress } from './show-progress.js';

/** `index`: builds the index when the guides changed, or always with `force`; says when there was nothing to do. */
export const runIndex = async (context: CliContext, options: { readonly force?: boolean }): Promise<void> => {
  const config = await loadConfig(context);
  const { ensureIndex } = await import('../../src/create-coach.js');
  const progress = showProgress(context);
  try {
    const { manifest, built } = await ensureIndex(config, {
      force: options.force ?? false,
      onBuild: progress.begin,
      onProgress: progress.step,
      signal: context.signal,
    });
    await progress.end();
    const place = shortPath(process.cwd(), config.indexDir);
    const index = describeIndex(manifest, new Date());
    printLine(
      context.stdout,
      built ? `Saved in ${place}: ${index}.` : `Nothing to do: the index in ${place} is fresh, ${index}.`,
    );
  } finally {
    await progress.end();
  }
};
