import { useEffect, useRef } from 'preact/hooks';
import type { SectionView } from '../../../contract.js';
import { quotedSentences, rowText } from './quoted.js';
import { TableFrame } from './table-frame.js';

const GuideTable = ({ table, quoted }: { table: NonNullable<SectionView['table']>; quoted: ReadonlySet<string> }) => (
  <TableFrame label={`Table of the guide: ${table.header.join(', ')}`}>
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
                <td key={at}>{marked ? <mark>{cell}</mark> : cell}</td>
              ))}
            </tr>
          );
        })}
      </tbody>
    </table>
  </TableFrame>
);

/** A section of a guide as it is, with the quoted sentences highlighted and brought into view. */
export const Passage = ({ section, quote }: { section: SectionView; quote?: string | undefined }) => {
  const text = useRef<HTMLDivElement>(null);
  const quoted = quotedSentences(section, quote);
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
