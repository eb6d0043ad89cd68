import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeAnswerText, escapeCode, escapePlain } from '../../../adapters/discord/escape-text.js';
import { forAll } from '../../support/for-all.js';

/** Words that Discord acts on, among letters of all kinds. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '@everyone',
        '@here',
        '<@1234567>',
        '<@!1234567>',
        '<@&1234567>',
        '<#1234567>',
        '</pay:1234567>',
        '<t:0>',
        '<:x:1234567>',
      ),
      fc.constantFrom(
        '```',
        '`',
        '**',
        '||',
        '~~',
        '__',
        '> ',
        '\n> ',
        '\n# ',
        '\n-# ',
        '[a](https://b.c)',
        '](',
        '\\',
        '\u202e',
        '\u0000',
      ),
      fc.string({ unit: 'binary', maxLength: 6 }),
    ),
    { maxLength: 12 },
  )
  .map(parts => parts.join(''));

const pings = /@(?:everyone|here)|<(?:@[!&]?\d|#\d|\/\w|t:\d|a?:\w+:\d)/;

describe('text for Discord', () => {
  it('mentions nobody and nothing, whatever it holds', () => {
    forAll(
      [hostile],
      text => {
        for (const safe of [escapePlain(text), escapeAnswerText(text), escapeCode(text)]) expect(safe).not.toMatch(pings);
      },
      { numRuns: 2000 },
    );
  });

  it('hides no address behind another text, and formats nothing', () => {
    forAll(
      [hostile],
      text => {
        const safe = escapePlain(text);
        expect(safe).not.toMatch(/\]\(/);
        expect(safe).not.toMatch(/^\s*(?:>|#{1,3}\s|-#)/m);
        expect(safe.replace(/https?:\/\/\S+/g, '').replace(/\\./gs, '')).not.toMatch(/[*_~`|]/);
      },
      { numRuns: 2000 },
    );
  });

  it('keeps what an answer makes strong, and nothing else of Markdown', () => {
    expect(escapeAnswerText('The **CCS** pays *more* in code_sets')).toBe('The **CCS** pays \\*more\\* in code\\_sets');
    expect(escapeAnswerText('2 ** 3 and ||hidden||')).toBe('2 \\*\\* 3 and \\|\\|hidden\\|\\|');
  });

  it('leaves addresses whole', () => {
    expect(escapePlain('see https://www.bls.gov/oes_current/a_b.htm for more_of it')).toBe(
      'see https://www.bls.gov/oes_current/a_b.htm for more\\_of it',
    );
  });

  it('ends no code block', () => {
    forAll([hostile], text => expect(escapeCode(text)).not.toContain('`'));
  });
});
