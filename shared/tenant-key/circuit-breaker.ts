import type { Failure } from './failures/failure.ts';
import { failureOf } from './failures/failures.ts';
import type { FailedAttempt, Message, Stage } from './message.ts';

/**
 * The circuit breaker of an instance. It keeps an outage cheap: while it is open, messages are not attempted.
 * {@link admission} and {@link afterFailure} have the rules, which are pure; this keeps their state.
 *
 * @param nowMs The time of day, in milliseconds since 1970.
 */
export function circuitBreaker(
  nowMs: () => number,
  limits: BreakerLimits = BREAKER_LIMITS,
): CircuitBreaker {
  let state = CLOSED;
  return {
    admit: (message) => {
      const admitted = admission(state, message, nowMs());
      if (admitted === undefined) state = afterTrial(state, nowMs());
      return admitted;
    },
    fail: (failed) => {
      state = afterFailure(state, failed, nowMs(), limits);
    },
    succeed: () => {
      state = CLOSED;
    },
    openedBy: () => state.open?.code,
  };
}

export type CircuitBreaker = {
  /** Undefined if a message may be attempted now, which then counts as a trial; otherwise why not. */
  readonly admit: (message: Pick<Message, 'retry'>) => Refusal | undefined;
  /** Takes a failed attempt, at a request or at publishing its outcome. */
  readonly fail: (failed: FailedAttempt) => void;
  /** A request was provisioned, and its event published. */
  readonly succeed: () => void;
  /** The code that opened it; undefined while it is closed. */
  readonly openedBy: () => string | undefined;
};

/** The failure that opened the breaker, and how long until the next trial. */
export type Refusal = Pick<FailedAttempt, 'code' | 'stage'> & { readonly delayMs: number };

/** When it opens. After three failures, calls of which half fail would open it again and again. */
export type BreakerLimits = {
  /** Failed attempts with one code, without a success between them. */
  readonly failuresMax: number;
  /** Of how many tenants: the failures of one open none. */
  readonly tenantsMin: number;
};

export const BREAKER_LIMITS: BreakerLimits = { failuresMax: 10, tenantsMin: 3 };

/** What is known of the failures since the last success. */
export type BreakerState = {
  readonly failures: ReadonlyMap<string, Failures>;
  readonly open?: Pick<FailedAttempt, 'code' | 'stage'> & {
    readonly openedMs: number;
    readonly triedMs: number;
  };
};

type Failures = Pick<FailedAttempt, 'stage'> & {
  readonly count: number;
  readonly tenants: readonly string[];
};

export const CLOSED: BreakerState = { failures: new Map() };

/**
 * Undefined if a message may be attempted. While the breaker is open, one message a minute is tried. So is one
 * that was sent in as a trial, and one whose cause has healed for others since.
 */
export function admission(
  { open }: BreakerState,
  { retry }: Pick<Message, 'retry'>,
  nowMs: number,
): Refusal | undefined {
  if (open === undefined || retry?.isTrial === true) return undefined;
  const hasHealed = (retry?.okMs ?? Number.NEGATIVE_INFINITY) > open.openedMs;
  const delayMs = open.triedMs + TRIAL_MS - nowMs;
  // The time of day may have been set back.
  const isTime = delayMs <= 0 || delayMs > TRIAL_MS;
  if (hasHealed || isTime) return undefined;
  const { code, stage } = open;
  return { code, stage, delayMs };
}

/** How long after a trial the next one is made. */
const TRIAL_MS = 60_000;

function afterTrial({ open, ...state }: BreakerState, nowMs: number): BreakerState {
  return open === undefined ? state : { ...state, open: { ...open, triedMs: nowMs } };
}

/** The state after a failed attempt. */
export function afterFailure(
  state: BreakerState,
  failed: FailedAttempt,
  nowMs: number,
  { failuresMax, tenantsMin }: BreakerLimits = BREAKER_LIMITS,
): BreakerState {
  const evidence = evidenceOf(failed);
  if (evidence === 'none') return state;
  const { code, stage, identity } = failed;
  if (evidence === 'works') return beyond(stage, state);
  const { count = 0, tenants = [] } = state.failures.get(code) ?? {};
  // A message that proves no sender is of no tenant, or it would be the third beside two whose requests fail.
  const known =
    identity === undefined ? tenants : withTenant(tenants, identity.tenantId, tenantsMin);
  const failures = new Map(state.failures).set(code, { stage, count: count + 1, tenants: known });
  const isOutage = count + 1 >= failuresMax && known.length >= tenantsMin;
  if (state.open !== undefined || !isOutage) return { ...state, failures };
  return { failures, open: { code, stage, openedMs: nowMs, triedMs: nowMs } };
}

/**
 * What a failed attempt shows of the cloud. Its stage works if it refuses this request alone, or has no room for more
 * keys. A throttle, lack of time and many look-alikes show nothing, and neither does a message that never reached the cloud, or an
 * event that a topic refused. A tenant that has reached its limit shows that keys are listed, and not that any can
 * be created.
 */
function evidenceOf({ code, stage }: FailedAttempt): 'fails' | 'works' | 'none' {
  const { end, cause } = failureOf(code);
  if (stage === 'parse' || SHOWS_NOTHING.has(cause)) return 'none';
  if (end === 'wait' && cause !== 'quota') return 'fails';
  return stage === 'announce' ? 'none' : 'works';
}

const SHOWS_NOTHING: ReadonlySet<Failure['cause']> = new Set([
  ...(['throttle', 'late', 'tenant-limit', 'look-alikes', 'blocked'] as const),
]);

/** What is still known once a stage has been seen to work: the failures of later ones, which it never reached. */
function beyond(stage: Stage, { failures, open }: BreakerState): BreakerState {
  const isBeyond = (other: Stage) => STAGES.indexOf(other) > STAGES.indexOf(stage);
  const left = new Map([...failures].filter(([, each]) => isBeyond(each.stage)));
  return open !== undefined && isBeyond(open.stage) ? { failures: left, open } : { failures: left };
}

/** In the order of an attempt. */
const STAGES: readonly Stage[] = ['parse', 'create', 'tag', 'announce'];

/** No more are kept than are needed. */
function withTenant(tenants: readonly string[], tenantId: string, tenantsMin: number) {
  return tenants.includes(tenantId) || tenants.length >= tenantsMin
    ? tenants
    : [...tenants, tenantId];
}
