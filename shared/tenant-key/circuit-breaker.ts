import type { AttemptedMessage } from './attempt.ts';
import { failureOf } from './failures/failures.ts';
import type { Outcome } from './message.ts';

/**
 * Tells an outage from a message that merely looks like one. A message that failed as all of them
 * would in an outage is a suspect: if another gets through after it began to fail, it is parked, since
 * a single message must not stop a line; if a second one fails so too, the line stops.
 */
type CircuitBreaker = {
  /** Takes up what came of attempts at a message; gives what is certain now. */
  readonly record: (index: number, attempted: AttemptedMessage) => readonly DecidedOutcome[];
  /** Gives what is certain when no more messages come: a suspect that is alone has its own end. */
  readonly close: () => readonly DecidedOutcome[];
  /** The code that stopped the line. */
  readonly openedBy: () => string | undefined;
  readonly open: (code: string) => void;
};

export type DecidedOutcome = { readonly index: number; readonly outcome: Outcome };

type Suspect = { readonly index: number; readonly outcome: Outcome & { kind: 'parked' | 'retry' } };

export function circuitBreaker(nowMs: () => number): CircuitBreaker {
  let suspects: readonly Suspect[] = [];
  let provisionedMs = Number.NEGATIVE_INFINITY;
  let stoppedBy: string | undefined;

  function clear(): readonly DecidedOutcome[] {
    const cleared = suspects.map(({ index, outcome }) => ({ index, outcome: parked(outcome) }));
    suspects = [];
    return cleared;
  }

  function weigh(index: number, attempted: AttemptedMessage): readonly DecidedOutcome[] {
    const { outcome, failingSinceMs = 0 } = attempted;
    if (!isSuspect(outcome)) {
      if (outcome.kind !== 'provisioned' || stoppedBy !== undefined) return [{ index, outcome }];
      provisionedMs = nowMs();
      return [...clear(), { index, outcome }];
    }
    if (provisionedMs > failingSinceMs) return [{ index, outcome: parked(outcome) }];
    suspects = [...suspects, { index, outcome }];
    if (suspects.length > 1) stoppedBy ??= outcome.failed.code;
    return [];
  }

  function end(): readonly DecidedOutcome[] {
    if (stoppedBy === undefined) return suspects;
    return suspects.map(({ index, outcome }) => ({ index, outcome: retry(outcome) }));
  }

  return {
    record: weigh,
    close: end,
    openedBy: () => stoppedBy,
    open: (code) => {
      stoppedBy ??= code;
    },
  };
}

function isSuspect(outcome: Outcome): outcome is Suspect['outcome'] {
  if (outcome.kind === 'retry') return true;
  return outcome.kind === 'parked' && failureOf(outcome.failed.code).end === 'doubt';
}

function parked({ failed, attempts }: Suspect['outcome']): Outcome {
  return { kind: 'parked', failed, attempts };
}

function retry({ failed, attempts }: Suspect['outcome']): Outcome {
  return { kind: 'retry', failed, attempts, delayMs: 0, inPlace: false };
}
