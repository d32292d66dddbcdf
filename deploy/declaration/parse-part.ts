import type { ParsePart } from './fields.ts';
import type { Part } from './part.ts';

/** A whole number; what came from the environment is one in digits. */
export function asCount(min: number, max: number): ParsePart<number> {
  return (part) => {
    if (part.kind === 'scalar') {
      const { value, filled } = part;
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
    const { value, filled } = part;
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
