import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { compareQuestion, pathQuestion, payQuestion } from '../../../adapters/career-questions.js';
import { createReader, type Reader } from '../../../src/coach/read/read.js';
import type { Turn } from '../../../src/domain/question.js';
import { openFit } from '../../../src/open-fit.js';
import { someOf } from '../../support/for-all.js';
import { useCoach } from '../../support/shared-coach.js';

const linesOf = <T>(name: string): T[] =>
  readFileSync(join('test/evaluation/reading', name), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line));

/** Two turns, as they stand before a message. */
const saidBefore = (question: string, answer = 'The guides say so.'): Turn[] => [
  { role: 'user', content: question },
  { role: 'assistant', content: answer },
];

const openings = [
  'cpc or ccs?',
  'what do coders earn in Canada?',
  'what does a coding manager make',
  'how long does training take',
  'is medical coding stressful?',
  'do I need a degree to start coding?',
  'im so burnt out on coding, what else can i do with it',
  'thanks, and which credentials are entry level',
];

describe('Reading a message', () => {
  const coach = useCoach();
  let reader: Reader;
  beforeAll(async () => {
    reader = createReader(coach.opened().base, (await openFit()).heads);
  });

  it('leans on nothing for a suggestion, whatever came before', async () => {
    const leaning: string[] = [];
    for (const suggestion of coach.opened().base.pack.info.suggestions)
      for (const opening of openings) {
        const { leansOn, kind } = await reader.read(suggestion, saidBefore(opening));
        if (leansOn !== undefined || kind !== 'ask') leaning.push(`${suggestion} after ${opening}`);
      }
    expect(leaning).toEqual([]);
  }, 60_000);

  it('takes a heading on a button that sounds like a remark for something asked', async () => {
    const { base } = coach.opened();
    const suggestions = ['There are other doors', 'Good guide'];
    const own = createReader(
      { ...base, pack: { ...base.pack, info: { ...base.pack.info, suggestions } } },
      (await openFit()).heads,
    );
    for (const suggestion of suggestions) expect((await own.read(suggestion, [])).kind).toBe('ask');
  });

  it('asks for a suggestion the same after another question as alone', async () => {
    const differ: string[] = [];
    for (const [at, suggestion] of someOf(coach.opened().base.pack.info.suggestions, 4).entries()) {
      const [alone, later] = [
        await coach.ask(suggestion),
        await coach.ask(suggestion, saidBefore(openings[at % openings.length] ?? '')),
      ];
      if (alone.text !== later.text || later.followUp) differ.push(suggestion);
    }
    expect(differ).toEqual([]);
  }, 60_000);

  it('takes the questions that commands make as they are', async () => {
    const { pack } = coach.opened().base;
    for (const question of [
      payQuestion('senior coder', pack),
      pathQuestion(['coder to auditor'], pack),
      compareQuestion(['cpc', 'ccs'], pack),
    ])
      expect((await reader.read(question, [])).asks).toHaveLength(1);
  });

  it.each([
    ['and a director?', 'what does a coding manager make'],
    ['which is harder?', 'cpc or ccs?'],
    ['why?', 'is medical coding stressful?'],
    ['and inpatient?', 'best first credential for outpatient'],
    ['uk?', 'germany salary for coders'],
    ['how long does that take', 'how do i become an auditor'],
    ['its for the rhit mainly', 'how do i study for the exam'],
    ['i already did 3 yrs of claims btw', 'how long is the course'],
    ['oh and im in idaho', 'what do new coders make'],
    ['weekends i mean', 'can i take the course part time'],
  ])('“%s” leans on what was said', async (text, before) => {
    expect((await reader.read(text, saidBefore(before))).leansOn).toBe(before);
  });

  it.each([
    ['what does a coding auditor do all day', 'what does a coding manager make'],
    ['can coders work from home', 'how long does training take'],
    ['i passed my cpc, is it enough to get hired?', 'is the ccs hard'],
    ['is it hard to become a coder', 'what do coders earn in canada'],
    ['how many people work as coders in the us', 'what does each level make'],
    ['whats the outlook for coders', 'how do i become an auditor'],
    ['what is a drg', 'how do i get my first job'],
  ])('“%s” says by itself what it asks', async (text, before) => {
    expect((await reader.read(text, saidBefore(before))).leansOn).toBeUndefined();
  });

  it('carries a question through two follow-ups', async () => {
    const turns = [...saidBefore('whats a coding manager make'), ...saidBefore('and a director?')];
    const { asks, leansOn } = await reader.read('and a lead coder?', turns);
    expect(asks.map(ask => ask.text)).toEqual(['whats a lead coder make']);
    expect(leansOn).toBe('and a director?');
  });

  it('takes a pick for the question that was offered', async () => {
    const suggestions = ['What does a coding auditor do?', 'Is medical coding stressful?'];
    const turns: Turn[] = [
      { role: 'user', content: 'help' },
      { role: 'assistant', content: 'Is it one of these?', suggestions },
    ];
    const { asks, leansOn } = await reader.read('2.', turns);
    expect(asks.map(ask => ask.text)).toEqual(['Is medical coding stressful?']);
    expect(leansOn).toBeUndefined();
  });

  it('takes a bare name for another of its kind, though what was offered holds it', async () => {
    const turns: Turn[] = [
      { role: 'user', content: 'how much does a coding manager make' },
      { role: 'assistant', content: '$100k.', suggestions: ['What does each level pay, from junior coder to director?'] },
    ];
    expect((await reader.read('director?', turns)).asks.map(ask => ask.text)).toEqual(['how much does a director make']);
  });

  it('greets who asks what the coach is for, and nobody who leans on what was said', async () => {
    expect((await reader.read('what can you do?', [])).kind).toBe('greeting');
    expect((await reader.read('help', [])).kind).toBe('greeting');
    expect((await reader.read('for newbies too?', saidBefore('is coding remote?'))).kind).toBe('ask');
    expect((await reader.read('what can you do with a CPC?', [])).kind).toBe('ask');
  });

  it('notices another language, and takes short forms of the field for none', async () => {
    expect((await reader.read('¿cuánto gana un codificador médico?', [])).language).toBe('es');
    expect((await reader.read('wie viel verdient ein medizinischer kodierer', [])).language).toBe('de');
    for (const text of ['CPC vs CCS vs CCS-P??', 'inpatient vs outpatient', 'wfh remote cdi jobs', 'RHIT RHIA CIC COC'])
      expect((await reader.read(text, [])).language).toBeUndefined();
  });

  it('knows who may be in danger, and dark humour for what it is', async () => {
    const lines = linesOf<{ text: string; danger: boolean }>('danger.jsonl');
    const read = await Promise.all(lines.map(async line => ({ ...line, found: (await reader.read(line.text, [])).danger })));
    // Veiled ones are missed: "does my mom have to pay the dues". Of the first 400, by which its threshold was set, 11 of 170 and 11 of 230; of the last 160 12 of 80 and 7 of 80.
    expect(read.filter(line => line.danger && !line.found).length).toBeLessThanOrEqual(23);
    expect(read.filter(line => !line.danger && line.found).length).toBeLessThanOrEqual(18);
  });

  it('feels with whoever says that something is hard or good, and with few others', async () => {
    const lines = linesOf<{ text: string; feeling: 'hard' | 'glad' | 'none' }>('feelings.jsonl');
    const read = await Promise.all(lines.map(async line => ({ ...line, felt: (await reader.read(line.text, [])).feeling })));
    const some = read.filter(line => line.feeling !== 'none');
    const met = some.filter(line => line.felt && line.felt.isGlad === (line.feeling === 'glad'));
    expect(met.length / some.length).toBeGreaterThan(0.8);
    expect(read.filter(line => line.feeling === 'none' && line.felt).length).toBeLessThanOrEqual(2);
  });

  it('takes few questions for thanks or an aside, and most asides for what they are', async () => {
    const lines = linesOf<{ text: string; kind: string }>('kinds.jsonl');
    const read = await Promise.all(lines.map(async line => ({ ...line, found: (await reader.read(line.text, [])).kind })));
    const asks = read.filter(line => line.kind === 'ask');
    const asides = read.filter(line => line.kind === 'thanks' || line.kind === 'chatter');
    expect(asks.filter(line => line.found !== 'ask').length / asks.length).toBeLessThan(0.05);
    expect(asides.filter(line => line.found !== 'ask').length / asides.length).toBeGreaterThan(0.7);
    // "help", "what can you do?": who asks what the coach is for is greeted, and offered topics.
    const greetings = read.filter(line => line.kind === 'greeting');
    expect(greetings.filter(line => line.found === 'greeting').length / greetings.length).toBeGreaterThan(0.55);
  });
});
