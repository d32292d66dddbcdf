import type { AuthSettings } from './auth/auth-settings.ts';
import { type ReadVariable, readAuthSettings } from './auth/read-auth-settings.ts';
import { ConfigError, type SettingProblem } from './config-error.ts';
import { isLoopback } from './is-loopback.ts';
import { SETTINGS, type SettingName } from './settings.ts';
import type { MarkerKey, MarkerKeys } from './tenant-key/marker.ts';
import type { ProvisioningSettings } from './tenant-key/retry.ts';
import { parseTopicsUrl, type TopicsAddress } from './topics/topics.ts';
import type { MessageSigning } from './triggers/sign-message.ts';

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
 * @param door `http` for the function that answers HTTP: it must know whom to let in.
 */
export function readConfig(
  env: Environment,
  door: 'http',
): Config & { readonly auth: AuthSettings };
export function readConfig(env: Environment): Config;
export function readConfig(env: Environment, door?: 'http'): Config {
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
    auth: door === 'http' ? readAuthSettings(read, isLocal(apiEndpoint, topics)) : undefined,
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
