import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readEnvFile } from '../../adapters/cli/env-file.js';
import { readEnvironment } from '../../adapters/cli/read-environment.js';
import { nextrungHere } from '../support/nextrung-here.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';

/* Settings as people get them wrong. One line is one mistake: what the file or the shell holds, and what is said of it. */

const folder = useTemporaryFolder();
const secret = 'sk-verysecretverysecret';

/** What is said before anything is begun, by a command that does next to nothing. */
const refusalOf = async (file: string | Buffer) => {
  const root = folder.path();
  await mkdir(root);
  await writeFile(join(root, '.env'), file);
  const { code, stderr } = await nextrungHere(['check-pack'], { folder: root, env: { KNOWLEDGE_PACK: root } });
  return { code, text: stderr.replace(/\s+/g, ' ') };
};

const doctorOn = async (file: string) => {
  const root = folder.path();
  await mkdir(root);
  await writeFile(join(root, '.env'), file);
  const { code, stdout, stderr } = await nextrungHere(['doctor'], { folder: root });
  return { code, text: `${stdout}${stderr}`.replace(/\s+/g, ' ') };
};

/** Nothing is begun with these: a setting would be passed over in silence. */
const mistakes: [name: string, file: string | Buffer, said: RegExp][] = [
  ['JSON', `{\n  "PORT": 3000\n}`, /\.env, line 1: the file holds JSON; write one setting a line, as NAME=value/],
  ['UTF-16, as Notepad saves it', Buffer.from('\ufeffPORT=3000\r\n', 'utf16le'), /\.env, line 1: .*UTF-16; save it as UTF-8/],
  ['UTF-16 without a mark', Buffer.from('PORT=3000\r\n', 'utf16le'), /line 1: .*UTF-16/],
  ['no equals sign', '# mine\nPORT 3000\n', /\.env, line 2: it has no “=”; write PORT=/],
  ['a slip and no equals sign', 'PROT 3000\n', /line 1: it has no “=”; write PORT=/],
  ['a token alone', `LOG_LEVEL=info\n${secret}\n`, /line 2: it is a token without its name; write OPENAI_API_KEY= before it/],
  [
    'a name alone',
    'SLACK_TOKEN\n',
    /line 1: it sets nothing; write NAME=value; did you mean SLACK_BOT_TOKEN or SLACK_APP_TOKEN\?/,
  ],
  ['prose', 'the port is three thousand\n', /line 1: it sets nothing; write NAME=value/],
  [
    'an open quotation mark',
    `OPENAI_API_KEY="${secret}\nPORT=3000\n`,
    /line 1: the value of OPENAI_API_KEY begins with a quotation mark/,
  ],
  ['curly quotation marks', 'LOG_LEVEL=“info”\n', /line 1: the value of LOG_LEVEL has curly quotation marks/],
  ['a word for a number', 'PORT=abc\n', /PORT \(line 1 of \.env\): must be a whole number from 0 to 65535, not “abc”/],
  ['a number that is no port', '\n\nPORT=99999', /PORT \(line 3 of \.env\): must be a whole number from 0 to 65535, not “99999”/],
  ['half a number', 'RETENTION_DAYS=1.5', /RETENTION_DAYS \(line 1 of \.env\): must be a whole number from 1 to 3650/],
  [
    'a slip in a value',
    'LOG_LEVEL=inof',
    /LOG_LEVEL \(line 1 of \.env\): must be silent, error, .* or debug, not “inof”; did you mean info\?/,
  ],
  ['a word for a price', 'MODEL_PRICE_IN=cheap', /MODEL_PRICE_IN .*must be an amount of dollars such as 0\.15, not “cheap”/],
  [
    'a proxy of another kind',
    'HTTP_PROXY=socks5://10.0.0.1:1080',
    /HTTP_PROXY .*must be the address of the proxy, beginning with http/,
  ],
];

