import type { JWSHeaderParameters } from 'jose';
import { JWKSNoMatchingKey } from 'jose/errors';
import { createLocalJWKSet } from 'jose/jwks/local';
import { within } from '../tenant-key/time.ts';
import { type AuthRuntime, IssuerUnavailable } from './caller.ts';

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
  let known: { readonly find: KeySet; readonly startedMs: number } | undefined;
  let ended: { readonly atMs: number; readonly failure?: unknown } | undefined;
  let fetching: Promise<void> | undefined;

  async function load(): Promise<void> {
    const startedMs = clock.nowMs();
    try {
      known = { find: createLocalJWKSet(await fetchKeys(url, { clock, send })), startedMs };
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

  /**
   * Fetches the keys, unless that was done within the cool-down. Concurrent requests share one fetch.
   *
   * @returns whether the keys are those of the latest fetch.
   */
  async function refresh(deadlineMs: number): Promise<boolean> {
    if (fetching !== undefined || coolDownLeftMs() <= 0) {
      fetching ??= load();
      const answer = fetching.then(() => true);
      await within(deadlineMs - clock.nowMs(), clock, () => answer);
    }
    return fetching === undefined && ended?.failure === undefined;
  }

  function unavailable(): IssuerUnavailable {
    const retryAfterMs = Math.max(coolDownLeftMs(), FIRST_COOL_DOWN_MS);
    return new IssuerUnavailable(retryAfterMs, { cause: ended?.failure });
  }

  async function keyOf(header: JWSHeaderParameters): Promise<Key> {
    if (known === undefined) throw unavailable();
    return known.find(header);
  }

  return async (header, deadlineMs) => {
    if (isOld()) await refresh(deadlineMs);
    try {
      return await keyOf(header);
    } catch (error) {
      if (!(error instanceof JWKSNoMatchingKey)) throw error;
      // It may be a new key that the issuer cannot publish at the moment.
      if (!(await refresh(deadlineMs))) throw unavailable();
      return keyOf(header);
    }
  };
}

/**
 * Finds the key that a token names in its header among those of the issuer.
 *
 * @throws JOSEError if the issuer has no such key.
 * @throws IssuerUnavailable if the issuer is unavailable and the cached keys do not contain the key.
 */
export type FindIssuerKey = (header: JWSHeaderParameters, deadlineMs: number) => Promise<Key>;

type KeySet = ReturnType<typeof createLocalJWKSet>;

type Key = Awaited<ReturnType<KeySet>>;

/** The age at which cached keys are refreshed. Issuers publish new keys longer in advance. */
const AGE_MS_MAX = 600_000;

/** Between two fetches with keys in the cache, so that invented key names do not burden the issuer ... */
const COOL_DOWN_MS = 30_000;

/** ... and with none, when no caller can be authenticated before the next fetch. */
const FIRST_COOL_DOWN_MS = 1_000;

type KeySetJson = Parameters<typeof createLocalJWKSet>[0];

/** Redirects are not followed: their target could admit any caller. */
async function fetchKeys(
  url: URL,
  { clock, send }: Pick<AuthRuntime, 'clock' | 'send'>,
): Promise<KeySetJson> {
  const answer = await within(ANSWER_MS_MAX, clock, async (signal) => {
    const headers = { accept: 'application/json, application/jwk-set+json' };
    const limits = { redirect: 'error', bytesMax: ANSWER_LENGTH_MAX } as const;
    const response = await send(url.href, { method: 'GET', headers, ...limits, signal });
    return { status: response.status, text: await response.text() };
  });
  if (answer === undefined) throw new Error('the issuer did not answer in time');
  if (answer.status !== 200) throw new Error(`the issuer answered with status ${answer.status}`);
  if (answer.text.length > ANSWER_LENGTH_MAX)
    throw new Error('the response of the issuer is too large');
  return JSON.parse(answer.text);
}

/** The timeout of one fetch, however much time the request has. */
const ANSWER_MS_MAX = 3_000;

/** A key takes less than a kilobyte. A larger set would be searched for every token. */
const ANSWER_LENGTH_MAX = 262_144;
