import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  askResponseSchema,
  compareSchema,
  guideSchema,
  packSchema,
  passageSchema,
  pathSchema,
  paySchema,
  searchSchema,
  statusSchema,
} from '../../adapters/web/contract.js';
import { answerToMarkdown } from '../../src/coach/answer-to-markdown.js';
import { useCoach } from '../support/shared-coach.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';
import { expectValidAnswer } from '../support/valid-answer.js';
import { type ServedPage, servePage } from '../support/web/serve-page.js';

const shared = useCoach();
const folder = useTemporaryFolder();
let page: ServedPage;

beforeAll(async () => {
  const { coach, base } = shared.opened();
  page = await servePage({ coach, pack: base.pack, dataDir: folder.path() });
});
afterAll(() => page.stop());

const cookieOf = (response: Response): string => response.headers.get('set-cookie')?.split(';')[0] ?? '';
const json = async (path: string): Promise<unknown> => {
  const response = await page.get(path);
  expect(response.status, path).toBe(200);
  return response.json();
};

describe('POST /api/ask', () => {
  it('gives the same answer as the terminal, with its citations', async () => {
    const response = await page.post('/api/ask', { question: 'cpc vs ccs for hospital work?' });
    expect(response.status).toBe(200);
    const { answer, keywordsOnly } = askResponseSchema.parse(await response.json());
    expect(keywordsOnly).toBe(false);
    expectValidAnswer({ ...answer, text: answerToMarkdown(answer) });
    expect(answer).toEqual({ ...(await shared.ask('cpc vs ccs for hospital work?')), text: undefined });
  });

  it('streams verified pieces that stand in the whole answer, which comes last', async () => {
    const events = await page.events('what do coders make');
    expect(events[0]).toMatchObject({ kind: 'opened', keywordsOnly: false });
    const pieces = events.filter(event => event.kind === 'piece');
    const last = events.at(-1);
    if (last?.kind !== 'answer') throw new Error('the stream ended without an answer');
    const whole = JSON.stringify(last.answer.blocks);
    expect(pieces.length).toBeGreaterThan(2);
    for (const { block } of pieces) {
      const sentences = block.kind === 'paragraph' ? block.sentences : block.kind === 'list' ? block.items[0] : block.rows;
      for (const sentence of sentences ?? []) expect(whole).toContain(JSON.stringify(sentence));
    }
    const shown = pieces.flatMap(piece => piece.citations.map(citation => citation.n));
    expect(shown).toEqual(last.answer.citations.map(citation => citation.n));
  });

  it('follows up within a conversation of the same visitor, and of no other', async () => {
    const first = await page.post('/api/ask', { question: 'What is the best first credential for outpatient coding?' });
    const { conversation } = askResponseSchema.parse(await first.json());
    const follow = { question: 'and inpatient?', conversation };
    const own = await page.post('/api/ask', follow, { cookie: cookieOf(first) });
    const others = await page.post('/api/ask', follow);
    const [mine, theirs] = [askResponseSchema.parse(await own.json()), askResponseSchema.parse(await others.json())];
    expect(answerToMarkdown(mine.answer)).toContain('CCS');
    expect(mine.answer.blocks).not.toEqual(theirs.answer.blocks);
  });

  it('declines patient data, and keeps no word of it in the log', async () => {
    const question = 'pt Jane Doe dob 3/4/61 mrn 882177 was denied, would a cert help me avoid this';
    const { answer } = askResponseSchema.parse(await (await page.post('/api/ask', { question })).json());
    expect(answer.outcome).toBe('declined');
    expect(page.logged.join('')).not.toMatch(/Jane|882177/);
  });
});

describe('feedback', () => {
  it('is taken for an answer that was given, and replaced by a later word', async () => {
    const asked = await page.post('/api/ask', { question: 'what does a coding auditor do' });
    const { answerId } = askResponseSchema.parse(await asked.json());
    const cookie = cookieOf(asked);
    expect((await page.post('/api/feedback', { answerId, helpful: true }, { cookie })).status).toBe(204);
    const again = { answerId, helpful: false, reason: 'wrong_source', comment: 'cites the wrong section' };
    expect((await page.post('/api/feedback', again, { cookie })).status).toBe(204);
  });

  it('on an answer that nobody gave is told so', async () => {
    const response = await page.post('/api/feedback', { answerId: 'nothing', helpful: true });
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ error: { code: 'not_found' } });
  });
});

