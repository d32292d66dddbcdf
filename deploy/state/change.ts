import type { ApiError } from '../../shared/tenant-key/api-error.ts';

/** One change that a deployment makes. */
export type Change = {
  /** `replace` deletes and creates again: a function whose runtime changes gets another URL. */
  readonly verb: 'create' | 'update' | 'replace' | 'delete';
  readonly resource: ResourceId;
  /** What differs; empty for a deletion. */
  readonly fields: readonly FieldChange[];
};

export type ResourceId = { readonly kind: ResourceKind; readonly name: string };

export type ResourceKind = (typeof RESOURCE_KINDS)[number];

/** In the order of their creation; they are deleted in the reverse order. */
export const RESOURCE_KINDS = [
  'authorization',
  'topic',
  'bucket',
  'policy',
  'role',
  'function',
  'concurrency',
  'async',
  'trigger',
] as const;

/** Values as they are printed: a secret is mentioned and never shown. */
export type FieldChange = {
  readonly name: string;
  readonly before?: string;
  readonly after?: string;
};

/** Receives the events of a deployment or destruction as they happen. */
export type DeployReporter = (event: DeployEvent) => void;

export type DeployEvent =
  /** Once at the start, and again each time the account had to be read again. */
  | {
      readonly kind: 'planned';
      readonly changes: readonly Change[];
      /** Sentences on differences that are not changed. */
      readonly warnings: readonly string[];
    }
  | { readonly kind: 'begun'; readonly change: Change }
  /** `calls`: how many calls the change took. */
  /** The function cannot assume its new role yet. `waitedMs`: how long this change will have waited. */
  | { readonly kind: 'waiting'; readonly change: Change; readonly waitedMs: number }
  | { readonly kind: 'done'; readonly change: Change; readonly calls: number }
  /** The cloud refused the change. The account is read again, as another deployment may have made it. */
  | { readonly kind: 'refused'; readonly change: Change; readonly error: ApiError }
  /** Only of a destruction: a resource that is not deleted. */
  | { readonly kind: 'kept'; readonly resource: ResourceId; readonly reason: string }
  /** The account matches the plan. `calls`: how many calls it all took, reads included. */
  | { readonly kind: 'verified'; readonly calls: number };
