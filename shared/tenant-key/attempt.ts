import { type ApiError, asApiError } from './api-error.ts';
import type { CircuitBreaker, Refusal } from './circuit-breaker.ts';
import { type EnsuredKey, type EnsureKey, ensureKey, ensureTags, recoverKey } from './ensure.ts';
import { TENANT_BLOCKED } from './failures/failure.ts';
import type { Attempt, FailedAttempt, Message, Outcome, Stage } from './message.ts';
import { type ParsedRequest, parseRequest } from './parse.ts';
import type { Ports } from './ports.ts';
import { identityOf, type KeyRequest } from './request.ts';
import { attemptUntilDecided, type RetryPolicy } from './retry.ts';
import type { ProvisioningSettings } from './settings.ts';
import { withinTenantLimit } from './tenant-limit.ts';

/**
 * Makes attempts at a message until an outcome is decided (see {@link attemptUntilDecided}). An attempt
 * calls the cloud and gives a value, which decides the outcome. The caller passes the outcome to
 * `settle`: until then nothing is published or parked.
 *
 * A failed call is a failed attempt and is not thrown; so is a defect of our own, with the code
 * `OwnFault`. No attempt starts when less than `attemptMsMin` would be left for it. While the circuit breaker is
 * open, a request that can be read is not attempted, or once and without retries if it is a trial. One of a tenant
 * that is blocked is never attempted, and the circuit breaker learns nothing from it.
 *
 * @param deadlineMs On the clock of the ports.
 * @param ensure How the key is obtained: `recoverKey` where a key is known, and in a redrive.
 */
export async function attemptMessage(
  message: Message,
  ports: Ports,
  settings: ProvisioningSettings,
  deadlineMs: number,
  ensure: EnsureKey = ensureFor(message),
): Promise<Outcome> {
  const parsed = readMessage(message);
  if (parsed.ok && ports.blocks.isBlocked(parsed.request.tenantId)) {
    return unattempted(message, parsed.request, BLOCKED);
  }
  const refusal = parsed.ok ? ports.breaker.admit(message) : undefined;
  if (parsed.ok && refusal !== undefined) return unattempted(message, parsed.request, refusal);
  const attempt = parsed.ok
    ? watched(attemptsAt(parsed.request, ports, settings, deadlineMs, ensure), ports)
    : async () => parsed.failed;
  const policyNow = () => policyWhile(ports.breaker, settings);
  const made = await attemptUntilDecided(attempt, ports, policyNow, message, deadlineMs);
  return made.kind === 'decided' ? made.outcome : { ...made, kind: 'provisioned' };
}

/** How the key of a message is obtained, if nothing else is known. */
export function ensureFor({ retry }: Message): EnsureKey {
  return retry?.keyId === undefined ? ensureKey : recoverKey(retry.keyId);
}

/** A caller who waits may learn of the end of a block within a minute. */
const BLOCKED: Refusal = { code: TENANT_BLOCKED, stage: 'create', delayMs: 60_000 };

/** The outcome while the circuit breaker is open, or the tenant is blocked. However old the message is, it has not failed again. */
function unattempted(
  { callerWaits }: Message,
  request: KeyRequest,
  { code, stage, delayMs }: Refusal,
): Outcome {
  const notTried = failed(request, stage, code, undefined);
  if (!callerWaits) return { kind: 'waiting', failed: notTried, attempts: 0 };
  return { kind: 'retry', failed: notTried, attempts: 0, delayMs, inPlace: false };
}

/** The same attempts, where the circuit breaker learns of those that fail. */
function watched(attempt: () => Promise<Attempt>, { breaker }: Ports): () => Promise<Attempt> {
  return async () => {
    const made = await attempt();
    if (made.kind === 'failed') breaker.fail(made);
    return made;
  };
}

/** In an outage, attempts in place would only add to it. */
function policyWhile({ openedBy }: CircuitBreaker, { retry }: ProvisioningSettings): RetryPolicy {
  return openedBy() === undefined ? retry : { ...retry, attemptsMax: 1 };
}

/** A message that was refused is not parsed: its text proves nothing, so it has no identity. */
function readMessage({ text, known, refused }: Message): ParsedRequest {
  if (refused === undefined) return parseRequest(text, known);
  const { code, detail } = refused;
  const problems = [{ pointer: '#', detail }];
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
  const limited = { ...ports, keys: withinTenantLimit(request, ports.keys, settings) };

  return async () => {
    let stage: Stage = 'create';
    try {
      ensured ??= await ensure(request, limited, settings, deadlineMs);
      if (ensured.kind === 'unusable') {
        const { code, keyId, problems = [], vendor } = ensured;
        return { ...failed(request, stage, code, keyId), problems, vendor };
      }
      stage = 'tag';
      await ensureTags(request, ensured, ports, deadlineMs);
      return { kind: 'ready', request, key: ensured.key, adopted: ensured.adopted };
    } catch (error) {
      const keyId = ensured?.kind === 'ready' ? ensured.key.keyId : undefined;
      const known = asApiError(error);
      return { ...failed(request, stage, known.code, keyId, known), vendor: ensured?.vendor };
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
