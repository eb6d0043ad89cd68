import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.js';
import { openStores } from '../../src/create-stores.js';
import type { SlackBlock } from '../support/slack/block-rules.js';
import { fillIn } from '../support/slack/fill-in.js';
import { type Journey, useJourney } from '../support/slack/journey.js';
import type { Message } from '../support/slack/world.js';

/* What an answer looks like, and what its buttons do. */

const ofType = <Type extends SlackBlock['type']>(messages: readonly Message[], type: Type) =>
  messages.flatMap(({ blocks }) => blocks).filter((block): block is Extract<SlackBlock, { type: Type }> => block.type === type);

const ask = async ({ ruth, general, answers }: Journey, question: string): Promise<{ root: Message; messages: Message[] }> => {
  const { message } = await ruth.mention(general, question);
  return { root: message, messages: await answers(general, message.ts) };
};

const feedbackIn = async ({ product, team }: Journey) => {
  const stores = await openStores(readConfig({ DATA_DIR: product().dataDir }, process.cwd()));
  try {
    return await stores.feedback.list(`slack:${team.id}`);
  } finally {
    await stores.close();
  }
};

describe('an answer', () => {
  const journey = useJourney('Socket Mode');

  it('says where its facts come from and how old they are, in a line of small print', async () => {
    const { messages } = await ask(journey(), 'what do coders make');
    const smallPrint = journey().textOf([{ ...(messages.at(-1) as Message), markdown: '', blocks: ofType(messages, 'context') }]);
    expect(smallPrint).toContain('Resume Geni');
    expect(smallPrint).toContain('May 2023');
    expect(smallPrint).toContain('[1]');
  });

  it('tells both figures where the guides differ', async () => {
    const { messages } = await ask(journey(), 'what do coders make');
    const text = journey().textOf(messages);
    expect(text).toContain('$50,250');
    expect(text).toContain('$47,180');
  });

  it('never unfurls a link, and carries its words as plain text too', async () => {
    const { messages } = await ask(journey(), 'what do coders make');
    expect(messages.map(({ unfurls }) => unfurls)).not.toContain(true);
    expect(messages[0]?.text).toContain('$50,250');
  });

  it('shows a table as a table, with its cells in the plain text', async () => {
    const { messages } = await ask(journey(), 'cpc vs ccs for hospital work??');
    const [table] = [...ofType(messages, 'table'), ...ofType(messages, 'data_table')];
    expect(table?.rows.length).toBeGreaterThan(3);
    expect(messages.map(({ text }) => text).join('\n')).toContain('AHIMA');
  });

  it('draws pay by level as a chart that those who cannot see it can read', async () => {
    const { messages } = await ask(journey(), 'what do coders make');
    const [charts, pictures] = [ofType(messages, 'data_visualization'), ofType(messages, 'image')];
    expect(charts.length + pictures.length).toBeGreaterThan(0);
    for (const { alt_text: alt } of pictures) expect(alt).toMatch(/\$/);
    expect(messages.map(({ text }) => text).join('\n')).toContain('$130k');
  });

  it('offers up to three next questions as buttons, and answers the one that is pressed in the thread', async () => {
    const { general, sam, answers, button, textOf, labelsOf } = journey();
    const { root, messages } = await ask(journey(), 'what do coders make');
    const next = labelsOf(messages.at(-1) as Message).filter(label => label.endsWith('?'));
    expect(next.length).toBeGreaterThan(0);
    expect(next.length).toBeLessThanOrEqual(3);
    const last = messages.at(-1) as Message;
    const before = messages.length;
    await sam.press(last, button(last, next[0] ?? ''));
    const later = (await answers(general, root.ts, before + 1)).slice(before);
    expect(textOf(later).length).toBeGreaterThan(80);
  });

  it('answers a suggestion once, however often it is pressed by the same member', async () => {
    const { general, ruth, answers, saidIn, button, labelsOf, quiet } = journey();
    const { root, messages } = await ask(journey(), 'what is the CPC?');
    const last = messages.at(-1) as Message;
    const action = button(last, labelsOf(last).find(label => label.endsWith('?')) ?? '');
    const press = { ...action, action_ts: '1764000030.000200' };
    await Promise.all([ruth.press(last, press), ruth.press(last, press)]);
    await answers(general, root.ts, messages.length + 1);
    await quiet();
    expect(saidIn(general, root.ts)).toHaveLength(messages.length + 1);
  });

  it('takes a word of praise, and says thank you to that member alone', async () => {
    const { sam, button, told } = journey();
    const { messages } = await ask(journey(), 'what is the CCS?');
    const last = messages.at(-1) as Message;
    await sam.press(last, button(last, /^(Helpful|Good|Yes)/i));
    await told(sam);
    expect((await feedbackIn(journey())).filter(({ helpful }) => helpful)).toEqual([
      expect.objectContaining({ member: sam.id, helpful: true, question: 'what is the CCS?' }),
    ]);
  });

  it('asks why an answer did not help, and keeps the reason with question, answer and passages', async () => {
    const { sam, slack, button, waitFor } = journey();
    const { messages } = await ask(journey(), 'what does a coding auditor do?');
    const last = messages.at(-1) as Message;
    const seen = slack.state.views.length;
    await sam.press(last, button(last, /^(Not helpful|Bad|No)/i));
    const shown = await waitFor(() => slack.state.views[seen], 'a form');
    const text = JSON.stringify(shown.view);
    for (const reason of ['wrong_source', 'wrong_answer', 'out_of_date', 'not_what_i_asked']) expect(text).toContain(reason);
    await sam.submit(shown, fillIn(shown.view, 'out_of_date', 'this was renamed last year'));
    await expect
      .poll(async () => (await feedbackIn(journey())).filter(({ helpful }) => !helpful))
      .toEqual([
        expect.objectContaining({
          member: sam.id,
          reason: 'out_of_date',
          comment: 'this was renamed last year',
          question: 'what does a coding auditor do?',
          passages: expect.arrayContaining([expect.any(String)]),
        }),
      ]);
  });

  it('says nothing of feedback or questions in its log', () => {
    expect(journey().logged(/renamed last year|coding auditor|what do coders/)).toEqual([]);
  });
});
