const kinds =
  'pdf|docx?|pages|rtf|txt|xlsx?|csv|pptx?|jpe?g|png|gif|heic|tiff?|dcm|hl7|edi|835|837|xml|json|zip|eml|msg|mp[34]|mov';

const part = String.raw`[\p{L}\d_.()-]`;

/** "'denial appeal - Thornquist G - FINAL.docx'": with spaces, where quotation marks tell its beginning, or from the first name on. */
export const quotedFileNames = new RegExp(
  String.raw`["'“‘](?=[^"'“”‘’\n]{0,200}[ _-])[^"'“”‘’\n]{1,200}\.(?:${kinds})["'”’]`,
  'giu',
);
const titledPart = String.raw`\p{Lu}[\p{L}\d_'-]*`;
export const spacedFileNames = new RegExp(
  String.raw`(?<!${part})(?:[\p{L}\d_-]{1,30} )?(?:${titledPart} ){1,5}(?:[\p{L}\d_-]{1,30} ){0,3}[\p{L}\d_-]{1,60}\.(?:${kinds})(?![\p{L}\d])`,
  'gu',
);

/** Names of files, which tell whose they are ("resume_maria_lopez.pdf"); one of a single plain word does not. Bounded, so that no text is slow to read. */
export const fileNames = new RegExp(
  String.raw`(?<!${part})(?=${part}{0,200}[\d_(-])${part}{1,200}\.(?:${kinds})(?![\p{L}\d])`,
  'giu',
);
