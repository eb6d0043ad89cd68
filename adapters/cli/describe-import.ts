import type { PatientSense } from '../../src/coach/patient-data.js';
import type { Differing } from '../../src/documents/differing-figures.js';
import type { ImportedDocument, ImportReport } from '../../src/documents/import-documents.js';
import type { Pack } from '../../src/domain/pack.js';
import { shorten } from '../shorten.js';

const counted = (count: number, thing: string): string => `${count} ${thing}${count === 1 ? '' : 's'}`;
const wordsIn = (text: string): number => text.split(/\s+/).filter(Boolean).length;

/** "12 words left out (hidden text, comment)" */
const droppedOf = ({ dropped }: ImportedDocument): string[] => {
  const words = dropped.reduce((sum, { text }) => sum + wordsIn(text), 0);
  return words === 0 ? [] : [`${counted(words, 'word')} left out (${[...new Set(dropped.map(({ why }) => why))].join(', ')})`];
};

const describeDocument = (document: ImportedDocument): string[] => {
  const { name, sections, words, told, state, lost } = document;
  const remarks = [...(state === 'unchanged' ? ['unchanged'] : []), ...told, ...droppedOf(document)];
  return [
    `${name}: ${counted(sections, 'section')}, ${counted(words, 'word')}${remarks.map(remark => `; ${remark}`).join('')}`,
    ...lost.map(heading => `  what was changed by hand in “${heading}” could not be kept: the document changed there too`),
  ];
};

/** What became of each document, a line each. */
export const describeImport = ({ documents, unread, left }: ImportReport): string[] => [
  ...documents.flatMap(describeDocument),
  ...unread.map(({ name, reason }) => `${name}: not read, since ${reason}`),
  ...left.map(
    guide => `guides/${guide}.md stays, though its document was not given this time; delete it if it is no longer wanted`,
  ),
  `${counted(documents.length, 'document')}, ${counted(
    documents.reduce((sum, { sections }) => sum + sections, 0),
    'section',
  )}${unread.length > 0 ? `; ${unread.length} not read` : ''}.`,
];

const shownText = 120;

/** Figures that two documents give differently, both places; members are told both. */
export const describeDifferences = (differing: readonly Differing[]): string[] =>
  differing.length === 0
    ? []
    : [
        'Figures that may differ between documents; look at both:',
        ...differing.flatMap(({ one, other }) =>
          [one, other].map(
            ({ guide, section, text }, at) => `${at === 0 ? '-' : '  and'} ${guide}, “${section}”: ${shorten(text, shownText)}`,
          ),
        ),
      ];

const mail = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g;
const phone = /(?<![\d.$-])(?:\+?1[ .-]?)?(?:\(\d{3}\) ?|\d{3}[.-])\d{3}[.-]\d{4}(?![\d-])/g;
const listed = 10;

/** What is somebody's own in the documents, and where: everybody who asks may be shown it. */
export const describePersonal = ({ passages }: Pack, patients: PatientSense): string[] => {
  const found = passages.flatMap(({ guide, section, sentences }) =>
    sentences.flatMap(text => [
      ...[...text.matchAll(mail)].map(([address]) => `e-mail address ${address} in ${guide}, “${section}”`),
      ...[...text.matchAll(phone)].map(([number]) => `phone number ${number} in ${guide}, “${section}”`),
      ...(patients.holds(text) ? [`what looks like patient data in ${guide}, “${section}”: take it out`] : []),
    ]),
  );
  const more = found.length > listed ? [`- and ${found.length - listed} more`] : [];
  return found.length === 0
    ? []
    : ['Personal data that members may be shown:', ...found.slice(0, listed).map(line => `- ${line}`), ...more];
};
