import { describe, expect, it } from 'vitest';
import { persist } from '../../../adapters/discord/persist.js';

const broken = (code: string): Error => Object.assign(new Error('other side closed'), { code });

describe('what may be sent twice', () => {
  it.each(['UND_ERR_SOCKET', 'EPIPE', 'ECONNREFUSED'])('is sent again when the connection broke: %s', async code => {
    let sent = 0;
    const send = async (): Promise<string> => {
      if (sent++ < 2) throw broken(code);
      return 'taken';
    };
    expect(await persist(send, [1, 1, 1])).toBe('taken');
    expect(sent).toBe(3);
  });

  it('is not sent again when it was refused', async () => {
    let sent = 0;
    const refused = new TypeError('refused');
    const send = async (): Promise<never> => {
      sent++;
      throw refused;
    };
    await expect(persist(send)).rejects.toBe(refused);
    expect(sent).toBe(1);
  });
});
