import { failureOf } from '../tenant-key/failures/failures.ts';
import { aliasOf } from '../tenant-key/key.ts';
import { letterIdOf, type Message, type Outcome } from '../tenant-key/message.ts';
import type { Identity, KeyRequest } from '../tenant-key/request.ts';
import { isoTime } from '../tenant-key/time.ts';
import type { HttpHeaders, HttpResponse } from './http-response.ts';
import { jsonResponse } from './json-response.ts';
import type { HttpAnswer } from './problem.ts';
import { rejectionProblem } from './rejection-problem.ts';
import { retryProblem } from './retry-problem.ts';

/** Answers a POST for a key with what became of it. */
export function answerOutcome(outcome: Outcome, message: Message): HttpAnswer {
  switch (outcome.kind) {
    case 'provisioned':
      return answerProvisioned(outcome);
    case 'rejected':
      return rejectionProblem(outcome.failed);
    case 'parked':
      return answerParked(outcome, message);
    case 'retry': {
      const { code, identity } = outcome.failed;
      return retryProblem(code, outcome.delayMs, identity?.requestId);
    }
  }
}

/** Answers a POST whose message is in the queue, as its caller preferred. */
export function answerQueued({ requestId, tenantId, keyName }: KeyRequest): HttpResponse {
  const headers = { ...keyHeaders(tenantId, keyName), 'Preference-Applied': 'respond-async' };
  return jsonResponse(202, { status: 'queued', requestId, tenantId, keyName }, headers);
}

function answerProvisioned(outcome: Outcome & { readonly kind: 'provisioned' }): HttpResponse {
  const { key, adopted } = outcome;
  const { requestId, tenantId, keyName, keyUsage, origin } = outcome.request;
  const body = {
    status: adopted ? 'adopted' : 'created',
    keyId: key.keyId,
    alias: aliasOf(tenantId, keyName),
    tenantId,
    keyName,
    keyUsage,
    origin,
    keyState: key.keyState,
    createdAt: isoTime(key.createTimeS * 1_000),
    requestId,
  };
  return jsonResponse(adopted ? 200 : 201, body, keyHeaders(tenantId, keyName));
}

function answerParked(
  { failed }: Outcome & { readonly kind: 'parked' },
  message: Message,
): HttpResponse {
  const { code, identity } = failed;
  const body = {
    status: 'parked',
    ...namesOf(identity),
    code,
    reason: failureOf(code).meaning,
    deadLetterId: letterIdOf(message, failed),
  };
  return jsonResponse(202, body, keyHeaders(identity?.tenantId, identity?.keyName));
}

/** The fingerprint of an identity is for ourselves. */
function namesOf(identity: Identity | undefined): object {
  if (identity === undefined) return {};
  const { requestId, tenantId, keyName } = identity;
  return { requestId, tenantId, keyName };
}

/** Where the key is, or will be; and that another preference would have had another answer. */
function keyHeaders(tenantId: string | undefined, keyName: string | undefined): HttpHeaders {
  if (tenantId === undefined || keyName === undefined) return { Vary: 'Prefer' };
  const [tenant, name] = [encodeURIComponent(tenantId), encodeURIComponent(keyName)];
  return { Location: `/v1/tenants/${tenant}/keys/${name}`, Vary: 'Prefer' };
}
