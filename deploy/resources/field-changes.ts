import type { FieldChange } from '../change.ts';

/** What of a resource is compared, by names that people read. */
export type Fields = ReadonlyMap<string, FieldValue>;

/** A text; or one that may be compared and not shown. */
export type FieldValue = string | { readonly secret: string };

/** What differs; a new resource has nothing before. Secrets are named, and never shown. */
export function fieldChanges(before: Fields, after: Fields): readonly FieldChange[] {
  const names = new Set([...after.keys(), ...before.keys()]);
  return [...names].flatMap((name) => {
    const [was, is] = [before.get(name), after.get(name)];
    if (textOf(was) === textOf(is)) return [];
    const hidden = is === undefined || was === undefined ? SECRET : ANOTHER_SECRET;
    return {
      name,
      ...(was === undefined ? {} : { before: shown(was, SECRET) }),
      ...(is === undefined ? {} : { after: shown(is, hidden) }),
    };
  });
}

const SECRET = '(secret)';
const ANOTHER_SECRET = '(another secret)';

function textOf(value: FieldValue | undefined): string | undefined {
  return typeof value === 'object' ? value.secret : value;
}

function shown(value: FieldValue, secret: string): string {
  return typeof value === 'object' ? secret : value;
}
