/**
 * What a fault does to a call. Effects may be combined, such as `{ tagCode: 1, delayMs: 200 }`. If
 * several end a call early, the first one in this list applies.
 */
export type Effect = {
  /**
   * The answer is a page of HTML with this HTTP status, as a gateway sends it. The call has no
   * effect.
   */
  readonly http?: number;
  /** The answer is a page of HTML with the status 200. The call has no effect. */
  readonly notJson?: boolean;
  /** The connection ends at once without an answer. The call takes effect that much later. */
  readonly lateMs?: number;
  /** The call is answered with this code and has no effect. */
  readonly error?: string;
  /** With `error`: the call takes effect before the error is sent. */
  readonly after?: boolean;
  /** The tag service fails within CreateKey. */
  readonly tagCode?: 1 | 2;
  /** The call takes effect, and the connection ends without an answer. */
  readonly lostAnswer?: boolean;
  /** The call takes effect, and the connection ends in the middle of the answer. */
  readonly truncate?: boolean;
  /** The call takes effect at once, and the answer is sent that much later. */
  readonly delayMs?: number;
};

export type Fault = {
  /**
   * `*` matches every action of the API; `topics:publish:<topic>` and `topics:read:<topic>` a
   * topic.
   */
  readonly action: string;
  readonly effect: Effect;
  /** How many more calls it affects; all calls by default. */
  readonly times?: number;
  /** From 0 to 1; 1 by default. */
  readonly probability?: number;
};

export type FaultInjector = {
  readonly add: (faults: readonly Fault[]) => void;
  readonly clear: () => void;
  /** The faults that may still occur, in the order in which they were added. */
  readonly list: () => readonly Fault[];
  /**
   * Returns the effect of the first fault that affects this call, and counts it; undefined if none
   * does.
   */
  readonly effectOn: (action: string) => Effect | undefined;
};

/** @param random A number from 0 up to, not including, 1: decides whether a fault hits. */
export function faultInjector(random: () => number): FaultInjector {
  let faults: Fault[] = [];

  function effectOn(action: string): Effect | undefined {
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
    effectOn,
  };
}

function matches(pattern: string, action: string): boolean {
  return pattern === action || (pattern === '*' && !action.startsWith('topics:'));
}
