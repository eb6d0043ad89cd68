import type { Citation } from '../../../../../src/domain/answer.js';
import type { Chart } from '../../../../../src/domain/chart.js';
import { ageOf } from '../../../../describe-source.js';
import { Mark } from './blocks.js';

/** What a chart shows, as a table: one row a label, one column a series; series of one name share it, whatever their currencies. */
export const ChartTable = ({ chart, citations }: { chart: Chart<number>; citations: readonly Citation[] }) => {
  const names = [...new Set(chart.series.map(series => series.name))];
  const labels = [...new Set(chart.series.flatMap(series => series.points.map(point => point.label)))];
  const pointOf = (label: string, name: string) =>
    chart.series.flatMap(series => (series.name === name ? series.points : [])).find(point => point.label === label);
  const marksOf = (label: string): number[] => [...new Set(names.flatMap(name => pointOf(label, name)?.marks ?? []))];
  return (
    // A wide table scrolls by itself, and so must be reachable by keyboard.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: see above.
    <div class="table-frame" tabIndex={0} role="group" aria-label={`Table: ${chart.title}`}>
      <table>
        <thead>
          <tr>
            <th scope="col">
              <span class="unseen">What it is for</span>
            </th>
            {names.map(name => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
            <th scope="col">Source and age</th>
          </tr>
        </thead>
        <tbody>
          {labels.map(label => (
            <tr key={label}>
              <th scope="row">{label}</th>
              {names.map(name => (
                <td key={name}>{pointOf(label, name)?.text ?? 'not given'}</td>
              ))}
              <td class="table-source">
                {marksOf(label).map(n => {
                  const citation = citations.find(candidate => candidate.n === n);
                  return (
                    <span key={n}>
                      <Mark n={n} citations={citations} /> {citation && ageOf(citation)}
                    </span>
                  );
                })}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};
