import { SeparatorBuilder, TextDisplayBuilder } from 'discord.js';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { askedLine } from '../../../adapters/discord/asked-line.js';
import type { MessageBody } from '../../../adapters/discord/render-messages.js';
import { sendRendered } from '../../../adapters/discord/send-rendered.js';
import { answersElsewhere } from '../../../adapters/discord/texts.js';

const components = (list: MessageBody['components']): MessageBody => ({ components: list, files: [], flags: 32_768 });
const text = (length: number) => new TextDisplayBuilder().setContent('x'.repeat(length)).toJSON();
const plain: MessageBody = { content: 'the answer', components: [], files: [], flags: 4 };

const send = async (bodies: MessageBody[]): Promise<MessageBody[]> => {
  const sent: MessageBody[] = [];
  const keep = async (body: MessageBody): Promise<void> => void sent.push(body);
  await sendRendered({ first: keep, next: keep }, { components: bodies, plain: [plain] }, pino({ level: 'silent' }));
  return sent;
};

describe('an answer that is larger than components may be', () => {
  it('goes out plain at once, however much of it would have fitted', async () => {
    const tooMany = components(Array.from({ length: 41 }, () => new SeparatorBuilder().toJSON()));
    const tooLong = components([text(3000), text(1001)]);
    const fits = components([text(3000), text(1000)]);
    expect(await send([tooMany])).toEqual([plain]);
    expect(await send([fits, tooLong])).toEqual([plain]);
    expect(await send([fits])).toEqual([fits]);
  });
});

describe('what is cut', () => {
  it('is not cut within an emoji: Discord refuses half of one', () => {
    for (const before of [297, 298, 299]) {
      const line = askedLine('ana', `${'x'.repeat(before)}${'🪜'.repeat(5)}`);
      expect(line).not.toMatch(/\p{Cs}/u);
    }
  });

  it('are channels beyond those that anyone reads', () => {
    const line = answersElsewhere(Array.from({ length: 100 }, (_, at) => String(10n ** 18n + BigInt(at))));
    expect(line.length).toBeLessThan(2000);
    expect(line).toContain('80 more');
  });
});
