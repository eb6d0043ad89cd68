import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findCycle, type SourceFile, sourcesIn } from './support/import-graph.js';

/* The house as it is meant to stand: who may import whom, where each package lives, and that no file outgrows a screen or five. */

const sources = sourcesIn('src', 'adapters', 'bin');
const benches = sourcesIn('bench', 'training');

/** Imports point inward: a folder of `src` may import itself and these. */
const layers: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  text: [],
  contracts: ['domain'],
  knowledge: ['domain', 'text', 'contracts'],
  documents: ['domain', 'text'],
  career: ['domain', 'text', 'contracts'],
  retrieval: ['domain', 'text', 'contracts'],
  coach: ['domain', 'text', 'contracts', 'knowledge', 'career', 'retrieval'],
  judging: ['domain', 'text', 'contracts', 'knowledge', 'retrieval', 'coach'],
  backends: ['domain', 'text', 'contracts'],
  charts: ['domain', 'text'],
};

/** Files beside the folders, and which of those they may import. */
const besideLayers: Readonly<Record<string, readonly string[]>> = {
  'src/config.ts': ['domain'],
  'src/settings-schema.ts': [],
  'src/go-by-proxy.ts': [],
  'src/log.ts': ['domain'],
  'src/create-coach.ts': Object.keys(layers),
  'src/create-stores.ts': Object.keys(layers),
  'src/open-model.ts': Object.keys(layers),
  'src/open-redactor.ts': Object.keys(layers),
  'src/langchain.ts': Object.keys(layers),
  'src/open-base.ts': Object.keys(layers),
  'src/open-fit.ts': ['coach'],
  'src/model-folder.ts': [],
  'src/open-keyword-coach.ts': Object.keys(layers),
  'src/open-pack.ts': ['documents', 'domain', 'knowledge'],
};

/** Of those, what a folder may import too: where the weights stand is nobody's choice. */
const knownToFolders: readonly string[] = ['src/model-folder.ts'];

/** What an adapter may know of the coach: how to ask, what to ask first, and how an answer reads. */
const publicFace = [
  /^src\/(create-coach|create-stores|open-model|open-redactor|open-keyword-coach|open-pack|open-fit|config|settings-schema|go-by-proxy|log)\.ts$/,
  /^src\/(domain|text|charts|contracts)\//,
  /^src\/coach\/(coach|read-question|patient-data|answer-to-markdown|answer-pieces|career-views|known-names)\.ts$/,
  // `check-pack` reads and checks a pack without a coach, `import` makes one and lets a model judge.
  /^src\/(knowledge|documents|judging)\//,
];

