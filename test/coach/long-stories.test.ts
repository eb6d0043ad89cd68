import { describe, expect, it } from 'vitest';
import { useCoach } from '../support/shared-coach.js';

const story =
  'I have had my CPC-A since spring and I do check in and copays at a small clinic, eight months now. How do I get from here into an actual coding seat?';

describe('What is asked after a long message', () => {
  const coach = useCoach();

  it('is answered, and not the story once more', async () => {
    const before = await coach.ask(story);
    const { text, followUp } = await coach.ask('And roughly what would I start at, pay wise?', [
      { role: 'user', content: story },
      { role: 'assistant', content: before.text },
    ]);
    expect(followUp?.on).toBe(story);
    expect(text).toMatch(/^[^.]*\$\d/);
  });
});
