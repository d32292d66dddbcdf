import { describe, expect, test } from 'vitest';
import type { AuthSettings } from '../../shared/auth/settings.ts';
import { type Config, readConfig } from '../../shared/config.ts';
import {
  FUNCTIONS,
  type FunctionName,
  isReadBy,
  SETTINGS,
  type SettingName,
} from '../../shared/settings.ts';

const SECRET = 'a-secret-of-at-least-32-characters';

const NEEDED = {
  REGION: 'ap-guangzhou',
  TOPICS_URL: 'kafka://10.0.0.5:9092',
  ENVIRONMENT: 'tenant-keys',
  ACCOUNT_UIN: '100000000001',
  MARKER_KEYS: `k1:${SECRET}`,
};

const SCOPE = {
  ...{ region: 'ap-guangzhou', environment: 'tenant-keys', accountUin: '100000000001' },
  formerAccountUins: [],
};

/** A certificate, which nobody has the private key of. */
const CA =
  'MIIBdTCCARugAwIBAgIUDbZhS7JYwvoXcH42TGSRsmLNKFswCgYIKoZIzj0EAwIwDzENMAsGA1UEAwwEdGVzdDAgFw0yNjExMjkwMzE3NDJaGA8yMTI2MTEwNTAzMTc0MlowDzENMAsGA1UEAwwEdGVzdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABM+P9pzt3P2k86eMSoGT9CxkWR3RAp6MLo4q4pjBB89axeoggbsedoNfKSW8tYVN5mCbYh8COBZEDSlzKSBiugKjUzBRMB0GA1UdDgQWBBTBICrq8qgzymFSBAJN6luMDOJclzAfBgNVHSMEGDAWgBTBICrq8qgzymFSBAJN6luMDOJclzAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0gAMEUCIH1QzSXiWyARj2Di96LyW+nTRbyT+vJSC4xojlZ7qFRMAiEArA2eq8e5tg+/4bkuFVEKW7W0CIP5VjaKy7kqtF/JQaI';

/** The error of the configuration with these variables set besides. */
function errorOf(
  variables: Readonly<Record<string, string | undefined>>,
  functionName: FunctionName = 'redrive',
): string {
  try {
    readConfig({ ...NEEDED, ...variables }, functionName);
  } catch (error) {
    return (error as Error).message;
  }
  return '';
}

/** The names of all variables that are read. */
function namesRead(read: (env: Readonly<Record<string, string | undefined>>) => unknown) {
  const names = new Set<string>();
  const env = new Proxy<Record<string, string | undefined>>(
    { ...NEEDED, AUTH: 'jwt' },
    {
      get: (variables, name: string) => {
        names.add(name);
        return variables[name];
      },
    },
  );
  try {
    read(env);
  } catch {
    // Variables that are missing have been read too.
  }
  return [...names].sort();
}

describe('the table of settings', () => {
  test.each(FUNCTIONS)('has exactly what %s reads', (functionName) => {
    const names = (Object.keys(SETTINGS) as SettingName[]).filter((name) =>
      isReadBy(name, functionName),
    );
    expect(namesRead((env) => readConfig(env, functionName))).toEqual(names.sort());
  });

  test.each(Object.entries(SETTINGS))('has a default for %s that has its form', (_, setting) => {
    const { form, fallback, readBy } = setting;
    if (fallback) expect(form.parse(fallback)).toBeDefined();
    expect(readBy.length).toBeGreaterThan(0);
  });
});

test('a setting that a function does not read has its default, even if the environment is wrong', () => {
  const wrong = { REDRIVES_MAX: 's3cret', DOCS_URL: 's3cret #', MESSAGE_KEYS: 's3cret' };
  expect(readConfig({ ...NEEDED, ...wrong }, 'reconcile')).toEqual(readConfig(NEEDED, 'reconcile'));
});

