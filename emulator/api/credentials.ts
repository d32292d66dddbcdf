import type { RandomSource } from './random-source.ts';

/** A pair of keys that may sign calls. */
export type Credential = {
  readonly secretId: string;
  readonly secretKey: string;
  /** Only temporary credentials have these three. */
  readonly role?: string;
  readonly token?: string;
  readonly expiresAtMs?: number;
};

export type TemporaryCredential = Required<Credential>;

export type Credentials = {
  /** The account's own credentials; they never expire. */
  readonly permanent: Credential;
  readonly find: (secretId: string) => Credential | undefined;
  /** Issues credentials as a function gets them from its role, valid for `lifetimeMs`. */
  readonly issue: (role: string, lifetimeMs: number) => TemporaryCredential;
};

/** Creates the credentials of the emulated account. Their lifetimes follow the clock `nowMs`. */
export function localCredentials(chance: RandomSource, nowMs: () => number): Credentials {
  const permanent = { secretId: `AKID${chance.newText(32)}`, secretKey: chance.newText(32) };
  const temporary = new Map<string, TemporaryCredential>();

  function issue(role: string, lifetimeMs: number): TemporaryCredential {
    // The map is in order of issue, so the loop can stop at the first one that is still remembered.
    for (const { secretId, expiresAtMs } of temporary.values()) {
      if (expiresAtMs >= nowMs() - REMEMBERED_MS) break;
      temporary.delete(secretId);
    }
    const credential = {
      role,
      secretId: `AKID${chance.newText(60)}`,
      secretKey: chance.newText(44),
      token: `${Buffer.from(role).toString('base64url')}.${chance.newText(96)}`,
      expiresAtMs: nowMs() + lifetimeMs,
    };
    temporary.set(credential.secretId, credential);
    return credential;
  }

  return {
    permanent,
    find: (secretId) => (secretId === permanent.secretId ? permanent : temporary.get(secretId)),
    issue,
  };
}

/** How long expired credentials are remembered, so that their use is answered with TokenFailure. */
const REMEMBERED_MS = 24 * 60 * 60 * 1_000;
