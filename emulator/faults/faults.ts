/**
 * What a fault does to a call; several may be combined, such as `{ tagCode: 1, delayMs: 200 }`. Of
 * those that end a call early the first in this list counts.
 */
export type Effect = {
  /** This HTTP status with a page of HTML, as a gateway sends it; the call has no effect. */
  readonly http?: number;
  /** A page of HTML with status 200; the call has no effect. */
  readonly notJson?: boolean;
  /** The connection ends at once without an answer, and the call is carried out that much later. */
  readonly lateMs?: number;
  /** This code is answered, and the call has no effect. */
  readonly error?: string;
  /** With `error`: the call has its effect before the error is sent. */
  readonly after?: boolean;
  /** The tag service fails within CreateKey. */
  readonly tagCode?: 1 | 2;
  /** The call has its effect, and the connection ends without an answer. */
  readonly lostAnswer?: boolean;
  /** The call has its effect, and the connection ends in the middle of the answer. */
  readonly truncate?: boolean;
  /** The call has its effect at once, and the answer takes that long. */
  readonly delayMs?: number;
};

export type Fault = {
  /** `*` is every action of the API, `topics:publish:<topic>` or `topics:read:<topic>` a topic. */
  readonly action: string;
  readonly effect: Effect;
  /** How many calls it still hits; without it, each. */
  readonly times?: number;
  /** From 0 to 1; without it, 1. */
  readonly probability?: number;
};

export type FaultInjector = {
  readonly add: (faults: readonly Fault[]) => void;
  readonly clear: () => void;
  /** Those that may still hit, in the order in which they were added. */
  readonly list: () => readonly Fault[];
  /** The effect of the first fault that hits this call, if one does. */
  readonly effectOn: (action: string) => Effect | undefined;
};

/** @param random A number from 0 up to, not including, 1: decides whether a fault hits. */
export function faultInjector(random: () => number): FaultInjector {
  let faults: Fault[] = [];

  function strike(action: string): Effect | undefined {
    const fault = faults.find(
      (candidate) => matches(candidate.action, action) && random() < (candidate.probability ?? 1),
    );
    if (fault?.times !== undefined) {
      const { times } = fault;
      faults = faults.flatMap((other) => {
        if (other !== fault) return [other];
        return times > 1 ? [{ ...fault, times: times - 1 }] : [];
      });
    }
    return fault?.effect;
  }

  return {
    add: (added) => {
      faults = [...faults, ...added];
    },
    clear: () => {
      faults = [];
    },
    list: () => faults,
    effectOn: strike,
  };
}

function matches(pattern: string, action: string): boolean {
  return pattern === action || (pattern === '*' && !action.startsWith('topics:'));
}
