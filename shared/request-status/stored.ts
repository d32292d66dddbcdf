import { isCount, isJsonObject, type JsonObject } from '../tenant-key/json.ts';
import { objectKeyOf, type RequestStatus } from './status.ts';

/** The content of an object with a status. */
export function statusText(status: RequestStatus): string {
  return JSON.stringify(status);
}

/**
 * Reads the content of an object. Undefined when it is no status that belongs under this key: others may write into
 * the bucket, and what they write must not be believed further than its place.
 */
export function readStatus(text: string, key: string): RequestStatus | undefined {
  try {
    const status: unknown = JSON.parse(text);
    return isStatus(status) && objectKeyOf(status) === key ? status : undefined;
  } catch {
    return undefined; // It is not JSON.
  }
}

function isStatus(value: unknown): value is RequestStatus {
  if (!isJsonObject(value)) return false;
  const { key, failure, attempts, redrives, externalTenantId, keyName, deadLetterId } = value;
  return (
    hasTexts(value, ['state', 'requestId', 'tenantId', 'fingerprint', 'updatedAt']) &&
    [attempts, redrives].every(isCount) &&
    [externalTenantId, keyName, deadLetterId].every(isTextOrAbsent) &&
    (key === undefined ||
      hasTexts(key, ['keyId', 'keyUsage', 'origin', 'keyState', 'createdAt'])) &&
    (failure === undefined || (hasTexts(failure, ['code']) && hasProblems(failure)))
  );
}

function hasTexts(value: unknown, names: readonly string[]): value is JsonObject {
  return isJsonObject(value) && names.every((name) => typeof value[name] === 'string');
}

function isTextOrAbsent(value: unknown): boolean {
  return value === undefined || typeof value === 'string';
}

function hasProblems({ problems }: JsonObject): boolean {
  return Array.isArray(problems) && problems.every((each) => hasTexts(each, ['pointer', 'detail']));
}
