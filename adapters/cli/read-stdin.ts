/** Far more than a question may hold, and little enough to read whole: its length can be told. */
const mostBytes = 1_000_000;

/** All of a piped question, or the first of it where that is already too long. */
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
