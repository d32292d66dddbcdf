import { isDueAt } from '../dead-letters/pause.ts';
import { failureOf } from '../tenant-key/failures/failures.ts';
import { isoTime, isoTimeMs } from '../tenant-key/time.ts';
import type { Cause, Causes } from './causes.ts';
import { isInFlight, isLeased, type QueueEntry } from './entries.ts';
import { inTurn, longestUntriedFirst } from './turns.ts';

/**
 * Plans which of the requests that wait are sent in again now. Pure, but for chance.
 *
 * Of each cause one is sent as a trial before many. What was sent is judged by what became of it: once some of it is
 * settled, all that are due are sent, and as soon as some comes back or is lost and none is settled, one at a time
 * again. At most a minute's worth is on its way at a time. Causes with few requests go first, and tenants take turns.
 *
 * Those that wait for the key quota are sent as soon as there is room, and no more than there is room for. Those of
 * tenants that are blocked stay, and are due as soon as they are blocked no more.
 */
export function planHeal(
  { entries, causes, isLeftOut, isBlocked }: HealState,
  { nowMs, inFlightMax, room, random }: HealLimits,
): HealPlan {
  const groups = groupsOf(entries, isBlocked, nowMs);
  let left = Math.max(0, Math.floor(inFlightMax) - sum(groups, ({ inFlight }) => inFlight));
  const shares = Array.from(groups, ([code, group]): Share => {
    const known = causes.get(code);
    const judged =
      known === undefined ? unknownCause(code) : judge(known, group, entries, isLeftOut);
    return shareOf(judged, group, { nowMs, room, random });
  });
  const batches: Batch[] = [];
  for (const { cause, due, countMax, ...share } of shares.sort(fewestFirst)) {
    const order = share.isTrial ? longestUntriedFirst : undefined;
    const chosen = inTurn(due, Math.min(countMax, left), cause.lastTenant, order);
    if (chosen.length === 0) continue;
    left -= chosen.length;
    batches.push({ cause: { ...cause, sentAt: isoTime(nowMs) }, entries: chosen, ...share });
  }
  return { batches, forgotten: [...causes.keys()].filter((code) => !groups.has(code)) };
}

/** What is known of the dead letters. */
export type HealState = {
  /** By id. */
  readonly entries: ReadonlyMap<string, QueueEntry>;
  readonly causes: Causes;
  /** Whether a dead letter may be missing among the entries although it is not settled. */
  readonly isLeftOut: (id: string) => boolean;
  /** Nothing is sent for a tenant that is blocked, whatever it waits for. */
  readonly isBlocked: (tenant: string) => boolean;
};

export type HealLimits = {
  /** The time of day, in milliseconds since 1970. */
  readonly nowMs: number;
  /** As many as the queue handles in a minute. */
  readonly inFlightMax: number;
  /** How many more keys the quota allows; `Infinity` when KMS does not say. */
  readonly room: number;
  /** From 0 up to, not including, 1. */
  readonly random: () => number;
};

export type HealPlan = {
  /** In the order in which they are sent. */
  readonly batches: readonly Batch[];
  /** The codes of causes for which nothing waits any more: the next time begins with a trial. */
  readonly forgotten: readonly string[];
};

/** The requests of one cause that are sent in again. */
export type Batch = {
  /** As it is remembered, but for the sample. */
  readonly cause: Cause;
  readonly entries: readonly QueueEntry[];
  /** It finds out whether the cause is over. */
  readonly isTrial: boolean;
  /** Whether what becomes of them says anything about the cause. */
  readonly isJudged: boolean;
};

type Group = {
  readonly waiting: QueueEntry[];
  inFlight: number;
  /** When the last one was sent of which nothing has been heard for too long; `-Infinity` if there is none. */
  lostMs: number;
};

/** Those that wait, by cause. */
function groupsOf(
  entries: HealState['entries'],
  isBlocked: HealState['isBlocked'],
  nowMs: number,
): ReadonlyMap<string, Readonly<Group>> {
  const groups = new Map<string, Group>();
  for (const entry of entries.values()) {
    if (!entry.isWaiting) continue;
    const group = groups.get(entry.cause) ?? { waiting: [], inFlight: 0, lostMs: NEVER_MS };
    groups.set(entry.cause, group);
    if (isInFlight(entry, nowMs)) group.inFlight += 1;
    if (isLeased(entry, nowMs) || isBlocked(entry.tenant)) continue;
    group.waiting.push(entry);
    group.lostMs = Math.max(group.lostMs, lostMsOf(entry, nowMs));
  }
  return groups;
}

/** When one that is not leased was sent, if nothing has been heard of it since. */
function lostMsOf({ isBack, sentMs }: QueueEntry, nowMs: number): number {
  return !isBack && sentMs < nowMs ? sentMs : NEVER_MS;
}

const NEVER_MS = Number.NEGATIVE_INFINITY;

/** Of a cause of which nothing was sent yet, nothing is known. */
type Judged = Omit<Cause, 'sentAt' | 'flows'> & Partial<Pick<Cause, 'sentAt' | 'flows'>>;

