import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { compilePackOrThrow } from '../../../src/knowledge/compile-pack.js';
import { createScriptedCoach } from '../../support/scripted-coach.js';
import { smallPackFiles } from '../../support/small-pack.js';
import { useTemporaryFolder } from '../../support/temporary-folder.js';
import { type ServedPage, servePage } from '../../support/web/serve-page.js';

/* Who connects and then does nothing holds a connection for a while, not for ever. */

const folder = useTemporaryFolder();
const pack = compilePackOrThrow(smallPackFiles(), 'a small pack');
let page: ServedPage | undefined;
afterEach(() => page?.stop());

const request = 'GET /api/pack HTTP/1.1\r\nHost: localhost\r\n\r\n';

describe('a connection on which nothing moves', () => {
  it('is cut, though its asker never reads the answers', async () => {
    page = await servePage({ coach: createScriptedCoach(), pack, dataDir: folder.path(), stalledMs: 400 });
    const size = (await (await page.get('/api/pack')).text()).length;
    const wanted = Math.ceil(40_000_000 / size);
    const socket = connect(Number(new URL(page.url).port), '127.0.0.1');
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    socket.pause();
    socket.write(request.repeat(wanted));
    // Until the system's own buffers are full, and a while longer.
    await sleep(9_000);
    let received = 0;
    socket.on('data', piece => {
      received += piece.length;
    });
    const closed = once(socket, 'close');
    socket.resume();
    await closed;
    expect(received).toBeLessThan(wanted * size);
  }, 60_000);

  it('is cut, though its asker never finishes the request', async () => {
    page = await servePage({ coach: createScriptedCoach(), pack, dataDir: folder.path(), stalledMs: 400 });
    const socket = connect(Number(new URL(page.url).port), '127.0.0.1');
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    socket.resume();
    socket.write('POST /api/ask HTTP/1.1\r\nHost: localhost\r\nContent-Le');
    const began = performance.now();
    await once(socket, 'close');
    expect(performance.now() - began).toBeLessThan(10_000);
  }, 30_000);
});
