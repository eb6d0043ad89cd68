import { describe, expect, it } from 'vitest';
import type { IncomingResult } from '../../adapters/incoming.js';
import { bagOf } from '../support/bag.js';
import { incomingOf, keepReply, openInbound } from '../support/inbound.js';
import { aWhile, createScriptedCoach, textOf } from '../support/scripted-coach.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';

const folder = useTemporaryFolder();

describe('1,000 questions in 50 conversations, one in twenty delivered twice', () => {
  it('are each answered once, and in the order in which they came', async () => {
    const coach = createScriptedCoach(() => aWhile(8));
    const { handle, stores } = await openInbound(folder.path(), { coach });
    const shown = new Map<string, string[]>();
    const results: Promise<IncomingResult>[] = [];
    for (let at = 0; at < 1_000; at++) {
      const conversation = `thread-${at % 50}`;
      const deliver = (eventId: string): void => {
        const reply = keepReply({
          show: async answer => {
            await aWhile(3);
            shown.set(conversation, [...(shown.get(conversation) ?? []), textOf(answer)]);
          },
        });
        const deliveryKeys = [eventId, `message-${at}`];
        const member = `U${at % 7}`;
        results.push(
          handle(incomingOf({ conversation, member, channel: `C${at % 5}`, text: `question ${at}`, deliveryKeys }), reply),
        );
      };
      deliver(`event-${at}`);
      // A redelivery comes with the same event id, or with a new one for the same message; at once or while others were asked.
      if (at % 20 === 0) deliver(at % 40 === 0 ? `event-${at}` : `event-again-${at}`);
      if (at % 100 === 0) await aWhile(20);
    }
    const ended = await Promise.all(results);
    expect(bagOf(ended)).toEqual(bagOf([...Array(1_000).fill('answered'), ...Array(50).fill('duplicate')]));
    expect(shown.size).toBe(50);
    for (const [conversation, texts] of shown) {
      const first = Number(conversation.split('-')[1]);
      expect(texts).toEqual(Array.from({ length: 20 }, (_, at) => `re: question ${first + at * 50}`));
    }
    expect(coach.asked).toHaveLength(1_000);
    expect(coach.mostAtOnce()).toBeGreaterThan(5);
    // Late redeliveries, after all was answered.
    for (let at = 0; at < 1_000; at += 37)
      expect(await handle(incomingOf({ deliveryKeys: [`late-${at}`, `message-${at}`] }), keepReply())).toBe('duplicate');
    await stores.close();
  });
});
