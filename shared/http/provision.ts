import { signedText } from '../auth/signed-message.ts';
import type { Config } from '../config.ts';
import type { Invocation } from '../invocation.ts';
import { outcomeLine } from '../log.ts';
import type { ProvisioningPorts } from '../ports.ts';
import { failureOf } from '../tenant-key/failures/failures.ts';
import { handleMessage } from '../tenant-key/handle.ts';
import { aliasOf } from '../tenant-key/key.ts';
import { completeText, deadLetterIdOf, type Message, type Outcome } from '../tenant-key/message.ts';
import { parseRequest } from '../tenant-key/parse.ts';
import { plannedState, planRequest } from '../tenant-key/plan.ts';
import type { KeyRequest } from '../tenant-key/request.ts';
import { isoTime } from '../tenant-key/time.ts';
import { KEY_REQUESTS } from '../topics/topics.ts';
import type { KeptAnswer, ProvisionedAnswer, QueuedAnswer } from './generated/provisioning.ts';
import { type HttpHeaders, type HttpResponse, jsonResponse } from './message.ts';
import { type HttpAnswer, rejectionProblem, retryProblem } from './problems.ts';
import type { ProvisionRequest } from './provision-request.ts';

/**
 * Answers a POST for a key: provisions it, previews it with `?plan`, or queues the request.
 *
 * Throws the `ApiError` of a call when a preview cannot be made, or the request cannot be queued. While a
 * key is provisioned, nothing is thrown for a failed call: it leads to an outcome.
 */
export async function answerProvision(
  { message, isPlan, respondAsync }: ProvisionRequest,
  ports: ProvisioningPorts,
  config: Config,
  invocation: Invocation,
): Promise<HttpAnswer> {
  if (isPlan) return plan(message, ports, config, invocation);
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
  const outcome = await handleMessage(delivered, ports, provisioning, deadlineMs);
  invocation.log(outcomeLine(message, outcome, stats()));
  return answerOutcome(outcome, message);
}

/** Previews what would happen, and changes nothing. */
async function plan(
  { text, known }: Message,
  ports: ProvisioningPorts,
  { provisioning }: Config,
  { deadlineMs }: Invocation,
): Promise<HttpAnswer> {
  const parsed = parseRequest(text, known);
  if (!parsed.ok) return rejectionProblem(parsed.failed);
  const plannedSoFar = plannedState(await ports.reader.serviceStatus(deadlineMs));
  const planned = await planRequest(parsed.request, ports, plannedSoFar, provisioning, deadlineMs);
  return jsonResponse(200, planned);
}

/** Puts the request into the queue. One that the queue consumer would reject is rejected at once. */
async function queue(
  message: Message,
  ports: ProvisioningPorts,
  config: Config,
  invocation: Invocation,
): Promise<HttpAnswer> {
  const parsed = parseRequest(message.text, message.known);
  if (!parsed.ok) return provisionNow(message, ports, config, invocation);
  const queued = { key: parsed.request.tenantId, value: queuedText(message, ports, config) };
  await ports.topics.publish(KEY_REQUESTS, [queued], invocation.deadlineMs);
  return answerQueued(parsed.request);
}

/** Signs the request if messages are signed: its caller is authenticated, which the queue cannot check. */
function queuedText(
  message: Message,
  { wallMs }: ProvisioningPorts,
  { messageSigning }: Config,
): string {
  const text = completeText(message);
  if (messageSigning === undefined) return text;
  return signedText(text, messageSigning.keys, Math.floor(wallMs() / 1_000));
}

/** Answers a POST for a key with the outcome of its message. */
export function answerOutcome(outcome: Outcome, message: Message): HttpAnswer {
  switch (outcome.kind) {
    case 'provisioned':
      return answerProvisioned(outcome);
    case 'rejected':
      return rejectionProblem(outcome.failed);
    case 'waiting':
    case 'parked':
      return answerKept(outcome, message);
    case 'retry': {
      const { code, identity } = outcome.failed;
      return retryProblem(code, outcome.delayMs, identity?.requestId);
    }
  }
}

/** Answers a POST whose message has been put into the queue. */
export function answerQueued({ requestId, tenantId, keyName }: KeyRequest): HttpResponse {
  const headers = { ...keyHeaders(tenantId, keyName), 'Preference-Applied': 'respond-async' };
  const body: QueuedAnswer = { status: 'queued', requestId, tenantId, keyName };
  return jsonResponse(202, body, headers);
}

function answerProvisioned(outcome: Outcome & { readonly kind: 'provisioned' }): HttpResponse {
  const { key, adopted } = outcome;
  const { requestId, tenantId, keyName, keyUsage, origin } = outcome.request;
  const body: ProvisionedAnswer = {
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

/** Answers a POST whose message is in the dead-letter queue. */
function answerKept(
  { kind: status, failed }: Outcome & { readonly kind: 'waiting' | 'parked' },
  message: Message,
): HttpResponse {
  const { code, identity } = failed;
  if (identity === undefined) throw new Error(NAMELESS);
  const { requestId, tenantId, keyName } = identity;
  const body: KeptAnswer = {
    status,
    requestId,
    tenantId,
    keyName,
    code,
    reason: failureOf(code).meaning,
    deadLetterId: deadLetterIdOf(message, failed),
  };
  return jsonResponse(202, body, keyHeaders(tenantId, keyName));
}

const NAMELESS = 'A message without an identity was kept, though its caller waits for the answer.';

/** The location of the key, and that the answer depends on the header `Prefer`. */
function keyHeaders(tenantId: string, keyName: string | undefined): HttpHeaders {
  if (keyName === undefined) return { Vary: 'Prefer' };
  const [tenant, name] = [encodeURIComponent(tenantId), encodeURIComponent(keyName)];
  return { Location: `/v1/tenants/${tenant}/keys/${name}`, Vary: 'Prefer' };
}
