import { isAlias, isMap, isScalar, isSeq, LineCounter, type Pair, parseDocument } from 'yaml';
import type { Content, Part, Place } from './part.ts';
import type { Problems } from './problems.ts';

/** Parses a text in YAML into its parts, each with its place. */
export function parseYaml(text: string, problems: Problems): Part {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  for (const { code, pos } of [...document.errors, ...document.warnings]) {
    problems.add({ path: '', line: lines.linePos(pos[0]).line }, sentenceOf(code));
  }

  /** A key's line, since the value of a mapping begins on the next. */
  function lineOf(node: unknown, lineAbove: number): number {
    const start = (node as { readonly range?: readonly number[] | null } | null)?.range?.[0];
    return start === undefined ? lineAbove : lines.linePos(start).line;
  }

  function entryOf({ key, value }: Pair, { path, line }: Place): readonly [string, Part] {
    const name = isScalar(key) ? String(key.value) : '';
    const place = { path: path === '' ? name : `${path}.${name}`, line: lineOf(key, line) };
    return [name, { ...place, ...contentOf(value, place) }];
  }

  function contentOf(node: unknown, place: Place): Content {
    if (isMap(node)) {
      return { kind: 'mapping', parts: new Map(node.items.map((pair) => entryOf(pair, place))) };
    }
    if (isSeq(node)) {
      const parts = node.items.map((entry, index) => {
        const entryPlace = { path: `${place.path}[${index}]`, line: lineOf(entry, place.line) };
        return { ...entryPlace, ...contentOf(entry, entryPlace) };
      });
      return { kind: 'list', parts };
    }
    if (isAlias(node)) {
      problems.add(place, 'is an alias: say it in full');
      return { kind: 'unknown' };
    }
    return { kind: 'scalar', value: scalarOf(node), filled: false };
  }

  const root = { path: '', line: 1 };
  return { ...root, ...contentOf(document.contents, root) };
}

function scalarOf(node: unknown): string | number | boolean | null {
  const value = isScalar(node) ? node.value : null;
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return value;
  return String(value);
}

/** The parser's own message may repeat a value. */
function sentenceOf(code: string): string {
  return code === 'DUPLICATE_KEY'
    ? 'has the same name twice in one mapping'
    : `is no YAML that is understood here (${code})`;
}
