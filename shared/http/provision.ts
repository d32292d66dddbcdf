import type { Caller } from '../auth/caller.ts';
import type { Config } from '../config.ts';
import type { Invocation } from '../invocation.ts';
import { outcomeLine } from '../log.ts';
import type { ProvisioningPorts } from '../ports.ts';
import { failureOf } from '../tenant-key/failures/failures.ts';
import { handleMessage } from '../tenant-key/handle.ts';
import { aliasOf } from '../tenant-key/key.ts';
import { deadLetterIdOf, type Message, namesOf, type Outcome } from '../tenant-key/message.ts';
import { parseRequest } from '../tenant-key/parse.ts';
import { plannedState, planRequest } from '../tenant-key/plan.ts';
import type { KeyRequest } from '../tenant-key/request.ts';
import { tenantIn } from '../tenant-key/tenant-id.ts';
import { isoTime } from '../tenant-key/time.ts';
import { vendorAnswerOf } from '../tenant-key/vendor-answer.ts';
import type { KeptAnswer, ProvisionedAnswer } from './generated/provisioning.ts';
import { type HttpHeaders, type HttpResponse, jsonResponse } from './message.ts';
import { type HttpAnswer, rejectionProblem, retryProblem } from './problems.ts';
import type { ProvisionRequest } from './provision-request.ts';
import { queueRequest } from './queued-request.ts';
import { acceptedHeaders, keyPath } from './request-status.ts';

/**
 * Answers a POST for a key: provisions it, or queues the request.
 *
 * Throws the `ApiError` of a call when the request cannot be queued. While a key is provisioned, nothing is
 * thrown for a failed call: it leads to an outcome.
 */
export async function answerProvision(
  { message, respondAsync }: ProvisionRequest,
  ports: ProvisioningPorts,
  config: Config,
  invocation: Invocation,
): Promise<HttpAnswer> {
  if (respondAsync) return queue(message, ports, config, invocation);
  return provisionNow(message, ports, config, invocation);
}

async function provisionNow(
  message: Message,
  ports: ProvisioningPorts,
  { provisioning }: Config,
  invocation: Invocation,
): Promise<HttpAnswer> {
  const stats = invocation.stats();
  const { deadlineMs, id: deliveryId } = invocation;
  const delivered = { ...message, deliveryId };
  // Where none are kept, no status is missing.
  let hasStatus = ports.statuses === undefined;
  const watched = {
    ...ports,
    recordStatus: async (...settled: Parameters<typeof ports.recordStatus>) => {
      const isWritten = await ports.recordStatus(...settled);
      hasStatus ||= isWritten;
      return isWritten;
    },
  };
  const outcome = await handleMessage(delivered, watched, provisioning, deadlineMs);
  const nowMs = ports.wallMs();
  invocation.log(outcomeLine(message, outcome, nowMs, stats()));
  return answerOutcome(outcome, message, hasStatus ? undefined : nowMs);
}

/**
 * Answers a POST for a plan: previews what would happen, and changes nothing. The key quota belongs to all
 * tenants, so only a service sees how much of it is used.
 *
 * Throws the `ApiError` of a call.
 */
export async function answerPreview(
  { message: { text, known } }: Pick<ProvisionRequest, 'message'>,
  { isService }: Pick<Caller, 'isService'>,
  ports: ProvisioningPorts,
  { provisioning }: Config,
  { deadlineMs }: Invocation,
): Promise<HttpAnswer> {
  const parsed = parseRequest(text, known);
  if (!parsed.ok) return rejectionProblem(parsed.failed);
  const plannedSoFar = plannedState(await ports.reader.serviceStatus(deadlineMs));
  const plan = await planRequest(parsed.request, ports, plannedSoFar, provisioning, deadlineMs);
  const { quota, ...others } = plan;
  return jsonResponse(200, isService ? plan : others);
}

/** Puts the request into the queue. One that the queue consumer would reject is rejected at once. */
async function queue(
  message: Message,
  ports: ProvisioningPorts,
  config: Config,
  invocation: Invocation,
): Promise<HttpAnswer> {
  const parsed = parseRequest(message.text, message.known);
  return parsed.ok
    ? queueRequest(message, parsed.request, ports, config, invocation)
    : provisionNow(message, ports, config, invocation);
}

/**
 * Answers a POST for a key with the outcome of its message.
 *
 * @param acceptedMs The time of day, in milliseconds since 1970, if its status could not be written.
 */
export function answerOutcome(outcome: Outcome, message: Message, acceptedMs?: number): HttpAnswer {
  switch (outcome.kind) {
    case 'provisioned':
      return answerProvisioned(outcome);
    case 'rejected':
      return rejectionProblem(outcome.failed);
    case 'waiting':
    case 'parked':
      return answerKept(outcome, message, acceptedMs);
    case 'retry': {
      const { failed, delayMs } = outcome;
      const { requestId } = namesOf(failed);
      return retryProblem(failed.code, delayMs, requestId, vendorAnswerOf(failed));
    }
  }
}

function answerProvisioned(outcome: Outcome & { readonly kind: 'provisioned' }): HttpResponse {
  const { key, adopted } = outcome;
  const { request } = outcome;
  const { requestId, tenantId, keyName, keyUsage, origin } = request;
  const body: ProvisionedAnswer = {
    status: adopted ? 'adopted' : 'created',
    keyId: key.keyId,
    alias: aliasOf(tenantId, keyName),
    ...tenantIn(request),
    keyName,
    keyUsage,
    origin,
    keyState: key.keyState,
    createdAt: isoTime(key.createTimeS * 1_000),
    requestId,
  };
  return jsonResponse(adopted ? 200 : 201, body, keyHeaders(request));
}

/** Answers a POST whose message is in the dead-letter queue. */
function answerKept(
  { kind: status, failed }: Outcome & { readonly kind: 'waiting' | 'parked' },
  message: Message,
  acceptedMs: number | undefined,
): HttpResponse {
  const { code, identity } = failed;
  if (identity === undefined) throw new Error(NAMELESS);
  const { requestId, keyName } = identity;
  const body: KeptAnswer = {
    status,
    requestId,
    ...tenantIn(identity),
    keyName,
    code,
    reason: failureOf(code).meaning,
    deadLetterId: deadLetterIdOf(message, failed),
    ...vendorAnswerOf(failed),
  };
  return jsonResponse(202, body, acceptedHeaders(identity, status, acceptedMs));
}

const NAMELESS = 'A message without an identity was kept, though its caller waits for the answer.';

/** The location of the key, and that the answer depends on the header `Prefer`. */
function keyHeaders(request: KeyRequest): HttpHeaders {
  return { Location: keyPath(request, request.keyName), Vary: 'Prefer' };
}
