import { CommanderError } from 'commander';
import { NextRungError } from '../../src/domain/errors.js';
import { cleanText } from '../../src/text/clean-text.js';
import { exitCodes } from './exit-codes.js';

/** Failures of what was given, not of NextRung: the asker gets a sentence in the coach's voice before the next step. */
const inputCodes: ReadonlySet<string> = new Set(['question_empty', 'question_too_long', 'question_binary', 'input_invalid']);

const sentencesFor = (error: NextRungError): string =>
  error.code.startsWith('question_') ? `${error.memberSentence}\n${error.message}` : error.message;

const isAbort = (error: unknown): boolean => error instanceof Error && error.name === 'AbortError';

/** The text for stderr (empty when all is said, or nothing needs saying) and the exit code of a failure. */
export const reportError = (error: unknown, options: { readonly verbose?: boolean } = {}): { text: string; exitCode: number } => {
  // Commander has printed its own message, or the help that was asked for.
  if (error instanceof CommanderError) return { text: '', exitCode: error.exitCode === 0 ? exitCodes.done : exitCodes.badInput };
  if (isAbort(error) || (error instanceof NextRungError && error.code === 'cancelled'))
    return { text: '', exitCode: exitCodes.interrupted };
  const trace = options.verbose && error instanceof Error ? `\n${cleanText(error.stack ?? '')}` : '';
  if (error instanceof NextRungError) {
    const cause = options.verbose && error.cause ? `\nCause: ${cleanText(String(error.cause))}` : '';
    return {
      text: `${cleanText(sentencesFor(error))}${cause}`,
      exitCode: inputCodes.has(error.code) ? exitCodes.badInput : exitCodes.failure,
    };
  }
  const message = cleanText(error instanceof Error ? error.message : String(error));
  return {
    text: `Something unexpected failed: ${message}\nRun it again with LOG_LEVEL=debug to see where.${trace}`,
    exitCode: exitCodes.failure,
  };
};
