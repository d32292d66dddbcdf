import { type ApiError, asApiError } from './api-error.ts';
import { type EnsuredKey, ensureKey } from './ensure-key.ts';
import { ensureTags } from './ensure-tags.ts';
import { identityOf, type KeyRequest } from './key-request.ts';
import type { Attempt, FailedAttempt, Stage } from './outcome.ts';
import type { Ports } from './ports.ts';
import type { ProvisioningSettings } from './settings.ts';

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
