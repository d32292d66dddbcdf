import { isSettingName, SETTINGS, type SettingName } from '../../shared/settings.ts';
import { type FieldType, listOf, mapping, named, PART, text, unknownName } from './fields.ts';
import type { Place, Problems } from './problems.ts';
import type { Part } from './yaml.ts';

/** The environment variables that the declaration gives to functions. */
export type Variables = {
  readonly values: ReadonlyMap<string, string>;
  /** The variables whose values are not known, as there is a problem with each. */
  readonly unknown: ReadonlySet<string>;
  /** Where each variable is, even one that is empty. */
  readonly places: ReadonlyMap<string, Place>;
};

export const NO_VARIABLES: Variables = {
  values: new Map(),
  unknown: new Set(),
  places: new Map(),
};

const ENTRIES = listOf(mapping({ key: text(/^/, 'a name'), value: PART }));

/** `environments`, a list of `key` and `value`: the variables that every function gets. */
export const SHARED_VARIABLES: FieldType<Variables> = {
  schema: { $ref: '#/definitions/environments' },
  parse: (part, problems) => {
    const entries = ENTRIES.parse(part, problems).map(([entry, place]) => {
      const { key = '', value = { ...place, kind: 'unknown' } as const } = entry ?? {};
      return [key, value] as const;
    });
    return variablesOf(entries, problems);
  },
};

const OWN = mapping({ variables: named(PART) });

/** The `environment` of one function, which has its `variables` by name. */
export const OWN_VARIABLES: FieldType<Variables> = {
  schema: { $ref: '#/definitions/environment' },
  parse: (part, problems) => {
    const { variables = [] } = OWN.parse(part, problems);
    return variablesOf(
      variables.map(([name, , value]) => [name, value] as const),
      problems,
    );
  },
};

/** The variables of one function: those of all functions, and its own. */
export function mergedVariables(shared: Variables, own: Variables, problems: Problems): Variables {
  for (const [name, place] of own.places) {
    if (shared.values.has(name)) problems.add(place, 'is already set for all functions');
  }
  return {
    values: new Map([...shared.values, ...own.values]),
    unknown: new Set([...shared.unknown, ...own.unknown]),
    places: new Map([...shared.places, ...own.places]),
  };
}

/** Leaves out variables with an empty value, which the platform does not accept. */
function variablesOf(entries: readonly (readonly [string, Part])[], problems: Problems): Variables {
  const values = new Map<string, string>();
  const unknown = new Set<string>();
  const places = new Map<string, Place>();
  for (const [name, part] of entries) {
    try {
      checkName(name, places);
      if (part.kind === 'unknown') unknown.add(name);
      else values.set(name, checkedValue(part));
    } catch (cause) {
      problems.add(part, (cause as Error).message);
      unknown.add(name);
    }
    places.set(name, part);
  }
  return { values: new Map([...values].filter(([, value]) => value !== '')), unknown, places };
}

/** @see https://cloud.tencent.com/document/product/583/30228 (names of variables) */
function checkName(name: string, seen: ReadonlyMap<string, Place>): void {
  if (seen.has(name)) throw new Error('is set twice');
  if (/^(?:SCF_|QCLOUD_|TENCENTCLOUD_)/.test(name)) {
    throw new Error('has a name that the platform reserves');
  }
  if (!/^[A-Za-z][A-Za-z0-9_]{0,63}$/.test(name)) {
    throw new Error('must have a name of letters, digits and _, with a letter first');
  }
  const source = DERIVED_FROM.get(name);
  if (source !== undefined) throw new Error(`is derived from ${source}: remove it`);
  if (!isSettingName(name))
    throw new Error(unknownName(name, Object.keys(SETTINGS), SETTINGS_PAGE));
}

const SETTINGS_PAGE = 'no function reads it: see docs/configuration.md';

/** The settings that say how much of the account's rate an instance may ever use. */
export const RATE_OF = {
  KMS_CALLS_PER_SECOND_MAX: 'kmsCallsPerSecondMax',
  TAG_CALLS_PER_SECOND_MAX: 'tagCallsPerSecondMax',
} as const;

/** The settings that the file does not have, since what they follow from is in it. */
export const DERIVED_FROM: ReadonlyMap<string, string> = new Map<SettingName, string>([
  ['ENVIRONMENT', 'name'],
  ['KMS_CALLS_PER_SECOND_MAX', RATE_OF.KMS_CALLS_PER_SECOND_MAX],
  ['TAG_CALLS_PER_SECOND_MAX', RATE_OF.TAG_CALLS_PER_SECOND_MAX],
  [
    'QUEUE_CALLS_PER_SECOND_MAX',
    'instancesMax and kmsCallsPerSecondMax of the functions with a ckafka trigger',
  ],
]);

/**
 * The vendor documents one place where the platform passes variables as `NAME=value;NAME=value`, so a
 * value may contain neither separator. Whether the platform really splits there is unverified.
 */
function checkedValue(part: Part): string {
  if (part.kind !== 'scalar') throw new Error('must be a string');
  if (typeof part.value === 'boolean' || part.value === null) {
    throw new Error("must be a string: quote it, or write '' for none");
  }
  const value = String(part.value);
  if (/[;=]/.test(value)) {
    throw new Error('must not contain ; or =, where the platform may split it');
  }
  if (/\p{Cc}/u.test(value)) throw new Error('must not contain control characters');
  return value;
}
