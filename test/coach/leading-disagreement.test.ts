import { describe, expect, it } from 'vitest';
import { useCoach } from '../support/shared-coach.js';

describe('A disagreement', () => {
  const coach = useCoach();

  it('does not lead where another question is asked about its subject', async () => {
    const { text } = await coach.ask('whats the credential for cdi');
    expect(text.split('. ')[0]).toContain('CDIP');
  });

  it('is not told twice running: who adds to a question has heard it', async () => {
    const question = 'how long does it take to become a coder';
    const first = await coach.ask(question);
    const [lead = ''] = first.text.split(' [1]');
    const { text, followUp } = await coach.ask('i already did 3 yrs of billing btw', [
      { role: 'user', content: question },
      { role: 'assistant', content: first.text },
    ]);
    expect(followUp?.on).toBe(question);
    expect(text).not.toContain(lead);
  });

  it('and a table that compares are told once in a conversation: who asks on has them before his eyes', async () => {
    const question = 'what is better to start with, the CPC or the CCA?';
    const first = await coach.ask(question);
    expect(first.text).toContain('| CPC | CCA |');
    const asked = { role: 'user' as const, content: question };
    const { text, followUp } = await coach.ask('how long does that take if i work full time', [
      asked,
      { role: 'assistant', content: first.text },
    ]);
    expect(followUp?.on).toBe(question);
    expect(text).not.toContain('| CPC | CCA |');
  });

  it('does not lead where a section answers a nearer question', async () => {
    expect((await coach.ask('What is a CDI specialist and what do they do?')).text).toMatch(
      /^Clinical Documentation Improvement/,
    );
    expect((await coach.ask('how to get medical coding experience')).text).toMatch(/^Gain practical experience/);
  });
});
