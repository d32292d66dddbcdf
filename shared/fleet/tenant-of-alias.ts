import { validateKeyRequest } from '../tenant-key/generated/validate-key-request.js';

/** The tenant of an alias that a valid request could have; undefined for any other alias. */
export function tenantOfAlias(alias: string): string | undefined {
  const [tenantId, keyName, ...others] = alias.split('_');
  const request = { requestId: 'none', tenantId, keyName };
  return others.length === 0 && validateKeyRequest(request) ? tenantId : undefined;
}

/** Whether a tenant could be called so. */
export function isTenantId(text: string): boolean {
  return tenantOfAlias(`${text}_main`) === text;
}
