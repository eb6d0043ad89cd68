import { setTimeout as sleep } from 'node:timers/promises';
import type { WebClient } from '@slack/web-api';
import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Answer } from '../../../src/domain/answer.js';
import type { Chart } from '../../../src/domain/chart.js';
import { chartSources } from '../../describe-source.js';
import { shorten } from '../../shorten.js';
import { maxAltText, maxCharts } from '../limits.js';
import { calmText } from '../render/calm-text.js';
import type { UploadedChart } from '../render/render-answer.js';
import { nativeChart } from '../render/render-chart.js';

/** The Web API client hands back each completed upload in a list of its own. */
const uploadedSchema = z.object({
  files: z.array(z.object({ files: z.array(z.object({ id: z.string().min(1) })).min(1) })).min(1),
});

/** The same few charts go with many answers: each is drawn and uploaded once an hour in a workspace. */
const uploads = new LRUCache<string, Promise<string>>({ max: 500, ttl: 60 * 60_000 });

/** An answer waits for its picture this long; a slower one is there for the next answer. */
const patienceMs = 4_000;

const inTime = async (uploading: Promise<string>): Promise<string> => {
  const timer = new AbortController();
  const late = sleep(patienceMs, undefined, { signal: timer.signal }).then(() => {
    throw new Error(`the picture was not there within ${patienceMs} ms`);
  });
  try {
    return await Promise.race([uploading, late]);
  } finally {
    timer.abort();
    late.catch(() => undefined);
  }
};

const upload = async (client: WebClient, chart: Chart<number>, sources: readonly string[]): Promise<string> => {
  const { renderChartPng } = await import('../../../src/charts/render-chart.js');
  const result = await client.files.uploadV2({
    file: Buffer.from(await renderChartPng(chart, { sources })),
    filename: 'chart.png',
    title: shorten(calmText(chart.title), 100),
    alt_text: shorten(calmText(chart.alt), maxAltText),
  });
  const [first] = uploadedSchema.parse(result).files[0]?.files ?? [];
  if (!first) throw new Error('Slack took an upload and named no file');
  return first.id;
};

const keyOf = (community: string, { chart, sources }: Pick<UploadedChart, 'chart' | 'sources'>): string =>
  JSON.stringify([community, chart, sources]);

/**
 * Uploads as pictures the charts that Slack cannot draw itself. The files stay private until a message shows them. A chart says nothing
 * that the answer's words do not, so one that cannot be drawn or uploaded is left out.
 */
export const uploadCharts = async (
  { client, community }: { readonly client: WebClient; readonly community: string },
  answer: Answer,
  log: Logger,
): Promise<UploadedChart[]> => {
  const uploaded: UploadedChart[] = [];
  for (const chart of answer.charts.slice(0, maxCharts).filter(each => !nativeChart(each))) {
    const sources = chartSources(chart, answer.citations);
    const key = keyOf(community, { chart, sources });
    const uploading = uploads.get(key) ?? upload(client, chart, sources);
    uploads.set(key, uploading);
    uploading.catch(() => uploads.delete(key));
    try {
      uploaded.push({ fileId: await inTime(uploading), chart, sources });
    } catch (err) {
      log.warn({ err }, 'a chart could not be uploaded; the answer goes without it');
    }
  }
  return uploaded;
};

/** Forgets uploads that Slack would not show: someone may have deleted the files. */
export const forgetUploads = (community: string, pictures: readonly UploadedChart[]): void => {
  for (const picture of pictures) uploads.delete(keyOf(community, picture));
};
