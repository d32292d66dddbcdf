import { isJsonObject } from '../tenant-key/json-object.ts';

/** The field, unless it is inherited: an event cannot speak through `Object.prototype`. */
export function ownField(value: unknown, name: string): unknown {
  return isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** The field when it is text; otherwise `fallback`. */
export function ownText(value: unknown, name: string, fallback: string): string {
  const field = ownField(value, name);
  return typeof field === 'string' ? field : fallback;
}
