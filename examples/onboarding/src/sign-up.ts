import type { TenantKeys } from 'tenant-keys-client';
import {
  isTransientError,
  NotProvisionedError,
  ProblemError,
  StillWaitingError,
} from 'tenant-keys-client/errors';
import type { Tenant, Tenants } from './tenants.ts';

/** Every tenant has one key of this name. */
export const KEY_NAME = 'main';

/** How long a visitor waits for the key. After that, the event about it completes the sign-up. */
const PATIENCE_MS = 5_000;

/**
 * Signs a company up: stores the tenant, requests its key, and stores the key's id. The tenant is stored first, so
 * that the event about its key finds it, and so that a sign-up that was interrupted is completed by the next one.
 *
 * Rejects with `ProblemError` or `NotProvisionedError` when there will be no key, and with what else keeps it from one,
 * such as a token that has expired. The tenant is `failed` in the first case alone.
 */
export async function signUp(
  tenants: Tenants,
  keys: TenantKeys,
  id: string,
  company: string,
): Promise<Tenant | undefined> {
  await tenants.add(id, company);
  try {
    const { keyId } = await keys.ensureKey(id, { keyName: KEY_NAME }, { timeoutMs: PATIENCE_MS });
    await tenants.activate(id, keyId);
  } catch (error) {
    if (isRefusal(error)) await tenants.fail(id, error.message);
    if (!comesLater(error)) throw error;
  }
  return tenants.find(id);
}

/** Whether it is the request that must change. Of any other failure the visitor can know nothing. */
export function isRefusal(error: unknown): error is ProblemError | NotProvisionedError {
  if (error instanceof NotProvisionedError) return error.status.status === 'rejected';
  return error instanceof ProblemError && (error.status === 409 || error.status === 422);
}

/** Whether the key may come without another sign-up. For a request that is parked, an operator decides. */
function comesLater(error: unknown): boolean {
  const isParked = error instanceof NotProvisionedError && error.status.status === 'parked';
  return isParked || error instanceof StillWaitingError || isTransientError(error);
}
