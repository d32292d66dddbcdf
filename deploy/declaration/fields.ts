import { nearest } from '../../terminal/sentences.ts';
import { printable } from '../../terminal/text.ts';
import type { Part } from './part.ts';
import type { Problems } from './problems.ts';

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
    if (!names.includes(name)) problems.add(field, unheardOf(name, names));
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
export function unheardOf(name: string, known: readonly string[]): string {
  const meant = nearest(name, known);
  const advice = meant === undefined ? `known are ${known.join(', ')}` : `did you mean ${meant}?`;
  return `is not known here (${printable(name)}); ${advice}`;
}
