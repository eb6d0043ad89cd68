import type { Citation } from '../../../../../src/domain/answer.js';
import type { Chart, ChartPoint } from '../../../../../src/domain/chart.js';
import { Mark } from './blocks.js';
import { TableFrame } from './table-frame.js';

type Citations = readonly Citation[];

const Cell = ({ point, citations }: { point: ChartPoint<number> | undefined; citations: Citations }) =>
  point ? (
    <td>
      {point.text}
      {point.marks.map(n => (
        <Mark key={n} n={n} citations={citations} />
      ))}
    </td>
  ) : (
    <td class="silent">not given</td>
  );

/** Where every series has every label: one row a label, one column a series. */
const Grid = ({ chart, citations }: { chart: Chart<number>; citations: Citations }) => (
  <table>
    <thead>
      <tr>
        <th scope="col">
          <span class="unseen">Of</span>
        </th>
        {chart.series.map(series => (
          <th key={series.name} scope="col">
            {series.name}
          </th>
        ))}
      </tr>
    </thead>
    <tbody>
      {chart.series[0]?.points.map(({ label }) => (
        <tr key={label}>
          <th scope="row">{label}</th>
          {chart.series.map(series => (
            <Cell key={series.name} point={series.points.find(point => point.label === label)} citations={citations} />
          ))}
        </tr>
      ))}
    </tbody>
  </table>
);

/** Otherwise a row a figure. */
const Rows = ({ chart, citations }: { chart: Chart<number>; citations: Citations }) => (
  <table>
    <thead>
      <tr>
        <th scope="col">
          <span class="unseen">Of</span>
        </th>
        <th scope="col">Figure</th>
        <th scope="col">What it is, and its age</th>
      </tr>
    </thead>
    <tbody>
      {chart.series.flatMap(series =>
        series.points.map(point => (
          <tr key={`${series.name}${series.unit}${point.label}`}>
            <th scope="row">{point.label}</th>
            <Cell point={point} citations={citations} />
            <td class="silent">{series.name}</td>
          </tr>
        )),
      )}
    </tbody>
  </table>
);

/** What a chart shows, as a table. */
export const ChartTable = ({ chart, citations }: { chart: Chart<number>; citations: Citations }) => {
  const labels = chart.series.map(series => series.points.map(point => point.label).join('\n'));
  const even = new Set(labels).size === 1 && new Set(chart.series.map(series => series.name)).size === chart.series.length;
  return (
    <TableFrame label={`Table: ${chart.title}`}>
      {even ? <Grid chart={chart} citations={citations} /> : <Rows chart={chart} citations={citations} />}
    </TableFrame>
  );
};
