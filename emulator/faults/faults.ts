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
  /** The same faults, each with a number that no other has. */
  readonly numbered: () => readonly NumberedFault[];
  /** Returns whether there was a fault with this number. */
  readonly remove: (number: number) => boolean;
  /**
   * Returns the effect of the first fault that affects this call, and counts it; undefined if none
   * does.
   */
  readonly effectOn: (action: string) => Effect | undefined;
};

/** Counted from 1 in the order in which faults were added, also across `clear`. */
type NumberedFault = { readonly number: number; readonly fault: Fault };

/**
 * @param random A number from 0 up to, not including, 1: decides whether a fault hits.
 * @param changed Is called whenever the list is another one.
 */
export function faultInjector(random: () => number, changed = () => {}): FaultInjector {
  let faults: readonly NumberedFault[] = [];
  let added = 0;

  function replace(others: readonly NumberedFault[]): void {
    faults = others;
    changed();
  }

  function effectOn(action: string): Effect | undefined {
    const found = faults.find(
      ({ fault }) => matches(fault.action, action) && random() < (fault.probability ?? 1),
    );
    if (found?.fault.times !== undefined) replace(faults.flatMap((row) => without(row, found)));
    return found?.fault.effect;
  }

  function remove(number: number): boolean {
    const others = faults.filter((row) => row.number !== number);
    const isFound = others.length < faults.length;
    if (isFound) replace(others);
    return isFound;
  }

  return {
    add: (more) => replace([...faults, ...more.map((fault) => ({ number: ++added, fault }))]),
    clear: () => replace([]),
    list: () => faults.map(({ fault }) => fault),
    numbered: () => faults,
    remove,
    effectOn,
  };
}

/** A fault after `used` has occurred once more; none when it may not occur again. */
function without(row: NumberedFault, used: NumberedFault): NumberedFault[] {
  const { times = 1 } = row.fault;
  if (row !== used) return [row];
  return times > 1 ? [{ ...row, fault: { ...row.fault, times: times - 1 } }] : [];
}

function matches(pattern: string, action: string): boolean {
  return pattern === action || (pattern === '*' && !action.startsWith('topics:'));
}
