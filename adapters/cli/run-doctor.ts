import { settingNames } from '../../src/settings-schema.js';
import { cleanJson, cleanLine } from '../../src/text/clean-text.js';
import type { Check } from '../check.js';
import { type CliContext, printLine } from './context.js';
import * as checks from './doctor-checks.js';
import { exitCodes } from './exit-codes.js';
import { type Look, lookOf } from './look.js';
import { loadConfig } from './open-session.js';
import { wrapText } from './wrap-text.js';

const nameWidth = 16;

const examine = async (context: CliContext): Promise<Check[]> => {
  const machine = [checks.checkNode(process.versions.node), checks.checkNativeModules(context.root)];
  const config = await loadConfig(context).catch((error: unknown) => (error instanceof Error ? error : new Error(String(error))));
  if (config instanceof Error) return [...machine, { name: 'Settings', state: 'problem', text: config.message }];
  const settings = checks.describeSettings(settingNames, context);
  const { checkAdapters } = await import('../doctor.js');
  const [pack, index, embedder, writer, adapters] = await Promise.all([
    checks.checkPack(config),
    checks.checkSavedIndex(config),
    checks.checkEmbedder(config),
    checks.checkWriter(config),
    checkAdapters(config),
  ]);
  return [...machine, settings, pack, index, embedder, writer, ...adapters];
};

const renderCheck = ({ name, state, text, next }: Check, { width, colours }: Look): string => {
  const signs = { ok: colours.green('✓'), note: colours.yellow('!'), problem: colours.red('✗') } satisfies Record<
    Check['state'],
    string
  >;
  const indent = ' '.repeat(nameWidth + 2);
  const line = `${signs[state]} ${name.padEnd(nameWidth)}${wrapText(cleanLine(text), width, indent)}`;
  return next ? `${line}\n${indent}${colours.bold('→')} ${wrapText(cleanLine(next), width, `${indent}  `)}` : line;
};

/** `doctor`: what is there, what is missing, and the next step for each. Gives the exit code: 0 when questions can be answered. */
export const runDoctor = async (context: CliContext, options: { readonly json?: boolean }): Promise<number> => {
  const found = await examine(context);
  const ready = found.every(check => check.state !== 'problem');
  const { stdout, env } = context;
  if (options.json) {
    printLine(stdout, cleanJson({ ready, checks: found }, stdout.isTTY ? 2 : undefined));
  } else {
    const look = lookOf(stdout, env);
    for (const check of found) printLine(stdout, renderCheck(check, look));
    printLine(stdout);
    printLine(
      stdout,
      ready ? 'Ready. Ask away: npm run --silent ask -- "your question"' : 'Not ready: put right what is marked ✗ first.',
    );
  }
  return ready ? exitCodes.done : exitCodes.failure;
};
