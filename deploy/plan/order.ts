import { SETTINGS } from '../../shared/settings.ts';
import { LOGIN_FIELDS } from '../resources/trigger.ts';
import type { Application, DesiredFunction } from '../state/application.ts';
import type { Change } from '../state/change.ts';
import type { Found, FoundFunction } from '../state/found.ts';

/**
 * Orders changes so that a deployment may be interrupted after any of them and leaves nothing unsafe:
 *
 * 1. A function gets its permissions before it is created, and all of its settings before its triggers.
 * 2. What left the file is deleted before any new trigger is created, so that two functions never
 *    process the same messages. The function itself is deleted last, since its mark identifies the
 *    other resources.
 *    One exception: a trigger that gets another user at the topics is replaced before its function gets that
 *    user. The cloud may not show a trigger's user, and then the function's tells which one it has.
 * 3. The rates of all instances together never exceed the larger of the rates before and after: a
 *    change that lowers the sum precedes one that raises it. So fewer instances come before a higher
 *    rate for each, and a lower rate before more instances. This holds for each limit by itself, with
 *    one exception: a function whose rate for KMS falls while its rate for tags rises, or vice versa.
 *
 * Topics are deleted last of all. Pure; changes of the same rank keep their order.
 */
export function orderChanges(
  changes: readonly Change[],
  application: Application,
  found: Found,
): readonly Change[] {
  const ranked = changes.map((change) => ({
    change,
    rank: RANKS.indexOf(rankOf(change, application, found)),
  }));
  return ranked.sort((one, other) => one.rank - other.rank).map(({ change }) => change);
}

const REPLACED_LOGIN = 'trigger with another user';

const RANKS: readonly string[] = [
  'authorization',
  'topic',
  'bucket',
  'policy',
  'role',
  'delete trigger',
  'delete role',
  'delete policy',
  'delete function',
  REPLACED_LOGIN,
  'lower concurrency',
  'lower function',
  'raise function',
  'raise concurrency',
  'async',
  'trigger',
  'delete bucket',
  'delete topic',
];

function rankOf(change: Change, application: Application, found: Found): string {
  const { kind } = change.resource;
  if (change.verb === 'delete') return `delete ${kind}`;
  if (kind === 'trigger') return replacesLogin(change) ? REPLACED_LOGIN : kind;
  if (kind !== 'function' && kind !== 'concurrency') return kind;
  return rateRankOf(kind, change.resource.name, application, found);
}

function replacesLogin({ verb, fields }: Change): boolean {
  return verb === 'replace' && fields.some(({ name }) => LOGIN_FIELDS.includes(name));
}

function rateRankOf(
  kind: 'function' | 'concurrency',
  name: string,
  application: Application,
  found: Found,
): string {
  const desired = application.functions.find((one) => one.name === name);
  const current = found.function.get(name);
  if (desired === undefined || current === undefined || isReplaced(desired, current)) {
    return `raise ${kind}`;
  }
  if (kind === 'function')
    return raisesRate(desired, current) ? 'raise function' : 'lower function';
  // Without a reservation the number of instances is unlimited.
  const { reservedMb } = found.concurrency.get(name) ?? { reservedMb: Number.POSITIVE_INFINITY };
  const isFewer = desired.instancesMax * desired.memoryMb < reservedMb;
  return isFewer ? 'lower concurrency' : 'raise concurrency';
}

/** Such a function loses its reservation, which is created again after the function. */
function isReplaced({ runtime }: DesiredFunction, current: FoundFunction): boolean {
  return runtime !== current.runtime || current.status === 'CreateFailed';
}

/** The platform reserves memory and not instances, so less memory for each allows more of them. */
function raisesRate(desired: DesiredFunction, current: FoundFunction): boolean {
  return [...RATES].some(([name, fallback]) => {
    const after = Number(desired.environment[name] ?? fallback) / desired.memoryMb;
    return after > Number(current.environment[name] ?? fallback) / current.memoryMb;
  });
}

/** The variables for the rates of one instance, each with its default. */
const RATES: ReadonlyMap<string, string> = new Map([
  ['KMS_CALLS_PER_SECOND_MAX', SETTINGS.KMS_CALLS_PER_SECOND_MAX.fallback],
  ['TAG_CALLS_PER_SECOND_MAX', SETTINGS.TAG_CALLS_PER_SECOND_MAX.fallback],
]);
