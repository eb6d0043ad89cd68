import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calmText, escapeText } from '../../../adapters/slack/render/calm-text.js';
import { runsOf } from '../../support/for-all.js';
import { namesLinked, pingsIn } from '../../support/slack/pings.js';

const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '<!channel>',
        '<!here|here>',
        '<!everyone>',
        '<!subteam^S06CODERS|@coders>',
        '<@U06SAM000>',
        '<#C06GENERAL|general>',
        '@channel',
        '@here',
        '@@everyone',
        '<',
        '>',
        '!',
        '|',
        '&lt;',
      ),
      fc.string({ unit: 'binary', maxLength: 12 }),
    ),
    { maxLength: 12 },
  )
  .map(parts => parts.join(''));

describe('text that goes to Slack', () => {
  it('calls nobody, whoever wrote it and however it is nested', () => {
    fc.assert(
      fc.property(hostile, text => {
        for (const calm of [calmText(text), escapeText(text)]) {
          expect(pingsIn(calm)).toEqual([]);
          expect(namesLinked(calm)).toEqual([]);
        }
      }),
      { numRuns: runsOf(2000) },
    );
  });

  it('has the three letters escaped that Slack reads as markup', () => {
    fc.assert(
      fc.property(hostile, text => {
        expect(escapeText(text)).not.toMatch(/[<>]|&(?!amp;|lt;|gt;)/);
      }),
    );
    expect(escapeText('R&D, <5 years>')).toBe('R&amp;D, &lt;5 years&gt;');
  });

  it('says who was meant in words, and leaves plain text as it is', () => {
    expect(calmText('ask <@U1>, <!here>, <#C1|jobs>, <!subteam^S1|@coders> or <!subteam^S2>')).toBe(
      'ask a member, here, jobs, coders or a member',
    );
    expect(calmText('$50,250 a year, a < b, mail me@example.org')).toBe('$50,250 a year, a < b, mail me@example.org');
  });

  it('loses control characters and marks that turn the reading direction', () => {
    expect(calmText('a\u0007b\u202Ec\u2066d')).toBe('abcd');
  });
});