/** These are told, and have no effect. */
const notes: [name: string, file: string, said: RegExp][] = [
  ['swapped letters', 'PROT=3000', /\.env, line 1: PROT is no setting, so it has no effect; did you mean PORT\?/],
  ['a word left out', `OPENAI_KEY=${secret}`, /OPENAI_KEY is no setting.*did you mean OPENAI_API_KEY\?/],
  ['one of two', 'SLACK_TOKEN=x', /SLACK_TOKEN .*did you mean SLACK_BOT_TOKEN or SLACK_APP_TOKEN\?/],
  ['a word too many', 'DISCORD_BOT_TOKEN=x', /DISCORD_BOT_TOKEN .*did you mean DISCORD_TOKEN\?/],
  ['a word too many and a slip', 'DISCORD_BOT_TOKN=x', /DISCORD_BOT_TOKN .*did you mean DISCORD_TOKEN\?/],
  ['another word for the same', 'KNOWLEDGE_DIR=x', /KNOWLEDGE_DIR .*did you mean KNOWLEDGE_PACK\?/],
  ['the name that another program has', 'LLM_BASE_URL=x', /LLM_BASE_URL .*did you mean OPENAI_BASE_URL\?/],
  ['a word that many settings have', 'SLACK_TEAM=x', /SLACK_TEAM is no setting, so it has no effect$/],
  ['small letters', 'port=3000', /port is no setting.*did you mean PORT\?/],
  ['nothing of ours', 'FAVOURITE_COLOUR=blue', /line 1: FAVOURITE_COLOUR is no setting, so it has no effect$/],
  ['a name twice', 'LOG_LEVEL=info\n\nLOG_LEVEL=warn', /line 3: LOG_LEVEL was set on line 1 already; this one counts/],
];

describe('.env', () => {
  it.each(mistakes)('with %s is refused by its line, and no value of it is shown', async (_name, file, said) => {
    const { code, text } = await refusalOf(file);
    expect(text).toMatch(said);
    expect(text).not.toMatch(/verysecret|Invalid input|NaN/);
    expect(code).toBe(1);
  });

  it.each(notes)('with %s is used, and what was meant is asked', async (_name, file, said) => {
    const { mistakes, notes: told } = readEnvFile(Buffer.from(file));
    expect(mistakes).toEqual([]);
    expect(told.join('. ')).toMatch(said);
    expect(told.join('. ')).not.toContain('verysecret');
  });

  it('is looked at by `doctor`: what is refused is a problem, what has no effect a note', async () => {
    const refused = await doctorOn('PORT 3000\n');
    expect([refused.code, refused.text]).toEqual([1, expect.stringMatching(/✗ Settings .*line 1: it has no “=”/)]);
    const noted = await doctorOn('PROT=3000\nport=1\n');
    expect([noted.code, noted.text]).toEqual([0, expect.stringMatching(/! Settings .*did you mean PORT\? \.env, line 2/)]);
  });

  it.each([
    ['quotes that span lines', 'ENCRYPTION_KEY="0123456789\nabcdef0123"\nLOG_LEVEL=info\n'],
    [
      'export, spaces, comments and Windows line ends',
      '\ufeff# mine\r\nexport LOG_LEVEL = info # why\r\n\r\nLOG_FORMAT: json\r\n',
    ],
    ['a hash and an equals sign in quotes', "WEB_ACCESS_TOKEN='a#b=c0123456789abc'\n"],
  ])('takes %s', (_name, file) => {
    const { mistakes, notes: told } = readEnvFile(Buffer.from(file));
    expect([mistakes, told]).toEqual([[], []]);
  });

  it('leaves names of the shell alone, but for one that is nearly a setting', () => {
    const { notes: told } = readEnvironment(folder.path(), {
      OPENAI_KEY: secret,
      EDITOR: 'vi',
      REDIS_PORT: '1',
      OPENAI_ORG_ID: 'x',
    });
    expect(told).toEqual(['the environment: OPENAI_KEY is no setting, so it has no effect; did you mean OPENAI_API_KEY?']);
  });
});
