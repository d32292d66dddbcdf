import { type AuthSettings, isLoopback, readAuthSettings } from './auth/settings.ts';
import type { MessageSigning } from './auth/signed-message.ts';
import { type ReadVariable, SETTINGS, type SettingName } from './settings.ts';
import type { MarkerKey, MarkerKeys } from './tenant-key/marker.ts';
import type { ProvisioningSettings } from './tenant-key/retry.ts';
import { parseTopicsUrl, type TopicsAddress } from './topics/topics.ts';

export type Config = {
  readonly region: string;
  /** The address of every API in place of Tencent Cloud's own hosts, such as the local cloud. */
  readonly apiEndpoint: URL | undefined;
  readonly topics: TopicsAddress;
  /** The account that owns the keys. Undefined means the one in the context of each invocation. */
  readonly accountUin: string | undefined;
  /** This instance's share of the calls a second that the account may make. */
  readonly kmsCallsPerSecondMax: number;
  readonly tagCallsPerSecondMax: number;
  readonly provisioning: ProvisioningSettings;
  /** How often a dead letter may be redriven. */
  readonly redrivesMax: number;
  /** Where the runbook is. A `#` with a code is appended to link to a section. */
  readonly runbookUrl: string;
  /** How callers of the HTTP API are authenticated. Undefined in the other functions. */
  readonly auth: AuthSettings | undefined;
  /** The only topic that messages of the queue may come from. Undefined allows any. */
  readonly requestsTopic: string | undefined;
  /** How messages of the queue are signed. Undefined accepts unsigned ones. */
  readonly messageSigning: MessageSigning | undefined;
};

/** The process's environment variables. */
type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the whole configuration, once, at start. Throws one {@link ConfigError} that lists every
 * problem.
 *
 * @param context `http` for the HTTP API, which also reads how callers are authenticated.
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
      return undefined as T; // Never returned to the caller: any problem makes readConfig throw.
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

/** Whether cloud and topics are on this machine. Each is undefined if its own setting is wrong. */
function isLocal(apiEndpoint: URL | undefined, topics: TopicsAddress | undefined): boolean {
  if (apiEndpoint === undefined || topics === undefined) return false;
  const addresses = topics.engine === 'kafka' ? topics.brokers : [topics.base];
  const hosts = addresses.map((address) => address.replace(/^https?:\/\/|:\d+$/g, ''));
  return [apiEndpoint.hostname, ...hosts].every(isLoopback);
}

function readMessageSigning(read: ReadVariable): MessageSigning | undefined {
  const keys = read('MESSAGE_KEYS', asOptional(asMarkerKeys));
  const ageSMax = read('MESSAGE_AGE_S_MAX', asCount(60, 2_592_000));
  return keys === undefined ? undefined : { keys, ageSMax };
}

/** Like all problems, these never repeat the value: it may be a secret in the wrong variable. */
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
  /** Begins with a verb and never repeats the value. */
  readonly problem: string;
};

/** Lists every problem of the settings, so that all of them can be corrected at once. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly SettingProblem[];

  constructor(problems: readonly SettingProblem[]) {
    const texts = problems.map(({ setting, problem }) => `${setting} ${problem}`);
    super(`The configuration is wrong: ${texts.join('; ')}.`);
    this.problems = problems;
  }
}
