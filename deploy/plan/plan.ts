import { FUNCTION_SETTINGS } from '../../shared/settings.ts';
import { isOurs } from '../resources/ownership.ts';
import { fieldChanges } from '../resources/resource.ts';
import { RESOURCE_HANDLERS } from '../resources/resources.ts';
import type { Application, DesiredFunction } from '../state/application.ts';
import { type Change, RESOURCE_KINDS, type ResourceKind } from '../state/change.ts';
import type { Found, FoundFunction, FoundOf } from '../state/found.ts';

/**
 * What is to be changed so that what is there is as the file says: what is created and changed, in the
 * order of kinds and of the file, and then what is deleted, the other way round. Pure.
 *
 * Topics are never deleted here, as messages may be in them that nobody has read.
 */
export function planDeployment(application: Application, found: Found): readonly Change[] {
  const gone = new Set(
    wantedOf('function', application, found).flatMap(({ verb, resource }) =>
      verb === 'replace' ? [resource.name] : [],
    ),
  );
  const there = withoutParts(found, gone);
  return [
    ...RESOURCE_KINDS.flatMap((kind) => wantedOf(kind, application, there)),
    ...planRemoval(there, (kind, name) => {
      const isWanted = kind === 'topic' || RESOURCE_HANDLERS[kind].desired(application).has(name);
      return !isWanted && isOurs(kind, name, there, application);
    }),
  ];
}

/** What is there and is to go, in the order in which it is shown. Pure. */
export function planRemoval(
  found: Found,
  isRemoved: (kind: ResourceKind, name: string) => boolean,
): readonly Change[] {
  return [...RESOURCE_KINDS].reverse().flatMap((kind) => {
    if (RESOURCE_HANDLERS[kind].remove === undefined) return [];
    const names = [...found[kind].keys()].filter((name) => isRemoved(kind, name)).sort();
    return names.map((name): Change => ({ verb: 'delete', resource: { kind, name }, fields: [] }));
  });
}

/** What goes with a function that is made anew has to be made anew too. */
function withoutParts(found: Found, functionNames: ReadonlySet<string>): Found {
  const rest = <Row>(rows: ReadonlyMap<string, Row>) =>
    new Map([...rows].filter(([name]) => !functionNames.has(functionOf(name))));
  const { concurrency, async, trigger } = found;
  return {
    ...found,
    concurrency: rest(concurrency),
    async: rest(async),
    trigger: rest(trigger),
  };
}

/** The function that a name begins with; a function's name has no slash. */
export function functionOf(resourceName: string): string {
  return resourceName.replace(/\/.*/s, '');
}

function wantedOf<Kind extends ResourceKind>(
  kind: Kind,
  application: Application,
  found: Found,
): readonly Change[] {
  const { desired, foundFields, desiredFields, mustReplace } = RESOURCE_HANDLERS[kind];
  const there: ReadonlyMap<string, FoundOf[Kind]> = found[kind];
  return [...desired(application)].flatMap(([name, wanted]): readonly Change[] => {
    const one = there.get(name);
    const before = one === undefined ? new Map() : foundFields(one, wanted);
    const fields = fieldChanges(before, desiredFields(wanted, one));
    const resource = { kind, name };
    if (one === undefined) return [{ verb: 'create', resource, fields }];
    if (fields.length === 0) return [];
    return [{ verb: mustReplace?.(fields) === true ? 'replace' : 'update', resource, fields }];
  });
}

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
export function orderChanges(
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
