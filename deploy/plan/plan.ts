import { isOurs } from '../resources/ownership.ts';
import { fieldChanges } from '../resources/resource-handler.ts';
import { RESOURCE_HANDLERS } from '../resources/resources.ts';
import type { Application } from '../state/application.ts';
import { type Change, RESOURCE_KINDS, type ResourceKind } from '../state/change.ts';
import type { Found, FoundOf, TriggerLogin } from '../state/found.ts';

/**
 * The changes that bring the account to what the file declares: first what is created and changed, in
 * the order of kinds and of the file, then what is deleted, in the reverse order of kinds. Pure.
 *
 * Topics are never deleted here, as they may hold unread messages.
 */
export function planDeployment(application: Application, read: Found): readonly Change[] {
  const found = withLogins(application, read);
  const replaced = new Set(
    changesOfKind('function', application, found).flatMap(({ verb, resource }) =>
      verb === 'replace' ? [resource.name] : [],
    ),
  );
  const remaining = withoutParts(found, replaced);
  return [
    ...RESOURCE_KINDS.flatMap((kind) => changesOfKind(kind, application, remaining)),
    ...planRemoval(remaining, (kind, name) => {
      const isDesired = kind === 'topic' || RESOURCE_HANDLERS[kind].desired(application).has(name);
      return !isDesired && isOurs(kind, name, remaining, application);
    }),
  ];
}

/**
 * A cloud may not return the user with which a trigger reads its topic. A deployment that changes the function's
 * user replaces the trigger first (`orderChanges`): so if the function has another one than declared, the
 * trigger has that one too.
 */
function withLogins({ functions }: Application, found: Found): Found {
  const trigger = [...found.trigger].map(([name, row]) => {
    const before = loginOf(found.function.get(row.functionName)?.environment);
    const after = loginOf(functions.find((each) => each.name === row.functionName)?.environment);
    const isSame = before.user === after.user && before.password === after.password;
    return [name, isSame ? row : { ...row, otherLogin: before }] as const;
  });
  return { ...found, trigger: new Map(trigger) };
}

function loginOf(environment: Readonly<Record<string, string>> = {}): Partial<TriggerLogin> {
  const { TOPICS_USER: user, TOPICS_PASSWORD: password } = environment;
  return user === undefined || password === undefined ? {} : { user, password };
}

/** A function that is deleted and created again loses these parts, which must be created again too. */
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

function changesOfKind<Kind extends ResourceKind>(
  kind: Kind,
  application: Application,
  found: Found,
): readonly Change[] {
  const { desired, foundFields, desiredFields, mustReplace } = RESOURCE_HANDLERS[kind];
  const rows: ReadonlyMap<string, FoundOf[Kind]> = found[kind];
  return [...desired(application)].flatMap(([name, declared]): readonly Change[] => {
    const row = rows.get(name);
    const before = row === undefined ? new Map() : foundFields(row, declared);
    const fields = fieldChanges(before, desiredFields(declared, row));
    const resource = { kind, name };
    if (row === undefined) return [{ verb: 'create', resource, fields }];
    if (fields.length === 0) return [];
    return [{ verb: mustReplace?.(fields) === true ? 'replace' : 'update', resource, fields }];
  });
}

/** The deletions of what `isRemoved` selects, in the order in which they are printed. Pure. */
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

/** The function that a resource belongs to, by its name: a function's name contains no slash. */
export function functionOf(resourceName: string): string {
  return resourceName.replace(/\/.*/s, '');
}
