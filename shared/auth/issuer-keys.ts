import type { JWSHeaderParameters } from 'jose';
import { JWKSNoMatchingKey } from 'jose/errors';
import { createLocalJWKSet } from 'jose/jwks/local';
import { within } from '../tenant-key/time.ts';
import { type AuthRuntime, IssuerUnavailable } from './caller.ts';

type KeySet = ReturnType<typeof createLocalJWKSet>;
type Key = Awaited<ReturnType<KeySet>>;

/**
 * Finds the key that a token says it is signed with, among those that its issuer publishes.
 *
 * @throws JOSEError when the issuer has no such key.
 * @throws IssuerUnavailable when it cannot be asked, and what it said last does not help.
 */
export type FindIssuerKey = (header: JWSHeaderParameters, deadlineMs: number) => Promise<Key>;

/** An issuer that turns keys over publishes the new ones earlier than that. */
const AGE_MS_MAX = 600_000;

/** No answer is waited for longer, however much time a request has. */
const ANSWER_MS_MAX = 3_000;

/** Between two questions: with keys to go by, so that invented names of keys hit nobody ... */
const COOL_DOWN_MS = 30_000;

/** ... and without any, when nobody can be let in before the next. */
const FIRST_COOL_DOWN_MS = 1_000;

/**
 * The keys of an issuer, asked for when they are first needed, when they are old, and when a token
 * names one that is not among them. While the issuer is away, what it said last goes on to hold.
 *
 * `createRemoteJWKSet` of jose has none of the last: it forgets old keys before it has new ones, asks
 * an issuer that is away at every token, and goes by clocks of its own.
 */
export function issuerKeys(
  url: URL,
  { clock, send }: Pick<AuthRuntime, 'clock' | 'send'>,
): FindIssuerKey {
  let known: { readonly find: KeySet; readonly askedMs: number } | undefined;
  let ended: { readonly atMs: number; readonly failure?: unknown } | undefined;
  let asking: Promise<void> | undefined;

  async function ask(): Promise<void> {
    const askedMs = clock.nowMs();
    try {
      known = { find: createLocalJWKSet(await fetchKeys(url, { clock, send })), askedMs };
      ended = { atMs: clock.nowMs() };
    } catch (failure) {
      ended = { atMs: clock.nowMs(), failure };
    }
    asking = undefined;
  }

  function isOld(): boolean {
    return known === undefined || clock.nowMs() - known.askedMs > AGE_MS_MAX;
  }

  function coolsForMs(): number {
    if (ended === undefined) return 0;
    const coolDownMs = known === undefined ? FIRST_COOL_DOWN_MS : COOL_DOWN_MS;
    return ended.atMs + coolDownMs - clock.nowMs();
  }

  /**
   * Asks unless it has just been done. All who wait meanwhile wait for the same answer.
   *
   * @returns whether what is known is what the issuer said last.
   */
  async function refresh(deadlineMs: number): Promise<boolean> {
    if (asking !== undefined || coolsForMs() <= 0) {
      asking ??= ask();
      const answer = asking.then(() => true);
      await within(deadlineMs - clock.nowMs(), clock, () => answer);
    }
    return asking === undefined && ended?.failure === undefined;
  }

  function unavailable(): IssuerUnavailable {
    const retryAfterMs = Math.max(coolsForMs(), FIRST_COOL_DOWN_MS);
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
      // It may be a new key, of which the issuer cannot tell at the moment.
      if (!(await refresh(deadlineMs))) throw unavailable();
      return keyOf(header);
    }
  };
}

/** A key takes less than a kilobyte. What is longer is not kept, nor looked through for each token. */
const ANSWER_LENGTH_MAX = 262_144;

type KeySetJson = Parameters<typeof createLocalJWKSet>[0];

/** Whoever answers in the issuer's place decides who is let in, so that no redirection is followed. */
async function fetchKeys(
  url: URL,
  { clock, send }: Pick<AuthRuntime, 'clock' | 'send'>,
): Promise<KeySetJson> {
  const answer = await within(ANSWER_MS_MAX, clock, async (signal) => {
    const headers = { accept: 'application/json, application/jwk-set+json' };
    const response = await send(url.href, { method: 'GET', headers, redirect: 'error', signal });
    return { status: response.status, text: await response.text() };
  });
  if (answer === undefined) throw new Error('the issuer did not answer in time');
  if (answer.status !== 200) throw new Error(`the issuer answered with status ${answer.status}`);
  if (answer.text.length > ANSWER_LENGTH_MAX)
    throw new Error('the response of the issuer is too large');
  return JSON.parse(answer.text);
}
