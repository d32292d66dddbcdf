import type { Names } from './news.ts';

/** What a text says as a JSON object; an empty object when it is none. */
export type Fields = Readonly<Record<string, unknown>>;

export function fieldsOf(text: string): Fields {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

/** A field that is text. */
export function textOf(fields: Fields, name: string): string | undefined {
  const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
  return typeof value === 'string' ? value : undefined;
}

export function namesOf(fields: Fields): Names {
  return {
    requestId: textOf(fields, 'requestId'),
    tenantId: textOf(fields, 'tenantId'),
    keyName: textOf(fields, 'keyName'),
  };
}
