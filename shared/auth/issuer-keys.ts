import type { JWSHeaderParameters } from 'jose';
import { JWKSNoMatchingKey } from 'jose/errors';
import { createLocalJWKSet } from 'jose/jwks/local';
import { within } from '../tenant-key/time.ts';
import { type AuthRuntime, IssuerUnavailable } from './caller.ts';
import { usableKeys } from './key-set.ts';

/**
 * The keys of an issuer. They are fetched when first needed, when they are old, and when a token names an
 * unknown key. While the issuer is unavailable, the cached keys stay valid.
 *
 * `createRemoteJWKSet` of jose does not suffice: it drops old keys before it has new ones, contacts an
 * unavailable issuer for every token, and has a clock of its own.
 */
export function issuerKeys(
  url: URL,
  { clock, send }: Pick<AuthRuntime, 'clock' | 'send'>,
): FindIssuerKey {
  let known: KnownKeys | undefined;
  let ended: { readonly atMs: number; readonly failure?: unknown } | undefined;
  let fetching: Promise<void> | undefined;

  async function load(): Promise<void> {
    const startedMs = clock.nowMs();
    try {
      const keySet = usableKeys(await fetchKeys(url, { clock, send }));
      const ids = new Set(keySet.keys.map(({ kid }) => kid));
      known = { find: createLocalJWKSet(keySet), ids, startedMs };
      ended = { atMs: clock.nowMs() };
    } catch (failure) {
      ended = { atMs: clock.nowMs(), failure };
    }
    fetching = undefined;
  }

  function isOld(): boolean {
    return known === undefined || clock.nowMs() - known.startedMs > AGE_MS_MAX;
  }

  function coolDownLeftMs(): number {
    if (ended === undefined) return 0;
    const coolDownMs = known === undefined ? FIRST_COOL_DOWN_MS : COOL_DOWN_MS;
    return ended.atMs + coolDownMs - clock.nowMs();
  }

  /** Fetches the keys, unless that was done within the cool-down. Concurrent requests share one fetch. */
  async function refresh(deadlineMs: number): Promise<void> {
    if (coolDownLeftMs() > 0) return;
    fetching ??= load();
    const answer = fetching.then(() => true);
    await within(deadlineMs - clock.nowMs(), clock, () => answer);
  }

  function unavailable(): IssuerUnavailable {
    const retryAfterMs = Math.max(coolDownLeftMs(), FIRST_COOL_DOWN_MS);
    const { failure: cause = new Error('the keys were fetched a moment ago') } = ended ?? {};
    return new IssuerUnavailable(retryAfterMs, { cause });
  }

  /** Undefined when no known key is the one of the header. */
  async function lookUp(header: JWSHeaderParameters): Promise<Key | undefined> {
    try {
      return await known?.find(header);
    } catch (error) {
      if (error instanceof JWKSNoMatchingKey) return undefined;
      throw error;
    }
  }

  return async (header, deadlineMs) => {
    const arrivedMs = clock.nowMs();
    if (isOld()) await refresh(deadlineMs);
    let key = await lookUp(header);
    if (key === undefined) {
      await refresh(deadlineMs);
      key = await lookUp(header);
    }
    if (key !== undefined) return key;
    // Keys that were fetched before prove nothing: the issuer may have published a new one since.
    if (known === undefined || (known.startedMs < arrivedMs && mayBeNew(header, known))) {
      throw unavailable();
    }
    throw new JWKSNoMatchingKey();
  };
}

/**
 * Finds the key that a token names in its header among those of the issuer.
 *
 * @throws JOSEError if the issuer has no such key.
 * @throws IssuerUnavailable if the cached keys do not contain the key, and could not be fetched since it was asked for:
 * the issuer is unavailable, or was asked within the cool-down.
 */
export type FindIssuerKey = (header: JWSHeaderParameters, deadlineMs: number) => Promise<Key>;

type KnownKeys = {
  readonly find: KeySet;
  readonly ids: ReadonlySet<unknown>;
  readonly startedMs: number;
};

/** A key with a known id is another one than the token needs, and an id is text. */
function mayBeNew({ kid }: JWSHeaderParameters, { ids }: KnownKeys): boolean {
  return kid === undefined || (typeof kid === 'string' && !ids.has(kid));
}

type KeySet = ReturnType<typeof createLocalJWKSet>;

type Key = Awaited<ReturnType<KeySet>>;

/** The age at which cached keys are refreshed. Issuers publish new keys longer in advance. */
const AGE_MS_MAX = 600_000;

/** Between two fetches with keys in the cache, so that invented key names do not burden the issuer ... */
const COOL_DOWN_MS = 30_000;

/** ... and with none, when no caller can be authenticated before the next fetch. */
const FIRST_COOL_DOWN_MS = 1_000;

/** The rule for outbound requests holds: the target of a redirect could admit any caller. */
async function fetchKeys(
  url: URL,
  { clock, send }: Pick<AuthRuntime, 'clock' | 'send'>,
): Promise<unknown> {
  const answer = await within(ANSWER_MS_MAX, clock, async (signal) => {
    const headers = { accept: 'application/json, application/jwk-set+json' };
    const limits = { bytesMax: ANSWER_BYTES_MAX, signal };
    const response = await send(url.href, { method: 'GET', headers, ...limits });
    return { status: response.status, text: await response.text() };
  });
  if (answer === undefined) throw new Error('the issuer did not answer in time');
  if (answer.status !== 200) throw new Error(`the issuer answered with status ${answer.status}`);
  return JSON.parse(answer.text);
}

/** The timeout of one fetch, however much time the request has. */
const ANSWER_MS_MAX = 3_000;

/** A key takes less than a kilobyte, and a chain of certificates beside it a few. */
const ANSWER_BYTES_MAX = 1_048_576;
