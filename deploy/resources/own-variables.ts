import type { SettingName } from '../../shared/settings.ts';

/**
 * Whether an environment variable is a setting that the functions read. A deployment sets and removes
 * these as the file declares. Any other variable of a deployed function was set by hand, and stays.
 */
export function isOwnVariable(name: string): name is SettingName {
  return Object.hasOwn(OWN_VARIABLES, name);
}

/** Whether a plan may print the value of a variable. The value of any other is treated as a secret. */
export function isShownVariable(name: string): boolean {
  return isOwnVariable(name) && OWN_VARIABLES[name] === 'shown';
}

/** A new setting does not compile until it is decided here whether a plan may print it. */
const OWN_VARIABLES: Readonly<Record<SettingName, 'shown' | 'secret'>> = {
  ACCOUNT_UIN: 'shown',
  API_ENDPOINT: 'shown',
  ATTEMPT_MS_MIN: 'shown',
  AUTH: 'shown',
  JWT_ALGORITHMS: 'shown',
  JWT_AUDIENCE: 'shown',
  JWT_ISSUER: 'shown',
  JWT_JWKS_URL: 'shown',
  JWT_SERVICE_SCOPE: 'shown',
  JWT_TENANT_CLAIM: 'shown',
  KMS_CALLS_PER_SECOND: 'shown',
  MARKER_KEYS: 'secret',
  MESSAGE_AGE_S_MAX: 'shown',
  MESSAGE_KEYS: 'secret',
  REDRIVES_MAX: 'shown',
  REGION: 'shown',
  REQUESTS_TOPIC: 'shown',
  RETRY_ATTEMPTS_MAX: 'shown',
  RETRY_DELAY_MS_MAX: 'shown',
  RETRY_DELAY_MS_MIN: 'shown',
  RUNBOOK_URL: 'shown',
  SETTLE_MS: 'shown',
  TAG_CALLS_PER_SECOND: 'shown',
  TOPICS_URL: 'shown',
};
