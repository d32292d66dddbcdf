import { type ApiError, asApiError } from './api-error.ts';
import { adopt, type EnsuredKey, ensureKey, ensureTags } from './ensure.ts';
import { aliasOf } from './key.ts';
import type { Attempt, FailedAttempt, Message, Outcome, Stage } from './message.ts';
import { type ParsedRequest, parseRequest } from './parse.ts';
import type { Ports } from './ports.ts';
import { identityOf, type KeyRequest } from './request.ts';
import { decide, type ProvisioningSettings } from './retry.ts';

export type AttemptedMessage = {
  /** Not made known to anybody yet. */
  readonly outcome: Outcome;
  /** When the first of its attempts failed; undefined when none did. */
  readonly failingSinceMs: number | undefined;
};

/** Makes attempts at a message until it is decided what becomes of it, at the latest by the deadline. */
export async function attemptMessage(
  message: Message,
  ports: Ports,
  settings: ProvisioningSettings,
  deadlineMs: number,
  ensure?: EnsureKey,
): Promise<AttemptedMessage> {
  const { clock, random } = ports;
  const parsed = readMessage(message);
  const attempt: (deadlineMs: number) => Promise<Attempt> = parsed.ok
    ? attemptsAt(parsed.request, ports, settings, ensure)
    : async () => parsed.failed;

  let failingSinceMs: number | undefined;
  for (let attempts = 1; ; attempts += 1) {
    const made = await attempt(deadlineMs);
    if (made.kind === 'failed') failingSinceMs ??= clock.nowMs();
    const circumstances = {
      attempts,
      timeLeftMs: deadlineMs - clock.nowMs(),
      jitter: random(),
      callerWaits: message.callerWaits,
    };
    const outcome = decide(made, circumstances, settings.retry);
    if (outcome.kind !== 'retry' || !outcome.inPlace) return { outcome, failingSinceMs };
    await clock.sleep(outcome.delayMs);
  }
}

/** Nothing of a message that its door refused is read: it names nobody, whatever it says. */
function readMessage({ text, refused }: Message): ParsedRequest {
  if (refused === undefined) return parseRequest(text);
  const { code, detail } = refused;
  const problems = [{ pointer: '', detail }];
  const failed = { kind: 'failed', code, stage: 'parse', identity: undefined, problems } as const;
  return { ok: false, failed };
}

/**
 * How the key of a parked request is come by when the request is sent in again: it is looked for
 * before any is made, so that a redrive whose key is there makes no changing call for it.
 *
 * A key that holds the alias is adopted as {@link adopt} says, also when it is not the known one: the
 * proof is in its marker, not in its id.
 *
 * @param knownKeyId The id of the key that was made for the request, if one was. No key is made then,
 * as what is left to do is tags or an announcement: a missing key is the failure `KeyGone`, with this
 * id. A search that throws `ApiError` does not carry the id: whoever parks the request again keeps it.
 */
export function recoverKey(knownKeyId: string | undefined): EnsureKey {
  return async (request, ports, settings, deadlineMs) => {
    const alias = aliasOf(request.tenantId, request.keyName);
    const found = await ports.keys.findKey(alias, deadlineMs);
    if (found !== undefined) return adopt(found, request, settings);
    if (knownKeyId === undefined) return ensureKey(request, ports, settings, deadlineMs);
    return { kind: 'unusable', code: 'KeyGone', keyId: knownKeyId };
  };
}

/** How an attempt comes by the request's key; see {@link ensureKey}. */
export type EnsureKey = typeof ensureKey;

/**
 * Makes attempts at one request: each call is one attempt, and ends by its deadline. A key that one
 * attempt has ensured is remembered, so that the next one goes on with the tags.
 *
 * A fault of our own is an attempt that failed too: one message must not stop the others with it.
 */
export function attemptsAt(
  request: KeyRequest,
  ports: Ports,
  settings: ProvisioningSettings,
  ensure: EnsureKey = ensureKey,
): (deadlineMs: number) => Promise<Attempt> {
  let ensured: EnsuredKey | undefined;

  return async (deadlineMs) => {
    let stage: Stage = 'create';
    try {
      ensured ??= await ensure(request, ports, settings, deadlineMs);
      if (ensured.kind === 'unusable') return failed(request, stage, ensured.code, ensured.keyId);
      stage = 'tag';
      await ensureTags(request, ensured, ports, deadlineMs);
      return { kind: 'ready', request, key: ensured.key, adopted: ensured.adopted };
    } catch (error) {
      const keyId = ensured?.kind === 'ready' ? ensured.key.keyId : undefined;
      const known = asApiError(error);
      return failed(request, stage, known.code, keyId, known);
    }
  };
}

function failed(
  request: KeyRequest,
  stage: Stage,
  code: string,
  keyId: string | undefined,
  error?: ApiError,
): FailedAttempt {
  const identity = identityOf(request);
  return { kind: 'failed', code, stage, identity, problems: [], keyId, error };
}