describe('the configuration', () => {
  test('requires a region, topics, the account and a marker key, and has a default for the rest', () => {
    expect(readConfig(NEEDED, 'redrive')).toEqual({
      region: 'ap-guangzhou',
      environment: 'tenant-keys',
      apiEndpoint: undefined,
      topics: { engine: 'kafka', brokers: ['10.0.0.5:9092'] },
      accountUin: '100000000001',
      kmsCallsPerSecondMax: 10,
      tagCallsPerSecondMax: 2,
      queueCallsPerSecondMax: 10,
      provisioning: {
        markerKeys: [{ id: 'k1', secret: SECRET }],
        markerScope: SCOPE,
        settleMs: 1_000,
        retry: { attemptsMax: 5, delayMsMin: 100, delayMsMax: 2_000, attemptMsMin: 200 },
      },
      signingKeys: [{ id: 'k1', secret: 'DUwh3sw6PStUs-TA8p8gYA8fpe-IMmDRkTZN3y5dz9Q' }],
      redrivesMax: 5,
      docsUrl: 'https://tenant-keys.example/',
      waysIn: { invoked: 'off' },
      statusOfQueue: 'on',
    });
  });

  test('reads every setting from the environment, and ignores other variables', () => {
    const config = readConfig(
      {
        ...NEEDED,
        API_ENDPOINT: 'http://127.0.0.1:4700',
        TOPICS_URL: 'http://127.0.0.1:4700',
        ACCOUNT_UIN: '100000000001',
        FORMER_ACCOUNT_UINS: '100000000002, 100000000003',
        KMS_CALLS_PER_SECOND_MAX: '25',
        TAG_CALLS_PER_SECOND_MAX: '5',
        MARKER_KEYS: `k2:${'B'.repeat(32)}, k1:${SECRET}`,
        SETTLE_MS: '2000',
        RETRY_ATTEMPTS_MAX: '3',
        RETRY_DELAY_MS_MIN: '50',
        RETRY_DELAY_MS_MAX: '500',
        ATTEMPT_MS_MIN: '400',
        REDRIVES_MAX: '2',
        DOCS_URL: 'https://git.example.com/tenant-keys/blob/main',
        STATUS_STORE: 'cos://statuses-1250000000',
        STATUS_OF_QUEUE: 'off',
        PATH: '/usr/bin',
      },
      'redrive',
    );
    expect(config).toEqual({
      region: 'ap-guangzhou',
      environment: 'tenant-keys',
      apiEndpoint: new URL('http://127.0.0.1:4700'),
      topics: { engine: 'http', base: 'http://127.0.0.1:4700' },
      accountUin: '100000000001',
      kmsCallsPerSecondMax: 25,
      tagCallsPerSecondMax: 5,
      queueCallsPerSecondMax: 10,
      provisioning: {
        markerKeys: [
          { id: 'k2', secret: 'B'.repeat(32) },
          { id: 'k1', secret: SECRET },
        ],
        markerScope: { ...SCOPE, formerAccountUins: ['100000000002', '100000000003'] },
        settleMs: 2_000,
        retry: { attemptsMax: 3, delayMsMin: 50, delayMsMax: 500, attemptMsMin: 400 },
      },
      // For its account, and then for each former one.
      signingKeys: ['k2', 'k1', 'k2', 'k1', 'k2', 'k1'].map((id) => ({
        id,
        secret: expect.stringMatching(/^[\w-]{43}$/),
      })),
      redrivesMax: 2,
      docsUrl: 'https://git.example.com/tenant-keys/blob/main/',
      waysIn: { invoked: 'off' },
      statusBucket: 'statuses-1250000000',
      statusOfQueue: 'off',
    });
  });

  test.each([
    ['https://tenant-keys.example', 'https://tenant-keys.example/'],
    ['https://git.example.com/keys/blob/main', 'https://git.example.com/keys/blob/main/'],
    ['http://wiki.intern:8080/a%20b/', 'http://wiki.intern:8080/a%20b/'],
    ['http://[::1]:8080/keys', 'http://[::1]:8080/keys/'],
    ['https://wiki.example/my.md-pages/keys', 'https://wiki.example/my.md-pages/keys/'],
  ])('links to pages below the folder %s', (DOCS_URL, docsUrl) => {
    expect(readConfig({ ...NEEDED, DOCS_URL }, 'redrive').docsUrl).toBe(docsUrl);
  });

  test.each([
    'docs/',
    '/docs/runbook.md',
    'tenant-keys.example',
    'ftp://tenant-keys.example/',
    'https://',
    'https://tenant-keys.example:99999/',
    'https://me:s3cret@tenant-keys.example/',
    'https://tenant-keys.example/docs/runbook.md',
    'https://tenant-keys.example/docs/index.html',
    'https://tenant-keys.example/docs/index.htm',
    'https://tenant-keys.example/?lang=en',
    'https://tenant-keys.example/#docs',
    'https://tenant-keys.example/our docs',
  ])('does not link to pages below %s', (DOCS_URL) => {
    expect(errorOf({ DOCS_URL })).toBe(
      'The configuration is wrong: DOCS_URL must be the http or https URL of the folder that has docs/, without ? and #.',
    );
  });

  test('reports everything that is wrong at once', () => {
    expect(
      errorOf({ REGION: 'Guangzhou!', TOPICS_URL: '', MARKER_KEYS: undefined, SETTLE_MS: '0' }),
    ).toBe(
      'The configuration is wrong: REGION must be a region such as ap-guangzhou; ' +
        'TOPICS_URL is missing; MARKER_KEYS is missing; ' +
        'SETTLE_MS must be a whole number from 100 to 60000.',
    );
  });

  test.each([
    'REGION',
    'API_ENDPOINT',
    'TOPICS_URL',
    'ENVIRONMENT',
    'ACCOUNT_UIN',
    'FORMER_ACCOUNT_UINS',
    'KMS_CALLS_PER_SECOND_MAX',
    'TAG_CALLS_PER_SECOND_MAX',
    'MARKER_KEYS',
    'SETTLE_MS',
    'RETRY_ATTEMPTS_MAX',
    'RETRY_DELAY_MS_MIN',
    'RETRY_DELAY_MS_MAX',
    'ATTEMPT_MS_MIN',
  ])('names %s when it is wrong, and never repeats its value, which may be a secret', (name) => {
    for (const value of ['s3cret value', 'https://s3cret@value:x', 's3cret,s3cret']) {
      const error = errorOf({ [name]: value });
      expect(error).toMatch(new RegExp(`^The configuration is wrong: ${name} [^;]+\\.$`));
      expect(error).not.toContain('s3cret');
    }
  });

  test.each(['REGION', 'TOPICS_URL', 'MARKER_KEYS'])(
    'reports %s as missing when it is empty',
    (name) => {
      expect(errorOf({ [name]: '' })).toBe(`The configuration is wrong: ${name} is missing.`);
    },
  );
});

