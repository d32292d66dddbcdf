import { type ApiError, asApiError } from './api-error.ts';
import { type EnsuredKey, type EnsureKey, ensureKey, ensureTags } from './ensure.ts';
import type { Attempt, FailedAttempt, Message, Outcome, Stage } from './message.ts';
import { type ParsedRequest, parseRequest } from './parse.ts';
import type { Ports } from './ports.ts';
import { identityOf, type KeyRequest } from './request.ts';
import { attemptUntilDecided } from './retry.ts';
import type { ProvisioningSettings } from './settings.ts';

/**
 * Makes attempts at a message until an outcome is decided (see {@link attemptUntilDecided}). An attempt
 * calls the cloud and gives a value, which decides the outcome. The caller passes the outcome to
 * `settle`: until then nothing is published or parked.
 *
 * A failed call is a failed attempt and is not thrown; so is a defect of our own, with the code
 * `OwnFault`. No attempt starts when less than `attemptMsMin` would be left for it.
 *
 * @param deadlineMs On the clock of the ports.
 * @param ensure How the key is obtained; `ensureKey` when left out, `recoverKey` in a redrive.
 */
export async function attemptMessage(
  message: Message,
  ports: Ports,
  settings: ProvisioningSettings,
  deadlineMs: number,
  ensure: EnsureKey = ensureKey,
): Promise<AttemptedMessage> {
  const parsed = readMessage(message);
  const attempt = parsed.ok
    ? attemptsAt(parsed.request, ports, settings, deadlineMs, ensure)
    : async () => parsed.failed;
  const { retry } = settings;
  const made = await attemptUntilDecided(attempt, ports, retry, message.callerWaits, deadlineMs);
  return made.kind === 'decided' ? made : { outcome: { ...made, kind: 'provisioned' } };
}

export type AttemptedMessage = {
  /** Neither published nor parked yet. */
  readonly outcome: Outcome;
  /** When the first attempt ended, of a message that is not provisioned. */
  readonly failingSinceMs?: number | undefined;
};

/** A message that was refused is not parsed: its text proves nothing, so it has no identity. */
function readMessage({ text, known, refused }: Message): ParsedRequest {
  if (refused === undefined) return parseRequest(text, known);
  const { code, detail } = refused;
  const problems = [{ pointer: '', detail }];
  const failed = { kind: 'failed', code, stage: 'parse', identity: undefined, problems } as const;
  return { ok: false, failed };
}

/**
 * Gives the function that makes attempts at one request. Each call of it is one attempt and ends by
 * the deadline. Once the key is ensured, later attempts go on with the tags.
 *
 * Nothing is thrown: a defect of our own is a failed attempt too, so that one message cannot stop the
 * others of its batch.
 */
export function attemptsAt(
  request: KeyRequest,
  ports: Ports,
  settings: ProvisioningSettings,
  deadlineMs: number,
  ensure: EnsureKey,
): () => Promise<Attempt> {
  let ensured: EnsuredKey | undefined;

  return async () => {
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
