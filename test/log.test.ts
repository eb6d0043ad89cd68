import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createLog } from '../src/log.js';

describe('the log', () => {
  it('tells a trouble that repeats once, then how often, and leaves other lines as they are', async () => {
    const lines: string[] = [];
    const log = createLog({ logLevel: 'info', logFormat: 'pretty' }, line => void lines.push(line.slice(9)), { togetherMs: 30 });
    for (let at = 0; at < 60; at++) {
      log.error({ err: new Error('the disk is full'), community: `c${at}` }, 'an answer could not be kept');
      log.info('a question was settled');
    }
    log.error({ err: new Error('another reason') }, 'an answer could not be kept');
    const troubles = () => lines.filter(line => line.startsWith('error'));
    expect(troubles()).toEqual([
      'error  an answer could not be kept (the disk is full)\n',
      'error  an answer could not be kept (another reason)\n',
    ]);
    expect(lines.filter(line => line.includes('settled'))).toHaveLength(60);
    await sleep(60);
    expect(troubles()[2]).toBe('error  an answer could not be kept (59 more of these within 0 s) (the disk is full)\n');
    log.error({ err: new Error('the disk is full') }, 'an answer could not be kept');
    expect(troubles()).toHaveLength(4);
  });
});
