import { type AuthSettings, JWT_ALGORITHMS, type JwtAlgorithm } from './auth/caller.ts';
import type { MessageSigning } from './auth/signed-message.ts';
import { HTTP_SETTINGS, SETTINGS, type SettingName } from './settings.ts';
import type { MarkerKey, MarkerKeys } from './tenant-key/marker.ts';
import type { ProvisioningSettings } from './tenant-key/retry.ts';
import { parseTopicsUrl, type TopicsAddress } from './topics/topics.ts';

export type Config = {
  readonly region: string;
  /** Where every API is called instead of Tencent's own hosts: the local cloud. */
  readonly apiEndpoint: URL | undefined;
  readonly topics: TopicsAddress;
  /** The account that owns the keys; undefined takes the one that the platform names. */
  readonly accountUin: string | undefined;
  /** This instance's share of the account's calls in any second. */
  readonly kmsCallsPerSecondMax: number;
  readonly tagCallsPerSecondMax: number;
  readonly provisioning: ProvisioningSettings;
  /** How often an operator may send a dead letter in again. */
  readonly redrivesMax: number;
  /** Where the runbook is; its sections are found by `#`. */
  readonly runbookUrl: string;
  /** Whom the HTTP door lets in; undefined in functions without one. */
  readonly auth: AuthSettings | undefined;
  /** The one topic that records of the queue may come from; undefined takes any. */
  readonly requestsTopic: string | undefined;
  /** How messages of the queue are signed; undefined takes them unsigned. */
  readonly messageSigning: MessageSigning | undefined;
};

/** The process's environment variables. */
type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the whole configuration, once, at start. Throws one {@link ConfigError} that lists every
 * problem.
 *
 * @param context `http` for the function that answers HTTP: it must know whom to let in.
 */
export function readConfig(
  env: Environment,
  context: 'http',
): Config & { readonly auth: AuthSettings };
export function readConfig(env: Environment): Config;
export function readConfig(env: Environment, context?: 'http'): Config {
  const problems: SettingProblem[] = [];

  function read<T>(
    name: SettingName,
    parse: (text: string) => T,
    fallback: string | undefined = SETTINGS[name],
  ): T {
    const text = env[name] || fallback;
    try {
      if (text === undefined) throw new Error('is missing');
      return parse(text);
    } catch (cause) {
      problems.push({ setting: name, problem: (cause as Error).message });
      return undefined as T; // Never seen: a problem makes the whole configuration throw.
    }
  }

  const region = read('REGION', asRegion);
  const apiEndpoint = read('API_ENDPOINT', asOptional(asHttpUrl));
  const topics = read('TOPICS_URL', parseTopicsUrl);
  const config: Config = {
    region,
    apiEndpoint,
    topics,
    accountUin: read('ACCOUNT_UIN', asOptional(asUin)),
    kmsCallsPerSecondMax: read('KMS_CALLS_PER_SECOND', asCount(1, 100)),
    tagCallsPerSecondMax: read('TAG_CALLS_PER_SECOND', asCount(1, 20)),
    provisioning: {
      markerKeys: read('MARKER_KEYS', asMarkerKeys),
      settleMs: read('SETTLE_MS', asCount(100, 60_000)),
      retry: {
        attemptsMax: read('RETRY_ATTEMPTS_MAX', asCount(1, 100)),
        delayMsMin: read('RETRY_DELAY_MS_MIN', asCount(1, 60_000)),
        delayMsMax: read('RETRY_DELAY_MS_MAX', asCount(1, 600_000)),
        attemptMsMin: read('ATTEMPT_MS_MIN', asCount(1, 60_000)),
      },
    },
    redrivesMax: read('REDRIVES_MAX', asCount(1, 1_000)),
    runbookUrl: read('RUNBOOK_URL', asPage),
    auth: context === 'http' ? readAuthSettings(read, isLocal(apiEndpoint, topics)) : undefined,
    requestsTopic: read('REQUESTS_TOPIC', asOptional(asTopicName)),
    messageSigning: readMessageSigning(read),
  };
  if (problems.length > 0) throw new ConfigError(problems);
  return config;
}

/** The cloud and the topics are on this machine. Neither is known when its own setting is wrong. */
function isLocal(apiEndpoint: URL | undefined, topics: TopicsAddress | undefined): boolean {
  if (apiEndpoint === undefined || topics === undefined) return false;
  const places = topics.engine === 'kafka' ? topics.brokers : [topics.base];
  const hosts = places.map((place) => place.replace(/^https?:\/\/|:\d+$/g, ''));
  return [apiEndpoint.hostname, ...hosts].every(isLoopback);
}

function readMessageSigning(read: ReadVariable): MessageSigning | undefined {
  const keys = read('MESSAGE_KEYS', asOptional(asMarkerKeys));
  const ageSMax = read('MESSAGE_AGE_S_MAX', asCount(60, 2_592_000));
  return keys === undefined ? undefined : { keys, ageSMax };
}

/** Problems never repeat a value, for it may be a secret in the wrong variable. */
function asCount(min: number, max: number): (text: string) => number {
  return (text) => {
    const count = /^[0-9]{1,9}$/.test(text) ? Number(text) : Number.NaN;
    if (count >= min && count <= max) return count;
    throw new Error(`must be a whole number from ${min} to ${max}`);
  };
}

