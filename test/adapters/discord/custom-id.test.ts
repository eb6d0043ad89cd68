import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCustomId, writeCustomId } from '../../../adapters/discord/custom-id.js';

describe('what a button says of itself', () => {
  it('is read as it was written, within Discord’s hundred characters', () => {
    const answerId = fc.uuid();
    const ids = fc.oneof(
      fc.record({
        kind: fc.constantFrom('helpful' as const, 'unhelpful' as const, 'why' as const, 'share' as const, 'thread' as const),
        answerId,
      }),
      fc.record({ kind: fc.constant('next' as const), answerId, at: fc.integer({ min: 0, max: 2 }) }),
      fc.record({ kind: fc.constant('forget' as const), choice: fc.constantFrom('yes' as const, 'no' as const) }),
    );
    fc.assert(
      fc.property(ids, id => {
        const text = writeCustomId(id);
        expect(text.length).toBeLessThanOrEqual(100);
        expect(readCustomId(text)).toEqual(id);
      }),
    );
  });

  it('is nothing when it is not ours', () => {
    for (const text of ['', 'next', 'next:a', 'next:a:12', 'share:../..', 'forget:maybe', 'other:1', 'helpful:a:b']) {
      expect(readCustomId(text)).toBeUndefined();
    }
  });
});
