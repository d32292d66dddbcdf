import { isDeepStrictEqual } from 'node:util';
import type { DeadLetter } from '../../shared/dead-letters/generated/dead-letter.ts';
import { retryRecordKey } from '../../shared/dead-letters/record-key.ts';
import { failureOf } from '../../shared/tenant-key/failures/failures.ts';
import { demand } from './demand.ts';
import { HOUR_MS } from './lasting.ts';
import type { Ledger } from './ledger.ts';
import type { History } from './simulate.ts';

/** Checks what P3, P10 and P12 say about the records of dead letters. */
export function checkRecords(history: History): void {
  checkKnownKeys(history);
  checkReplacedRecords(history);
  checkParked(history);
}

/**
 * P10: a dead letter that records a key never creates another. Another redrive may have replaced the records
 * that a redrive read, so every state of the topic counts that it may have read.
 */
function checkKnownKeys({ ledger, instances, invocations }: History): void {
  const { records } = ledger;
  for (const [place, { sent, serves }] of instances.entries()) {
    if (serves !== 'operators') continue;
    for (const { action, alias, atMs } of sent) {
      if (action !== 'CreateKey') continue;
      const began = invocations.filter(
        ({ instance, startMs }) => instance === place && startMs <= atMs,
      );
      const beganMs = Math.max(0, ...began.map(({ startMs }) => startMs));
      const isUnknown = wasKeyUnknown(records, alias, beganMs, atMs);
      demand(isUnknown, 'P10', `a redrive created another key of ${alias}`);
    }
  }
}

/**
 * Whether some dead letter of the alias recorded no key at some time between these two. What a record said
 * counts until it is removed, even if another one with its key says less: compaction must not matter.
 */
function wasKeyUnknown(
  records: Ledger['records'],
  alias: string | undefined,
  beganMs: number,
  endMs: number,
): boolean {
  const open = new Map<string, { readonly id: string; readonly knows: boolean }>();
  const isUnknown = () => {
    const all = [...open.values()];
    return all.some(({ id }) => !all.some((other) => other.id === id && other.knows));
  };
  for (const { key, id, atMs, deadLetter } of records) {
    if (atMs > endMs) break;
    if (atMs > beganMs && isUnknown()) return true;
    const { identity, keyId } = deadLetter ?? {};
    if (deadLetter === undefined) open.delete(key);
    else if (`${identity?.tenantId}_${identity?.keyName}` === alias) {
      open.set(key, { id, knows: open.get(key)?.knows === true || keyId !== undefined });
    }
  }
  return isUnknown();
}

/**
 * P10: a record of a dead letter replaces only one that says no more, since compaction forgets that one: it knows
 * the same key and as many redrives, and is of the same delivery, unless it is one of the retry queue.
 */
function checkReplacedRecords({ ledger }: History): void {
  const before = new Map<string, DeadLetter>();
  for (const { key, id, deadLetter } of ledger.records) {
    const known = before.get(key);
    if (deadLetter === undefined) before.delete(key);
    else before.set(key, deadLetter);
    if (known === undefined || deadLetter === undefined) continue;
    const isRepeat =
      (key === retryRecordKey(id, deadLetter) ||
        isDeepStrictEqual(deadLetter.source, known.source)) &&
      deadLetter.keyId === known.keyId &&
      deadLetter.redrives >= known.redrives;
    demand(isRepeat, 'P10', `a record of ${id} says less than the one that it replaced`);
  }
}

/** P12: only what needs a person is parked, or what has waited for as long as it may. P3: nothing is a defect. */
function checkParked({ ledger }: History): void {
  const firstMs = new Map<string, number>();
  const sinces = new Map<string, { readonly waitMsMax: number; readonly sinceMs: number }>();
  for (const { id, atMs, deadLetter } of ledger.records) {
    if (deadLetter === undefined) continue;
    const { code, state, attempts, stage, sentAt } = deadLetter;
    demand(code !== 'OwnFault', 'P3', `${id} met a defect`);
    const { end, waitMsMax } = failureOf(code);
    const ageMs = atMs - (firstMs.get(id) ?? atMs);
    if (!firstMs.has(id)) firstMs.set(id, atMs);
    // How long it waits counts from the first of the failures that allow equally much.
    if (sinces.get(id)?.waitMsMax !== waitMsMax) sinces.set(id, { waitMsMax, sinceMs: atMs });
    const sameMs = atMs - (sinces.get(id)?.sinceMs ?? atMs);
    const isFixable = TIME_FIXES.test(code);
    demand(
      isFixable ? end === 'wait' : true,
      'P12',
      `${code} parked ${id} although time can fix it`,
    );
    if (end !== 'wait') continue;
    if (state === 'parked') {
      demand(ageMs >= waitMsMax - SLACK_MS, 'P12', `${code} parked ${id} although time can fix it`);
    } else if (attempts > 0 && stage !== 'announce' && sentAt === undefined) {
      demand(
        sameMs <= waitMsMax + 2 * HOUR_MS,
        'P12',
        `${id} waits for longer than ${code} allows`,
      );
    }
  }
}

/** Failures that heal by themselves, as far as worlds have them. */
const TIME_FIXES =
  /^(UnauthorizedOperation|AuthFailure|InternalError|HttpStatus|FailedOperation\.TaggingError|RequestLimitExceeded|ServiceUnavailable|TopicsUnavailable|NoAnswer|UnreadableAnswer|Unheard|LimitExceeded\.CmkLimitExceeded|NoTurn|DeadlineExceeded)/;

/** From the failure to its record. */
const SLACK_MS = 60_000;
