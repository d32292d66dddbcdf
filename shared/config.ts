import { type AuthSettings, readAuthSettings } from './auth/settings.ts';
import type { MessageSigning } from './auth/signed-message.ts';
import { isLoopback } from './setting-forms.ts';
import {
  type FunctionName,
  isReadBy,
  type ReadSetting,
  SETTINGS,
  type Setting,
  type SettingName,
} from './settings.ts';
import type { ProvisioningSettings } from './tenant-key/settings.ts';
import type { TopicsAddress } from './topics/topics.ts';

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
  const region = read('REGION');
  const apiEndpoint = read('API_ENDPOINT');
  const topics = read('TOPICS_URL');
  const config: Config = {
    region,
    apiEndpoint,
    topics,
    accountUin: read('ACCOUNT_UIN'),
    kmsCallsPerSecondMax: read('KMS_CALLS_PER_SECOND'),
    tagCallsPerSecondMax: read('TAG_CALLS_PER_SECOND'),
    provisioning: {
      markerKeys: read('MARKER_KEYS'),
      settleMs: read('SETTLE_MS'),
      retry: {
        attemptsMax: read('RETRY_ATTEMPTS_MAX'),
        delayMsMin: read('RETRY_DELAY_MS_MIN'),
        delayMsMax: read('RETRY_DELAY_MS_MAX'),
        attemptMsMin: read('ATTEMPT_MS_MIN'),
      },
    },
    redrivesMax: read('REDRIVES_MAX'),
    runbookUrl: read('RUNBOOK_URL'),
    auth: isReadBy('AUTH', functionName)
      ? readAuthSettings(read, isLocal(apiEndpoint, topics))
      : undefined,
    requestsTopic: read('REQUESTS_TOPIC'),
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
