import type { DeadLetter } from '../../shared/dead-letters/generated/dead-letter.ts';
import { retryRecordKey } from '../../shared/dead-letters/record-key.ts';
import { openRetry } from '../../shared/retry-envelope.ts';
import { failureOf } from '../../shared/tenant-key/failures/failures.ts';
import { BEGINNING_MS } from '../world/provisioning-world.ts';
import { demand } from './demand.ts';
import { runsOf } from './heal-runs.ts';
import type { Instance, Published } from './instance.ts';
import { MINUTE_MS } from './lasting.ts';
import type { SeenRecord } from './ledger.ts';
import { latestOf } from './ledger.ts';
import { FORGED_ATTEMPTS } from './scenario.ts';
import type { History, Invocation } from './simulate.ts';

/** Checks what P3, P8, P9 and P10 say about partitions, the circuit breaker and the retry queue. */
export function checkRetries(history: History): void {
  checkAdvance(history);
  checkBreaker(history);
  checkNews(history);
  checkMarks(history);
  checkRetriedKeys(history);
  checkRuns(history);
}

/** P8: a batch is delivered again only if a dead letter could not be written, or the instance died. */
function checkAdvance({ invocations, instances }: History): void {
  for (const { instance, end, texts, startMs, endMs } of invocations) {
    if (end !== 'threw' || texts.length === 0) continue;
    const isExcused = publishedBy(instances[instance], startMs, endMs).some(
      ({ topic, isFaulty }) => topic === 'key-dead-letters' && isFaulty,
    );
    demand(isExcused, 'P8', `a partition was held up at ${startMs}`);
  }
}

function publishedBy(
  instance: Instance | undefined,
  startMs: number,
  endMs: number,
): readonly Published[] {
  return (instance?.published ?? []).filter(({ atMs }) => atMs >= startMs && atMs < endMs);
}

/**
 * P9: a message goes unattempted only in an outage: after ten failures, of three tenants, without a success
 * between them.
 */
function checkBreaker({ instances, invocations }: History): void {
  for (const [place, instance] of instances.entries()) {
    if (instance.serves !== 'requests') continue;
    /** When each was decided: its record may be written again in its invocation, after a success. */
    const decidedMs = new Map<string, number>();
    for (const { topic, messages, atMs: writtenMs } of instance.published) {
      if (topic !== 'key-dead-letters') continue;
      for (const { key, value } of messages) {
        if (value === null || !value.includes('"attempts":0,')) continue;
        const invocation = invocationsUntil(invocations, place, writtenMs).at(-1);
        const decision = `${key} ${invocation?.startMs}`;
        const atMs = decidedMs.get(decision) ?? writtenMs;
        decidedMs.set(decision, atMs);
        const tenants = tenantsOf(invocations, place, atMs);
        demand(tenants.size >= 3, 'P9', `failures of ${[...tenants]} kept others from an attempt`);
        const failures = callsSinceSuccess(instance, atMs);
        demand(failures >= 10, 'P9', `a message went unattempted after ${failures} calls`);
      }
    }
  }
}