function asOptional<T>(parse: (text: string) => T): (text: string) => T | undefined {
  return (text) => (text === '' ? undefined : parse(text));
}

function asRegion(text: string): string {
  if (/^[a-z]{2,3}(?:-[a-z0-9]{1,20}){1,3}$/.test(text)) return text;
  throw new Error('must be a region such as ap-guangzhou');
}

function asUin(text: string): string {
  if (/^[0-9]{5,20}$/.test(text)) return text;
  throw new Error("must be the account's number");
}

function asHttpUrl(text: string): URL {
  try {
    const url = new URL(text);
    if (/^https?:$/.test(url.protocol)) return url;
  } catch {
    // The parser's own message repeats the value.
  }
  throw new Error('must be a URL such as http://127.0.0.1:4700');
}

function asPage(text: string): string {
  if (/^[!-~]{1,200}$/.test(text) && !text.includes('#')) return text;
  throw new Error('must be the path or the URL of the runbook, without # and spaces');
}

function asTopicName(text: string): string {
  if (/^[A-Za-z0-9._-]{1,128}$/.test(text)) return text;
  throw new Error('must be the name of a topic');
}

function asMarkerKeys(text: string): MarkerKeys {
  const [first, ...others] = text.split(',').map(asMarkerKey);
  if (first === undefined) throw new Error('is missing');
  const ids = new Set([first, ...others].map(({ id }) => id));
  if (ids.size <= others.length) throw new Error('has the same id twice');
  return [first, ...others];
}

function asMarkerKey(text: string): MarkerKey {
  const [, id, secret] = /^([a-z0-9]{1,16}):([\w-]{32,128})$/.exec(text.trim()) ?? [];
  if (id !== undefined && secret !== undefined) return { id, secret };
  throw new Error('must be id:secret, with a secret of 32 to 128 letters, digits, - or _');
}

export type SettingProblem = {
  readonly setting: string;
  /** Begins with a verb, and never repeats the value. */
  readonly problem: string;
};

/** The settings are wrong: every problem at once, so that a deployment is mended in one go. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly SettingProblem[];

  constructor(problems: readonly SettingProblem[]) {
    const told = problems.map(({ setting, problem }) => `${setting} ${problem}`);
    super(`The configuration is wrong: ${told.join('; ')}.`);
    this.problems = problems;
  }
}

/**
 * Reads one variable of the configuration. What `parse` throws becomes a problem with the variable's
 * name. `fallback` is used when the variable is missing or empty, in place of the default in the table.
 */
export type ReadVariable = <T>(
  name: SettingName,
  parse: (text: string) => T,
  fallback?: string,
) => T;

/** The claim and the scope of tokens, unless the settings name others. */
export const TENANT_CLAIM = HTTP_SETTINGS.JWT_TENANT_CLAIM;
export const SERVICE_SCOPE = HTTP_SETTINGS.JWT_SERVICE_SCOPE;

/**
 * Reads how callers prove who they are. Only a function with a cloud on its own machine may do without:
 * whatever it is asked for, no key comes of it that is worth having.
 *
 * @param isLocal Both the cloud and the topics are on this machine. What is left to a queue elsewhere
 * would be a request to whoever reads it.
 */
export function readAuthSettings(read: ReadVariable, isLocal: boolean): AuthSettings {
  const kind = read('AUTH', asKind(isLocal), isLocal ? 'open' : undefined);
  if (kind !== 'jwt') return { kind };
  return {
    kind,
    issuer: read('JWT_ISSUER', asWord),
    audience: read('JWT_AUDIENCE', asWord),
    jwksUrl: read('JWT_JWKS_URL', asJwksUrl),
    algorithms: read('JWT_ALGORITHMS', asAlgorithms),
    tenantClaim: read('JWT_TENANT_CLAIM', asWord),
    serviceScope: read('JWT_SERVICE_SCOPE', asWord),
  };
}

function asKind(isLocal: boolean): (text: string) => AuthSettings['kind'] {
  return (text) => {
    if (text === 'cam' || text === 'jwt') return text;
    if (text === 'open' && isLocal) return text;
    throw new Error('must be cam or jwt, so that callers are authenticated');
  };
}

function asWord(text: string): string {
  if (/^[!-~]{1,200}$/.test(text)) return text;
  throw new Error('must be at most 200 visible characters, without spaces');
}

/**
 * Whoever can answer in the issuer's place decides who is let in, so the way to it is encrypted. With a
 * user in it `fetch` would refuse the URL, with a message that repeats the password.
 */
function asJwksUrl(text: string): URL {
  try {
    const url = new URL(text);
    const { protocol, hostname, username, password } = url;
    const isProtected = protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
    if (isProtected && username === '' && password === '') return url;
  } catch {
    // The parser's own message repeats the value.
  }
  throw new Error(
    'must be an https URL without a user, such as https://id.example.com/.well-known/jwks.json',
  );
}

function asAlgorithms(text: string): readonly JwtAlgorithm[] {
  const names = text.split(',').map((name) => name.trim());
  const known = JWT_ALGORITHMS.filter((algorithm) => names.includes(algorithm));
  if (known.length === new Set(names).size) return known;
  throw new Error(`must be one or more of ${JWT_ALGORITHMS.join(',')}`);
}

/** Whether a host, as it stands in a URL, is surely the machine itself. */
export function isLoopback(host: string): boolean {
  return /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(host);
}
