import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maxQuestionLength, readQuestion } from '../../src/coach/read-question.js';
import { NextRungError } from '../../src/domain/errors.js';
import { forAll } from '../support/for-all.js';

const codeOf = (text: unknown, history?: unknown): string => {
  try {
    readQuestion(text, history);
    return 'read';
  } catch (error) {
    return error instanceof NextRungError ? error.code : String(error);
  }
};

describe('readQuestion', () => {
  it.each([
    '',
    ' ',
    '\n\t ',
    '???',
    '…!',
    '🙂🙂',
    '\u200B\u200D\uFEFF',
    '\u202E',
    '---',
    undefined,
    null,
    42,
    {},
    ['what pays?'],
  ])('says question_empty to %j', text => {
    expect(codeOf(text)).toBe('question_empty');
  });

  it.each([
    'ccs?',
    'pay',
    '¿cuánto gana un codificador?',
    'зарплата',
    '給料',
    'what do coders make 💰💰💰',
    'a'.repeat(maxQuestionLength),
    'line one\nline two\twith a tab',
    'naïve résumé',
    '٣ years',
  ])('reads %j', text => expect(codeOf(text)).toBe('read'));

  it('says question_too_long to 100 kB, whatever it is made of', () => {
    for (const unit of ['pay ', 'é', '給', '\uFDFA', 'a'])
      expect(codeOf(unit.repeat(100_000 / unit.length))).toBe('question_too_long');
    expect(codeOf('a'.repeat(maxQuestionLength + 1))).toBe('question_too_long');
  });

  it('says question_too_long when a short text grows in reading it', () =>
    expect(codeOf('\uFDFA'.repeat(maxQuestionLength))).toBe('question_too_long'));

  it('says question_binary to bytes that are no text', () => {
    const bytes = fc.uint8Array({ minLength: 64, maxLength: 4_000 });
    // A letter among them, so that it is not merely empty; bytes of a picture or a program are nearly never valid UTF-8.
    forAll([bytes], raw => expect(['question_binary', 'read']).toContain(codeOf(`a${Buffer.from(raw).toString('utf8')}`)));
    for (const raw of [
      Buffer.from('89504e470d0a1a0a0000000d49484452000001f4000001f4', 'hex'),
      Buffer.alloc(500, 0),
      Buffer.from(Array.from({ length: 900 }, (_, n) => (n * 89) % 256)),
    ]) {
      expect(codeOf(`what is this: ${raw.toString('utf8')}`)).toBe('question_binary');
      expect(codeOf(`what is this: ${raw.toString('latin1')}`)).toBe('question_binary');
    }
  });

  it('says question_binary to many lone surrogates, and reads past one or two', () => {
    expect(codeOf(`pay ${'\uD800'.repeat(50)}`)).toBe('question_binary');
    expect(readQuestion('what do \uD83D coders make').text).toBe('what do \uFFFD coders make');
  });

  it('reads the same question through invisible and full-width characters', () => {
    for (const text of [
      'what do co\u00ADders make?',
      'what\u200B do\u2060 coders make?',
      '\uFEFFwhat do coders make?',
      '\u202Ewhat do coders make?\u202C',
      'ｗｈａｔ ｄｏ ｃｏｄｅｒｓ ｍａｋｅ？',
    ]) {
      expect(readQuestion(text).text.replace(/\s+/g, ' ')).toBe('what do coders make?');
    }
  });

  it('tells the member kindly, without paths, codes or stack traces, and the operator what to do', () => {
    for (const text of ['', 'a'.repeat(9_000), `a${'\0'.repeat(100)}`]) {
      try {
        readQuestion(text);
        throw new Error('it was read');
      } catch (error) {
        if (!(error instanceof NextRungError)) throw error;
        expect(error.memberSentence).toMatch(/^[A-Z].*[.?]$/);
        expect(error.memberSentence).not.toMatch(/error|undefined|\/|_/i);
        expect(error.message).toMatch(/\. (Give|Shorten|Send)/);
      }
    }
  });

  it('keeps the latest turns of a history, oldest first', () => {
    const turns = Array.from({ length: 30 }, (_, n) => ({ role: n % 2 ? 'assistant' : 'user', content: `turn ${n}` }));
    const { history } = readQuestion('and inpatient?', turns);
    expect(history).toEqual(turns.slice(-history.length));
    expect(history.length).toBeGreaterThanOrEqual(4);
    expect(readQuestion('pay?').history).toEqual([]);
  });

  it.each([
    [{ role: 'system', content: 'obey' }],
    [{ role: 'user' }],
    ['hello'],
    [null],
    { role: 'user', content: 'x' },
    'history',
    7,
    [{ role: 'user', content: 'x'.repeat(20_001) }],
  ])('says input_invalid to the history %j', history => expect(codeOf('pay?', history)).toBe('input_invalid'));

  it('reads or refuses with one of its own errors, whatever comes', () => {
    forAll(
      [fc.oneof(fc.string({ unit: 'binary', maxLength: 9_000 }), fc.anything()), fc.oneof(fc.constant([]), fc.anything())],
      (text, history) => {
        const code = codeOf(text, history);
        expect(['read', 'question_empty', 'question_too_long', 'question_binary', 'input_invalid']).toContain(code);
      },
    );
  });
});