/** Whose requests were given to an instance by then. */
function tenantsOf(
  invocations: readonly Invocation[],
  place: number,
  atMs: number,
): ReadonlySet<string> {
  const texts = invocationsUntil(invocations, place, atMs).flatMap((each) => each.texts);
  return new Set(texts.map((text) => /tenantId\\?":\\?"([^"\\]*)/.exec(text)?.[1] ?? ''));
}

/** An invocation is noted when it ends, so the one that is under way then ends later. */
function invocationsUntil(invocations: readonly Invocation[], place: number, atMs: number) {
  return invocations.filter(({ instance, startMs }) => instance === place && startMs <= atMs);
}

/** Any of them may have failed. */
function callsSinceSuccess({ sent, published }: Instance, untilMs: number): number {
  const events = published.filter(({ topic, atMs }) => topic === 'key-events' && atMs < untilMs);
  const successes = events.filter(({ messages, isFaulty, atMs }) => {
    // It counts once it is published.
    const isDone = !isFaulty && atMs < untilMs - PUBLISHED_MS;
    return isDone && messages.some(({ value }) => value?.includes('tenant-key.provisioned'));
  });
  const sinceMs = successes.at(-1)?.atMs ?? Number.NEGATIVE_INFINITY;
  const isSince = ({ atMs }: { readonly atMs: number }) =>
    atMs >= sinceMs - CALL_MS && atMs <= untilMs;
  return sent.filter(isSince).length + events.filter(isSince).length;
}

const PUBLISHED_MS = 100;

/** Calls that began before the success may have failed after it. */
const CALL_MS = 5_000;

/** P3: that a message of the queue waits or is parked is published, unless the topic of events did not take it. */
function checkNews({ ledger, instances, invocations }: History): void {
  const told = new Set(
    ledger.events.flatMap(({ event: { type, data } }) =>
      type === 'tenant-key.parked' || type === 'tenant-key.waiting'
        ? [`${type} ${data.deadLetterId}`]
        : [],
    ),
  );
  for (const { instance, startMs, endMs, end, texts } of invocations) {
    if (end !== 'returned' || texts.length === 0) continue;
    const published = publishedBy(instances[instance], startMs, endMs);
    if (published.some(({ topic, isFaulty }) => topic === 'key-events' && isFaulty)) continue;
    for (const { topic, messages } of published) {
      if (topic !== 'key-dead-letters') continue;
      for (const { value } of messages) {
        if (value === null || value.startsWith('{"cause":')) continue;
        const deadLetter = JSON.parse(value) as DeadLetter;
        const { id, state, stage, recordKey } = deadLetter;
        // That a request waits is published at its first delivery.
        const isRetry = recordKey === retryRecordKey(id, deadLetter);
        if (stage === 'announce' || (state === 'waiting' && isRetry)) continue;
        demand(told.has(`tenant-key.${state} ${id}`), 'P3', `nobody learns that ${id} is ${state}`);
      }
    }
  }
}

/** P10: what is sent in again is marked before, waits, knows its key, and is not sent twice. */
function checkMarks({ ledger }: History): void {
  const { records, sent } = ledger;
  const marks = new Map<string, SeenRecord>();
  const lastMark = new Map<string, { readonly ms: number; isBack: boolean }>();
  const open = new Map<string, Map<string, SeenRecord>>();
  const closedMs = new Map<string, number>();
  for (const record of records) {
    const { id, key, atMs, deadLetter } = record;
    const left = open.get(id) ?? new Map<string, SeenRecord>();
    open.set(id, left);
    const last = lastMark.get(id);
    if (deadLetter?.sentAt === undefined) {
      if (last !== undefined && deadLetter !== undefined) last.isBack = true;
    } else {
      const sentMs = Date.parse(deadLetter.sentAt) - BEGINNING_MS;
      const text = `${deadLetter.sentAt} ${deadLetter.text}`;
      if (!marks.has(text)) marks.set(text, record);
      const gapMs = last === undefined ? Number.POSITIVE_INFINITY : sentMs - last.ms;
      const isSoon = gapMs > RUN_MS && gapMs < 300_000 && last?.isBack === false;
      demand(!isSoon, 'P10', `${id} was sent in again within five minutes`);
      if (gapMs !== 0) lastMark.set(id, { ms: sentMs, isBack: false });
      const hasEnded = left.size === 0 && (closedMs.get(id) ?? Number.POSITIVE_INFINITY) < sentMs;
      demand(!hasEnded, 'P10', `${id} was sent in again although it has ended`);
      checkMark(deadLetter, [...left.values()], sentMs);
    }
    checkFirstSeen(left.get(key)?.deadLetter, deadLetter);
    if (deadLetter === undefined) left.delete(key);
    else left.set(key, record);
    if (left.size === 0) closedMs.set(id, atMs);
  }
  for (const { retry, payload, atMs } of sent) {
    if (retry.attempts === FORGED_ATTEMPTS) continue;
    const mark = marks.get(`${retry.sentAt} ${payload}`);
    demand(mark !== undefined && mark.atMs <= atMs, 'P10', 'a request was sent before its mark');
    const isKnown = retry.keyId === mark.deadLetter?.keyId;
    demand(isKnown, 'P10', 'a request was sent without the key that is known');
  }
}

/** How long a run takes at most. Whatever came during it may not have been seen. */
const RUN_MS = 25_000;

function checkMark(mark: DeadLetter, left: readonly SeenRecord[], sentMs: number): void {
  const { id, firstSeenAt, keyId } = mark;
  const seen = left.filter(({ atMs }) => atMs < sentMs);
  if (seen.length === 0 || seen.length < left.length) return;
  const letters = seen.flatMap(({ deadLetter }) => deadLetter ?? []);
  const latest = latestOf(new Map(letters.map((each) => [each.recordKey ?? each.id, each])));
  demand(latest?.state !== 'parked', 'P10', `${id} was sent in again although it is parked`);
  const firstAt = letters.map((each) => each.firstSeenAt).sort()[0] ?? firstSeenAt;
  demand(firstSeenAt <= firstAt, 'P12', `it is forgotten when ${id} first failed`);
  const knows = letters.some((each) => each.keyId !== undefined);
  demand(keyId !== undefined || !knows, 'P10', `the key of ${id} is forgotten`);
}

/** P12: how long a request has waited is known, unless older messages about it come late. */
function checkFirstSeen(before: DeadLetter | undefined, after: DeadLetter | undefined): void {
  if (before === undefined || after === undefined) return;
  if (after.recordKey !== retryRecordKey(after.id, after)) return;
  const lostMs = Date.parse(after.firstSeenAt) - Date.parse(before.firstSeenAt);
  demand(lostMs < MINUTE_MS, 'P12', `it is forgotten when ${after.id} first failed`);
  if (after.code !== before.code || before.sentAt === undefined || after.sentAt !== undefined) {
    return;
  }
  const lostSinceMs = Date.parse(after.sinceAt ?? '') - Date.parse(before.sinceAt ?? '');
  demand(!(lostSinceMs >= MINUTE_MS), 'P12', `it is forgotten since when ${after.code} lasts`);
}

/** P10: a request whose key is known creates no other. */
function checkRetriedKeys({ invocations, instances }: History): void {
  for (const { instance, texts, startMs, endMs } of invocations) {
    for (const text of texts) {
      const { retry, payload } = openRetry(text) ?? {};
      if (retry?.keyId === undefined) continue;
      const { tenantId, keyName } = JSON.parse(payload ?? '') as Record<string, string>;
      const rivals = texts.filter((other) => other.includes(`${tenantId}`));
      const created = instances[instance]?.sent.some(
        ({ action, alias, atMs }) =>
          action === 'CreateKey' &&
          alias === `${tenantId}_${keyName}` &&
          atMs >= startMs &&
          atMs < endMs,
      );
      demand(rivals.length > 1 || !created, 'P10', `a retry created another ${keyName}`);
    }
  }
}

/** P9: tenants take turns, and while a cause lasts, one request at a time finds that out. */
function checkRuns({ ledger, instances }: History): void {
  const hasFaults = instances.some(({ serves, published }) => {
    return serves === 'timer' && published.some(({ isFaulty }) => isFaulty);
  });
  const timers = instances.filter(({ serves }) => serves === 'timer');
  if (hasFaults || timers.length > 1) return;
  for (const { code, counts, waited, outcome } of runsOf(ledger)) {
    const most = Math.max(...counts.values());
    for (const tenant of waited) {
      if (counts.has(tenant)) continue;
      demand(most < 2, 'P9', `${tenant} waited for ${code} behind others`);
    }
    const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
    const isTrial = outcome === 'first' || outcome === 'failed';
    if (failureOf(code).cause !== 'quota' && isTrial) {
      demand(total <= 1, 'P9', `${total} were sent at once although ${code} may last`);
    }
  }
}
