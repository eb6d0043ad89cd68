import { z } from 'zod';
import type { Config } from '../../src/config.js';
import { ensureIndex } from '../../src/create-coach.js';
import { NextRungError } from '../../src/domain/errors.js';
import { goByProxy } from '../../src/go-by-proxy.js';
import type { BuildReply } from './build-apart.js';

/* The process that builds an index for one that answers meanwhile. The settings that it is sent were checked where they were read. */

const configSchema = z.custom<Config>(value => typeof value === 'object' && value !== null);
const say = (reply: BuildReply): void => void process.send?.(reply);

process.once('message', async message => {
  try {
    const config = configSchema.parse(message);
    if (config.proxy) goByProxy(config.proxy);
    await ensureIndex(config, { onBuild: reason => say({ kind: 'building', reason }) });
    say({ kind: 'done' });
  } catch (error) {
    const code = error instanceof NextRungError ? error.code : undefined;
    say({ kind: 'failed', code, message: error instanceof Error ? error.message : String(error) });
  }
});
process.once('disconnect', () => process.exit(0));
