import { describe, expect, it } from 'vitest';
import { useCoach } from '../support/shared-coach.js';

const correction = 'One correction first';

describe('A wrong issuer', () => {
  const coach = useCoach();

  it('that a question takes for granted is put right first', async () => {
    const { text } = await coach.ask('since AHIMA gives the CPC, is it good for hospital work?');
    expect(text.startsWith(correction)).toBe(true);
    expect(text).toContain('AAPC');
  });

  it('is none where a story names an issuer and a credential of another', async () => {
    const { text } = await coach.ask(
      'my mom has coded since i was little and pushes me. my college has a 2 year degree for the rhit. or i could do the aapc course in 6 months?',
    );
    expect(text).not.toContain(correction);
  });
});
