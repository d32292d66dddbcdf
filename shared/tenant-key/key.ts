import type { KeyAlias } from './names.ts';

export type Tag = { readonly key: string; readonly value: string };

/**
 * The tags that CreateKey takes. It documents no limit: ten is that of the Tag service's calls. Tags
 * beyond are added when the key is there.
 */
export const CREATE_KEY_TAGS_MAX = 10;

export type KeyOrigin = 'TENCENT_KMS' | 'EXTERNAL';

export type KeySpec = {
  readonly alias: KeyAlias;
  /** Ends with our marker; at most 1,024 bytes of UTF-8. */
  readonly description: string;
  readonly keyUsage: string;
  readonly origin: KeyOrigin;
  readonly tags: readonly Tag[];
  readonly hsmClusterId?: string;
};

export type CreatedKey = {
  readonly keyId: string;
  /** When KMS made the key, in seconds since 1970. */
  readonly createTimeS: number;
  readonly keyState: string;
  /** KMS says that each tag of the spec is on the key (`TagCode` 0). */
  readonly tagged: boolean;
};

export type FoundKey = {
  readonly keyId: string;
  readonly alias: string;
  readonly createTimeS: number;
  readonly description: string;
  readonly keyState: string;
  readonly keyUsage: string;
  /** The vendor does not always say it. */
  readonly origin: string | undefined;
  readonly resourceId: string;
};

/** A key that is ready for its tenant. */
export type ReadyKey = {
  readonly keyId: string;
  readonly createTimeS: number;
  readonly keyState: string;
};
