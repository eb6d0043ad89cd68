import type { Interface } from 'node:readline/promises';
import { type MutableOutput, setLine, takeScreen } from './line-editor-screen.js';

/*
 * A question pasted from a message has line breaks in it, and each would be sent as a question of its own. Terminals mark what is pasted
 * when asked to ("bracketed paste", xterm control sequences, mode 2004), and Node's line editor reports the marks as keys.
 */

const on = '\u001B[?2004h';
const off = '\u001B[?2004l';

export type PasteJoiner = {
  isPasting(): boolean;
  /** Takes a line that ended inside a paste; false when it was entered by hand. */
  take(line: string): boolean;
  stop(): void;
};

/** Puts the lines of a paste into the line being edited, joined by spaces, for the person to read over and send. */
export const joinPastedLines = (
  stdin: NodeJS.ReadStream,
  stdout: NodeJS.WriteStream,
  editor: Interface,
  output: MutableOutput,
): PasteJoiner => {
  let pasted: string[] | undefined;
  let wasMuted = false;
  const onKey = (_text: string | undefined, key: { name?: string } | undefined): void => {
    if (key?.name === 'paste-start') {
      pasted = [];
      wasMuted = output.muted;
      // The editor would show every line of the paste as sent.
      output.muted = true;
    } else if (key?.name === 'paste-end' && pasted) {
      const text = [...pasted, editor.line].join(' ').replace(/\s+/g, ' ').trimStart();
      pasted = undefined;
      if (wasMuted) setLine(editor, text);
      else takeScreen(editor, output, text);
    }
  };
  stdin.on('keypress', onKey);
  stdout.write(on);
  return {
    isPasting: () => pasted !== undefined,
    take: line => pasted !== undefined && pasted.push(line) > 0,
    stop: () => {
      stdin.off('keypress', onKey);
      stdout.write(off);
    },
  };
};
