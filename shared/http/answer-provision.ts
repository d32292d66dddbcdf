import { signedText } from '../auth/signed-message.ts';
import { outcomeLine } from '../log.ts';
import { handleMessage } from '../tenant-key/handle.ts';
import type { Message } from '../tenant-key/message.ts';
import { parseRequest } from '../tenant-key/parse.ts';
import { openForecast, planRequest } from '../tenant-key/plan.ts';
import { measureWork, openMeter } from '../tencent/call-stats.ts';
import { KEY_REQUESTS } from '../topics/topics.ts';
import { answerOutcome, answerQueued } from './answer-outcome.ts';
import type { HttpDoor } from './http-door.ts';
import { jsonResponse } from './json-response.ts';
import type { HttpAnswer } from './problem.ts';
import type { ProvisionRequest } from './provision-request.ts';
import { rejectionProblem } from './rejection-problem.ts';

/** Answers a POST for a key: with the key, with what would happen, or that it waits in the queue. */
export async function answerProvision(
  read: ProvisionRequest,
  door: HttpDoor,
  deadlineMs: number,
): Promise<HttpAnswer> {
  const { message, isPlan, respondAsync } = read;
  if (isPlan) return plan(message, door, deadlineMs);
  if (respondAsync) return queue(message, door, deadlineMs);
  return provisionNow(message, door, deadlineMs);
}

async function provisionNow(
  message: Message,
  { ports, settings, invocationId, log }: HttpDoor,
  deadlineMs: number,
): Promise<HttpAnswer> {
  const meter = openMeter();
  const work = measureWork(ports.clock.nowMs, meter, invocationId);
  const outcome = await handleMessage(message, ports.metered(meter), settings, deadlineMs);
  log(outcomeLine(message, outcome, work()));
  return answerOutcome(outcome, message);
}

/** Says what would happen, and changes nothing. */
async function plan(
  { text }: Message,
  { ports, settings }: HttpDoor,
  deadlineMs: number,
): Promise<HttpAnswer> {
  const parsed = parseRequest(text);
  if (!parsed.ok) return rejectionProblem(parsed.failed);
  const forecast = openForecast(await ports.reader.serviceStatus(deadlineMs));
  const planned = await planRequest(parsed.request, ports, forecast, settings, deadlineMs);
  return jsonResponse(200, planned);
}

/** Leaves the request to the queue door, unless it would be rejected there: then it is at once. */
async function queue(message: Message, door: HttpDoor, deadlineMs: number): Promise<HttpAnswer> {
  const parsed = parseRequest(message.text);
  if (!parsed.ok) return provisionNow(message, door, deadlineMs);
  const queued = { key: parsed.request.tenantId, value: queuedText(message, door) };
  await door.ports.topics.publish(KEY_REQUESTS, [queued], deadlineMs);
  return answerQueued(parsed.request);
}

/** Signed where the queue door wants it: the caller has proven who he is, and the queue cannot. */
function queuedText({ text }: Message, { ports, messageSigning }: HttpDoor): string {
  if (messageSigning === undefined) return text;
  return signedText(text, messageSigning.keys, Math.floor(ports.wallMs() / 1_000));
}
