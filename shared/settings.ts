import { ENCRYPTED_OR_LOCAL, isEncryptedOrLocal } from './outbound-rule.ts';
import {
  baseUrl,
  CERTIFICATES,
  choice,
  count,
  ENVIRONMENT_PATTERN,
  ENVIRONMENT_RULE,
  type Form,
  KEY_LIST,
  list,
  text,
  url,
  word,
} from './setting-forms.ts';
import { parseTopicsUrl, TOPICS_URL_RULE } from './topics/topics.ts';

/** The functions. Each is a file of functions/ and a folder of dist/functions/. */
export const FUNCTIONS = [
  'accept-request',
  'provision-keys',
  'heal',
  'redrive',
  'reconcile',
  'oversee',
] as const;

export type FunctionName = (typeof FUNCTIONS)[number];

/** One environment variable that functions read. */
export type Setting<T, F extends string | undefined = string | undefined> = {
  readonly form: Form<T>;
  /**
   * The value that is used if the variable is missing or empty. `undefined` means that the variable is
   * required, '' that it is optional.
   */
  readonly fallback: F;
  readonly readBy: readonly FunctionName[];
  /** Whether a plan must not print the value. */
  readonly isSecret: boolean;
};

const HTTP_API = ['accept-request'] as const;
const CONSUMER = ['provision-keys'] as const;
const HEALER = ['heal'] as const;
const OPERATORS = ['redrive'] as const;
/** Those that settle requests of the queue. */
const QUEUED = ['provision-keys', 'redrive'] as const;
/** Those that make attempts at requests. */
const ATTEMPTING = ['accept-request', 'provision-keys', 'redrive'] as const;
/** Those that answer what the HTTP API answers, or make attempts. */
const ANSWERING = [...ATTEMPTING, 'oversee'] as const;
/** Those that publish outcomes, park and send in again. */
const PROVISIONING = ['accept-request', 'provision-keys', 'heal', 'redrive'] as const;
/** Those that sign messages, or require that dead letters are signed; and that link to the documentation. */
const PUBLISHING = [...PROVISIONING, 'oversee'] as const;

const UIN = text(/^[0-9]{5,20}$/, "the account's number");
const UINS: Form<readonly string[]> = {
  rule: "one or more accounts' numbers, comma-separated",
  parse: (text) => {
    const uins = text.split(',').map((uin) => uin.trim());
    return uins.every((uin) => UIN.parse(uin) !== undefined) ? uins : undefined;
  },
};
const ENVIRONMENT = text(ENVIRONMENT_PATTERN, ENVIRONMENT_RULE);
const REGION = text(/^[a-z]{2,3}(?:-[a-z0-9]{1,20}){1,3}$/, 'a region such as ap-guangzhou');
const DOCS_URL = baseUrl('the http or https URL of the folder that has docs/, without ? and #');
const TOPIC_NAME = text(/^[A-Za-z0-9._-]{1,128}$/, 'the name of a topic');
const VISIBLE = text(/^[!-~]{1,200}$/, 'at most 200 visible characters, without spaces');
const TOPICS: Form<ReturnType<typeof parseTopicsUrl>> = {
  rule: TOPICS_URL_RULE,
  parse: parseTopicsUrl,
};
/** A list of users has commas between them. */
const USER = text(
  /^[!-+\--~]{1,200}$/,
  'at most 200 visible characters, without spaces and commas',
);

/** Kafka writes it in capitals. */
const MECHANISM = word(
  ['plain', 'scram-sha-256', 'scram-sha-512'],
  'plain, scram-sha-256 or scram-sha-512',
);
/** @see https://www.tencentcloud.com/document/product/436/13312 (names of buckets) */
const STORE: Form<string> = {
  rule: 'cos:// and a bucket with the APPID of its account, such as cos://statuses-1250000000',
  pattern: /^cos:\/\/[a-z0-9](?:[a-z0-9-]{0,48}[a-z0-9])?-[0-9]{5,20}$/,
  parse: (text) => (STORE.pattern?.test(text) ? text.slice('cos://'.length) : undefined),
};
const HTTP_URL = url(ENCRYPTED_OR_LOCAL, isEncryptedOrLocal);

/**
 * The connection must be encrypted, since a forged answer could admit any caller. A user in the URL is
 * refused here, since `fetch` would refuse it with a message that repeats the password.
 */
const JWKS_URL = url(
  'an https URL without a user, such as https://id.example.com/.well-known/jwks.json',
  (url) => isEncryptedOrLocal(url) && url.username === '' && url.password === '',
);

const AUTH_RULE = 'cam or jwt, so that callers are authenticated';
const ALGORITHMS = list(['RS256', 'PS256', 'ES256', 'EdDSA', 'Ed25519']);

/** Settings that a plan may print, and settings that it must not print. */
function shown<T, const F extends string | undefined>(
  form: Form<T>,
  fallback: F,
  readBy: readonly FunctionName[] = FUNCTIONS,
): Setting<T, F> {
  return { form, fallback, readBy, isSecret: false };
}

