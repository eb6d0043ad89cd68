import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { voiceSchema } from '../../src/domain/pack.js';
import { useCoach } from '../support/shared-coach.js';

const { elsewhere } = voiceSchema.parse(parse(readFileSync('knowledge/medical-coding/voice.yaml', 'utf8')));
const last = (text: string): string => text.trim().split('\n').at(-1) ?? '';

describe('where no guide answers', () => {
  const coach = useCoach();

  it('says where to turn instead: to whom the gap names', async () => {
    const { outcome, text } = await coach.ask('how much is the cpc exam');
    expect(outcome).toBe('no_evidence');
    expect(last(text)).toBe('For that, try AAPC or AHIMA.');
  });

  it('else to where the pack says, in words for somebody whose feeling was met and in others', async () => {
    const asked = await coach.ask('what even is a modifier');
    expect(asked.outcome).toBe('no_evidence');
    expect(elsewhere.other).toContain(last(asked.text));
    const felt = await coach.ask("i'm so frustrated the coffee machine at work is broken again, what do i do");
    expect(felt.outcome).toBe('no_evidence');
    expect(elsewhere.felt).toContain(last(felt.text));
  });

  it('tells nobody who only says what is hard that no guide covers it, but offers what may help', async () => {
    for (const told of ['failed my cpc again', 'just got laid off. 15 yrs inpatient. they gave us the news on a teams call']) {
      const { outcome, text, suggestions } = await coach.ask(told);
      expect(outcome, told).toBe('clarify');
      expect(text).not.toContain('guides');
      expect(suggestions.length).toBeGreaterThan(1);
    }
  });

  it('names the gap where what is asked is nearer to it than to what a coach does not do', async () => {
    for (const [question, topic] of [
      ['my boss wants me to upcode, who do i tell', 'upcode'],
      ['can i collect unemployment if my coding job got outsourced', 'unemployment benefits'],
    ] as const) {
      const { outcome, text } = await coach.ask(question);
      expect(outcome, question).toBe('no_evidence');
      expect(text).toContain(topic);
    }
    expect((await coach.ask('what icd 10 code for a broken wrist')).outcome).toBe('out_of_scope');
  });

  it('names of a topic what was asked for alone, and all of it where that is not plain', async () => {
    for (const [question, said] of [
      ['what should i wear to a coding interview', 'what to wear to an interview.'],
      ['i was fired, how do i explain that to the next employer', 'how to explain a firing.'],
      ['retake policy cca', 'retake fees, waiting periods or attempt limits.'],
    ] as const)
      expect((await coach.ask(question)).text, question).toContain(said);
  });
});
