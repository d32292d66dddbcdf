import type { AttemptedMessage } from './attempt.ts';
import { failureOf } from './failures/failures.ts';
import type { Outcome } from './message.ts';

/**
 * The circuit breaker of one batch, or of one redrive. It decides whether a failure concerns one
 * message or all of them, as an outage would. Once it is open, the caller starts no further message.
 *
 * A suspect is a message whose failure ends in `hold`, or in `doubt` (see the failure table). Its
 * outcome is withheld until the other messages show what it means:
 * - A second suspect opens the breaker, whichever codes the two have. Every suspect then ends in
 *   `retry`: the queue redelivers the batch, and a redrive stops.
 * - A message that is provisioned after the suspect began to fail shows that the cloud works. The
 *   suspect is then parked, so that it cannot block the partition.
 * - A suspect that stays alone until the end of the batch keeps its own outcome: `retry` for `hold`,
 *   `parked` for `doubt`.
 *
 * @param nowMs The clock of `failingSinceMs`.
 */
export function circuitBreaker(nowMs: () => number): CircuitBreaker {
  let suspects: readonly Suspect[] = [];
  let provisionedMs = Number.NEGATIVE_INFINITY;
  let openedBy: string | undefined;

  function record(index: number, attempted: AttemptedMessage): readonly DecidedOutcome[] {
    const { outcome, failingSinceMs = 0 } = attempted;
    if (!isSuspect(outcome)) {
      if (outcome.kind !== 'provisioned' || openedBy !== undefined) return [{ index, outcome }];
      provisionedMs = nowMs();
      return [...parkSuspects(), { index, outcome }];
    }
    if (provisionedMs > failingSinceMs) return [{ index, outcome: parked(outcome) }];
    suspects = [...suspects, { index, outcome }];
    if (suspects.length > 1) openedBy ??= outcome.failed.code;
    return [];
  }

  function parkSuspects(): readonly DecidedOutcome[] {
    const cleared = suspects.map(({ index, outcome }) => ({ index, outcome: parked(outcome) }));
    suspects = [];
    return cleared;
  }

  function finish(): readonly DecidedOutcome[] {
    if (openedBy === undefined) return suspects;
    return suspects.map(({ index, outcome }) => ({ index, outcome: retry(outcome) }));
  }

  return {
    record,
    finish,
    openedBy: () => openedBy,
    open: (code) => {
      openedBy ??= code;
    },
  };
}

type CircuitBreaker = {
  /** Takes the outcome of the attempts at a message; gives the outcomes that are final now. */
  readonly record: (index: number, attempted: AttemptedMessage) => readonly DecidedOutcome[];
  /** Gives the outcomes of the suspects that are left when no more messages come. */
  readonly finish: () => readonly DecidedOutcome[];
  /** The code of the failure that opened the breaker; undefined while it is closed. */
  readonly openedBy: () => string | undefined;
  /** Opens the breaker for a reason of the caller's, such as an outcome that cannot be settled. */
  readonly open: (code: string) => void;
};

/** An outcome that is final: it may be settled. */
export type DecidedOutcome = {
  /** The message's place in the batch. */
  readonly index: number;
  readonly outcome: Outcome;
};

type Suspect = { readonly index: number; readonly outcome: Outcome & { kind: 'parked' | 'retry' } };

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