describe('access to the brokers', () => {
  const USER = { TOPICS_USER: 'ckafka-1#svc', TOPICS_PASSWORD: 's3cret' };
  const topicsOf = (settings: object) => readConfig({ ...NEEDED, ...settings }, 'reconcile').topics;
  const BROKERS = { engine: 'kafka', brokers: ['10.0.0.5:9092'] };

  test.each([
    [USER, 'plain'],
    [{ ...USER, TOPICS_SASL_MECHANISM: 'plain' }, 'plain'],
    [{ ...USER, TOPICS_SASL_MECHANISM: 'scram-sha-256' }, 'scram-sha-256'],
    [{ ...USER, TOPICS_SASL_MECHANISM: 'scram-sha-512' }, 'scram-sha-512'],
    [{ ...USER, TOPICS_SASL_MECHANISM: 'SCRAM-SHA-256' }, 'scram-sha-256'],
  ])('%o: the user is checked by %s', (settings, mechanism) => {
    const sasl = { mechanism, username: 'ckafka-1#svc', password: 's3cret' };
    expect(topicsOf(settings)).toEqual({ ...BROKERS, sasl });
  });

  test('is encrypted, and trusts the public authorities or those of the settings alone', () => {
    expect(topicsOf({ TOPICS_TLS: 'on' })).toEqual({ ...BROKERS, ssl: {} });
    expect(topicsOf({ TOPICS_TLS: 'off' })).toEqual(BROKERS);
    const pem = `-----BEGIN CERTIFICATE-----\n${CA.match(/.{1,64}/g)?.join('\n')}=\n-----END CERTIFICATE-----\n`;
    expect(topicsOf({ TOPICS_TLS: 'on', TOPICS_CA: CA })).toEqual({
      ...BROKERS,
      ssl: { ca: [pem] },
    });
    const urlSafe = CA.replaceAll('+', '-').replaceAll('/', '_');
    expect(topicsOf({ TOPICS_TLS: 'on', TOPICS_CA: `${CA}, ${urlSafe}` })).toEqual({
      ...BROKERS,
      ssl: { ca: [pem, pem] },
    });
  });

  test.each([
    [{ TOPICS_USER: 'svc' }, 'TOPICS_PASSWORD is missing, and TOPICS_USER is set'],
    [{ TOPICS_PASSWORD: 's3cret' }, 'TOPICS_USER is missing, and TOPICS_PASSWORD is set'],
    [
      { ...USER, TOPICS_SASL_MECHANISM: 'SCRAM' },
      'TOPICS_SASL_MECHANISM must be plain, scram-sha-256 or scram-sha-512',
    ],
    [
      { TOPICS_SASL_MECHANISM: 'scram-sha-512' },
      'TOPICS_SASL_MECHANISM is of no use without TOPICS_USER',
    ],
    [
      { TOPICS_USER: 'one,two', TOPICS_PASSWORD: 's3cret' },
      'TOPICS_USER must be at most 200 visible characters, without spaces and commas',
    ],
    [{ TOPICS_TLS: 'true' }, 'TOPICS_TLS must be on or off'],
    [{ TOPICS_CA: CA }, 'TOPICS_CA is of no use while TOPICS_TLS is off'],
    [
      { TOPICS_TLS: 'on', TOPICS_CA: 's3cret' },
      'TOPICS_CA must be certificates in base64 without =, comma-separated',
    ],
    [
      { TOPICS_USER: 'a user', TOPICS_PASSWORD: 's3cret' },
      'TOPICS_USER must be at most 200 visible characters, without spaces and commas',
    ],
    [
      { TOPICS_URL: 'http://127.0.0.1:4700', ...USER, TOPICS_TLS: 'on' },
      'TOPICS_USER is for topics at kafka:// only; TOPICS_TLS is for topics at kafka:// only',
    ],
    [
      { TOPICS_URL: 'kafka', TOPICS_USER: 'svc', TOPICS_CA: CA },
      'TOPICS_URL must be kafka://host:port,host:port or http://127.0.0.1:port, without a user; ' +
        'TOPICS_PASSWORD is missing, and TOPICS_USER is set; TOPICS_CA is of no use while TOPICS_TLS is off',
    ],
  ])('%o: %s', (settings, problems) => {
    expect(errorOf(settings)).toBe(`The configuration is wrong: ${problems}.`);
  });

  test.each(['kafka://[::1]:9092', 'kafka://[::1]:9092,127.0.0.1:9092'])(
    '%s is on this machine',
    (TOPICS_URL) => {
      const local = { ...NEEDED, API_ENDPOINT: 'http://127.0.0.1:4700', TOPICS_URL, AUTH: 'open' };
      expect(readConfig(local, 'accept-request').auth).toEqual({ kind: 'open' });
    },
  );
});

