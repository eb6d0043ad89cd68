import { readFile, stat, writeFile } from 'node:fs/promises';
import { PassThrough } from 'node:stream';
import { describe, expect, it, vi } from 'vitest';
import { converse } from '../../adapters/cli/converse.js';
import { lookOf } from '../../adapters/cli/look.js';
import { openTerminalInput } from '../../adapters/cli/terminal-input.js';
import type { Answer } from '../../src/domain/answer.js';
import { NextRungError } from '../../src/domain/errors.js';
import type { Question } from '../../src/domain/question.js';
import { compilePackOrThrow } from '../../src/knowledge/compile-pack.js';
import { createLog } from '../../src/log.js';
import { nextrungHere } from '../support/nextrung-here.js';
import { nextrung } from '../support/run-nextrung.js';
import { smallPackFiles } from '../support/small-pack.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';

const folder = useTemporaryFolder();

describe('a conversation in a pipe', () => {
  it('answers each line, takes a follow-up, and shows neither prompt nor greeting nor colour', async () => {
    const { code, stdout, stderr } = await nextrung([], {
      input: 'which credential is best for outpatient?\n\nand inpatient?\n',
    });
    expect(code).toBe(0);
    expect(stderr).toBe('');
    const [first, second] = stdout.split('Ask next:');
    expect(first).toMatch(/CPC/);
    expect(second).toMatch(/CCS/);
    for (const shown of ['›', 'Hello', '\u001B']) expect(stdout).not.toContain(shown);
  });

  it('knows the commands, and says so kindly of one it does not know', async () => {
    const input =
      '/sources\n/pay senior coder\n/sources\n/sorces\n/path\n/compare cpc ccs\n/help\n1\n/quit\nwho issues the CCS?\n';
    const { code, stdout } = await nextrungHere(['chat'], { input });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^I answer from these guides:[\s\S]*Complete Medical Coder Career Guide/);
    expect(stdout).toMatch(/Asking: What does senior coder pay\?[\s\S]*\$65k/);
    expect(stdout).toMatch(/\[\d\] Complete Medical Coder Career Guide\n {4}Himalayas, section “.*”\n {4}Data: [\s\S]*“[\s\S]*”/);
    expect(stdout).toMatch(/I don’t know \/sorces\. Did you mean \/sources\?/);
    expect(stdout).toMatch(/Say where from and where to: \/path ROLE to ROLE/);
    expect(stdout).toMatch(/Asking: cpc vs ccs\?[\s\S]*issued by/);
    expect(stdout).toMatch(/\/quit +leave/);
    expect(stdout.match(/^Asking: /gm)).toHaveLength(3);
    expect(stdout).not.toMatch(/Asking: who issues/);
  });

  it('goes on after a question that it cannot read', async () => {
    const { code, stdout, stderr } = await nextrungHere(['chat'], { input: `???\n${'a'.repeat(9_000)}\nwho issues the CCS?` });
    expect(code).toBe(0);
    expect(stdout).toMatch(/didn’t see a question[\s\S]*longer than I can read[\s\S]*AHIMA/);
    expect(stderr).toBe('');
  });

  it('answers patient data with a warning, and repeats none of it', async () => {
    const { stdout, stderr } = await nextrungHere(['chat'], {
      input: 'pt Maria Lopez dob 3/4/61 mrn 88213 denied, would a cert help?\nwhy?\n',
    });
    expect(stdout).toMatch(/looks like patient information/);
    expect(`${stdout}${stderr}`).not.toMatch(/Lopez|88213/);
  });

  it('ends at Ctrl-C with code 130', async () => {
    const { code, stderr } = await nextrung(['chat'], {
      input: null,
      onStart: child => setTimeout(() => child.kill('SIGINT'), 2_000),
    });
    expect(code).toBe(130);
    expect(stderr).toBe('');
  });

  it('says how to ask when there is neither a terminal nor a question', async () => {
    const { code, stdout, stderr } = await nextrungHere([]);
    expect(code).toBe(0);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/no terminal[\s\S]*npm run --silent ask/);
  });
});

const answerOf = (text: string): Answer => ({
  outcome: 'answered',
  blocks: [{ kind: 'paragraph', sentences: [{ parts: [{ text, marks: [] }] }] }],
  citations: [],
  disagreements: [],
  suggestions: ['What is next?'],
  confidence: 1,
  writer: 'extractive',
  charts: [],
});

