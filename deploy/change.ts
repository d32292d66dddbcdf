/** One thing that a deployment is to change. */
export type Change = {
  /** A function whose runtime changes is deleted and created anew: its URL changes with it. */
  readonly verb: 'create' | 'update' | 'replace' | 'delete';
  readonly resource: Resource;
  /** What differs; empty for whatever is deleted. */
  readonly fields: readonly FieldChange[];
};

export type Resource = { readonly kind: ResourceKind; readonly name: string };

/** In the order in which they are created; they are deleted the other way round. */
export type ResourceKind = (typeof RESOURCE_KINDS)[number];

export const RESOURCE_KINDS = [
  'topic',
  'policy',
  'role',
  'function',
  'concurrency',
  'async',
  'trigger',
] as const;

/** Values as they are printed: secrets are named, never shown. */
export type FieldChange = {
  readonly name: string;
  readonly before?: string;
  readonly after?: string;
};
