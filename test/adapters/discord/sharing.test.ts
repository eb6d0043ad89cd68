import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type OpenedConnection, openConnection } from '../../support/discord/connection.js';
import { isEphemeral, textOf } from '../../support/discord/read-message.js';
import { answerOf, createScriptedCoach } from '../../support/scripted-coach.js';
import { useTemporaryFolder } from '../../support/temporary-folder.js';

const folder = useTemporaryFolder();
let opened: OpenedConnection;
beforeEach(async () => {
  const coach = createScriptedCoach(async ({ text }) => ({ ...answerOf(`re: ${text}`), suggestions: ['what comes next?'] }));
  opened = await openConnection(folder.path(), { coach });
});
afterEach(() => opened.close());

/** The questions that the coach was told were asked before the last one. */
const askedBefore = (): (string | undefined)[] =>
  (opened.coach.asked.at(-1)?.history ?? []).filter(turn => turn.role === 'user').map(turn => turn.content);

/** Asks twice for ana's eyes alone, and shares the second answer. */
const askAndShare = async (channel?: string) => {
  const { command, shown, press } = opened.journey;
  const by = channel ? { channel } : {};
  await shown(command('ask', { question: 'my secret', private: true }, by));
  const second = await shown(command('ask', { question: 'my second', private: true }, by));
  expect(askedBefore()).toEqual(['my secret']);
  const shared = await shown(press(second, 'Share to channel', by));
  expect(isEphemeral(shared)).toBe(false);
  return { second, shared };
};

describe('an answer that was shared', () => {
  it('is gone on with by whoever replies to it', async () => {
    const { discord, journey } = opened;
    const { general } = discord.places;
    const { shared } = await askAndShare();
    const first = await journey.replyTo(
      discord.say({ channel: general, text: 'and inpatient?', replyTo: shared, author: discord.people.ben }),
    );
    expect(askedBefore()).toEqual(['my second']);
    await journey.replyTo(discord.say({ channel: general, text: 'and rural?', replyTo: first, author: discord.people.ben }));
    expect(askedBefore()).toEqual(['my second', 'and inpatient?']);
  });

  it('takes nothing of what else its asker asked in private into what all see', async () => {
    const { discord, journey } = opened;
    const { shared, second } = await askAndShare();
    await journey.replyTo(discord.say({ channel: discord.places.general, text: 'and rural?', replyTo: shared }));
    expect(askedBefore()).toEqual(['my second']);
    const next = await journey.shown(journey.press(shared, 'what comes next?'));
    expect(isEphemeral(next)).toBe(false);
    // A button leans on nothing.
    expect(askedBefore()).toEqual([]);
    // Their own conversation stays theirs.
    expect(isEphemeral(await journey.shown(journey.press(second, 'what comes next?')))).toBe(true);
    expect(askedBefore()).toEqual([]);
  });

  it('takes feedback of its own', async () => {
    const { discord, journey, inbound } = opened;
    const { shared } = await askAndShare();
    const thanked = await journey.shown(journey.press(shared, 'Helpful', { user: discord.people.ben }));
    expect(textOf(thanked)).toMatch(/^Thank you/);
    const kept = await inbound.stores.feedback.list(`discord:${discord.places.guild}`);
    expect(kept.map(({ member, question }) => [member, question])).toEqual([[discord.people.ben.id, 'my second']]);
  });

  it('in a thread belongs to the thread', async () => {
    const { discord, journey } = opened;
    const { general } = discord.places;
    let answer = await journey.replyTo(journey.mention(general, 'one'));
    for (const text of ['two', 'three']) answer = await journey.replyTo(discord.say({ channel: general, text, replyTo: answer }));
    await journey.shown(journey.press(answer, 'Continue in a thread'));
    const thread = String(answer.id);
    await discord.until(() => discord.saidIn(thread).length === 1, 'a greeting in the thread');
    const asked = await journey.shown(journey.command('ask', { question: 'my secret', private: true }, { channel: thread }));
    discord.say({ channel: thread, text: 'four' });
    await discord.until(() => discord.saidIn(thread).length === 2, 'an answer in the thread');
    // Not what only its asker saw, though it is their question and their thread.
    expect(askedBefore()).toEqual(['one', 'two', 'three']);
    await journey.shown(journey.press(asked, 'Share to channel', { channel: thread }));
    discord.say({ channel: thread, text: 'five' });
    await discord.until(() => opened.coach.asked.at(-1)?.text === 'five', 'the question');
    expect(askedBefore()).toEqual(['two', 'three', 'four', 'my secret']);
  });
});
