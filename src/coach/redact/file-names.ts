const kinds =
  'pdf|docx?|pages|rtf|txt|xlsx?|csv|pptx?|jpe?g|png|gif|heic|tiff?|dcm|hl7|edi|835|837|xml|json|zip|eml|msg|mp[34]|mov';

const part = String.raw`[\p{L}\d_.()-]`;

/** Names of files, which tell whose they are ("resume_maria_lopez.pdf"); one of a single plain word does not. Bounded, so that no text is slow to read. */
export const fileNames = new RegExp(
  String.raw`(?<!${part})(?=${part}{0,200}[\d_(-])${part}{1,200}\.(?:${kinds})(?![\p{L}\d])`,
  'giu',
);
