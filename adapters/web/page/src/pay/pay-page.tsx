import type { PackView, PayView } from '../../../contract.js';
import { getPack, getPay } from '../api/client.js';
import { useLoad } from '../api/use-load.js';
import { ChartFigure } from '../parts/chart-figure.js';
import { RecordedDisagreement } from '../parts/disagreements.js';
import { SourceList } from '../parts/source-list.js';
import { Failed, Loading } from '../parts/states.js';
import type { Route } from '../shell/route.js';
import { useTitle } from '../shell/use-title.js';

const Charts = ({ pay, pack }: { pay: PayView; pack: PackView }) => {
  const disputed = pack.conflicts.filter(conflict => /\bpay\b/i.test(conflict.topic));
  return (
    <>
      <div class="pay-charts">
        {pay.charts.map(({ id, chart }) => (
          <ChartFigure key={id} address={`api/charts/${id}`} chart={chart} citations={pay.citations} open />
        ))}
      </div>
      {disputed.length > 0 && (
        <section class="disputes" aria-labelledby="disputes">
          <h2 id="disputes">Where the guides differ</h2>
          {disputed.map(conflict => (
            <RecordedDisagreement key={conflict.id} conflict={conflict} pack={pack} listed />
          ))}
        </section>
      )}
      <section aria-labelledby="pay-sources">
        <h2 id="pay-sources">Sources</h2>
        <SourceList citations={pay.citations} />
      </section>
    </>
  );
};

/** What the guides say of pay, in pictures and in tables; no figure of one guide is drawn in the same row as another's. */
export const PayPage = (_: { route: Route }) => {
  useTitle('Pay');
  const both = useLoad('pay', async () => ({ pay: await getPay(), pack: await getPack() }));
  return (
    <div class="pay-page">
      <header class="page-head">
        <h1 tabIndex={-1}>What the guides say about pay</h1>
        <p>Each bar is one figure from one guide, with its age. Choose a bar to see who says so and to read the passage.</p>
      </header>
      {both.state === 'loading' && <Loading what="Reading the figures" />}
      {both.state === 'failed' && <Failed message={both.message} retry={both.retry} />}
      {both.state === 'loaded' && <Charts pay={both.value.pay} pack={both.value.pack} />}
    </div>
  );
};
