import { isAlias, isMap, isScalar, isSeq, LineCounter, type Pair, parseDocument } from 'yaml';
import { nearest } from '../../terminal/sentences.ts';
import { printable } from '../../terminal/text.ts';

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
    return { kind: 'scalar', value: scalarOf(node), interpolated: false };
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

/** A whole number; what came from the environment is one in digits. */
export function asCount(min: number, max: number): ParsePart<number> {
  return (part) => {
    if (part.kind === 'scalar') {
      const { value, interpolated: filled } = part;
      const count = filled && /^[0-9]{1,12}$/.test(String(value)) ? Number(value) : value;
      if (Number.isSafeInteger(count) && Number(count) >= min && Number(count) <= max) {
        return Number(count);
      }
    }
    throw new Error(`must be a whole number from ${min} to ${max}`);
  };
}

export const asFlag: ParsePart<boolean> = (part) => {
  if (part.kind === 'scalar') {
    const { value, interpolated: filled } = part;
    if (typeof value === 'boolean') return value;
    if (filled && (value === 'true' || value === 'false')) return value === 'true';
  }
  throw new Error('must be true or false');
};

/** Takes one of a few words. */
export function asChoice<const T extends string>(choices: readonly T[]): ParsePart<T> {
  return (part) => {
    const choice = choices.find((known) => part.kind === 'scalar' && part.value === known);
    if (choice !== undefined) return choice;
    throw new Error(`must be ${choices.join(' or ')}`);
  };
}

/** @param rule What the text must be, such as `a region such as ap-guangzhou`. */
export function asText(pattern: RegExp, rule: string): ParsePart<string> {
  return (part) => {
    if (part.kind === 'scalar' && typeof part.value === 'string' && pattern.test(part.value)) {
      return part.value;
    }
    throw new Error(`must be ${rule}`);
  };
}

/** A text that may be empty, as when the variable that it is filled with is not set. */
export function asOptionalText(pattern: RegExp, rule: string): ParsePart<string | undefined> {
  const parse = asText(pattern, rule);
  return (part) => (part.kind === 'scalar' && part.value === '' ? undefined : parse(part));
}

/** The parts of a list. */
export const asParts: ParsePart<readonly Part[]> = (part) => {
  if (part.kind === 'list') return part.parts;
  throw new Error('must be a list');
};

/** The parts of a mapping whose names are free, each with its name. */
export const asNamedParts: ParsePart<readonly (readonly [string, Part])[]> = (part) => {
  if (part.kind === 'mapping') return [...part.parts];
  throw new Error('must be a mapping of names');
};

/** The fields of a mapping. What is wrong with one is told as a problem, with its place. */
export type Fields = {
  /**
   * Reads a field that must be there. What `parse` throws becomes a problem.
   *
   * After a problem the value is undefined whatever its type says. Nobody is given it in the end, as
   * any problem refuses the whole file; until then, checks that look at several fields meet it.
   */
  readonly read: <T>(name: string, parse: ParsePart<T>) => T;
  /** Reads a field that may be left out. */
  readonly readOptional: <T, F>(name: string, parse: ParsePart<T>, fallback: F) => T | F;
  /** Adds a problem with the field, or with the mapping when the field is left out. */
  readonly refuse: (name: string, sentence: string) => void;
};

/** @throws Error whose message begins with a verb, and never repeats the value. */
export type ParsePart<T> = (part: Part) => T;

/** Reads a mapping that has no other fields than `names`. */
export function fieldsOf(part: Part, names: readonly string[], problems: Problems): Fields {
  const parts = part.kind === 'mapping' ? part.parts : new Map<string, Part>();
  if (part.kind === 'scalar' || part.kind === 'list') {
    problems.add(part, `must be a mapping of ${names.join(', ')}`);
  }
  for (const [name, field] of parts) {
    if (!names.includes(name)) problems.add(field, unknownName(name, names));
  }

  function parseField<T>(field: Part, parse: ParsePart<T>): T {
    try {
      if (field.kind !== 'unknown') return parse(field);
    } catch (cause) {
      problems.add(field, (cause as Error).message);
    }
    return undefined as T;
  }

  return {
    read: (name, parse) => {
      const field = parts.get(name);
      if (field !== undefined) return parseField(field, parse);
      if (part.kind === 'mapping') problems.add(part, `lacks ${name}`);
      return undefined as ReturnType<typeof parse>;
    },
    readOptional: (name, parse, fallback) => {
      const field = parts.get(name);
      return field === undefined ? fallback : parseField(field, parse);
    },
    refuse: (name, sentence) => problems.add(parts.get(name) ?? part, sentence),
  };
}

/** Tells of a name that is not among the known ones, and which of them it may have been meant for. */
export function unknownName(name: string, known: readonly string[]): string {
  const meant = nearest(name, known);
  const advice = meant === undefined ? `known are ${known.join(', ')}` : `did you mean ${meant}?`;
  return `is not known here (${printable(name)}); ${advice}`;
}

/** What is wrong with the declaration, gathered, so that it is mended in one go. */
export type Problems = {
  /** @param sentence Begins with a verb, such as `is missing`; never with the value, which may be a secret. */
  readonly add: (place: Place, sentence: string) => void;
  /** Of a thing that has no place in the file, or several. */
  readonly addGeneral: (sentence: string) => void;
  /** Each problem as a line, in the order of the file. */
  readonly lines: () => readonly string[];
};

/** @param fileName Such as `serverless.yml`, for the lines. */
export function problemList(fileName: string): Problems {
  const found: { readonly line: number; readonly text: string }[] = [];
  return {
    add: ({ path, line }, sentence) => {
      const subject = path === '' ? 'the file' : path;
      found.push({ line, text: `${fileName}:${line}: ${subject} ${sentence}` });
    },
    addGeneral: (sentence) => {
      found.push({ line: Number.POSITIVE_INFINITY, text: sentence });
    },
    lines: () => [
      ...new Set(
        [...found].sort((one, other) => byLine(one.line, other.line)).map(({ text }) => text),
      ),
    ],
  };
}

/** A subtraction would make NaN of two infinities. */
function byLine(one: number, other: number): number {
  return one === other ? 0 : one < other ? -1 : 1;
}

/** A part of the declaration, and where it stands in the file. */
export type Part = Place & Content;

export type Place = {
  /** Such as `inputs.functions.redrive.timeout`; empty for the whole. */
  readonly path: string;
  /** The first is 1. */
  readonly line: number;
};

export type Content =
  | {
      readonly kind: 'scalar';
      readonly value: string | number | boolean | null;
      /** Whether some of it came from the environment, where everything is text. */
      readonly interpolated: boolean;
    }
  | { readonly kind: 'mapping'; readonly parts: ReadonlyMap<string, Part> }
  | { readonly kind: 'list'; readonly parts: readonly Part[] }
  /** What it says cannot be known, and the problem is told already. */
  | { readonly kind: 'unknown' };