describe('browsing', () => {
  it('gives the pack, and every passage that a record cites can be opened', async () => {
    const pack = packSchema.parse(await json('/api/pack'));
    const cited = new Set([
      ...pack.figures.map(figure => figure.passage),
      ...pack.moves.map(move => move.passage),
      ...pack.roles.flatMap(role => [...role.placements, ...role.duties].map(cite => cite.passage)),
      ...pack.credentials.flatMap(credential => credential.mentions.map(mention => mention.passage)),
      ...pack.conflicts.flatMap(conflict => conflict.sides.map(side => side.passage)),
    ]);
    expect(cited.size).toBeGreaterThan(100);
    for (const id of cited) {
      const { section } = passageSchema.parse(await json(`/api/passages/${encodeURIComponent(id)}`));
      expect(section.passage).toBe(id);
    }
  });

  it('gives each guide with all its sections, and its rows apart from its prose', async () => {
    const { guides } = packSchema.parse(await json('/api/pack'));
    expect(guides.length).toBe(4);
    for (const { id, sections, publisher } of guides) {
      const found = guideSchema.parse(await json(`/api/guides/${id}`));
      expect(found.guide.publisher).toBe(publisher);
      expect(found.sections).toHaveLength(sections);
    }
    const { section } = passageSchema.parse(await json('/api/passages/himalayas-guide%23pay-by-level'));
    expect(section.table?.rows.length).toBe(7);
    expect(section.sentences.join(' ')).not.toContain('Level: ');
  });

  it.each([
    ['pay percentile', 'Pay by percentile'],
    ['remote entry lev', 'emote'],
    ['CPMA', 'CPMA'],
  ])('finds "%s" in the library', async (words, heading) => {
    const { results } = searchSchema.parse(await json(`/api/search?q=${encodeURIComponent(words)}&limit=5`));
    expect(results.length).toBeGreaterThan(0);
    expect(results.map(result => result.section).join(' | ')).toContain(heading);
  });

  it('finds nothing for words that stand in no guide', async () => {
    expect(await json('/api/search?q=xylophone')).toEqual({ results: [] });
  });

  it('tells a way from role to role, each step with what guides say of it', async () => {
    const path = pathSchema.parse(await json('/api/path?from=coder-ii&to=him-director'));
    expect(path.steps.at(-1)?.to).toBe('him-director');
    for (const [at, step] of path.steps.entries()) {
      expect(step.from).toBe(at === 0 ? 'coder-ii' : path.steps[at - 1]?.to);
      expect(step.tellings.length).toBeGreaterThan(0);
    }
    expect(path.education.length).toBeGreaterThan(0);
    // A working coder is not told what beginners pay; of a bachelor's degree no guide gives the cost.
    expect(path.training).toEqual([]);
    expect(path.nearest.map(figure => figure.measure)).toEqual(['program-cost']);
    for (const figure of path.nearest) expect(figure.basis).toContain('degree');
    const begins = pathSchema.parse(await json('/api/path?from=medical-records-clerk&to=medical-coder'));
    expect(begins.training.map(figure => figure.id)).toContain('certification-program-cost');
  });

  it('says when no guide tells a way', async () => {
    const path = pathSchema.parse(await json('/api/path?from=him-director&to=coding-trainee'));
    expect(path.steps).toEqual([]);
  });

  it('sets credentials and roles side by side, every cell with its source', async () => {
    for (const query of ['kind=credentials&ids=cpc,ccs,cic', 'kind=roles&ids=coding-auditor,cdi-specialist']) {
      const { blocks, citations } = compareSchema.parse(await json(`/api/compare?${query}`));
      const table = blocks.find(block => block.kind === 'table');
      expect(table?.header.length).toBe(query.split(',').length + 1);
      expect(citations.length).toBeGreaterThan(1);
      for (const citation of citations) expect(citation.quote).not.toBe('');
    }
  });

  it('shows every level at which a guide places a role that is compared, each with its source', async () => {
    const { roles } = packSchema.parse(await json('/api/pack'));
    const disputed = roles.filter(role => new Set(role.placements.map(placement => placement.level)).size > 1);
    expect(disputed.length).toBeGreaterThan(5);
    for (const role of disputed) {
      const other = role.id === 'coding-auditor' ? 'coding-educator' : 'coding-auditor';
      const { blocks, citations } = compareSchema.parse(await json(`/api/compare?kind=roles&ids=${other},${role.id}`));
      const cells = blocks.flatMap(block => (block.kind === 'table' ? block.rows.flatMap(row => row[2] ?? []) : []));
      for (const { level, passage } of role.placements) {
        const shown = cells.filter(cell => cell.text.includes(`${level} level`)).flatMap(cell => cell.marks);
        expect(
          citations.filter(one => shown.includes(one.n)).map(one => one.passage),
          `${role.id} ${level}`,
        ).toContain(passage);
      }
    }
  });

  it.each([
    ['roles', 'coding-auditor,cdi-specialist', 'cdi-level'],
    ['roles', 'coding-auditor,risk-adjustment-coder', 'risk-adjustment-level'],
    ['roles', 'coding-auditor,coding-supervisor', 'supervisor-level'],
    ['roles', 'coding-auditor,compliance-officer', 'compliance-officer-level'],
    ['credentials', 'cpc,ccs', 'ccs-stage'],
    ['credentials', 'cpco,chc', 'compliance-credential'],
  ])('tells of the known disagreement about the %s %s: %s', async (kind, ids, conflict) => {
    const { conflicts } = compareSchema.parse(await json(`/api/compare?kind=${kind}&ids=${ids}`));
    expect(conflicts.map(one => one.id)).toContain(conflict);
  });

  it('gives pay charts whose every bar has a source, one source to a series', async () => {
    const { charts, citations } = paySchema.parse(await json('/api/pay'));
    expect(charts.map(entry => entry.id)).toEqual(['levels', 'percentiles', 'national', 'countries']);
    for (const series of charts.flatMap(entry => entry.chart.series)) {
      const guides = series.points.flatMap(point =>
        point.marks.map(mark => citations.find(citation => citation.n === mark)?.guide),
      );
      expect(new Set(guides).size).toBe(1);
      expect(guides).not.toContain(undefined);
    }
    const countries = charts.find(entry => entry.id === 'countries')?.chart.series ?? [];
    expect(new Set(countries.map(series => series.unit)).size).toBeGreaterThan(4);
  });

  it('names in every pay chart who says each series', async () => {
    const { charts, citations } = paySchema.parse(await json('/api/pay'));
    for (const { name, guide, points } of charts.flatMap(entry => entry.chart.series)) {
      const said = citations.find(citation => citation.n === points[0]?.marks[0]);
      expect(guide?.name).toBe(said?.publisher);
      expect(name).toContain(said?.publisher);
    }
    const places = charts.flatMap(entry => entry.chart.series.map(series => `${series.guide?.name} ${series.guide?.place}`));
    expect(new Set(places).size).toBe(2);
  });

  it('draws the pay charts for a phone with bars as long as most of it', async () => {
    for (const name of ['levels', 'percentiles', 'national', 'countries']) {
      const svg = await (await page.get(`/api/charts/${name}.svg?width=280`)).text();
      const ends = [...svg.matchAll(/<path d="M[\d.]+ [\d.]+L([\d.]+) [^>]*ecmeta_series_index/g)].map(found => Number(found[1]));
      expect(Math.max(...ends), name).toBeGreaterThan(24 + 0.6 * 280);
    }
  });

  it('says at the foot of a chart that is saved what its marks stand for', async () => {
    const [svg, png] = [await page.get('/api/charts/countries.svg'), await page.get('/api/charts/countries.png')];
    const drawn = Number(/viewBox="0 0 \d+ (\d+)"/.exec(await svg.text())?.[1]);
    const saved = Buffer.from(await png.arrayBuffer()).readUInt32BE(20) / 2;
    expect(saved).toBeGreaterThan(drawn + 60);
  });

  it('draws the charts of the pay page and of an answer', async () => {
    for (const name of ['levels', 'percentiles', 'national', 'countries']) {
      const svg = await page.get(`/api/charts/${name}.svg?theme=dark&width=400`);
      expect(svg.headers.get('content-type')).toContain('image/svg+xml');
      expect(await svg.text()).toMatch(/^<svg role="img" aria-label="[^"]{40,}"/);
    }
    const asked = await page.post('/api/ask', { question: 'what does each level pay' });
    const { answerId, answer } = askResponseSchema.parse(await asked.json());
    expect(answer.charts.length).toBe(1);
    const png = await page.get(`/api/answers/${answerId}/charts/0.png`);
    expect(png.headers.get('content-type')).toBe('image/png');
    expect(
      Buffer.from(await png.arrayBuffer())
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG');
    expect((await page.get(`/api/answers/${answerId}/charts/1.png`)).status).toBe(404);
  });

  it('says how the coach stands', async () => {
    expect(statusSchema.parse(await json('/api/status'))).toEqual({ index: { state: 'ready' }, writer: 'extractive' });
  });
});

describe('what documents and watches it', () => {
  it('is an OpenAPI document whose schemas hold for real answers', async () => {
    const document = (await json('/api/openapi.json')) as {
      openapi: string;
      paths: Record<string, { get?: Operation; post?: Operation }>;
    };
    type Operation = { responses: Record<string, { content?: Record<string, { schema: object }> }> };
    expect(document.openapi).toMatch(/^3\.1/);
    const ajv = new Ajv2020({ strict: false, formats: { uuid: true } });
    const schemaOf = (operation: Operation | undefined): object => {
      const schema = operation?.responses['200']?.content?.['application/json']?.schema;
      if (!schema) throw new Error('there is no schema');
      return schema;
    };
    const asked = await (await page.post('/api/ask', { question: 'what do coders make' })).json();
    const cases: [object, unknown][] = [
      [schemaOf(document.paths['/api/ask']?.post), asked],
      [schemaOf(document.paths['/api/pack']?.get), await json('/api/pack')],
      [schemaOf(document.paths['/api/pay']?.get), await json('/api/pay')],
    ];
    const stream = await page.post('/api/ask', { question: 'what is the CPC?' }, { accept: 'text/event-stream' });
    const eventSchema = document.paths['/api/ask']?.post?.responses['200']?.content?.['text/event-stream']?.schema;
    const events = [...(await stream.text()).matchAll(/^data: (.+)$/gm)].map(([, data]) => JSON.parse(data ?? '') as unknown);
    expect(events.length).toBeGreaterThan(2);
    for (const event of events) cases.push([eventSchema ?? {}, event]);
    for (const [schema, value] of cases) {
      const validate = ajv.compile(schema);
      expect(validate(value), JSON.stringify(validate.errors?.slice(0, 3))).toBe(true);
      expect(validate({})).toBe(false);
    }
  });

  it('counts questions by outcome and writer, without their words', async () => {
    await page.post('/api/ask', { question: 'what is the icd-10 for type 2 diabetes' });
    const metrics = await (await page.get('/metrics')).text();
    expect(metrics).toMatch(
      /nextrung_questions_total\{place="web",result="answered",outcome="out_of_scope",writer="extractive"\} \d/,
    );
    expect(metrics).toMatch(/nextrung_answer_seconds_bucket\{le="0\.3",place="web",writer="extractive"\} \d/);
    expect(metrics).toMatch(/nextrung_coach_ready 1/);
    expect(metrics).not.toMatch(/diabetes/);
  });

  it('says that it lives and that it is ready', async () => {
    expect((await page.get('/healthz')).status).toBe(200);
    expect(await (await page.get('/readyz')).text()).toBe('ready\n');
  });
});
