import { isJsonObject, type JsonObject } from '../../shared/tenant-key/json.ts';
import type { Names } from './news.ts';

/** What a text says as a JSON object; an empty object when it is none. */
export function fieldsOf(text: string): JsonObject {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : {};
  } catch {
    return {};
  }
}

/** A field that is text. */
export function textOf(fields: JsonObject, name: string): string | undefined {
  const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
  return typeof value === 'string' ? value : undefined;
}

export function namesOf(fields: JsonObject): Names {
  return {
    requestId: textOf(fields, 'requestId'),
    tenantId: textOf(fields, 'tenantId'),
    keyName: textOf(fields, 'keyName'),
  };
}
