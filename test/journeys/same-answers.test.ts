import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Journey as DiscordJourney, createJourney as discordJourney } from '../support/discord/journey.js';
import { startLocalDiscord } from '../support/discord/local-discord.js';
import { textOf } from '../support/discord/read-message.js';
import { type Product as DiscordProduct, startProductHere as startOnDiscord } from '../support/discord/run-product.js';
import { someOf } from '../support/for-all.js';
import { eachOf } from '../support/hostile.js';
import { compareWithCanonical } from '../support/read-back.js';
import { nextrung } from '../support/run-nextrung.js';
import { useCoach } from '../support/shared-coach.js';
import { readableText } from '../support/slack/content.js';
import { type Journey as SlackJourney, createJourney as slackJourney } from '../support/slack/journey.js';
import { startLocalSlack } from '../support/slack/local-slack.js';
import { startProductHere as startOnSlack } from '../support/slack/run-product.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';

/* One coach, three places: the terminal prints the canonical answer; what Slack and Discord were sent has to say the same. */

const questionsFile = fileURLToPath(new URL('../evaluation/dev.jsonl', import.meta.url));
const atOnce = 6;

type Canonical = {
  readonly id: string;
  readonly answer: string;
  readonly outcome: string;
  readonly citations: readonly { readonly n: number; readonly section: string }[];
};
type Question = {
  readonly id: string;
  readonly question: string;
  readonly history?: readonly { readonly role: string; readonly content: string }[];
};
/** What members saw, and what the process said of it. */
type Shown = { readonly body: string; readonly sources: readonly string[]; readonly outcome: string };

/** `[1] Resume Geni, “Pay by percentile” (undated)`, as every place writes it; on Slack the name may be a link. */
const sourceLine = /^\[\d+\] .+, “.+” \(.+\)$/;
const readSource = (line: string): string =>
  line
    .replace(/<[^|>]*\|([^>]*)>/, '$1')
    .replaceAll('&amp;', '&')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replace(/[\\\u200b]/g, '');

/** Of the so manyth question in a conversation; empty until it is settled. */
const outcomeIn = (log: readonly Readonly<Record<string, unknown>>[], conversation: string, turn: number): string => {
  const lines = log.filter(one => one.msg === 'a question was settled' && one.conversation === conversation);
  return String(lines[turn]?.outcome ?? '');
};

const askTerminal = async (file: string, questions: readonly object[]): Promise<Canonical[]> => {
  await writeFile(file, questions.map(question => `${JSON.stringify(question)}\n`).join(''));
  const { stdout } = await nextrung(['ask', '--batch', file]);
  return stdout
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line));
};

const onSlack = async (
  { newChannel, newMember, answers, product }: SlackJourney,
  { question, history: [first] = [] }: Question,
): Promise<Shown> => {
  const [channel, member] = [newChannel(), newMember()];
  const { message } = await member.mention(channel, first?.content ?? question);
  let messages = await answers(channel, message.ts);
  if (first) {
    const before = messages.length;
    await member.mention(channel, question, { thread: message.ts });
    messages = (await answers(channel, message.ts, before + 1)).slice(before);
  }
  const blocks = messages.flatMap(each => each.blocks);
  const isSmall = (type: string): boolean => type === 'context';
  const isBody = (type: string): boolean => ['rich_text', 'table', 'section', 'markdown'].includes(type);
  const small = readableText({ blocks: blocks.filter(block => isSmall(block.type)) })
    .split('\n')
    .map(readSource);
  const conversation = `${channel.id}:${message.ts}`;
  const log = (): Record<string, unknown>[] =>
    product()
      .stderr()
      .split('\n')
      .flatMap(line => (line.startsWith('{') ? [JSON.parse(line)] : []));
  const outcome = (): string => outcomeIn(log(), conversation, first ? 1 : 0);
  await expect.poll(outcome, { timeout: 30_000 }).not.toBe('');
  return {
    body: [...messages.map(each => each.markdown), readableText({ blocks: blocks.filter(block => isBody(block.type)) })].join(
      '\n',
    ),
    sources: small.filter(line => sourceLine.test(line)),
    outcome: outcome(),
  };
};

