import { createInterface } from 'node:readline/promises';
import { openRedactor } from '../../src/open-redactor.js';
import type { ChatInput } from './chat-input.js';
import { appendHistory, keptOf, readHistory } from './input-history.js';
import { joinPastedLines } from './join-pasted-lines.js';
import { mutableOutput, takeScreen } from './line-editor-screen.js';
import type { Look } from './look.js';
import { wrapText } from './wrap-text.js';

const noHistory = (path: string): string =>
  `${path} is no history of what was typed here, so it stays as it is and your lines are not kept. Move it away to have them kept again.`;

export type TerminalInputOptions = {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly look: Look;
  readonly historyPath: string;
};

/**
 * Lines from a person at a terminal: edited in place, with what was typed before on the arrow keys. Ctrl-C stops an answer, empties a line,
 * and leaves when pressed twice; Ctrl-D leaves.
 */
export const openTerminalInput = async ({ stdin, stdout, look, historyPath }: TerminalInputOptions): Promise<ChatInput> => {
  const prompt = look.colours.bold(look.colours.cyan('› '));
  const output = mutableOutput(stdout);
  const redact = await openRedactor();
  const typed = await readHistory(historyPath, redact);
  if (!typed) stdout.write(`\n${look.colours.dim(wrapText(noHistory(historyPath), look.width))}\n`);
  const history = typed?.reverse() ?? [];
  const editor = createInterface({
    input: stdin,
    output,
    terminal: true,
    prompt,
    history,
    historySize: 500,
    removeHistoryDuplicates: true,
  });
  const entered: { line: string; seen: boolean }[] = [];
  let wake = (): void => undefined;
  let closed = false;
  let askedToLeave = false;
  let cancel = (): void => undefined;
  let saving = Promise.resolve();

  const paste = joinPastedLines(stdin, stdout, editor, output);
  // The editor keeps what was entered for the arrow keys: there too only what may be kept.
  editor.on('history', (entries: string[]) => {
    const kept = paste.isPasting() ? undefined : keptOf(entries[0] ?? '', redact);
    if (kept === undefined) entries.shift();
    else entries[0] = kept;
  });
  editor.on('line', line => {
    if (paste.take(line)) return;
    askedToLeave = false;
    entered.push({ line, seen: !output.muted });
    output.muted = true;
    // A history that cannot be written is no reason to stop talking.
    saving = saving.then(() => appendHistory(historyPath, line, redact)).catch(() => undefined);
    wake();
  });
  editor.on('close', () => {
    closed = true;
    if (!output.muted) stdout.write('\n');
    wake();
  });
  editor.on('SIGINT', () => {
    if (output.muted) return cancel();
    if (editor.line) {
      editor.write(null, { ctrl: true, name: 'e' });
      editor.write(null, { ctrl: true, name: 'u' });
    } else if (askedToLeave) {
      editor.close();
    } else {
      askedToLeave = true;
      stdout.write(`\n${look.colours.dim('Ctrl-C again leaves.')}\n`);
      editor.prompt();
    }
  });

  async function* lines(): AsyncGenerator<string> {
    for (;;) {
      const next = entered.shift();
      if (next) {
        // Entered while an answer was on its way: shown now, where it is answered.
        if (!next.seen) stdout.write(`\n${prompt}${next.line}\n`);
        yield next.line;
        continue;
      }
      if (closed) return void (await saving);
      stdout.write('\n');
      takeScreen(editor, output);
      await new Promise<void>(resolve => {
        wake = resolve;
      });
    }
  }
  return {
    lines,
    onCancel: listener => {
      cancel = listener;
    },
    close: () => {
      paste.stop();
      // Closed by us: the editor has nothing more to show.
      output.muted = true;
      editor.close();
    },
  };
};