type ReadCount = (config: Config) => number;

describe.each<[name: string, least: number, most: number, read: ReadCount]>([
  ['KMS_CALLS_PER_SECOND_MAX', 1, 100, (config) => config.kmsCallsPerSecondMax],
  ['TAG_CALLS_PER_SECOND_MAX', 1, 20, (config) => config.tagCallsPerSecondMax],
  ['QUEUE_CALLS_PER_SECOND_MAX', 1, 100, (config) => config.queueCallsPerSecondMax],
  ['SETTLE_MS', 100, 60_000, ({ provisioning }) => provisioning.settleMs],
  ['RETRY_ATTEMPTS_MAX', 1, 100, ({ provisioning }) => provisioning.retry.attemptsMax],
  ['RETRY_DELAY_MS_MIN', 1, 60_000, ({ provisioning }) => provisioning.retry.delayMsMin],
  ['RETRY_DELAY_MS_MAX', 1, 600_000, ({ provisioning }) => provisioning.retry.delayMsMax],
  ['ATTEMPT_MS_MIN', 1, 60_000, ({ provisioning }) => provisioning.retry.attemptMsMin],
])('%s', (name, least, most, read) => {
  test(`may be from ${least} to ${most}`, () => {
    expect(read(readConfig({ ...NEEDED, [name]: String(least) }, 'heal'))).toBe(least);
    expect(read(readConfig({ ...NEEDED, [name]: String(most) }, 'heal'))).toBe(most);
  });

  test.each([
    String(least - 1),
    String(most + 1),
    '-1',
    '1.5',
    '1e2',
    '0x10',
    ' 5',
    '5 ',
    '５',
    'ten',
  ])('may not be "%s"', (value) => {
    expect(errorOf({ [name]: value }, 'heal')).toBe(
      `The configuration is wrong: ${name} must be a whole number from ${least} to ${most}.`,
    );
  });
});

