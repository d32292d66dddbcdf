import { failureOf } from './failures/failures.ts';
import type { Outcome } from './message.ts';

/**
 * Decides whether the failure of a suspect concerns that message alone, or all of them as an outage
 * would. Pure.
 *
 * - `message`: a message that was provisioned after the suspect began to fail shows that the cloud works.
 * - `outage`: a second suspect, whichever codes the two have, or a circuit breaker that is open already.
 * - `undecided`: the suspect is the only one so far.
 */
export function judge({ suspects, provisionedSince, isOpen = false }: Evidence): Verdict {
  if (provisionedSince) return 'message';
  return isOpen || suspects > 1 ? 'outage' : 'undecided';
}

type Evidence = {
  /** The number of suspects so far, this one included. */
  readonly suspects: number;
  /** Another message was provisioned after this one began to fail. */
  readonly provisionedSince: boolean;
  /** The circuit breaker is open already. */
  readonly isOpen?: boolean;
};

type Verdict = 'message' | 'outage' | 'undecided';

/** An outcome that is withheld until the other messages show what it means. */
export type SuspectOutcome = Outcome & { readonly kind: 'parked' | 'retry' };

/** Whether an outage may have caused the outcome: its failure ends in `hold` or `doubt`. */
export function isSuspect(outcome: Outcome): outcome is SuspectOutcome {
  if (outcome.kind === 'retry') return true;
  return outcome.kind === 'parked' && failureOf(outcome.failed.code).end === 'doubt';
}

/**
 * The final outcome of a suspect:
 * - `message`: it is parked, so that it cannot block the partition.
 * - `outage`: `retry`, so that the queue redelivers the batch, and a redrive stops.
 * - `undecided`: its own, which is `retry` for `hold` and `parked` for `doubt`.
 */
export function outcomeBy(verdict: Verdict, outcome: SuspectOutcome): Outcome {
  const { failed, attempts } = outcome;
  switch (verdict) {
    case 'message':
      return { kind: 'parked', failed, attempts };
    case 'outage':
      return { kind: 'retry', failed, attempts, delayMs: 0, inPlace: false };
    case 'undecided':
      return outcome;
  }
}
