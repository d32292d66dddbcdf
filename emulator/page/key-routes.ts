import type { CloudMachine } from '../cloud/machine.ts';
import { json, type Route, type RouteResult, refusal } from '../http/route.ts';
import type { Cmk } from '../state/kms.ts';
import { parseQuery } from './query.ts';
import type { RecordedCall, RecordedCalls } from './recorded-calls.ts';
import { KEY_STATES, type KeyDetail, type KeyPage, type KeyRow } from './wire.ts';

type KeyRoutesOptions = {
  readonly machine: Pick<CloudMachine, 'keysIn' | 'keysWithTag' | 'tagsOf'>;
  readonly region: string;
  readonly calls: Pick<RecordedCalls, 'list'>;
};

/** The keys of the region: a page of them, and one of them with what was done to it. */
export function keyRoutes(options: KeyRoutesOptions): readonly Route[] {
  const path = '/page/keys';
  return [
    { method: 'GET', path, handle: ({ query }) => listedKeys(query, options) },
    { method: 'GET', path: `${path}/:name`, handle: ({ name }) => describedKey(name, options) },
  ];
}

/** Only the keys of the page become rows, since there may be a hundred thousand. */
function listedKeys(query: URLSearchParams, options: KeyRoutesOptions): RouteResult {
  const { machine, region } = options;
  const parsed = parseQuery(query, {
    search: 'text',
    state: STATES,
    skip: { fallback: 0, max: Number.MAX_SAFE_INTEGER },
    size: { fallback: 100, max: 1_000 },
  });
  if (!parsed.ok) return refusal(parsed.problem);
  const { search, state, skip, size } = parsed.value;
  const all = [...machine.keysIn(region).values()];
  const isFound = keySearch(search.trim().toLowerCase(), options);
  const isAll = state === '' && search === '';
  const found = isAll
    ? all
    : all.filter((key) => (state === '' || key.state === state) && isFound(key));
  const end = Math.max(0, found.length - skip);
  const page = found.slice(Math.max(0, end - size), end).reverse();
  return json({
    total: all.length,
    matching: found.length,
    keys: page.map((key) => rowOf(key, options)),
  } satisfies KeyPage);
}

const STATES: readonly Cmk['state'][] = KEY_STATES;

/** Finds a text in the alias, the id, and the tags as `name:value`, in capitals or not. */
function keySearch(text: string, { machine, region }: KeyRoutesOptions): (key: Cmk) => boolean {
  if (text === '') return () => true;
  const tagged = machine.keysWithTag(region, ({ TagKey, TagValue }) =>
    `${TagKey}:${TagValue}`.toLowerCase().includes(text),
  );
  return ({ id, alias }) =>
    alias.toLowerCase().includes(text) || id.includes(text) || tagged.has(id);
}

function rowOf(key: Cmk, { machine, region }: KeyRoutesOptions): KeyRow {
  const { id, alias, state, keyUsage, origin, createTimeMs, rotation } = key;
  return {
    ...{ keyId: id, alias, state, keyUsage, origin, createTimeMs },
    ...(rotation && { rotationDays: rotation.days }),
    tags: machine.tagsOf(region, id).map(({ TagKey, TagValue }) => [TagKey, TagValue]),
  };
}

function describedKey(name: string, options: KeyRoutesOptions): RouteResult {
  const { machine, region, calls } = options;
  const key = machine.keysIn(region).get(name);
  if (key === undefined) {
    return refusal(`There is no key ${JSON.stringify(name)} in ${region}.`, 404);
  }
  const { description, state, deletionDateS } = key;
  const history = calls.list().filter((call) => concerns(call, key));
  return json({
    ...rowOf(key, options),
    description,
    ...(state === 'PendingDelete' && { deletionAtMs: deletionDateS * 1_000 }),
    history: history.map(({ row, changes }) => ({
      ...row,
      changes: changes.filter(({ keyId }) => keyId === key.id),
    })),
  } satisfies KeyDetail);
}

/** A call that names the key, made it, or asked for its alias. */
function concerns({ keyIds, params }: RecordedCall, { id, alias }: Cmk): boolean {
  return keyIds.includes(id) || params.Alias === alias || params.SearchKeyAlias === alias;
}
