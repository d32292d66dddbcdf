/** Where the HTTP door takes requests for a tenant's keys, and lists them. */
export function keysPath(tenantId: string): string {
  return `/functions/accept-request/v1/tenants/${tenantId}/keys`;
}
