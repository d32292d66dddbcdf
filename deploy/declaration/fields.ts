import { nearest } from '../../terminal/sentences.ts';
import { printable } from '../../terminal/text.ts';
import type { Problems } from './problems.ts';
import type { Part } from './yaml.ts';

/** The fields of a mapping. What is wrong with a field is added as a problem, with its place. */
export type Fields = {
  /**
   * Reads a required field. What `parse` throws is added as a problem.
   *
   * After a problem the value is undefined whatever its type says. Any problem rejects the whole file
   * in the end, so only checks of several fields meet such a value before that.
   */
  readonly read: <T>(name: string, parse: ParsePart<T>) => T;
  /** Reads an optional field. */
  readonly readOptional: <T, F>(name: string, parse: ParsePart<T>, fallback: F) => T | F;
  /** Adds a problem with a field, or with the mapping if it does not have the field. */
  readonly refuse: (name: string, sentence: string) => void;
};

/** @throws Error whose message begins with a verb, and never contains the value. */
export type ParsePart<T> = (part: Part) => T;

/** Reads a mapping, which may have no fields but `names`. */
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

/** Says that a name is not one of `known`, and suggests the nearest of these. */
export function unknownName(name: string, known: readonly string[]): string {
  const suggestion = nearest(name, known);
  const advice =
    suggestion === undefined ? `known are ${known.join(', ')}` : `did you mean ${suggestion}?`;
  return `is unknown (${printable(name)}); ${advice}`;
}

/** A whole number; one from the environment is a string of digits. */
export function asCount(min: number, max: number): ParsePart<number> {
  return (part) => {
    if (part.kind === 'scalar') {
      const { value, interpolated } = part;
      const count = interpolated && /^[0-9]{1,12}$/.test(String(value)) ? Number(value) : value;
      if (Number.isSafeInteger(count) && Number(count) >= min && Number(count) <= max) {
        return Number(count);
      }
    }
    throw new Error(`must be a whole number from ${min} to ${max}`);
  };
}

export const asFlag: ParsePart<boolean> = (part) => {
  if (part.kind === 'scalar') {
    const { value, interpolated } = part;
    if (typeof value === 'boolean') return value;
    if (interpolated && (value === 'true' || value === 'false')) return value === 'true';
  }
  throw new Error('must be true or false');
};

/** One of a few strings. */
export function asChoice<const T extends string>(choices: readonly T[]): ParsePart<T> {
  return (part) => {
    const choice = choices.find((known) => part.kind === 'scalar' && part.value === known);
    if (choice !== undefined) return choice;
    throw new Error(`must be ${choices.join(' or ')}`);
  };
}

/** @param rule What the string must be, such as `a region such as ap-guangzhou`. */
export function asText(pattern: RegExp, rule: string): ParsePart<string> {
  return (part) => {
    if (part.kind === 'scalar' && typeof part.value === 'string' && pattern.test(part.value)) {
      return part.value;
    }
    throw new Error(`must be ${rule}`);
  };
}

/** Two strings that belong together: either both are set, or both are empty and the pair is undefined. */
export function asPair<const A extends string, const B extends string>(
  [one, other]: readonly [A, B],
  problems: Problems,
): ParsePart<Record<A | B, string> | undefined> {
  return (part) => {
    const fields = fieldsOf(part, [one, other], problems);
    const first = fields.read(one, asOptionalId);
    const second = fields.read(other, asOptionalId);
    if (first !== undefined && second !== undefined) {
      return { [one]: first, [other]: second } as Record<A | B, string>;
    }
    if (first !== second) problems.add(part, `must have both ${one} and ${other}, or neither`);
    return undefined;
  };
}

/** The string is empty if the variable that it is interpolated from is not set. */
const asOptionalId: ParsePart<string | undefined> = (part) =>
  part.kind === 'scalar' && part.value === '' ? undefined : asId(part);

const asId = asText(/^[\w.:/-]{1,200}$/, 'letters, digits and any of _ . : / -');

/** The parts of a list. */
export const asParts: ParsePart<readonly Part[]> = (part) => {
  if (part.kind === 'list') return part.parts;
  throw new Error('must be a list');
};

/** The parts of a mapping that may have any names, each with its name. */
export const asNamedParts: ParsePart<readonly (readonly [string, Part])[]> = (part) => {
  if (part.kind === 'mapping') return [...part.parts];
  throw new Error('must be a mapping of names');
};
