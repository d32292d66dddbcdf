import { type AuthSettings, readAuthSettings } from './auth/settings.ts';
import type { MessageSigning } from './auth/signed-message.ts';
import { isLoopback } from './outbound-rule.ts';
import {
  type FunctionName,
  isReadBy,
  type ReadSetting,
  SETTINGS,
  type Setting,
  type SettingName,
} from './settings.ts';
import { type MarkerKeys, signingKeysFor } from './tenant-key/marker.ts';
import type { ProvisioningSettings } from './tenant-key/settings.ts';
import type { BrokerAccess, TopicsAddress } from './topics/topics.ts';

export type Config = {
  readonly region: string;
  /** The name of the declaration that was deployed. */
  readonly environment: string;
  /** The address of every API in place of Tencent Cloud's own hosts, such as the local cloud. */
  readonly apiEndpoint: URL | undefined;
  readonly topics: TopicsAddress;
  /** The account that owns the keys. */
  readonly accountUin: string;
  /** How much this instance may ever use of the calls a second that the account may make. */
  readonly kmsCallsPerSecondMax: number;
  readonly tagCallsPerSecondMax: number;
  /** The calls a second that all consumers of the queue together may make. */
  readonly queueCallsPerSecondMax: number;
  readonly provisioning: ProvisioningSettings;
  /** Sign what we write to topics. The first one signs, and each verifies. They hold in this environment alone. */
  readonly signingKeys: MarkerKeys;
  /** How often a dead letter may be redriven. */
  readonly redrivesMax: number;
  /** The URL of the folder that has `docs/`, with a slash at its end. */
  readonly docsUrl: string;
  /** How callers of the HTTP API are authenticated. Undefined in the other functions. */
  readonly auth: AuthSettings | undefined;
  readonly waysIn: WaysIn;
  /** The bucket that has the statuses of requests. Undefined where none are kept. */
  readonly statusBucket: string | undefined;
  /** Whether requests by the queue have statuses too. */
  readonly statusOfQueue: 'on' | 'off';
  /** How messages of the queue are signed. Undefined accepts unsigned ones. */
  readonly messageSigning: MessageSigning | undefined;
};

/**
 * The ways into the queue consumer, each with a setting of its own. CKafka is the one that is deployed; each
 * other is off until its setting is there.
 */
export type WaysIn = {
  /** The only topic of CKafka that requests may come from. Undefined allows any. */
  readonly ckafkaTopic: string | undefined;
  /** The topic of CMQ that requests come from. Undefined allows none. */
  readonly cmqTopic: string | undefined;
  /** The source of the events of EventBridge that are requests. Undefined allows none. */
  readonly eventBridgeSource: string | undefined;
  /** Whether a caller may invoke the function by name with requests. */
  readonly invoked: 'on' | 'off';
};

/** The process's environment variables. */
type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the whole configuration of a function, once, at start. A setting that the function does not read
 * has its default, whatever the environment says. Throws one {@link ConfigError} that lists every problem.
 */
export function readConfig(
  env: Environment,
  functionName: 'accept-request',
): Config & { readonly auth: AuthSettings };
export function readConfig(env: Environment, functionName: FunctionName): Config;
export function readConfig(env: Environment, functionName: FunctionName): Config {
  const problems: SettingProblem[] = [];
  const read = settingReader(env, functionName, problems);
  const [region, environment] = [read('REGION'), read('ENVIRONMENT')];
  const accountUin = read('ACCOUNT_UIN');
  const apiEndpoint = read('API_ENDPOINT');
  const topics = readTopics(read, problems);
  const markers = {
    markerKeys: read('MARKER_KEYS'),
    markerScope: {
      ...{ region, environment, accountUin },
      formerAccountUins: read('FORMER_ACCOUNT_UINS') ?? [],
    },
  };
  const config: Config = {
    region,
    apiEndpoint,
    topics,
    environment,
    accountUin,
    kmsCallsPerSecondMax: read('KMS_CALLS_PER_SECOND_MAX'),
    tagCallsPerSecondMax: read('TAG_CALLS_PER_SECOND_MAX'),
    queueCallsPerSecondMax: read('QUEUE_CALLS_PER_SECOND_MAX'),
    provisioning: {
      ...markers,
      settleMs: read('SETTLE_MS'),
      keysPerTenantMax: read('KEYS_PER_TENANT_MAX'),
      retry: {
        attemptsMax: read('RETRY_ATTEMPTS_MAX'),
        delayMsMin: read('RETRY_DELAY_MS_MIN'),
        delayMsMax: read('RETRY_DELAY_MS_MAX'),
        attemptMsMin: read('ATTEMPT_MS_MIN'),
      },
    },
    // A wrong list of keys is a problem already, for which nothing is returned.
    signingKeys: markers.markerKeys && signingKeysFor(markers),
    redrivesMax: read('REDRIVES_MAX'),
    docsUrl: read('DOCS_URL'),
    auth: isReadBy('AUTH', functionName)
      ? readAuthSettings(read, isLocal(apiEndpoint, topics))
      : undefined,
    waysIn: {
      ckafkaTopic: read('REQUESTS_TOPIC'),
      cmqTopic: read('CMQ_TOPIC'),
      eventBridgeSource: read('EVENTBRIDGE_SOURCE'),
      invoked: read('INVOKED_REQUESTS'),
    },
    statusBucket: read('STATUS_STORE'),
    statusOfQueue: read('STATUS_OF_QUEUE'),
    messageSigning: readMessageSigning(read),
  };
  if (problems.length > 0) throw new ConfigError(problems);
  return config;
}

