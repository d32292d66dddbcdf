/** Tags of the account. Tag pairs belong to the account, not to a region. */
export type TagState = {
  /** The pairs that exist in the account: values by tag key. */
  readonly pairs: Map<string, Set<string>>;
  /** By the resource's full name, then by tag key. */
  readonly resources: Map<string, ResourceTags>;
};

type ResourceTags = Map<string, { readonly value: string; readonly setAtMs: number }>;

/** A tag as the vendor's calls write it. */
export type TagPair = { readonly TagKey: string; readonly TagValue: string };

export function emptyTagState(): TagState {
  return { pairs: new Map(), resources: new Map() };
}

export function knowsPair(state: TagState, { TagKey, TagValue }: TagPair): boolean {
  return state.pairs.get(TagKey)?.has(TagValue) ?? false;
}

export function addPair(state: TagState, { TagKey, TagValue }: TagPair): void {
  const values = state.pairs.get(TagKey) ?? new Set();
  state.pairs.set(TagKey, values.add(TagValue));
}

/**
 * Attaches tags to a resource, and adds their pairs to the account. An existing tag gets the new
 * value; an unchanged tag keeps its age.
 */
export function attachTags(
  state: TagState,
  resource: string,
  tags: readonly TagPair[],
  nowMs: number,
): void {
  const attached: ResourceTags = state.resources.get(resource) ?? new Map();
  for (const tag of tags) {
    addPair(state, tag);
    const { TagKey, TagValue } = tag;
    if (attached.get(TagKey)?.value === TagValue) continue;
    attached.set(TagKey, { value: TagValue, setAtMs: nowMs });
  }
  if (attached.size > 0) state.resources.set(resource, attached);
}

/** Detaches tags from a resource; it is not an error if the resource does not have them. */
export function detachTags(state: TagState, resource: string, tagKeys: readonly string[]): void {
  const attached = state.resources.get(resource);
  if (attached === undefined) return;
  for (const tagKey of tagKeys) attached.delete(tagKey);
  if (attached.size === 0) state.resources.delete(resource);
}

/** The tags of a resource that answers show: all except those younger than `staleMs`. */
export function visibleTags(
  state: TagState,
  resource: string,
  nowMs: number,
  staleMs: number,
): readonly TagPair[] {
  return [...(state.resources.get(resource) ?? [])]
    .filter(([, { setAtMs }]) => nowMs - setAtMs >= staleMs)
    .map(([TagKey, { value }]) => ({ TagKey, TagValue: value }));
}

/** The names of the resources with a tag that matches. Most searches match no pair, and end there. */
export function resourcesWithTag(
  { pairs, resources }: TagState,
  matches: (tag: TagPair) => boolean,
): readonly string[] {
  const found = new Map<string, ReadonlySet<string>>();
  for (const [TagKey, values] of pairs) {
    const matching = [...values].filter((TagValue) => matches({ TagKey, TagValue }));
    if (matching.length > 0) found.set(TagKey, new Set(matching));
  }
  if (found.size === 0) return [];
  const names: string[] = [];
  for (const [name, tags] of resources) if (hasPair(tags, found)) names.push(name);
  return names;
}

function hasPair(tags: ResourceTags, pairs: ReadonlyMap<string, ReadonlySet<string>>): boolean {
  for (const [tagKey, values] of pairs) {
    const tag = tags.get(tagKey);
    if (tag !== undefined && values.has(tag.value)) return true;
  }
  return false;
}

/** A tag key and its allowed values; an empty list allows any value. */
export type TagFilter = { readonly TagKey: string; readonly TagValue?: readonly string[] };

/** Whether the tags satisfy all filters. */
export function hasTags(tags: readonly TagPair[], filters: readonly TagFilter[]): boolean {
  return filters.every(({ TagKey, TagValue = [] }) =>
    tags.some(
      (tag) => tag.TagKey === TagKey && (TagValue.length === 0 || TagValue.includes(tag.TagValue)),
    ),
  );
}
