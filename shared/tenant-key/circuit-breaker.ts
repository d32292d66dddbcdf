import type { AttemptedMessage } from './attempt.ts';
import type { Outcome } from './message.ts';
import { isSuspect, judge, outcomeBy, type SuspectOutcome } from './outage.ts';

/**
 * The circuit breaker of one batch, or of one redrive. It decides whether a failure concerns one
 * message or all of them, as an outage would. Once it is open, the caller starts no further message.
 *
 * The outcome of a suspect ({@link isSuspect}) is withheld until the other messages show what it means.
 * {@link judge} has the rule; the breaker only keeps what it needs to know.
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
      return [...release(true), { index, outcome }];
    }
    const provisionedSince = provisionedMs > failingSinceMs;
    const verdict = judge({ suspects: suspects.length + 1, provisionedSince });
    if (verdict === 'message') return [{ index, outcome: outcomeBy(verdict, outcome) }];
    suspects = [...suspects, { index, outcome }];
    if (verdict === 'outage') openedBy ??= outcome.failed.code;
    return [];
  }

  /** Ends the suspicion: gives the final outcomes of all suspects. */
  function release(provisionedSince: boolean): readonly DecidedOutcome[] {
    const isOpen = openedBy !== undefined;
    const verdict = judge({ suspects: suspects.length, provisionedSince, isOpen });
    const released = suspects.map(({ index, outcome }) => ({
      index,
      outcome: outcomeBy(verdict, outcome),
    }));
    suspects = [];
    return released;
  }

  return {
    record,
    finish: () => release(false),
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

type Suspect = { readonly index: number; readonly outcome: SuspectOutcome };