/** Packages that would be hard to replace live in one place. */
const homes: readonly [name: RegExp, home: RegExp][] = [
  [/^(better-sqlite3|kysely|openai|langchain|@langchain\/.*|js-tiktoken|compromise)$/, /^src\/backends\//],
  [/^(onnxruntime-.*|@huggingface\/.*)$/, /^src\/backends\/onnx-worker\.js$/],
  [/^(unified|remark-.*|mdast.*|yaml)$/, /^src\/(knowledge|documents)\//],
  [/^(rehype-.*|hast.*|mammoth|yauzl|unpdf)$/, /^src\/documents\//],
  [/^(commander|ora|cli-.*|picocolors|wrap-ansi)$/, /^adapters\/cli\//],
  [/^(@slack\/.*)$/, /^adapters\/slack\//],
  [/^(discord\.js|@discordjs\/.*)$/, /^adapters\/discord\//],
  [/^(echarts|@resvg\/.*)$/, /^src\/charts\//],
  [/^(undici)$/, /^src\/go-by-proxy\.ts$/],
  [/^(rate-limiter-flexible)$/, /^adapters\//],
  [/^(hono|@hono\/.*|prom-client)$/, /^adapters\/web\//],
  [/^(preact|vite|@preact\/.*)$/, /^adapters\/web\/page\//],
  [/^(vitest|fast-check|tsx|@orama\/.*)$/, /^never$/],
];

const layerOf = (path: string): string | undefined => /^src\/([a-z-]+)\//.exec(path)?.[1];
const adapterOf = (path: string): string | undefined => /^adapters\/([a-z-]+)\//.exec(path)?.[1];
const imports = (all: readonly SourceFile[]): { from: string; to: string }[] =>
  all.flatMap(source => source.files.map(to => ({ from: source.path, to })));

describe('the scanner', () => {
  it('sees static, type and dynamic imports, packages and the environment', () => {
    const of = (path: string): SourceFile | undefined => sources.find(source => source.path === path);
    expect(of('src/create-coach.ts')?.files).toEqual(
      expect.arrayContaining(['src/backends/byte-vector-index.ts', 'src/knowledge/compile-pack.ts', 'src/config.ts']),
    );
    expect(of('src/knowledge/parse-guide.ts')?.packages).toEqual(expect.arrayContaining(['unified', 'remark-gfm', 'mdast']));
    expect(of('src/backends/onnx-worker.js')?.packages).toEqual(['@huggingface/tokenizers', 'onnxruntime-node']);
    expect(sources.some(source => source.readsEnvironment)).toBe(true);
  });

  it('finds a way round', () => {
    const file = (path: string, ...files: string[]): SourceFile => ({
      path,
      files,
      lines: 1,
      packages: [],
      readsEnvironment: false,
    });
    expect(findCycle([file('a', 'b'), file('b', 'c', 'd'), file('c'), file('d', 'b')])).toEqual(['b', 'd', 'b']);
    expect(findCycle([file('a', 'b', 'c'), file('b', 'c'), file('c')])).toBeUndefined();
  });
});

describe('the layers', () => {
  it('are all known: a new folder of src is given its place here first', () => {
    const folders = new Set(sources.map(source => source.path).flatMap(path => layerOf(path) ?? []));
    expect([...folders].filter(folder => !(folder in layers))).toEqual([]);
    expect(sources.map(source => source.path).filter(path => /^src\/[^/]+$/.test(path) && !(path in besideLayers))).toEqual([]);
    expect(folders.size).toBeGreaterThanOrEqual(8);
  });

  it('import only inward', () => {
    const wrong = imports(sources).filter(({ from, to }) => {
      if (!from.startsWith('src/')) return false;
      const [own, other] = [layerOf(from), layerOf(to)];
      const allowed = own ? [own, ...(layers[own] ?? [])] : (besideLayers[from] ?? []);
      if (other !== undefined) return !allowed.includes(other);
      return own === undefined ? !(to in besideLayers) : !knownToFolders.includes(to);
    });
    expect(wrong).toEqual([]);
  });

  it('leave the choice of backends to the composition roots', () => {
    expect([
      ...new Set(
        imports(sources)
          .filter(({ from, to }) => layerOf(to) === 'backends' && layerOf(from) !== 'backends')
          .map(({ from }) => from),
      ),
    ]).toEqual([
      'src/create-coach.ts',
      'src/create-stores.ts',
      'src/langchain.ts',
      'src/open-base.ts',
      'src/open-keyword-coach.ts',
      'src/open-model.ts',
      'src/open-redactor.ts',
    ]);
  });

  it('let adapters reach the coach by its public face only', () => {
    const wrong = imports(sources).filter(
      ({ from, to }) => from.startsWith('adapters/') && to.startsWith('src/') && !publicFace.some(face => face.test(to)),
    );
    expect(wrong).toEqual([]);
  });

  it('keep the page in the browser: of the server it knows what they say to each other, and nothing of Node', () => {
    const page = sources.filter(({ path }) => path.startsWith('adapters/web/page/src/'));
    expect(page.length).toBeGreaterThan(40);
    const known =
      /^(adapters\/(web\/(page\/src\/|contract\.ts$)|describe-source\.ts$)|src\/(domain\/|text\/|charts\/(lay-out-chart|text-width)\.ts$|coach\/answer-to-markdown\.ts$))/;
    expect(imports(page).filter(({ to }) => !known.test(to) && !to.endsWith('.css'))).toEqual([]);
    expect([...new Set(page.flatMap(source => source.packages))]).toEqual(['preact']);
  });

  it('keep adapters apart from each other', () => {
    const wrong = imports(sources).filter(
      ({ from, to }) => adapterOf(from) && adapterOf(to) && adapterOf(from) !== adapterOf(to),
    );
    expect(wrong).toEqual([]);
  });

  it('know nothing of tests, benches and training', () => {
    expect(imports(sources).filter(({ to }) => /^(test|bench|training)\//.test(to))).toEqual([]);
  });

  it('have no import cycle', () => {
    expect(findCycle(sources)).toBeUndefined();
    expect(findCycle(benches)).toBeUndefined();
  });

  it('import only files that exist', () => {
    // `bin` imports the built command by its address, not by an import that is seen here.
    expect(imports([...sources, ...benches]).filter(({ to }) => !existsSync(to) && !to.startsWith('dist/'))).toEqual([]);
  });
});

describe('packages', () => {
  it('live in their homes', () => {
    const wrong = sources.flatMap(({ path, packages }) =>
      packages.filter(name => homes.some(([known, home]) => known.test(name) && !home.test(path))).map(name => ({ path, name })),
    );
    expect(wrong).toEqual([]);
  });

  it('are all declared, what runs among the dependencies', () => {
    const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
    const runs = { ...manifest.dependencies, ...manifest.optionalDependencies };
    // Types of a package's data are erased: they may be a development dependency.
    const typesOnly = new Set(['mdast', 'hast', 'ws']);
    // What the page is made with is bundled when it is built.
    const bundled = (path: string): boolean => path.startsWith('adapters/web/page/');
    const [atBuild, atRun] = [sources.filter(({ path }) => bundled(path)), sources.filter(({ path }) => !bundled(path))];
    expect(
      [...new Set(atRun.flatMap(source => source.packages))].filter(name => !(name in runs) && !typesOnly.has(name)),
    ).toEqual([]);
    expect(
      [...new Set([...atBuild, ...benches].flatMap(source => source.packages))].filter(
        name => !(name in runs) && !(name in manifest.devDependencies),
      ),
    ).toEqual([]);
  });
});

describe('source files', () => {
  it('have at most 250 lines', () => {
    expect([...sources, ...benches].filter(source => source.lines > 250).map(({ path, lines }) => ({ path, lines }))).toEqual([]);
  });

  it('leave the environment to the entry points, which hand it to src/config.ts', () => {
    const readers = sources.filter(source => source.readsEnvironment).map(source => source.path);
    // The embedder reads nothing: it tells the runtime of the encoder, which takes that from there alone, to keep to itself.
    const entries = /^(src\/(config|backends\/onnx-embedder)\.ts|adapters\/[a-z-]+\/main\.ts|bin\/.*)$/;
    expect(readers.filter(path => !entries.test(path))).toEqual([]);
  });

  it('have names of small letters and hyphens', () => {
    // Vite looks for its own by this name.
    const named = /^([a-z0-9-]+\/)+(vite\.config|[a-z0-9-]+)\.[jt]sx?$/;
    expect([...sources, ...benches].map(source => source.path).filter(path => !named.test(path))).toEqual([]);
  });
});

describe('the documents', () => {
  /** Paths in backticks or links; those with a placeholder stand for many. */
  const pathsIn = (text: string): string[] =>
    [
      ...text.matchAll(
        /`((?:src|adapters|test|bench|bin|knowledge|docs|models|training)\/[^`\s]*)`|\]\((?!https?:|#|mailto:)([^)\s#]+)(?:#[^)]*)?\)/g,
      ),
    ]
      .flatMap(match => match[1] ?? match[2] ?? [])
      .map(path => path.replace(/[.,:]$/, '').replace(/:\d+$/, ''))
      .filter(path => !/[<>*{}…$]|FILE|NAME/.test(path));

  it.each(['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'models/README.md'].filter(existsSync))(
    '%s names only paths that exist',
    name => {
      expect(pathsIn(readFileSync(name, 'utf8')).filter(path => !existsSync(path))).toEqual([]);
    },
  );
});