/** A conversation at a terminal that is a pair of streams, with a coach that answers when told to. */
const startConversation = async (historyPath = folder.path()) => {
  const stdin = new PassThrough();
  const screen = Object.assign(new PassThrough({ encoding: 'utf8' }), { isTTY: true, columns: 80, rows: 24 });
  let shown = '';
  screen.on('data', chunk => {
    shown += chunk;
  });
  const stdout = screen as unknown as NodeJS.WriteStream;
  const look = () => lookOf(stdout, { NO_COLOR: '1' });
  const asked: Question[] = [];
  const aborted: string[] = [];
  let respond: (outcome: Answer | Error) => void = () => undefined;
  const input = await openTerminalInput({ stdin: stdin as unknown as NodeJS.ReadStream, stdout, look: look(), historyPath });
  const ended = converse({
    coach: {
      ask: (question, signal) => {
        asked.push(question);
        signal?.addEventListener('abort', () => aborted.push(question.text));
        return new Promise((resolve, reject) => {
          respond = outcome => (outcome instanceof Error ? reject(outcome) : resolve(outcome));
        });
      },
    },
    pack: compilePackOrThrow(smallPackFiles(), 'small'),
    input,
    show: text => void screen.write(`\n${text}\n`),
    look,
    waitFor: work => work,
    log: async () => createLog({ logLevel: 'silent', logFormat: 'json' }, () => undefined),
    signal: new AbortController().signal,
  }).finally(() => input.close());
  const until = (check: () => boolean): Promise<void> => vi.waitFor(() => expect(check()).toBe(true), { timeout: 5_000 });
  return {
    asked,
    aborted,
    ended,
    historyPath,
    screen: () => shown,
    type: (keys: string) => void stdin.write(keys),
    respond: (outcome: Answer | Error) => respond(outcome),
    until,
    untilAsked: (count: number) => until(() => asked.length === count),
    untilShown: (text: string | RegExp) => until(() => (typeof text === 'string' ? shown.includes(text) : text.test(shown))),
  };
};

const ctrlC = '\u0003';
const ctrlD = '\u0004';
const arrowUp = '\u001B[A';

describe('a conversation at a terminal', () => {
  it('hands the turns before to the coach, and asks a suggestion by its number', async () => {
    const talk = await startConversation();
    talk.type('hello there\r');
    await talk.untilAsked(1);
    talk.respond(answerOf('First answer.'));
    await talk.untilShown('First answer.');
    talk.type('1\r');
    await talk.untilAsked(2);
    // What was offered stands alone.
    expect(talk.asked[1]).toEqual({ text: 'What is next?', history: [] });
    talk.respond(answerOf('Second answer.'));
    await talk.untilShown('Second answer.');
    talk.type('and then?\r');
    await talk.untilAsked(3);
    expect(talk.asked[2]?.history.map(turn => turn.content)).toEqual([
      'hello there',
      'First answer.',
      'What is next?',
      'Second answer.',
    ]);
    talk.respond(answerOf('Third answer.'));
    talk.type(ctrlD);
    await talk.ended;
  });

  it('stops an answer at Ctrl-C and comes back to the prompt; the stopped question is no turn', async () => {
    const talk = await startConversation();
    talk.type('a slow one\r');
    await talk.untilAsked(1);
    talk.type(ctrlC);
    await talk.untilShown('Stopped.');
    expect(talk.aborted).toEqual(['a slow one']);
    talk.type('another\r');
    await talk.untilAsked(2);
    expect(talk.asked[1]?.history).toEqual([]);
    talk.respond(answerOf('Answered.'));
    await talk.untilShown('Answered.');
    talk.type(ctrlD);
    await talk.ended;
  });

  it('empties a line at Ctrl-C, and leaves at the second one on an empty line', async () => {
    const talk = await startConversation();
    await talk.untilShown('› ');
    talk.type(`half a quest${ctrlC}`);
    talk.type(ctrlC);
    await talk.untilShown('Ctrl-C again leaves.');
    talk.type(ctrlC);
    expect(await talk.ended).toBe(0);
    expect(talk.asked).toEqual([]);
    expect(talk.screen().endsWith('\n') || talk.screen().endsWith('\u001B[?2004l')).toBe(true);
  });

  it('keeps what is typed during an answer off the screen until its turn', async () => {
    const talk = await startConversation();
    talk.type('first\r');
    await talk.untilAsked(1);
    talk.type('second\rthi');
    await new Promise(resolve => setTimeout(resolve, 50));
    expect(talk.screen()).not.toMatch(/second|thi/);
    talk.respond(answerOf('One.'));
    await talk.untilAsked(2);
    expect(talk.screen()).toMatch(/One\.[\s\S]*› second/);
    talk.respond(answerOf('Two.'));
    await talk.untilShown(/Two\.[\s\S]*› [\s\S]*thi/);
    talk.type('rd\r');
    await talk.untilAsked(3);
    expect(talk.asked.map(question => question.text)).toEqual(['first', 'second', 'third']);
    talk.respond(answerOf('Three.'));
    talk.type(ctrlD);
    await talk.ended;
  });

  it('takes pasted lines as one question', async () => {
    const talk = await startConversation();
    await talk.untilShown('› ');
    talk.type('\u001B[200~i code outpatient\rfor two years\r\rwhat is next?\u001B[201~');
    await talk.untilShown('i code outpatient for two years what is next?');
    expect(talk.asked).toEqual([]);
    talk.type('\r');
    await talk.untilAsked(1);
    expect(talk.asked[0]?.text).toBe('i code outpatient for two years what is next?');
    talk.respond(answerOf('Done.'));
    talk.type(ctrlD);
    await talk.ended;
  });

  it('shows a member the kind sentence of a failure', async () => {
    const talk = await startConversation();
    talk.type('hello\r');
    await talk.untilAsked(1);
    talk.respond(new NextRungError('embedder_failed', '/secret/path broke'));
    await talk.untilShown('Something went wrong on my side.');
    talk.type('again\r');
    await talk.untilAsked(2);
    talk.respond(new TypeError('a bug'));
    await talk.until(() => talk.screen().split('Something went wrong').length === 3);
    expect(talk.screen()).not.toMatch(/secret|a bug/);
    talk.type(ctrlD);
    await talk.ended;
  });
});

