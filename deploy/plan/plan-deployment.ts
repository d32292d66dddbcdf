import type { Application } from '../application.ts';
import { type Change, RESOURCE_KINDS, type ResourceKind } from '../change.ts';
import type { Found, FoundOf } from '../found.ts';
import { fieldChanges } from '../resources/field-changes.ts';
import { isOurs } from '../resources/is-ours.ts';
import { RESOURCES } from '../resources/resources.ts';

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
      const isWanted = kind === 'topic' || RESOURCES[kind].desired(application).has(name);
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
    if (RESOURCES[kind].remove === undefined) return [];
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
  const { desired, foundFields, desiredFields, mustReplace } = RESOURCES[kind];
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
