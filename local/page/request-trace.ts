import type { CallRow } from '../../emulator/page/wire.ts';
import type { TopicEngine } from '../../emulator/topics/topic-engine.ts';
import type { Place, TopicMessage } from '../../emulator/topics/topic-log.ts';
import { prefixOf } from '../../shared/request-status/status.ts';
import { isJsonObject, type JsonObject } from '../../shared/tenant-key/json.ts';
import { KEY_DEAD_LETTERS, KEY_EVENTS } from '../../shared/topics/topics.ts';
import { fieldsOf, textOf } from '../activity.ts';
import type { RequestStep, TracedRequest } from './request-table.ts';
import type { RequestRow, RequestTrace, TraceStep } from './wire.ts';

export type TraceSources = {
  readonly topicEngine: Pick<TopicEngine, 'url' | 'find' | 'read'>;
  /** The cloud's own clock, and the system's, by which brokers give times. */
  readonly nowMs: () => number;
  readonly systemNowMs: () => number;
  /** The last calls, oldest first. */
  readonly calls: () => readonly TracedCall[];
};

export type TracedCall = {
  readonly row: CallRow;
  readonly params: JsonObject;
  /** The keys that it names or made. */
  readonly keyIds: readonly string[];
};

/**
 * What is known of a request in the order of time: its arrival, the calls about its key and its status since then,
 * what was published of it, and its outcomes.
 */
export async function traceOf(traced: TracedRequest, sources: TraceSources): Promise<RequestTrace> {
  const { row, outcomes } = traced;
  const [deadLetters, events] = await Promise.all([
    messagesSince(KEY_DEAD_LETTERS, row, sources),
    messagesSince(KEY_EVENTS, row, sources),
  ]);
  // In the order in which they happen where their times are the same.
  const steps = [
    receivedStep(row),
    ...callSteps(row, sources),
    ...deadLetterSteps(traced, deadLetters),
    ...eventSteps(row, events),
    ...outcomes.map(outcomeStep),
  ];
  return { request: row, steps: steps.sort((one, other) => one.atMs - other.atMs) };
}

function receivedStep({ wayIn, receivedAtMs }: RequestRow): TraceStep {
  return { atMs: receivedAtMs, kind: 'received', text: RECEIVED[wayIn] };
}

const RECEIVED: Readonly<Record<RequestRow['wayIn'], string>> = {
  http: 'The HTTP API received it.',
  queue: 'It arrived in the queue.',
  retry: 'It arrived before the start, and the timer sent it in again.',
  redrive: 'It arrived before the start, and an operator redrove it.',
};

function outcomeStep({ atMs, wayIn, outcome, code, detail }: RequestStep): TraceStep {
  const by = BY[wayIn];
  const text = code === undefined ? `${outcome}${by}` : `${outcome}${by}: ${code}`;
  return {
    ...{ atMs, kind: 'outcome', text },
    ...(code !== undefined && { code }),
    ...(detail !== undefined && { detail }),
  };
}

const BY: Readonly<Record<RequestStep['wayIn'], string>> = {
  http: '',
  queue: '',
  retry: ' after the timer sent it in again',
  redrive: ' after a redrive',
};

function callSteps(row: RequestRow, { calls }: TraceSources): readonly TraceStep[] {
  const { tenantId, keyName, requestId, keyId, receivedAtMs } = row;
  const alias = tenantId && keyName && `${tenantId}_${keyName}`;
  const statuses = tenantId && requestId && prefixOf({ tenantId, requestId });
  const isName = (text: string) =>
    text === alias || (statuses !== undefined && text.startsWith(statuses));
  return calls()
    .filter(({ row: { atMs } }) => atMs >= receivedAtMs)
    .filter(({ params, keyIds }) => (keyId && keyIds.includes(keyId)) || hasText(params, isName))
    .slice(0, CALLS_MAX)
    .map((call) => callStep(call.row));
}

/** Whether one of the texts in a value is wanted. */
function hasText(value: unknown, isWanted: (text: string) => boolean): boolean {
  if (typeof value === 'string') return isWanted(value);
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some((each) => hasText(each, isWanted));
}