describe('REGION', () => {
  test.each(['ap-guangzhou', 'na-siliconvalley', 'ap-shanghai-fsi', 'eu-frankfurt', 'us-east-1'])(
    'may be %s',
    (value) => expect(readConfig({ ...NEEDED, REGION: value }, 'redrive').region).toBe(value),
  );

  test.each([
    'guangzhou',
    'AP-GUANGZHOU',
    'ap-guangzhou ',
    'ap-',
    '-',
    'ap/guangzhou',
    'ap-guangzhou\n',
  ])('may not be %j', (value) =>
    expect(errorOf({ REGION: value })).toMatch(/REGION must be a region/),
  );
});

describe('API_ENDPOINT', () => {
  test.each(['http://127.0.0.1:4700', 'https://kms.internal.tencentcloudapi.com'])(
    'may be %s',
    (value) =>
      expect(readConfig({ ...NEEDED, API_ENDPOINT: value }, 'redrive').apiEndpoint?.origin).toBe(
        value,
      ),
  );

  test.each([
    '127.0.0.1:4700',
    'ftp://127.0.0.1',
    'kms',
    'file:///etc/passwd',
    'http://10.0.0.1:4700',
    'http://127.0.0.1.example.com',
  ])('may not be %s', (value) =>
    expect(errorOf({ API_ENDPOINT: value })).toMatch(
      /API_ENDPOINT must be an https URL, or one of this machine/,
    ),
  );
});

