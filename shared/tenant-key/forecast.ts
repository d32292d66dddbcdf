import type { Tag } from './key.ts';
import type { KeyAlias } from './names.ts';

/** The keys that count in the region, and how many there may be; absent when KMS does not tell. */
type Quota = { readonly used?: number; readonly limit?: number };

/**
 * What plans foretell together: each request is planned as if those before it had been handled, so
 * that the plans of many hold when the requests are handled one after the other.
 */
export type Forecast = {
  /** The fingerprint of the key that an earlier plan leaves under the alias, with all of its tags. */
  readonly fingerprintAt: (alias: KeyAlias) => string | undefined;
  /** Those of the tags of which no earlier plan says that the account will know them. */
  readonly unheardOf: (tags: readonly Tag[]) => readonly Tag[];
  /** No key can be made; false when KMS does not tell. */
  readonly isFull: () => boolean;
  /** The keys after all plans so far; undefined when KMS does not tell. */
  readonly quota: () => { readonly limit: number; readonly usedAfter: number } | undefined;
  /** Takes up the key that a plan leaves, with all of its tags. */
  readonly add: (left: LeftKey) => void;
};

type LeftKey = {
  readonly alias: KeyAlias;
  readonly fingerprint: string;
  readonly tags: readonly Tag[];
  /** The plan makes the key; otherwise it is there already. */
  readonly isNew: boolean;
};

/** Begins a forecast with the keys that there are now. */
export function openForecast({ used, limit }: Quota): Forecast {
  const fingerprints = new Map<KeyAlias, string>();
  const heardOf = new Set<string>();
  let made = 0;

  const quota = () =>
    used === undefined || limit === undefined ? undefined : { limit, usedAfter: used + made };

  return {
    fingerprintAt: (alias) => fingerprints.get(alias),
    unheardOf: (tags) => tags.filter((tag) => !heardOf.has(textOf(tag))),
    isFull: () => {
      const { usedAfter = 0, limit: most = Number.POSITIVE_INFINITY } = quota() ?? {};
      return usedAfter >= most;
    },
    quota,
    add: ({ alias, fingerprint, tags, isNew }) => {
      fingerprints.set(alias, fingerprint);
      for (const tag of tags) heardOf.add(textOf(tag));
      if (isNew) made += 1;
    },
  };
}

/** No two tags have the same text. */
function textOf({ key, value }: Tag): string {
  return JSON.stringify([key, value]);
}
