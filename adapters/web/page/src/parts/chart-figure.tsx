import { useEffect, useRef, useState } from 'preact/hooks';
import { layOutChart } from '../../../../../src/charts/lay-out-chart.js';
import type { Citation } from '../../../../../src/domain/answer.js';
import type { Chart } from '../../../../../src/domain/chart.js';
import { Mark } from './blocks.js';
import { barsOf, fetchPicture, figuresOf, placePicture } from './chart-picture.js';
import { ChartTable } from './chart-table.js';
import { openSource, passageOf } from './source.js';
import { TipBox } from './tip.js';
import { useTheme } from './use-theme.js';
import { useTip } from './use-tip.js';
import { useWidth } from './use-width.js';

const Picture = ({ address, chart, citations }: { address: string; chart: Chart<number>; citations: readonly Citation[] }) => {
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLDivElement>(null);
  const width = useWidth(frame);
  const theme = useTheme();
  const { tip, show, hold, hide, letGo } = useTip();
  const [failed, setFailed] = useState(false);

  useEffect(() => {
    const place = canvas.current;
    if (!place || width === 0) return;
    const control = new AbortController();
    const figures = figuresOf(chart, citations);
    const enliven = (): void => {
      for (const { bar, figure } of barsOf(place, figures)) {
        const { citation } = figure;
        for (const arrival of ['pointerenter', 'focus']) bar.addEventListener(arrival, () => show({ figure, bar }));
        for (const departure of ['pointerleave', 'blur']) bar.addEventListener(departure, letGo);
        if (!citation) continue;
        bar.addEventListener('click', () => {
          bar.focus();
          openSource(passageOf(citation));
          hide();
        });
        bar.addEventListener('keydown', event => {
          if (event.key === 'Enter' || event.key === ' ') {
            event.preventDefault();
            openSource(passageOf(citation));
          }
        });
      }
    };
    fetchPicture(`${address}.svg?theme=${theme}&width=${width}`, chart.title, control.signal).then(
      picture => {
        if (control.signal.aborted) return;
        hide();
        placePicture(place, picture, enliven);
      },
      () => {
        if (!control.signal.aborted) setFailed(true);
      },
    );
    return () => control.abort();
  }, [address, theme, width]);

  return (
    <div class="chart-frame" ref={frame} style={{ minHeight: `${width === 0 ? 300 : layOutChart(chart, width).height}px` }}>
      <p class="unseen">{chart.alt}</p>
      <div class="chart-canvas" ref={canvas} />
      {failed && <p class="chart-failed">The picture could not be drawn. The table below says the same.</p>}
      {tip && <TipBox tip={tip} hold={hold} letGo={letGo} hide={hide} />}
    </div>
  );
};

/** A chart with its sources and the table that says the same. `address` is the picture's, without its ending. */
export const ChartFigure = (props: { address: string; chart: Chart<number>; citations: readonly Citation[]; open: boolean }) => {
  const { address, chart, citations, open } = props;
  const marks = [...new Set(chart.series.flatMap(series => series.points.flatMap(point => point.marks)))];
  return (
    <figure class="chart">
      <Picture address={address} chart={chart} citations={citations} />
      <figcaption>
        {marks.length > 0 && (
          <span class="chart-sources">
            {marks.length === 1 ? 'Source' : 'Sources'}
            {marks.map(n => (
              <Mark key={n} n={n} citations={citations} />
            ))}
          </span>
        )}
        <a
          class="chart-save"
          href={`${address}.png?theme=light`}
          download={`${chart.title}.png`}
          aria-label={`Save as picture: ${chart.title}`}
        >
          Save as picture
        </a>
      </figcaption>
      <details class="chart-data" open={open}>
        <summary>
          The same as a table<span class="unseen">: {chart.title}</span>
        </summary>
        <ChartTable chart={chart} citations={citations} />
      </details>
    </figure>
  );
};

/** The charts that an answer carries. */
export const AnswerCharts = (props: { answerId: string; charts: readonly Chart<number>[]; citations: readonly Citation[] }) => (
  <div class="charts">
    {props.charts.map((chart, at) => (
      <ChartFigure
        key={chart.title}
        address={`api/answers/${encodeURIComponent(props.answerId)}/charts/${at}`}
        chart={chart}
        citations={props.citations}
        open={false}
      />
    ))}
  </div>
);