describe('ACCOUNT_UIN', () => {
  test.each(['1234', '1'.repeat(21), '10000000000a', '100 000 000'])('may not be %s', (value) =>
    expect(errorOf({ ACCOUNT_UIN: value })).toMatch(/ACCOUNT_UIN must be the account's number/),
  );
});

describe('FORMER_ACCOUNT_UINS', () => {
  test.each(['1234', '100000000001,', '100000000001;100000000002'])('may not be %s', (value) =>
    expect(errorOf({ FORMER_ACCOUNT_UINS: value })).toBe(
      "The configuration is wrong: FORMER_ACCOUNT_UINS must be one or more accounts' numbers, comma-separated.",
    ),
  );
});

describe('ENVIRONMENT', () => {
  test.each(['Staging', 'a', '1st', 'tenant keys', 'x'.repeat(41)])('may not be %s', (value) =>
    expect(errorOf({ ENVIRONMENT: value })).toMatch(/ENVIRONMENT must be a name of 2 to 40/),
  );
});

describe('MARKER_KEYS', () => {
  test('sign with the first, and verify with each of them', () => {
    const value = `new:${'n'.repeat(128)},old:${'o'.repeat(32)}`;
    expect(
      readConfig({ ...NEEDED, MARKER_KEYS: value }, 'redrive').provisioning.markerKeys,
    ).toEqual([
      { id: 'new', secret: 'n'.repeat(128) },
      { id: 'old', secret: 'o'.repeat(32) },
    ]);
  });

  test.each([
    ['a secret without its id', SECRET],
    ['a secret of 31 characters', `k1:${'x'.repeat(31)}`],
    ['a secret of 129 characters', `k1:${'x'.repeat(129)}`],
    ['a secret with =, where the platform would cut it', `k1:${'x'.repeat(32)}=`],
    ['a secret with ;, where the platform would cut it', `k1:${'x'.repeat(32)};`],
    ['an id in capitals', `K1:${SECRET}`],
    ['an id of 17 characters', `${'k'.repeat(17)}:${SECRET}`],
    ['nothing after the comma', `k1:${SECRET},`],
  ])('may not have %s', (_, value) => {
    expect(errorOf({ MARKER_KEYS: value })).toMatch(/MARKER_KEYS must be id:secret/);
  });

  test('may not have the same id twice, since one of them would never verify', () => {
    expect(errorOf({ MARKER_KEYS: `k1:${SECRET},k1:${'x'.repeat(32)}` })).toBe(
      'The configuration is wrong: MARKER_KEYS has the same id twice.',
    );
  });
});

describe('messages of the queue', () => {
  test('may come from one topic alone, signed with keys that are shared with their senders', () => {
    const signed = { MESSAGE_KEYS: `b:${'B'.repeat(32)},a:${SECRET}`, MESSAGE_AGE_S_MAX: '3600' };
    expect(
      readConfig({ ...NEEDED, ...signed, REQUESTS_TOPIC: 'key-requests' }, 'provision-keys'),
    ).toMatchObject({
      waysIn: {
        ...{ ckafkaTopic: 'key-requests', invoked: 'off' },
        ...{ cmqTopic: undefined, eventBridgeSource: undefined },
      },
      messageSigning: {
        keys: [
          { id: 'b', secret: 'B'.repeat(32) },
          { id: 'a', secret: SECRET },
        ],
        ageSMax: 3_600,
      },
    });
  });

  test('may come by each other way in that has its setting', () => {
    const ways = {
      CMQ_TOPIC: 'requests-of-cmq',
      EVENTBRIDGE_SOURCE: 'onboarding.example',
      INVOKED_REQUESTS: 'on',
    };
    expect(readConfig({ ...NEEDED, ...ways }, 'provision-keys').waysIn).toEqual({
      ckafkaTopic: undefined,
      cmqTopic: 'requests-of-cmq',
      eventBridgeSource: 'onboarding.example',
      invoked: 'on',
    });
  });

  test('need no signature unless there are keys; a signature is then valid for a day', () => {
    expect(
      readConfig({ ...NEEDED, MESSAGE_AGE_S_MAX: '60' }, 'provision-keys').messageSigning,
    ).toBeUndefined();
    const { messageSigning } = readConfig(
      { ...NEEDED, MESSAGE_KEYS: `a:${SECRET}` },
      'provision-keys',
    );
    expect(messageSigning?.ageSMax).toBe(86_400);
  });

  test.each([
    ['REQUESTS_TOPIC', 'key requests', 'must be the name of a topic'],
    ['REQUESTS_TOPIC', 'x'.repeat(129), 'must be the name of a topic'],
    ['CMQ_TOPIC', 'key requests', 'must be the name of a topic'],
    ['EVENTBRIDGE_SOURCE', 'a source', 'must be at most 200 visible characters'],
    ['INVOKED_REQUESTS', 'yes', 'must be on or off'],
    ['MESSAGE_KEYS', 's3cret', 'must be id:secret'],
    ['MESSAGE_AGE_S_MAX', '59', 'must be a whole number from 60 to 2592000'],
    ['MESSAGE_AGE_S_MAX', '2592001', 'must be a whole number from 60 to 2592000'],
  ])('may not have %s=%s', (name, value, problem) => {
    const error = errorOf({ [name]: value }, 'provision-keys');
    expect(error).toContain(`The configuration is wrong: ${name} ${problem}`);
    expect(error).not.toContain('s3cret');
  });
});

describe('authentication of the HTTP API', () => {
  const LOCAL = { API_ENDPOINT: 'http://127.0.0.1:4700', TOPICS_URL: 'http://127.0.0.1:4700' };
  const JWT = {
    AUTH: 'jwt',
    JWT_ISSUER: 'https://id.example.com',
    JWT_AUDIENCE: 'tenant-keys',
    JWT_JWKS_URL: 'https://id.example.com/.well-known/jwks.json',
  };

  type Variables = Readonly<Record<string, string | undefined>>;

  const authOf = (variables: Variables): AuthSettings =>
    readConfig({ ...NEEDED, ...variables }, 'accept-request').auth;

  function authErrorOf(variables: Variables): string {
    try {
      return `auth is ${authOf(variables).kind}`;
    } catch (error) {
      return (error as Error).message;
    }
  }

  test.each<[string, Variables]>([
    ['in the cloud', {}],
    ['at an endpoint in a network', { API_ENDPOINT: 'https://kms.internal.tencentcloudapi.com' }],
    [
      'at a name that begins like a loopback address',
      { API_ENDPOINT: 'https://127.0.0.1.example.com' },
    ],
    ['at a name that ends like localhost', { API_ENDPOINT: 'https://evil-localhost' }],
    ['when it is empty', { AUTH: '' }],
    ['with topics elsewhere', { ...LOCAL, TOPICS_URL: 'kafka://10.0.0.5:9092' }],
    ['with one broker elsewhere', { ...LOCAL, TOPICS_URL: 'kafka://127.0.0.1:1,10.0.0.5:9092' }],
    [
      'with topics at a name that begins like localhost',
      { ...LOCAL, TOPICS_URL: 'https://localhost.x:1' },
    ],
  ])('is required outside the local cloud: %s', (_, variables) => {
    expect(authErrorOf(variables)).toBe('The configuration is wrong: AUTH is missing.');
  });

  test.each([
    ['http://127.0.0.1:4700', 'http://127.0.0.1:4700'],
    ['http://localhost:80', 'kafka://localhost:9092,127.0.0.1:9093'],
    ['http://[::1]:4700', 'http://[::1]'],
  ])(
    'admits every caller on the local cloud alone, such as %s with topics at %s',
    (API_ENDPOINT, TOPICS_URL) => {
      expect(authOf({ API_ENDPOINT, TOPICS_URL })).toEqual({ kind: 'open' });
      expect(authOf({ API_ENDPOINT, TOPICS_URL, AUTH: 'open' })).toEqual({ kind: 'open' });
    },
  );

  test.each(['open', 'none', 'JWT', 'cam jwt', 's3cret'])(
    'refuses to start in the cloud with AUTH=%s',
    (AUTH) => {
      const { API_ENDPOINT } = LOCAL;
      expect(authErrorOf({ API_ENDPOINT, AUTH })).toBe(authErrorOf({ AUTH }));
      expect(authErrorOf({ AUTH })).toBe(
        'The configuration is wrong: AUTH must be cam or jwt, so that callers are authenticated.',
      );
    },
  );

  test('may be left to the platform, also on the local cloud', () => {
    expect(authOf({ AUTH: 'cam' })).toEqual({ kind: 'cam' });
    expect(authOf({ ...LOCAL, AUTH: 'cam' })).toEqual({ kind: 'cam' });
  });

  test('may be by tokens of an issuer, with a default for what issuers have in common', () => {
    const issuer = {
      kind: 'jwt',
      issuer: 'https://id.example.com',
      audience: 'tenant-keys',
      jwksUrl: new URL('https://id.example.com/.well-known/jwks.json'),
    };
    expect(authOf(JWT)).toEqual({
      ...issuer,
      algorithms: ['RS256', 'PS256', 'ES256', 'EdDSA'],
      tenantClaim: 'tenant_id',
      scopeClaim: undefined,
      serviceScope: 'tenant-keys:all-tenants',
    });
    const own = {
      JWT_ALGORITHMS: 'ES256, RS256',
      JWT_TENANT_CLAIM: 'https://example.com/tenants',
      JWT_SCOPE_CLAIM: 'permissions',
      JWT_SERVICE_SCOPE: 'keys.write',
    };
    expect(authOf({ ...JWT, ...own })).toEqual({
      ...issuer,
      algorithms: ['RS256', 'ES256'],
      tenantClaim: 'https://example.com/tenants',
      scopeClaim: 'permissions',
      serviceScope: 'keys.write',
    });
  });

  test('reports every missing setting of an issuer at once', () => {
    expect(authErrorOf({ AUTH: 'jwt' })).toBe(
      'The configuration is wrong: JWT_ISSUER is missing; JWT_AUDIENCE is missing; ' +
        'JWT_JWKS_URL is missing.',
    );
  });

  test.each<[string, string, string]>([
    ['JWT_ISSUER', 'https://id.example.com /', 'at most 200 visible characters'],
    ['JWT_AUDIENCE', 'x'.repeat(201), 'at most 200 visible characters'],
    ['JWT_JWKS_URL', 'http://id.example.com/keys', 'an https URL'],
    ['JWT_JWKS_URL', 'id.example.com/keys', 'an https URL'],
    ['JWT_JWKS_URL', 'file:///etc/passwd', 'an https URL'],
    ['JWT_JWKS_URL', 'https://s3cret@id.example.com/keys', 'an https URL without a user'],
    ['JWT_JWKS_URL', 'https://user:s3cret@id.example.com/keys', 'an https URL without a user'],
    ['JWT_JWKS_URL', 'https://:s3cret@id.example.com/keys', 'an https URL without a user'],
    ['JWT_JWKS_URL', 'ftp://127.0.0.1/keys', 'an https URL'],
    ['JWT_ALGORITHMS', 'none', 'one or more of RS256,PS256,ES256,EdDSA'],
    ['JWT_ALGORITHMS', 'HS256,RS256', 'one or more of RS256,PS256,ES256,EdDSA'],
    ['JWT_ALGORITHMS', 'rs256', 'one or more of RS256,PS256,ES256,EdDSA'],
    ['JWT_ALGORITHMS', 'RS256,,', 'one or more of RS256,PS256,ES256,EdDSA'],
    ['JWT_TENANT_CLAIM', 'tenant id', 'at most 200 visible characters'],
    ['JWT_SERVICE_SCOPE', 'keys write', 'at most 200 visible characters'],
  ])('refuses to start with %s=%s, which it never repeats', (name, value, advice) => {
    const error = authErrorOf({ ...JWT, [name]: value });
    expect(error).toMatch(new RegExp(`^The configuration is wrong: ${name} must be [^;]+\\.$`));
    expect(error).toContain(advice);
    expect(error).not.toContain(value);
    expect(error).not.toContain('s3cret');
  });

  test('may fetch the keys of an issuer on this machine without encryption', () => {
    const settings = authOf({ ...JWT, JWT_JWKS_URL: 'http://127.0.0.1:4700/issuer/jwks.json' });
    expect(settings).toMatchObject({ jwksUrl: new URL('http://127.0.0.1:4700/issuer/jwks.json') });
  });

  test('is read for the HTTP API alone', () => {
    expect(readConfig({ ...NEEDED, AUTH: 'none' }, 'redrive').auth).toBeUndefined();
  });
});