describe('the history of what was typed', () => {
  it('is there the next time, for its owner only, without patient data', async () => {
    const talk = await startConversation();
    const patient = 'pt Maria Lopez dob 3/4/61 mrn 88213 denied';
    for (const [at, line] of ['what pays best?', patient].entries()) {
      talk.type(`${line}\r`);
      await talk.untilAsked(at + 1);
      const answer = answerOf(`Answer ${at}.`);
      talk.respond(line === patient ? { ...answer, outcome: 'declined' } : answer);
      await talk.untilShown(`Answer ${at}.`);
    }
    // The arrow key gives back the line before it: the patient's is not even in memory.
    talk.type(`${arrowUp}\r`);
    await talk.untilAsked(3);
    expect(talk.asked[2]?.text).toBe('what pays best?');
    expect(JSON.stringify(talk.asked[2]?.history)).not.toMatch(/Lopez/);
    talk.respond(answerOf('Answer 2.'));
    talk.type(ctrlD);
    await talk.ended;
    expect(await readFile(talk.historyPath, 'utf8')).toBe('what pays best?\n');
    expect((await stat(talk.historyPath)).mode & 0o777).toBe(0o600);

    const next = await startConversation(talk.historyPath);
    await next.untilShown('› ');
    next.type(`${arrowUp}\r`);
    await next.untilAsked(1);
    expect(next.asked[0]?.text).toBe('what pays best?');
    next.respond(answerOf('Again.'));
    next.type(ctrlD);
    await next.ended;
  });

  it('leaves another program’s file where it is, and says so once', async () => {
    const path = folder.path();
    const theirs = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(20_000, 7)]);
    await writeFile(path, theirs);
    const talk = await startConversation(path);
    for (const at of [1, 2]) {
      talk.type(`what pays best?\r`);
      await talk.untilAsked(at);
      talk.respond(answerOf(`Answer ${at}.`));
      await talk.untilShown(`Answer ${at}.`);
    }
    talk.type(ctrlD);
    await talk.ended;
    expect(await readFile(path)).toEqual(theirs);
    expect(
      talk
        .screen()
        .replace(/\s+/g, ' ')
        .match(/is no history of what was typed here.*?Move it away to have them kept again\./g),
    ).toHaveLength(1);
  });

  it('keeps the last 500 lines', async () => {
    const path = folder.path();
    await writeFile(path, Array.from({ length: 600 }, (_, at) => `question ${at}`).join('\n'));
    const talk = await startConversation(path);
    talk.type('the newest\r');
    await talk.untilAsked(1);
    talk.respond(answerOf('Yes.'));
    talk.type(ctrlD);
    await talk.ended;
    const kept = (await readFile(path, 'utf8')).trimEnd().split('\n');
    expect(kept).toHaveLength(500);
    expect([kept[0], kept.at(-1)]).toEqual(['question 101', 'the newest']);
  });
});
