import type { ApiError } from '../../shared/tenant-key/api-error.ts';

/** What is told while something is deployed or destroyed, as it happens. */
export type DeployEvent =
  /** Once at the start, and again when what is there had to be read anew. */
  | {
      readonly kind: 'planned';
      readonly changes: readonly Change[];
      /** Sentences on what differs and is left as it is. */
      readonly warnings: readonly string[];
    }
  | { readonly kind: 'begun'; readonly change: Change }
  /** `calls`: how many the change took. */
  | { readonly kind: 'done'; readonly change: Change; readonly calls: number }
  /** The cloud refused it; what is there is read anew, as another deployment may have done it. */
  | { readonly kind: 'refused'; readonly change: Change; readonly error: ApiError }
  /** Only while destroying: what is there and stays. */
  | { readonly kind: 'kept'; readonly resource: ResourceId; readonly reason: string }
  /** What is there is now as it should be. `calls`: how many all of it took, reads included. */
  | { readonly kind: 'verified'; readonly calls: number };

export type DeployReporter = (event: DeployEvent) => void;

/** One thing that a deployment is to change. */
export type Change = {
  /** A function whose runtime changes is deleted and created anew: its URL changes with it. */
  readonly verb: 'create' | 'update' | 'replace' | 'delete';
  readonly resource: ResourceId;
  /** What differs; empty for whatever is deleted. */
  readonly fields: readonly FieldChange[];
};

export type ResourceId = { readonly kind: ResourceKind; readonly name: string };

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