function settingReader(
  env: Environment,
  functionName: FunctionName,
  problems: SettingProblem[],
): ReadSetting {
  return <N extends SettingName>(name: N, setting: Setting<unknown> = SETTINGS[name]) => {
    const { form, fallback } = setting;
    const text = (isReadBy(name, functionName) && env[name]) || fallback;
    try {
      if (text === undefined) throw new Error('is missing');
      if (text === '') return;
      const value = form.parse(text);
      if (value === undefined) throw new Error(`must be ${form.rule}`);
      return value;
    } catch (cause) {
      problems.push({ setting: name, problem: (cause as Error).message });
      return; // Never returned to the caller: any problem makes readConfig throw.
    }
  };
}

/**
 * Reads where the topics are, and how the brokers are asked for access. Undefined if the address itself is
 * wrong. A setting without effect is a problem: it would only seem to protect the topics.
 */
function readTopics(read: ReadSetting, problems: SettingProblem[]): TopicsAddress {
  const report: Report = (setting, problem) => {
    // A wrong value counts as missing here, and has been reported.
    if (!problems.some((each) => each.setting === setting)) problems.push({ setting, problem });
  };
  const address = read('TOPICS_URL');
  const [sasl, ssl] = [readUser(read, report), readEncryption(read, report)];
  if (address?.engine === 'http') {
    if (sasl !== undefined) report('TOPICS_USER', 'is for topics at kafka:// only');
    if (ssl !== undefined) report('TOPICS_TLS', 'is for topics at kafka:// only');
  }
  if (address?.engine !== 'kafka') return address;
  return { ...address, ...(sasl && { sasl }), ...(ssl && { ssl }) };
}

type Report = (setting: SettingName, problem: string) => void;

function readUser(read: ReadSetting, report: Report): BrokerAccess['sasl'] {
  const mechanism = read('TOPICS_SASL_MECHANISM');
  const [username, password] = [read('TOPICS_USER'), read('TOPICS_PASSWORD')];
  if (username !== undefined && password !== undefined) return { mechanism, username, password };
  if (username !== undefined) report('TOPICS_PASSWORD', 'is missing, and TOPICS_USER is set');
  if (password !== undefined) report('TOPICS_USER', 'is missing, and TOPICS_PASSWORD is set');
  if (mechanism !== undefined && mechanism !== 'plain' && password === undefined) {
    report('TOPICS_SASL_MECHANISM', 'is of no use without TOPICS_USER');
  }
  return undefined;
}

function readEncryption(read: ReadSetting, report: Report): BrokerAccess['ssl'] {
  const [tls, ca] = [read('TOPICS_TLS'), read('TOPICS_CA')];
  if (tls === 'on') return ca === undefined ? {} : { ca };
  if (ca !== undefined) report('TOPICS_CA', 'is of no use while TOPICS_TLS is off');
  return undefined;
}

/** Whether cloud and topics are on this machine. Each is undefined if its own setting is wrong. */
function isLocal(apiEndpoint: URL | undefined, topics: TopicsAddress | undefined): boolean {
  if (apiEndpoint === undefined || topics === undefined) return false;
  const addresses = topics.engine === 'kafka' ? topics.brokers : [topics.base];
  const hosts = addresses.map((address) => address.replace(/^https?:\/\/|:\d+$/g, ''));
  return [apiEndpoint.hostname, ...hosts].every(isLoopback);
}

function readMessageSigning(read: ReadSetting): MessageSigning | undefined {
  const keys = read('MESSAGE_KEYS');
  const ageSMax = read('MESSAGE_AGE_S_MAX');
  return keys === undefined ? undefined : { keys, ageSMax };
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
