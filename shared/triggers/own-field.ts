import { isJsonObject } from '../tenant-key/json.ts';

/** The field, unless it is inherited: an event cannot speak through `Object.prototype`. */
export function ownField(value: unknown, name: string): unknown {
  return isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** The field when it is text; otherwise `fallback`. */
export function ownText(value: unknown, name: string, fallback: string): string {
  const field = ownField(value, name);
  return typeof field === 'string' ? field : fallback;
}

/** The field when it is a name, no longer than any of the platform; otherwise `unknown`. */
export function ownName(value: unknown, name: string): string {
  return clippedName(ownText(value, name, 'unknown'));
}

/** Goes into logs and letters, whoever made it up. None that is cut is one of ours. */
export function clippedName(name: string): string {
  return name.slice(0, NAME_LENGTH_MAX);
}

const NAME_LENGTH_MAX = 256;
