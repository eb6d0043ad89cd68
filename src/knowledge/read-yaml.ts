import { type Document, isNode, LineCounter, parseDocument, visit } from 'yaml';
import type { z } from 'zod';
import type { ProblemList } from './pack-problem.js';

/** A parsed YAML file that still knows on which line each value stands. */
export type ReadYaml<T> = { readonly value: T; lineOf(path: readonly PropertyKey[]): number };

/**
 * Parses YAML text and checks it with a schema. Syntax and schema mistakes go to `list`, each with its line; then the result is
 * undefined. `lineOffset` is the number of lines above the text in its file (front matter); `fallback` has the values of keys that the text leaves out.
 */
export const readYaml = <S extends z.ZodType>(
  text: string,
  schema: S,
  file: string,
  list: ProblemList,
  lineOffset = 0,
  fallback: object = {},
): ReadYaml<z.output<S>> | undefined => {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  for (const error of document.errors) {
    list.add(file, (error.linePos?.[0].line ?? 1) + lineOffset, error.message.split('\n')[0] ?? 'invalid YAML');
  }
  if (document.errors.length > 0) return undefined;
  const lineOf = (path: readonly PropertyKey[]): number => lineOfPath(document, lines, path) + lineOffset;
  let content: unknown;
  try {
    content = document.toJS();
  } catch (error) {
    list.add(file, lineOfDeadAlias(document, lines) + lineOffset, error instanceof Error ? error.message : 'invalid YAML');
    return undefined;
  }
  const isRecord = typeof (content ?? {}) === 'object' && !Array.isArray(content);
  const checked = schema.safeParse(isRecord ? { ...fallback, ...(content as object | null) } : content);
  if (checked.success) return { value: checked.data, lineOf };
  for (const issue of checked.error.issues) {
    const place = issue.path.length > 0 ? `${issue.path.map(String).join('.')}: ` : '';
    list.add(file, lineOf(issue.path), `${place}${issue.message}`);
  }
  return undefined;
};

/** An alias that names nothing is found only when values are read; 1 when it is something else, like too many aliases. */
const lineOfDeadAlias = (document: Document, lines: LineCounter): number => {
  let line = 1;
  visit(document, {
    Alias(_, alias) {
      if (alias.resolve(document) || !alias.range) return undefined;
      line = lines.linePos(alias.range[0]).line;
      return visit.BREAK;
    },
  });
  return line;
};

/** The line of the deepest node along a path that exists: a missing key is reported at its parent. */
const lineOfPath = (document: Document, lines: LineCounter, path: readonly PropertyKey[]): number => {
  for (let depth = path.length; depth > 0; depth--) {
    const node = document.getIn(path.slice(0, depth), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
};
