import type { Answered, ApiCall } from './answer-call.ts';
import type { CosAnswered, CosCall } from './answer-cos.ts';

/** Is told of each call before it is carried out. What it returns is told what became of the call. */
export type CallWatcher = (call: ApiCall | CosCall) => (outcome: CallOutcome) => void;

/** The reply is what the caller receives; `input` has the ids of what a call of API 3.0 made. */
export type CallOutcome =
  | Pick<Answered, 'reply' | 'entry' | 'answer' | 'input'>
  | Pick<CosAnswered, 'reply' | 'entry' | 'answer' | 'input'>;

export type CallWatch = {
  /** There is one watcher; a later one replaces it. */
  readonly set: (watcher: CallWatcher) => void;
  /** Carries out a call, and tells the watcher if there is one. */
  readonly around: <T extends CallOutcome>(call: ApiCall | CosCall, carryOut: () => T) => T;
};

/** A call of which only the effect is to come has no entry yet, so the watcher is told of it later. */
export function callWatch(): CallWatch {
  let watch: CallWatcher | undefined;

  return {
    set: (watcher) => {
      watch = watcher;
    },
    around: (call, carryOut) => {
      const tell = watch?.(call);
      const outcome = carryOut();
      if (outcome.entry !== undefined) tell?.(outcome);
      return outcome;
    },
  };
}

/** What a call that is carried out late came to: its caller has long received nothing. */
export function withoutReply<T extends CallOutcome>(outcome: T): T {
  return { ...outcome, reply: { kind: 'none', delayMs: 0 } };
}
