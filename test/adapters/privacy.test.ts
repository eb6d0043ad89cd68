import { describe, expect, it } from 'vitest';
import { privacyParagraphs } from '../../adapters/shared-texts.js';
import { runOwnCommand } from '../../adapters/slack/listen/own-commands.js';
import { homeView } from '../../adapters/slack/render/home-view.js';
import { readConfig } from '../../src/config.js';
import type { MemberData } from '../../src/contracts/member-data.js';
import { compilePackOrThrow } from '../../src/knowledge/compile-pack.js';
import { smallPackFiles } from '../support/small-pack.js';

/* What members are told of where their questions go, held against the settings. */

const words = /sent to a language model/;
const search = /a service that helps to find/;
const nothing = /Nothing leaves the machine/;

const settings: [what: string, env: Record<string, string>, told: RegExp[], untold: RegExp[]][] = [
  ['no model', {}, [nothing], [words, search]],
  ['a model that words', { OPENAI_API_KEY: 'key' }, [words], [nothing, search]],
  ['embeddings alone', { OPENAI_API_KEY: 'key', ANSWER_WRITER: 'extractive', EMBEDDER: 'openai' }, [search], [nothing, words]],
  ['both', { OPENAI_API_KEY: 'key', EMBEDDER: 'openai' }, [words, search], [nothing]],
  ['a model that is not used', { OPENAI_API_KEY: 'key', ANSWER_WRITER: 'extractive' }, [nothing], [words, search]],
];

const pack = compilePackOrThrow(smallPackFiles(), 'small');
const memberData = { forgetMember: () => Promise.reject(new Error('nobody asked for that')) } as unknown as MemberData;

describe('what members are told of privacy', () => {
  it.each(settings)('is true with %s, wherever they ask', async (_what, env, told, untold) => {
    const config = readConfig(env, '/');
    const bySlackCommand = await runOwnCommand('privacy', { pack, config, memberData }, 'slack:T1', 'U1');
    const texts = [
      privacyParagraphs(config, '/forget-me').join(' '),
      bySlackCommand.text,
      JSON.stringify(homeView({ pack, config, formNumber: 1 })),
    ];
    for (const text of texts) {
      for (const pattern of told) expect(text).toMatch(pattern);
      for (const pattern of untold) expect(text).not.toMatch(pattern);
    }
  });
});
