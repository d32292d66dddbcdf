import { aliasOf, type FoundKey, type KeyName, type TenantId } from '../tenant-key/key.ts';
import { isOwnKey } from '../tenant-key/marker.ts';
import { problemsOf } from '../tenant-key/parse.ts';
import { answerKey, answerKeys } from './answer-keys.ts';
import type { HttpDoor } from './http-door.ts';
import type { HttpAnswer, HttpProblem } from './problem.ts';
import { rejectionProblem } from './rejection-problem.ts';

/** Answers which keys a tenant has; those that we did not make are not shown. */
export async function listKeys(
  tenantId: string,
  { ports, settings }: HttpDoor,
  deadlineMs: number,
): Promise<HttpAnswer> {
  const refusal = refuse(tenantId);
  if (refusal !== undefined) return refusal;
  const keys = await ports.reader.listTenantKeys(tenantId as TenantId, deadlineMs);
  return answerKeys(
    tenantId,
    keys.filter((key: FoundKey) => isOwnKey(key, settings.markerKeys)),
  );
}

/** Answers about one key of a tenant, as long as we made it. */
export async function showKey(
  tenantId: string,
  keyName: string,
  { ports, settings }: HttpDoor,
  deadlineMs: number,
): Promise<HttpAnswer> {
  const refusal = refuse(tenantId, keyName);
  if (refusal !== undefined) return refusal;
  const alias = aliasOf(tenantId as TenantId, keyName as KeyName);
  const key = await ports.keys.findKey(alias, deadlineMs);
  const isShown = key !== undefined && isOwnKey(key, settings.markerKeys);
  return answerKey(tenantId, isShown ? key : undefined);
}

/** What is wrong with the names in the path: they must be such as a request could have. */
function refuse(tenantId: string, keyName = 'any'): HttpProblem | undefined {
  const problems = problemsOf({ requestId: 'any', tenantId, keyName });
  if (problems.length === 0) return undefined;
  return rejectionProblem({ code: 'RequestInvalid', problems, identity: undefined });
}
