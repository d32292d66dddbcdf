import { isAlias, isMap, isScalar, isSeq, LineCounter, type Pair, parseDocument } from 'yaml';
import type { Place, Problems } from './problems.ts';

/** A part of the declaration, and its place in the file. */
export type Part = Place & Content;

export type Content =
  | {
      readonly kind: 'scalar';
      readonly value: string | number | boolean | null;
      /** Whether some of it comes from the environment, where every value is a string. */
      readonly interpolated: boolean;
    }
  | { readonly kind: 'mapping'; readonly parts: ReadonlyMap<string, Part> }
  | { readonly kind: 'list'; readonly parts: readonly Part[] }
  /** Its value is not known, and the problem with it has been added. */
  | { readonly kind: 'unknown' };

/** Parses YAML into parts, each with its place. What is not valid is added to `problems`. */
export function parseYaml(text: string, problems: Problems): Part {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  for (const { code, pos } of [...document.errors, ...document.warnings]) {
    problems.add({ path: '', line: lines.linePos(pos[0]).line }, sentenceFor(code));
  }

  /** The line of a key, as the value of a mapping begins on the next line. */
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
      problems.add(place, 'is a YAML alias, which is not supported: write the value itself');
      return { kind: 'unknown' };
    }
    return { kind: 'scalar', value: scalarOf(node), interpolated: false };
  }

  const root = { path: '', line: 1 };
  return { ...root, ...contentOf(document.contents, root) };
}

/** The parser's own message may contain a value, so a problem has only its code. */
function sentenceFor(code: string): string {
  return code === 'DUPLICATE_KEY'
    ? 'has the same name twice in one mapping'
    : `is not YAML that can be read (${code})`;
}

function scalarOf(node: unknown): string | number | boolean | null {
  const value = isScalar(node) ? node.value : null;
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return value;
  return String(value);
}
