import { describe, expect, it } from 'vitest';
import { replyStands, verifyReply } from '../support/verify-reply.js';

const [median, hourly, growth, certificate] = [
  'resumegeni-path#median-pay-and-mean-pay',
  'resumegeni-path#hourly-pay',
  'resumegeni-path#job-growth',
  'resumegeni-path#certificate-programs',
] as const;

describe("A guide's own sentence", () => {
  const own = 'The US median annual wage for medical coders is $50,250 and the mean is $55,970, according to BLS';

  it('stands under its own mark, in strong text too', () => {
    expect(replyStands(`${own} [1].`, median)).toBe(true);
    expect(replyStands(`${own.replace('$50,250', '**$50,250**')} [1].`, median)).toBe(true);
  });

  it.each([
    ['another currency', own.replaceAll('$', '€'), median],
    ['a decimal point for a comma', own.replaceAll(',', '.'), median],
    ['another currency by the hour', 'The US median hourly wage for medical coders is £24.16, according to BLS', hourly],
    ['a percent sign for none', 'BLS projects $7.1 growth for US medical records specialists from 2024 to 2034', growth],
    [
      'a minus sign',
      'Medical coding has a growing job market: BLS, the Bureau of Labor Statistics, projects -7.1% growth for US medical records specialists, a group that includes coders, from 2024 to 2034',
      growth,
    ],
  ])('does not stand with %s', (_, text, section) => {
    expect(replyStands(`${text} [1].`, section)).toBe(false);
  });

  it('does not stand with a mark on a passage that says nothing of it, beside its own or in its place', () => {
    expect(replyStands(`${own} [1][2].`, median, certificate)).toBe(false);
    expect(replyStands(`${own.replace(' and', ' [2] and')} [1].`, median, certificate)).toBe(false);
  });
});

describe('A sentence of any shape', () => {
  /** The longest reply that is read. */
  const longest = 11_500;
  const shapes = [
    'twenty-',
    'twenty twenty ',
    'one hundred and ',
    'one hundred and one ',
    'one thousand ',
    'one to one ',
    'twenty-first ',
    'nine in ten ',
    'a third of ',
    'four times ',
    'every coder ',
    '$1 and ',
    '1,111,',
    '1.1.',
  ];
  it.each(shapes)('of %j is read in a moment', shape => {
    verifyReply('Coders [1].', median);
    const text = shape.repeat(longest / shape.length);
    const started = process.cpuUsage();
    verifyReply(`${text} years [1].`, median);
    // Seconds of computing: a fraction of one where it is well, minutes where patterns go back over what they read.
    expect(process.cpuUsage(started).user / 1e6).toBeLessThan(4);
  });

  it('is dropped when nobody would read it to its end', () => {
    expect(replyStands('Coders in the US earn a median of $50,250 a year [1].', median)).toBe(true);
    expect(replyStands(`Coders in the US ${'and in the US '.repeat(50)}earn a median of $50,250 a year [1].`, median)).toBe(
      false,
    );
  });
});
