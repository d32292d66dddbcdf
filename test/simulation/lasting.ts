import type { Effect } from '../../emulator/faults/faults.ts';

/** A fault that lasts, whatever the chooser decides. */
export type LastingFault = {
  /** Calls of the cloud and of topics as `mishaps.ts` names them, or what `STOPPED` has. */
  readonly actions: readonly string[];
  /** Only calls for a key with this alias, or for the keys of this tenant. */
  readonly alias?: string;
  readonly tenant?: string;
  /** What happens to the calls. */
  readonly effect: Effect;
  readonly fromMs: number;
  readonly untilMs: number;
  /** It flaps: in every other one of these periods there is no fault. */
  readonly periodMs?: number;
};

/** What does not run for a while. */
export const STOPPED = { timer: 'timer', queue: 'queue' } as const;

export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

/** The fault that affects such a call now; undefined if none does. */
export function lastingFault(
  faults: readonly LastingFault[],
  action: string,
  alias: string | undefined,
  nowMs: number,
): LastingFault | undefined {
  return faults.find((fault) => concerns(fault, action, alias) && isActive(fault, nowMs));
}

function concerns({ actions, ...fault }: LastingFault, action: string, alias?: string): boolean {
  if (!actions.includes(action)) return false;
  if (fault.alias !== undefined && alias !== fault.alias) return false;
  return fault.tenant === undefined || alias?.startsWith(`${fault.tenant}_`) === true;
}

function isActive({ fromMs, untilMs, periodMs }: LastingFault, nowMs: number): boolean {
  if (nowMs < fromMs || nowMs >= untilMs) return false;
  return periodMs === undefined || Math.floor((nowMs - fromMs) / periodMs) % 2 === 0;
}

/** When all of them are over. */
export function endMsOf(faults: readonly LastingFault[]): number {
  return Math.max(0, ...faults.map(({ untilMs }) => untilMs));
}

/** Everything that KMS, the Tag service and the topics do, for outages. */
export const KMS_ACTIONS = ['CreateKey', 'ListKeyDetail', 'DescribeKey', 'GetServiceStatus'];
export const TAG_ACTIONS = ['CreateTags', 'TagResources', 'DescribeResourceTagsByResourceIds'];
export const EVENT_ACTIONS = ['topics:publish:key-events'];
export const DEAD_LETTER_ACTIONS = [
  'topics:publish:key-dead-letters',
  'topics:read:key-dead-letters',
];
