import { signedText } from '../auth/signed-message.ts';
import type { Config } from '../config.ts';
import type { Invocation } from '../invocation.ts';
import type { ProvisioningPorts } from '../ports.ts';
import { completeText, type Message } from '../tenant-key/message.ts';
import type { KeyRequest } from '../tenant-key/request.ts';
import { tenantIn } from '../tenant-key/tenant-id.ts';
import { KEY_REQUESTS } from '../topics/topics.ts';
import type { QueuedAnswer } from './generated/provisioning.ts';
import { type HttpResponse, jsonResponse } from './message.ts';
import type { HttpAnswer } from './problems.ts';
import { acceptedHeaders, requestIdReused } from './request-status.ts';

/**
 * Puts a valid request into the queue. Its status is written before that, so that what the consumer writes about it
 * comes later. An id that another request has is refused.
 *
 * Throws the `ApiError` of the topic: the request is not queued then, or it is and will be handled.
 *
 * @param message The text from which the request was parsed.
 */
export async function queueRequest(
  message: Pick<Message, 'text' | 'known'>,
  request: KeyRequest,
  ports: QueueingPorts,
  config: Config,
  { deadlineMs }: Pick<Invocation, 'deadlineMs'>,
): Promise<HttpAnswer> {
  const { topics, statuses, wallMs } = ports;
  const claim = (await statuses?.claim(request, deadlineMs)) ?? 'own';
  if (claim === 'of another key') return requestIdReused(request.requestId);
  const queued = { key: request.tenantId, value: queuedText(message, ports, config) };
  await topics.publish(KEY_REQUESTS, [queued], deadlineMs);
  return answerQueued(request, claim === 'own' ? undefined : wallMs());
}

export type QueueingPorts = Pick<ProvisioningPorts, 'topics' | 'statuses' | 'wallMs'>;

/** Signs the request if messages are signed: its caller is authenticated, which the queue cannot check. */
function queuedText(
  message: Pick<Message, 'text' | 'known'>,
  { wallMs }: QueueingPorts,
  { messageSigning, environment }: Config,
): string {
  const text = completeText(message);
  if (messageSigning === undefined) return text;
  const audience = { environment, topic: KEY_REQUESTS };
  return signedText(text, messageSigning.keys, Math.floor(wallMs() / 1_000), audience);
}

/**
 * Answers a POST whose message has been put into the queue.
 *
 * @param acceptedMs The time of day, in milliseconds since 1970, if its status could not be written.
 */
export function answerQueued(request: KeyRequest, acceptedMs?: number): HttpResponse {
  const headers = {
    ...acceptedHeaders(request, 'queued', acceptedMs),
    'Preference-Applied': 'respond-async',
  };
  const { requestId, keyName } = request;
  const body: QueuedAnswer = { status: 'queued', requestId, ...tenantIn(request), keyName };
  return jsonResponse(202, body, headers);
}
