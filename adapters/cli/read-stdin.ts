import { maxQuestionLength } from '../../src/coach/read-question.js';

/** A character is at most four bytes of UTF-8. */
const mostBytes = maxQuestionLength * 4;

/** All of a piped question; a little more than a question may hold is enough to say that it is too long. */
export const readStdin = async (stdin: NodeJS.ReadStream): Promise<string> => {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stdin) {
    chunks.push(Buffer.from(chunk));
    bytes += chunk.length;
    if (bytes > mostBytes) break;
  }
  return Buffer.concat(chunks).toString('utf8').trim();
};