function unknownCause(cause: string): Judged {
  return { cause, sample: [] };
}

/**
 * Whether the cause is over, by what became of the sample. Only what is gone from the table was brought to its end:
 * that fewer came back than were sent proves nothing, because sending may have been interrupted. If nothing was heard
 * since the last success, the queue may be standing still: whatever is put into it then is only there twice.
 */
function judge(
  cause: Cause,
  { lostMs }: Readonly<Group>,
  entries: HealState['entries'],
  isLeftOut: HealState['isLeftOut'],
): Cause {
  const { sample, sentAt, okAt } = cause;
  const isSettled = (id: string) => !entries.has(id) && !isLeftOut(id);
  if (sample.some(isSettled)) return { ...cause, flows: true, okAt: sentAt };
  const sentMs = isoTimeMs(sentAt);
  const cameBack = (id: string) => {
    const entry = entries.get(id);
    return entry !== undefined && (!entry.isWaiting || entry.isBack || entry.sentMs !== sentMs);
  };
  const isLost = lostMs > (okAt === undefined ? NEVER_MS : isoTimeMs(okAt));
  return isLost || sample.some(cameBack) ? { ...cause, flows: false } : cause;
}

/** What may be sent of a cause. */
type Share = {
  readonly cause: Omit<Cause, 'sentAt'>;
  readonly due: readonly QueueEntry[];
  readonly countMax: number;
} & Pick<Batch, 'isTrial' | 'isJudged'>;

type Now = Omit<HealLimits, 'inFlightMax'>;

function shareOf(cause: Judged, group: Readonly<Group>, now: Now): Share {
  const { cause: kind } = failureOf(cause.cause);
  if (kind === 'blocked') return unblockedShare(cause, group);
  const isOfQuota = kind === 'quota';
  if (isOfQuota && Number.isFinite(now.room)) return quotaShare(cause, group, now);
  // That those of the quota flow may only have meant that there would be room.
  const flows = cause.flows === true && (!isOfQuota || cause.okAt !== undefined);
  if (!flows) return trialShare(cause, group, now);
  const due = dueOf(group, true, now);
  return { cause: { ...cause, flows }, due, countMax: due.length, isTrial: false, isJudged: true };
}

/** Those of tenants that are blocked no more. That is known, so there is nothing to try or to judge. */
function unblockedShare(cause: Judged, { waiting: due }: Readonly<Group>): Share {
  return {
    cause: { ...cause, flows: true },
    due,
    countMax: due.length,
    isTrial: false,
    isJudged: false,
  };
}

/** As many as there is room for. */
function quotaShare(cause: Judged, group: Readonly<Group>, now: Now): Share {
  const { okAt: _, flows = true, ...known } = cause;
  const room = now.room - group.inFlight;
  if (room <= 0) {
    // KMS may be wrong about its room, but whoever knows that there is none learns nothing from a refusal.
    const isLate = !(now.nowMs - isoTimeMs(cause.sentAt ?? '') < NO_ROOM_PAUSE_MS);
    const trial = { ...trialShare(cause, group, now), cause: { ...known, flows } };
    return { ...trial, countMax: isLate ? 1 : 0, isJudged: false };
  }
  if (!flows) return trialShare(cause, group, now);
  const due = group.waiting;
  return { cause: { ...cause, flows }, due, countMax: room, isTrial: false, isJudged: true };
}

function trialShare(cause: Judged, group: Readonly<Group>, now: Now): Share {
  const due = dueOf(group, false, now);
  const countMax = group.inFlight > 0 ? 0 : 1;
  return { cause: { ...cause, flows: false }, due, countMax, isTrial: true, isJudged: true };
}

function dueOf({ waiting }: Readonly<Group>, flows: boolean, { nowMs, random }: Now) {
  return waiting.filter((entry) => isDue(entry, flows, nowMs, random));
}

/** How often one is tried although the quota has no room. */
const NO_ROOM_PAUSE_MS = 3_600_000;

/** Once its cause is over for others, a request is tried again sooner. */
function isDue(
  { nextAttemptMs, lastSeenMs }: QueueEntry,
  flows: boolean,
  nowMs: number,
  random: () => number,
): boolean {
  if (isDueAt(nextAttemptMs, nowMs)) return true;
  return flows && lastSeenMs + FLOWING_PAUSE_MS * (0.5 + random() / 2) <= nowMs;
}

const FLOWING_PAUSE_MS = 900_000;

/** A cause with few requests, or with a trial, must not wait for one with many. */
function fewestFirst(one: Share, other: Share): number {
  const [a = 0, b = 0] = [one, other].map(({ due, countMax }) => Math.min(due.length, countMax));
  const difference = a - b;
  if (difference !== 0) return difference;
  return one.cause.cause < other.cause.cause ? -1 : 1;
}

function sum<Each>(groups: ReadonlyMap<string, Each>, countOf: (each: Each) => number): number {
  let total = 0;
  for (const group of groups.values()) total += countOf(group);
  return total;
}
