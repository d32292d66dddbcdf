/**
 * The environment variables that the functions read. Of a deployed function these are ours: they are
 * set and removed as the file says. Any other was set by somebody else, and stays.
 */
export function isOwnVariable(name: string): boolean {
  return SHOWN.has(name) || HIDDEN.has(name);
}

/** Only that is shown of which it is known that anybody may see it. */
export function isShownVariable(name: string): boolean {
  return SHOWN.has(name);
}

const SHOWN: ReadonlySet<string> = new Set([
  'ACCOUNT_UIN',
  'API_ENDPOINT',
  'ATTEMPT_MS_MIN',
  'AUTH',
  'JWT_ALGORITHMS',
  'JWT_AUDIENCE',
  'JWT_ISSUER',
  'JWT_JWKS_URL',
  'JWT_SERVICE_SCOPE',
  'JWT_TENANT_CLAIM',
  'KMS_CALLS_PER_SECOND',
  'MESSAGE_AGE_S_MAX',
  'REDRIVES_MAX',
  'REGION',
  'REQUESTS_TOPIC',
  'RETRY_ATTEMPTS_MAX',
  'RETRY_DELAY_MS_MAX',
  'RETRY_DELAY_MS_MIN',
  'RUNBOOK_URL',
  'SETTLE_MS',
  'TAG_CALLS_PER_SECOND',
  'TOPICS_URL',
]);

const HIDDEN: ReadonlySet<string> = new Set(['MARKER_KEYS', 'MESSAGE_KEYS']);
