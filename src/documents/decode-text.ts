import { UnreadableDocument } from './document.js';

/** Controls that no text holds, and what Windows-1252 does not define: what has them is no text. */
const controls = /(?![\t\n\f\r\u0085])\p{Cc}/u;
/** Of UTF-16 without a mark, nearly every second byte of English is zero. */
const zerosOfUtf16 = 0.3;

const shareOfZeros = (bytes: Uint8Array, from: 0 | 1): number => {
  const sample = bytes.subarray(0, 4096).filter((_, at) => at % 2 === from);
  return sample.filter(byte => byte === 0).length / Math.max(1, sample.length);
};

const encodingOf = (bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined => {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  if (shareOfZeros(bytes, 1) > zerosOfUtf16 && shareOfZeros(bytes, 0) < zerosOfUtf16) return 'utf-16le';
  if (shareOfZeros(bytes, 0) > zerosOfUtf16 && shareOfZeros(bytes, 1) < zerosOfUtf16) return 'utf-16be';
  return undefined;
};

/** What Windows-1252 has from 128 to 159; five of them are undefined and stay the controls that they are. */
const highOf1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';
/** Node 20's own decoder takes it for Latin-1. */
const decode1252 = (bytes: Uint8Array): string =>
  Buffer.from(bytes)
    .toString('latin1')
    .replace(/[\u0080-\u009f]/g, letter => highOf1252[letter.charCodeAt(0) - 0x80] ?? letter);

/** Text of bytes: UTF-8, UTF-16 or Windows-1252, and which of the latter two it was. Throws `UnreadableDocument` when it is no text. */
export const decodeText = (bytes: Uint8Array): { readonly text: string; readonly convertedFrom?: string } => {
  const wide = encodingOf(bytes);
  const decode = (encoding: string, fatal: boolean): string => new TextDecoder(encoding, { fatal }).decode(bytes);
  const checked = (text: string): string => {
    if (controls.test(text)) throw new UnreadableDocument('it is no text');
    return text.replace(/\r\n?/g, '\n').normalize('NFC');
  };
  if (wide) return { text: checked(decode(wide, false)), convertedFrom: wide === 'utf-16le' ? 'UTF-16' : 'UTF-16 (big-endian)' };
  try {
    return { text: checked(decode('utf-8', true)) };
  } catch (error) {
    if (error instanceof UnreadableDocument) throw error;
    return { text: checked(decode1252(bytes)), convertedFrom: 'Windows-1252' };
  }
};
