import type { JsonObject } from '../tenant-key/json.ts';
import type { JwtSettings } from './auth-settings.ts';

/** Who sends a request, as far as it is proven and matters. */
export type Caller = {
  readonly mayActFor: (tenantId: string) => boolean;
};

/** A pipeline of the platform's own. */
export const SERVICE: Caller = { mayActFor: () => true };

/**
 * Reads from the claims of a proven token whom its bearer may act for: the tenant, or the array of
 * tenants, that one claim names to the letter; every tenant, if `scope` has the service's word. A
 * claim of any other form names nobody, and there are no wildcards.
 *
 * @see RFC 8693, section 4.2 (`scope` is one text with spaces; some issuers send an array instead)
 */
export function callerOf(
  claims: JsonObject,
  { tenantClaim, serviceScope }: Pick<JwtSettings, 'tenantClaim' | 'serviceScope'>,
): Caller {
  const { scope } = claims;
  const scopes = typeof scope === 'string' ? scope.split(' ') : wordsOf(scope);
  if (scopes.includes(serviceScope)) return SERVICE;
  const claim = Object.hasOwn(claims, tenantClaim) ? claims[tenantClaim] : undefined;
  const tenants = new Set(typeof claim === 'string' ? [claim] : wordsOf(claim));
  return { mayActFor: (tenantId) => tenants.has(tenantId) };
}

function wordsOf(value: unknown): readonly string[] {
  return Array.isArray(value) && value.every((word) => typeof word === 'string') ? value : [];
}
