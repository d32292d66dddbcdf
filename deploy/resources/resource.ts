import type { Clock } from '../../shared/tenant-key/ports.ts';
import type { CallCloud } from '../calls/calls.ts';
import type {
  Application,
  DesiredFunction,
  DesiredTopic,
  DesiredTrigger,
} from '../state/application.ts';
import type { Change, FieldChange, ResourceKind } from '../state/change.ts';
import type { FoundOf } from '../state/found.ts';

/** All that is known of one kind of resource. */
export type ResourceHandler<Kind extends ResourceKind> = {
  /** What an application wants, by the names that a plan uses. */
  readonly desired: (application: Application) => ReadonlyMap<string, DesiredOf[Kind]>;
  /** What is there. Only reads. */
  readonly read: (
    names: ResourceNames,
    cloud: Cloud,
  ) => Promise<ReadonlyMap<string, FoundOf[Kind]>>;
  /** What is compared of what is there with `desired`. */
  readonly foundFields: (found: FoundOf[Kind], desired: DesiredOf[Kind]) => Fields;
  /** The same of what is wanted; `found` is undefined when it is not there. */
  readonly desiredFields: (desired: DesiredOf[Kind], found: FoundOf[Kind] | undefined) => Fields;
  /** The difference can only be made by deleting it and making it anew. */
  readonly mustReplace?: (fields: readonly FieldChange[]) => boolean;
  /** Creates, updates or replaces it. May be done again from the top. */
  readonly apply: (
    desired: DesiredOf[Kind],
    found: FoundOf[Kind] | undefined,
    change: Change,
    cloud: Cloud,
  ) => Promise<void>;
  /** Deletes it. Absent for what goes with its function. */
  readonly remove?: (name: string, found: FoundOf[Kind], cloud: Cloud) => Promise<void>;
};

/** The cloud, as the steps of one deployment see it. */
export type Cloud = {
  readonly call: CallCloud;
  readonly application: Application;
  readonly clock: Clock;
};

/** Whose resources are read: those of the file, and those that are ours and have left it. */
export type ResourceNames = {
  readonly functions: readonly string[];
  /** Of policies too, since each role has one of its own name. */
  readonly roles: readonly string[];
};

/** What an application wants of one resource of each kind. */
export type DesiredOf = {
  readonly topic: DesiredTopic;
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

/** Reads one thing after another name, all at once; names of which there is none are left out. */
export async function readEach<Found>(
  names: readonly string[],
  read: (name: string) => Promise<Found | undefined>,
): Promise<ReadonlyMap<string, Found>> {
  const rows = await Promise.all(names.map(async (name) => [name, await read(name)] as const));
  return new Map(rows.flatMap(([name, found]) => (found === undefined ? [] : [[name, found]])));
}

/** What of a resource is compared, by names that people read. */
export type Fields = ReadonlyMap<string, FieldValue>;

/** A text; or one that may be compared and not shown. */
export type FieldValue = string | { readonly secret: string };

/** What differs; a new resource has nothing before. Secrets are named, and never shown. */
export function fieldChanges(before: Fields, after: Fields): readonly FieldChange[] {
  const names = new Set([...after.keys(), ...before.keys()]);
  return [...names].flatMap((name) => {
    const [was, is] = [before.get(name), after.get(name)];
    if (textOf(was) === textOf(is)) return [];
    const hidden = is === undefined || was === undefined ? SECRET : ANOTHER_SECRET;
    return {
      name,
      ...(was === undefined ? {} : { before: shown(was, SECRET) }),
      ...(is === undefined ? {} : { after: shown(is, hidden) }),
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
