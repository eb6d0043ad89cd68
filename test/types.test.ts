import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { expect, it } from 'vitest';
import { program as built } from './support/run-nextrung.js';
import { useTemporaryFolder } from './support/temporary-folder.js';

const folder = useTemporaryFolder();

const consumer = `import { openCoach, type OpenedCoach } from 'nextrung/coach';
import { readConfig } from 'nextrung/config';
import { createEmbeddings, createRetriever } from 'nextrung/langchain';

const opened: OpenedCoach = await openCoach(readConfig(process.env, process.cwd()));
const documents = await createRetriever(opened, { count: 3 }).invoke('what do coders make?');
export const ids: string[] = documents.map(document => String(document.metadata.id));
export const vector: number[] = await createEmbeddings(opened).embedQuery('pay');
// @ts-expect-error a count is a number
createRetriever(opened, { count: 'three' });
`;

it('a program that imports the package has its types', async () => {
  const root = join(dirname(built), '..');
  const place = folder.path();
  await mkdir(join(place, 'node_modules'), { recursive: true });
  await symlink(root, join(place, 'node_modules/nextrung'), 'dir');
  await symlink(join(root, 'node_modules/@types'), join(place, 'node_modules/@types'), 'dir');
  const file = join(place, 'consumer.mts');
  await writeFile(file, consumer);
  const program = ts.createProgram([file], {
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    target: ts.ScriptTarget.ES2023,
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: ['node'],
    typeRoots: [join(root, 'node_modules/@types')],
  });
  const told = ts.getPreEmitDiagnostics(program).map(one => ts.flattenDiagnosticMessageText(one.messageText, ' '));
  expect(told).toEqual([]);
}, 60_000);