/** A key may be used for long after its request. */
const CALLS_MAX = 500;

function callStep({ number, action, subject, code, received, atMs }: CallRow): TraceStep {
  const [, state] = /-([a-z]+)\.json$/.exec(subject) ?? [];
  const isStatus = action === 'cos:PutObject' && state !== undefined;
  const name = isStatus ? `The status ${state} is written` : `${action} ${subject}`.trimEnd();
  const end = code === null ? '' : `: ${code}`;
  const lost = received === 'answer' ? '' : `; the caller received ${received}`;
  return {
    ...{ atMs, kind: isStatus ? 'status' : 'call', text: `${name}${end}${lost}` },
    ...(code !== null && { code }),
    callNumber: number,
  };
}

/** The last messages of a topic, without those that are older than a request. */
async function messagesSince(
  topic: string,
  { receivedAtMs }: RequestRow,
  { topicEngine, nowMs, systemNowMs }: TraceSources,
): Promise<readonly TopicMessage[]> {
  const found = await topicEngine.find(topic);
  if (found === undefined) return [];
  const from = Math.max(0, found.size - MESSAGES_MAX);
  const messages = await topicEngine.read(topic, { from, limit: MESSAGES_MAX });
  const aheadMs = topicEngine.url === undefined ? 0 : nowMs() - systemNowMs();
  return messages
    .map((message) => ({ ...message, timestampMs: message.timestampMs + aheadMs }))
    .filter(({ timestampMs }) => timestampMs >= receivedAtMs);
}

const MESSAGES_MAX = 10_000;

function eventSteps(row: RequestRow, messages: readonly TopicMessage[]): readonly TraceStep[] {
  const { requestId } = row;
  if (requestId === undefined) return [];
  return messages.flatMap(({ value, timestampMs: atMs }) => {
    if (!value?.includes(requestId)) return [];
    const event = fieldsOf(value);
    const data = isJsonObject(event.data) ? event.data : {};
    if (!isAbout(row, data)) return [];
    return { atMs, kind: 'event', text: `The event ${event.type} is published`, detail: event };
  });
}

function deadLetterSteps(
  traced: TracedRequest,
  messages: readonly TopicMessage[],
): readonly TraceStep[] {
  const ids = new Set<string>();
  return messages.flatMap(({ key, value, timestampMs }): TraceStep[] => {
    const [id = ''] = (key ?? '').split('/', 1);
    if (value === null) return ids.has(id) ? [{ ...REMOVED, atMs: timestampMs }] : [];
    const deadLetter = fieldsOf(value);
    if (!isDeadLetterOf(traced, deadLetter)) return [];
    ids.add(id);
    return [deadLetterStep(deadLetter, timestampMs)];
  });
}

const REMOVED = { kind: 'dead letter', text: 'A record of its dead letter is removed' } as const;

function deadLetterStep(deadLetter: JsonObject, atMs: number): TraceStep {
  const code = textOf(deadLetter, 'code') ?? '';
  const state = deadLetter.state === 'waiting' ? 'It waits' : 'It is parked';
  return { atMs, kind: 'dead letter', text: `${state}: ${code}`, code, detail: deadLetter };
}

function isDeadLetterOf({ row, place }: TracedRequest, deadLetter: JsonObject): boolean {
  const { identity, claimed, source } = deadLetter;
  const names = isJsonObject(identity) ? identity : claimed;
  if (isJsonObject(names) && row.requestId !== undefined) return isAbout(row, names);
  return isJsonObject(source) && place !== undefined && isFrom(source, place);
}

function isAbout({ requestId, tenantId, keyName }: RequestRow, names: JsonObject): boolean {
  return (
    names.requestId === requestId &&
    (names.tenantId ?? tenantId) === tenantId &&
    (names.keyName ?? keyName) === keyName
  );
}

/** Whether a dead letter is of the message at a place. */
function isFrom({ partition, offset }: JsonObject, place: Place): boolean {
  return partition === place.partition && offset === place.offset;
}
