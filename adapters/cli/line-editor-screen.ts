import type { Interface } from 'node:readline/promises';
import { Writable } from 'node:stream';

export type MutableOutput = Writable & { muted: boolean };

/** What the line editor writes, let through only while it has the screen: keys typed during an answer must not break into it. */
export const mutableOutput = (stdout: NodeJS.WriteStream): MutableOutput => {
  const output: MutableOutput = Object.assign(
    new Writable({
      write(chunk, _encoding, done) {
        if (!output.muted) stdout.write(chunk);
        done();
      },
    }),
    { muted: true },
  );
  Object.defineProperties(output, { columns: { get: () => stdout.columns }, rows: { get: () => stdout.rows } });
  stdout.on('resize', () => output.emit('resize'));
  return output;
};

/** Puts a text in place of the line being edited. */
export const setLine = (editor: Interface, text: string): void => {
  editor.write(null, { ctrl: true, name: 'e' });
  editor.write(null, { ctrl: true, name: 'u' });
  if (text) editor.write(text);
};

/**
 * Gives the line editor the screen, with a prompt and the text given, or what was typed blind. The line is emptied first: the editor
 * counts the rows that it believes to have drawn, and would move up over the last answer.
 */
export const takeScreen = (editor: Interface, output: MutableOutput, text: string = editor.line): void => {
  setLine(editor, '');
  output.muted = false;
  editor.prompt();
  if (text) editor.write(text);
};
