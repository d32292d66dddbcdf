import type { Clock } from '../../shared/tenant-key/ports.ts';
import type { CallCloud } from '../calls/calls.ts';
import type {
  Application,
  DesiredBucket,
  DesiredFunction,
  DesiredTopic,
  DesiredTrigger,
} from '../state/application.ts';
import type { Change, FieldChange, ResourceKind } from '../state/change.ts';
import type { FoundOf } from '../state/found.ts';

/** How one kind of resource is read, compared, changed and deleted. */
export type ResourceHandler<Kind extends ResourceKind> = {
  /** What an application declares, by the names in a plan. */
  readonly desired: (application: Application) => ReadonlyMap<string, DesiredOf[Kind]>;
  /** What exists in the account. Changes nothing. */
  readonly read: (
    names: ResourceNames,
    cloud: Cloud,
  ) => Promise<ReadonlyMap<string, FoundOf[Kind]>>;
  /** The fields of an existing resource that are compared with `desired`. */
  readonly foundFields: (found: FoundOf[Kind], desired: DesiredOf[Kind]) => Fields;
  /** The same fields as declared; `found` is undefined if the resource does not exist. */
  readonly desiredFields: (desired: DesiredOf[Kind], found: FoundOf[Kind] | undefined) => Fields;
  /** Whether the difference requires to delete the resource and create it again. */
  readonly mustReplace?: (fields: readonly FieldChange[]) => boolean;
  /** Creates, updates or replaces it. Idempotent. */
  readonly apply: (
    desired: DesiredOf[Kind],
    found: FoundOf[Kind] | undefined,
    change: Change,
    cloud: Cloud,
  ) => Promise<void>;
  /** Deletes it. Absent for what is deleted with its function. */
  readonly remove?: (name: string, found: FoundOf[Kind], cloud: Cloud) => Promise<void>;
};

/** What each step of a deployment needs. */
export type Cloud = {
  readonly call: CallCloud;
  readonly application: Application;
  readonly clock: Clock;
};

/** Which resources are read: those in the file, and ours that are no longer in it. */
export type ResourceNames = {
  readonly functions: readonly string[];
  /** Also the names of policies, since each role has a policy of its name. */
  readonly roles: readonly string[];
};

/** What an application declares of one resource, for each kind. */
export type DesiredOf = {
  readonly authorization: { readonly policy: string };
  readonly topic: DesiredTopic;
  readonly bucket: DesiredBucket;
  readonly policy: { readonly name: string; readonly document: string };
  readonly role: { readonly name: string; readonly trust: string; readonly policy: string };
  readonly function: DesiredFunction & { readonly app: string };
  readonly concurrency: { readonly functionName: string; readonly reservedMb: number };
  readonly async: {
    readonly functionName: string;
    readonly retriesMax: number;
    readonly ttlS: number;
  };
  readonly trigger: { readonly functionName: string; readonly trigger: DesiredTrigger };
};

/** Reads resources concurrently by their names, and leaves out those that do not exist. */
export async function readEach<Found>(
  names: readonly string[],
  read: (name: string) => Promise<Found | undefined>,
): Promise<ReadonlyMap<string, Found>> {
  const rows = await Promise.all(names.map(async (name) => [name, await read(name)] as const));
  return new Map(rows.flatMap(([name, found]) => (found === undefined ? [] : [[name, found]])));
}

/** The compared fields of a resource, by the names that a plan prints. */
export type Fields = ReadonlyMap<string, FieldValue>;

/** A string; or a secret, which is compared and never shown. */
export type FieldValue = string | { readonly secret: string };

/** The fields that differ. Those of a new resource have no value before. Secrets are not shown. */
export function fieldChanges(before: Fields, after: Fields): readonly FieldChange[] {
  const names = new Set([...after.keys(), ...before.keys()]);
  return [...names].flatMap((name) => {
    const [old, current] = [before.get(name), after.get(name)];
    if (textOf(old) === textOf(current)) return [];
    const hidden = current === undefined || old === undefined ? SECRET : ANOTHER_SECRET;
    return {
      name,
      ...(old === undefined ? {} : { before: shown(old, SECRET) }),
      ...(current === undefined ? {} : { after: shown(current, hidden) }),
    };
  });
}

const SECRET = '(secret)';
const ANOTHER_SECRET = '(another secret)';

function textOf(value: FieldValue | undefined): string | undefined {
  return typeof value === 'object' ? value.secret : value;
}

function shown(value: FieldValue, secret: string): string {
  return typeof value === 'object' ? secret : value;
}
