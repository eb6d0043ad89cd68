import { useEffect, useRef } from 'preact/hooks';
import type { SectionView } from '../../../contract.js';
import { quotedSentences, rowText } from './quoted.js';

const GuideTable = ({ table, quoted }: { table: NonNullable<SectionView['table']>; quoted: ReadonlySet<string> }) => (
  // A wide table scrolls by itself, and so must be reachable by keyboard.
  // biome-ignore lint/a11y/noNoninteractiveTabindex: see above.
  <div class="table-frame" tabIndex={0} role="group" aria-label={`Table: ${table.header.join(', ')}`}>
    <table>
      <thead>
        <tr>
          {table.header.map(cell => (
            <th key={cell} scope="col">
              {cell}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {table.rows.map(row => {
          const marked = quoted.has(rowText(table.header, row));
          return (
            <tr key={row.join()}>
              {row.map((cell, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: cells never change their places.
                <td key={at}>{marked ? <mark>{cell}</mark> : cell}</td>
              ))}
            </tr>
          );
        })}
      </tbody>
    </table>
  </div>
);

/** A section of a guide as it is, with the quoted sentences highlighted and brought into view. */
export const Passage = ({ section, quote }: { section: SectionView; quote?: string | undefined }) => {
  const text = useRef<HTMLDivElement>(null);
  const quoted = quotedSentences(section, quote);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another quote is to be seen as well.
  useEffect(() => {
    if (quote) text.current?.querySelector('mark')?.scrollIntoView({ block: 'nearest' });
  }, [quote, section.passage]);
  return (
    <div class="passage" ref={text}>
      {section.sentences.length > 0 && (
        <p>
          {section.sentences.map(sentence => (
            <span key={sentence}>{quoted.has(sentence) ? <mark>{sentence}</mark> : sentence} </span>
          ))}
        </p>
      )}
      {section.table && <GuideTable table={section.table} quoted={quoted} />}
    </div>
  );
};
