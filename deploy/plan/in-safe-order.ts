import { FUNCTION_SETTINGS } from '../../shared/settings.ts';
import type { Application, DesiredFunction } from '../application.ts';
import type { Change } from '../change.ts';
import type { Found, FoundFunction } from '../found.ts';

/**
 * Puts changes into an order in which breaking off anywhere leaves nothing unsafe:
 *
 * 1. A function has its rights before it is there, and all of its settings before anything triggers it.
 * 2. What leaves the file is gone before anything new is triggered, so that no two functions do the
 *    same work. Of it the function itself goes last, since by its mark all else is found again.
 * 3. The paces of all instances together never exceed what they are before and after, whichever is
 *    more: what lowers the sum comes before what raises it. So fewer instances come before a higher
 *    pace of each, and a lower pace before more instances. (This holds for each limit by itself, but
 *    for a function whose pace of KMS falls while that of tags rises, or the other way round.)
 *
 * Topics are deleted last of all. Pure; what is alike keeps its order.
 */
export function inSafeOrder(
  changes: readonly Change[],
  application: Application,
  found: Found,
): readonly Change[] {
  const ranked = changes.map((change) => ({ change, rank: rankOf(change, application, found) }));
  return ranked.sort((one, other) => one.rank - other.rank).map(({ change }) => change);
}

/** In this order. */
const RANKS = [
  'topic',
  'policy',
  'role',
  'delete trigger',
  'delete role',
  'delete policy',
  'delete function',
  'lower concurrency',
  'lower function',
  'raise function',
  'raise concurrency',
  'async',
  'trigger',
  'delete topic',
] as const;

function rankOf(change: Change, application: Application, found: Found): number {
  return (RANKS as readonly string[]).indexOf(rankName(change, application, found));
}

function rankName({ verb, resource }: Change, application: Application, found: Found): string {
  const { kind, name } = resource;
  if (verb === 'delete') return `delete ${kind}`;
  if (kind !== 'function' && kind !== 'concurrency') return kind;
  const desired = application.functions.find((one) => one.name === name);
  const there = found.function.get(name);
  if (desired === undefined || there === undefined || isReplaced(desired, there)) {
    return `raise ${kind}`;
  }
  if (kind === 'function') return raisesPace(desired, there) ? 'raise function' : 'lower function';
  // Where nothing is reserved, there may be instances without end.
  const { reservedMb } = found.concurrency.get(name) ?? { reservedMb: Number.POSITIVE_INFINITY };
  const isFewer = desired.instancesMax * desired.memoryMb < reservedMb;
  return isFewer ? 'lower concurrency' : 'raise concurrency';
}

/** With a function its reservation goes, and comes back when it was made anew. */
function isReplaced({ runtime }: DesiredFunction, there: FoundFunction): boolean {
  return runtime !== there.runtime || there.status === 'CreateFailed';
}

/** As memory is reserved, and not instances, less memory for each means more of them. */
function raisesPace(desired: DesiredFunction, there: FoundFunction): boolean {
  return [...PACES].some(([name, fallback]) => {
    const after = Number(desired.environment[name] ?? fallback) / desired.memoryMb;
    return after > Number(there.environment[name] ?? fallback) / there.memoryMb;
  });
}

/** The variables for the calls a second of one instance, and what holds without them. */
const PACES: ReadonlyMap<string, string> = new Map([
  ['KMS_CALLS_PER_SECOND', FUNCTION_SETTINGS.KMS_CALLS_PER_SECOND],
  ['TAG_CALLS_PER_SECOND', FUNCTION_SETTINGS.TAG_CALLS_PER_SECOND],
]);
