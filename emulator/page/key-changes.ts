import type { ApiCall } from '../cloud/answer-call.ts';
import type { CloudMachine } from '../cloud/machine.ts';
import { isJsonObject, type JsonObject } from '../json/json.ts';
import type { Cmk } from '../state/kms.ts';
import type { KeyChange } from './wire.ts';

/** A key that a call names. */
export type KeyPlace = { readonly region: string; readonly keyId: string };

/** The keys that a call names by their ids, or by the names of resources. */
export function keysNamedBy({ params, region }: Pick<ApiCall, 'params' | 'region'>): KeyPlace[] {
  if (!isJsonObject(params)) return [];
  const ids = [...textsIn(params, 'KeyId'), ...textsIn(params, 'KeyIds')];
  const resources = [...textsIn(params, 'ResourceList'), ...textsIn(params, 'ResourceIds')];
  const { ResourceRegion = region } = params;
  return [
    ...ids.map((keyId) => ({ region, keyId })),
    ...resources.flatMap((resource) => {
      const { named = ResourceRegion, keyId } = RESOURCE.exec(resource)?.groups ?? {};
      return keyId === undefined || typeof named !== 'string' ? [] : [{ region: named, keyId }];
    }),
  ].slice(0, KEYS_MAX);
}

/** The most keys of one call whose changes are found. */
const KEYS_MAX = 100;

/** A resource in six segments, or the last one of them. */
const RESOURCE = /^(?:qcs::kms:(?<named>[^:]*):uin\/\d*:key\/)?creatorUin\/\d+\/(?<keyId>[^/:]+)$/;

function textsIn(params: JsonObject, name: string): readonly string[] {
  const value = Object.hasOwn(params, name) ? params[name] : undefined;
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.filter((each) => typeof each === 'string');
}

/** What is known of a key, each fact with its name; none when there is no such key. */
export type KeyFacts = ReadonlyMap<string, string>;

/** The facts of a key now. */
export function keyFacts(
  { keysIn, tagsOf }: Pick<CloudMachine, 'keysIn' | 'tagsOf'>,
  { region, keyId }: KeyPlace,
): KeyFacts {
  const key = keysIn(region).get(keyId);
  if (key === undefined) return NO_FACTS;
  const facts = new Map([
    ['state', key.state],
    ['alias', key.alias],
  ]);
  addRareFacts(facts, key);
  for (const { TagKey, TagValue } of tagsOf(region, keyId)) facts.set(`tag ${TagKey}`, TagValue);
  return facts;
}

const NO_FACTS: KeyFacts = new Map();

function addRareFacts(facts: Map<string, string>, key: Cmk): void {
  const { description, rotation, material } = key;
  if (description !== '') facts.set('description', description);
  if (rotation !== undefined) facts.set('rotation', `every ${rotation.days} days`);
  if (key.state === 'PendingDelete') facts.set('deletion', timeText(key.deletionDateS));
  if (material === undefined) return;
  const { validToS } = material;
  facts.set('material', validToS === 0 ? 'imported' : `imported until ${timeText(validToS)}`);
}

function timeText(timeS: number): string {
  return new Date(timeS * 1_000).toISOString();
}

/** What became of a key between two times. */
export function keyChanges(keyId: string, before: KeyFacts, after: KeyFacts): KeyChange[] {
  const gone = [...before.keys()].filter((field) => !after.has(field));
  return [...gone, ...after.keys()].flatMap((field) => {
    const [from, to] = [before.get(field), after.get(field)];
    if (from === to) return [];
    return { keyId, field, ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
  });
}
