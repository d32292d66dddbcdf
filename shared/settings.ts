/*
 * The environment variables that the functions read, each with its default: the value that is used if the
 * variable is missing or empty. `undefined` means that the variable is required, '' that it is optional.
 * Their descriptions are in scripts/docs/configuration-page.ts, which is not part of any bundle.
 */

/** Every function reads these. */
export const FUNCTION_SETTINGS = {
  REGION: undefined,
  TOPICS_URL: undefined,
  MARKER_KEYS: undefined,
  API_ENDPOINT: '',
  ACCOUNT_UIN: '',
  KMS_CALLS_PER_SECOND: '10',
  TAG_CALLS_PER_SECOND: '2',
  RETRY_ATTEMPTS_MAX: '5',
  RETRY_DELAY_MS_MIN: '100',
  RETRY_DELAY_MS_MAX: '2000',
  ATTEMPT_MS_MIN: '200',
  SETTLE_MS: '1000',
  REDRIVES_MAX: '5',
  RUNBOOK_URL: 'docs/runbook.md',
  REQUESTS_TOPIC: '',
  MESSAGE_KEYS: '',
  MESSAGE_AGE_S_MAX: '86400',
} as const satisfies Defaults;

/** The HTTP API reads these too: how callers are authenticated. */
export const HTTP_SETTINGS = {
  AUTH: undefined,
  JWT_ISSUER: undefined,
  JWT_AUDIENCE: undefined,
  JWT_JWKS_URL: undefined,
  JWT_ALGORITHMS: 'RS256,PS256,ES256,EdDSA',
  JWT_TENANT_CLAIM: 'tenant_id',
  JWT_SERVICE_SCOPE: 'tenant-keys:all-tenants',
} as const satisfies Defaults;

export const SETTINGS = { ...FUNCTION_SETTINGS, ...HTTP_SETTINGS };

export type SettingName = keyof typeof SETTINGS;

type Defaults = Readonly<Record<string, string | undefined>>;

/**
 * Reads one variable. An error of `parse` becomes a problem with the name of the variable. `fallback`
 * replaces the default of the table.
 */
export type ReadVariable = <T>(
  name: SettingName,
  parse: (text: string) => T,
  fallback?: string,
) => T;