function secret<T, const F extends string | undefined>(
  form: Form<T>,
  fallback: F,
  readBy: readonly FunctionName[] = FUNCTIONS,
): Setting<T, F> {
  return { form, fallback, readBy, isSecret: true };
}

/**
 * The settings of the functions: the form of each, its default, and which functions read it. Their
 * descriptions are in scripts/docs/setting-texts.ts, which is not part of any bundle. The settings after
 * AUTH are read for `AUTH=jwt` only.
 */
export const SETTINGS = {
  REGION: shown(REGION, undefined),
  ENVIRONMENT: shown(ENVIRONMENT, undefined),
  TOPICS_URL: shown(TOPICS, undefined),
  TOPICS_USER: shown(USER, ''),
  TOPICS_PASSWORD: secret(VISIBLE, ''),
  TOPICS_SASL_MECHANISM: shown(MECHANISM, 'plain'),
  TOPICS_TLS: shown(choice(['on', 'off'], 'on or off'), 'off'),
  TOPICS_CA: secret(CERTIFICATES, ''), // No secret, but too long for a plan.
  MARKER_KEYS: secret(KEY_LIST, undefined),
  API_ENDPOINT: shown(HTTP_URL, ''),
  ACCOUNT_UIN: shown(UIN, undefined),
  FORMER_ACCOUNT_UINS: shown(UINS, ''),
  KMS_CALLS_PER_SECOND_MAX: shown(count(1, 100), '10'),
  TAG_CALLS_PER_SECOND_MAX: shown(count(1, 20), '2'),
  QUEUE_CALLS_PER_SECOND_MAX: shown(count(1, 100), '10', HEALER),
  KEYS_PER_TENANT_MAX: shown(count(1, 10_000), '', ANSWERING),
  RETRY_ATTEMPTS_MAX: shown(count(1, 100), '5'),
  RETRY_DELAY_MS_MIN: shown(count(1, 60_000), '100'),
  RETRY_DELAY_MS_MAX: shown(count(1, 600_000), '2000'),
  ATTEMPT_MS_MIN: shown(count(1, 60_000), '200'),
  SETTLE_MS: shown(count(100, 60_000), '1000'),
  REDRIVES_MAX: shown(count(1, 1_000), '5', OPERATORS),
  DOCS_URL: shown(DOCS_URL, 'https://tenant-keys.example/', PUBLISHING),
  STATUS_STORE: shown(STORE, '', ANSWERING),
  STATUS_OF_QUEUE: shown(choice(['on', 'off'], 'on or off'), 'on', QUEUED),
  REQUESTS_TOPIC: shown(TOPIC_NAME, '', CONSUMER),
  CMQ_TOPIC: shown(TOPIC_NAME, '', CONSUMER),
  EVENTBRIDGE_SOURCE: shown(VISIBLE, '', CONSUMER),
  INVOKED_REQUESTS: shown(choice(['on', 'off'], 'on or off'), 'off', CONSUMER),
  MESSAGE_KEYS: secret(KEY_LIST, '', PUBLISHING),
  MESSAGE_AGE_S_MAX: shown(count(60, 2_592_000), '86400', CONSUMER),
  AUTH: shown(choice(['cam', 'jwt'], AUTH_RULE), undefined, HTTP_API),
  JWT_ISSUER: shown(VISIBLE, undefined, HTTP_API),
  JWT_AUDIENCE: shown(VISIBLE, undefined, HTTP_API),
  JWT_JWKS_URL: shown(JWKS_URL, undefined, HTTP_API),
  JWT_ALGORITHMS: shown(ALGORITHMS, 'RS256,PS256,ES256,EdDSA', HTTP_API),
  JWT_TENANT_CLAIM: shown(VISIBLE, 'tenant_id', HTTP_API),
  JWT_SCOPE_CLAIM: shown(VISIBLE, '', HTTP_API),
  JWT_SERVICE_SCOPE: shown(VISIBLE, 'tenant-keys:all-tenants', HTTP_API),
} as const satisfies Readonly<Record<string, Setting<unknown>>>;

/** AUTH where cloud and topics are on this machine. */
export const LOCAL_AUTH = shown(choice(['cam', 'jwt', 'open'], AUTH_RULE), 'open', HTTP_API);

export type SettingName = keyof typeof SETTINGS;

/** What a setting is parsed to: undefined if it is optional and not set. */
export type ValueOf<S> =
  S extends Setting<infer T, infer F> ? ('' extends F ? T | undefined : T) : never;

export function isSettingName(name: string): name is SettingName {
  return Object.hasOwn(SETTINGS, name);
}

/** Whether a function reads a setting. */
export function isReadBy(name: SettingName, functionName: FunctionName): boolean {
  return SETTINGS[name].readBy.includes(functionName);
}

/**
 * Reads one setting, by the row of the table unless another is passed. A problem with it is added to
 * those that are reported.
 */
export type ReadSetting = {
  <N extends SettingName>(name: N): ValueOf<(typeof SETTINGS)[N]>;
  <S extends Setting<unknown>>(name: SettingName, setting: S): ValueOf<S>;
};