const onDiscord = async (
  { discord, mention, replyTo }: DiscordJourney,
  product: DiscordProduct,
  { question, history: [first] = [] }: Question,
): Promise<Shown> => {
  const channel = discord.newChannel('questions');
  const asked = mention(channel, first?.content ?? question);
  const answer = await replyTo(asked);
  const outcome = (turn: number): string => outcomeIn(product.log(), String(asked.id), turn);
  await discord.until(() => outcome(0), 'a settled question');
  const before = first ? discord.saidIn(channel).length : 0;
  if (first) {
    await replyTo(discord.say({ channel, text: question, replyTo: answer }));
    await discord.until(() => outcome(1), 'a settled follow-up');
  }
  const lines = discord.saidIn(channel).slice(before).map(textOf).join('\n').split('\n');
  // Small print and quotes stand below the answer: its sources, and where they differ.
  return {
    body: lines.filter(line => !/^(?:-# |> |-+(?: +-+)*$)/.test(line)).join('\n'),
    sources: lines
      .flatMap(line => (line.startsWith('-# ') ? readSource(line.slice(3)) : []))
      .filter(line => sourceLine.test(line)),
    outcome: outcome(first ? 1 : 0),
  };
};

const differencesTo = (terminal: readonly Canonical[], shown: ReadonlyMap<string, Shown>): object[] =>
  terminal.flatMap(({ id, answer, outcome, citations }) => {
    const there = shown.get(id) ?? { body: '', sources: [], outcome: '' };
    const { missing, besides } = compareWithCanonical(there.body, answer);
    const cited = there.sources.map(line => line.replace(/^\[(\d+)\] .+, “(.+)” \(.+\)$/, '$1 $2'));
    const expected = citations.map(({ n, section }) => `${n} ${section}`);
    const isSame = there.outcome === outcome && missing.length === 0 && besides === '' && `${cited}` === `${expected}`;
    return isSame ? [] : [{ id, outcome: [there.outcome, outcome], missing, besides, cited, expected }];
  });

// What was shown is compared at the end.
describe('the same questions', { shuffle: false }, () => {
  const patience = 180_000;
  const temporary = useTemporaryFolder();
  const coach = useCoach();
  const shownOn = { slack: new Map<string, Shown>(), discord: new Map<string, Shown>() };
  const ends: (() => Promise<void>)[] = [];
  let questions: readonly Question[];
  let terminal: readonly Canonical[];

  beforeAll(async () => {
    const lines = (await readFile(questionsFile, 'utf8')).split('\n').filter(Boolean);
    questions = someOf(lines, 3).map(line => JSON.parse(line));
    // What was said before a follow-up is asked everywhere too, so that its answer is the coach's own.
    const turnsBefore = async ({ history: [first] = [] }: Question) =>
      first ? { history: [first, { role: 'assistant', content: (await coach.ask(first.content)).text }] } : {};
    const asked: object[] = [];
    for (const item of questions) asked.push({ id: item.id, question: item.question, ...(await turnsBefore(item)) });
    terminal = await askTerminal(temporary.path(), asked);
  });
  afterAll(async () => {
    for (const end of ends) await end();
  });

  it('are answered in the terminal, with every outcome and with tables among them', () => {
    expect(questions.length).toBeGreaterThanOrEqual(20);
    expect(terminal.map(({ id }) => id)).toEqual(questions.map(({ id }) => id));
    expect(new Set(terminal.map(({ outcome }) => outcome)).size).toBeGreaterThan(2);
    expect(terminal.filter(({ answer }) => answer.includes('|')).length).toBeGreaterThan(0);
  });

  it(
    'have on Slack the outcome, the words with their marks, and the citations that the terminal prints',
    async () => {
      const slack = await startLocalSlack();
      const product = await startOnSlack(slack, 'Socket Mode');
      ends.push(
        () => product.clear(),
        () => slack.close(),
      );
      const journey = slackJourney(slack, () => product);
      await eachOf(questions, atOnce, async asked => shownOn.slack.set(asked.id, await onSlack(journey, asked)));
      expect(differencesTo(terminal, shownOn.slack)).toEqual([]);
    },
    patience,
  );

  it(
    'have on Discord the outcome, the words with their marks, and the citations that the terminal prints',
    async () => {
      const discord = await startLocalDiscord();
      const product = await startOnDiscord(discord);
      ends.push(
        () => product.clear(),
        () => discord.close(),
      );
      const journey = discordJourney(discord);
      await eachOf(questions, atOnce, async asked => shownOn.discord.set(asked.id, await onDiscord(journey, product, asked)));
      expect(differencesTo(terminal, shownOn.discord)).toEqual([]);
    },
    patience,
  );

  it('are told with the same sources, as old as they are, on Slack and Discord', () => {
    const told = (shown: ReadonlyMap<string, Shown>): object[] =>
      questions.map(({ id }) => ({ id, sources: shown.get(id)?.sources }));
    expect(told(shownOn.discord)).toEqual(told(shownOn.slack));
    expect([...shownOn.discord.values()].flatMap(({ sources }) => sources).length).toBeGreaterThan(30);
  });
});
