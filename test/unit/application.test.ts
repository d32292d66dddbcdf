import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readApplication } from '../../deploy/declaration/application.ts';
import { readDotEnv } from '../../deploy/declaration/dot-env.ts';
import { readPolicy } from '../../deploy/declaration/policy.ts';
import type { Application } from '../../deploy/state/application.ts';
import { SETTINGS } from '../../shared/settings.ts';

const textOf = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

const declaration = textOf('serverless.yml');
const example = textOf('.env.example');
const exampleFile = readDotEnv(example);
const exampleEnv = exampleFile.variables;
const OWN_SECRET = { MARKER_KEYS: `k1:${'a'.repeat(32)}` };

const POLICY = {
  version: '2.0',
  statement: [{ effect: 'allow', action: ['kms:CreateKey'], resource: ['*'] }],
};

const REFERENCE_RULE = `may contain ${reference('env:NAME')} or ${reference("env:NAME, 'default'")}, and no other $\{`;

/** Written so that no tool mistakes it for a template. */
function reference(to: string): string {
  return `$\{${to}}`;
}

/** The hash of each function's code is its folder. */
const codeOf = (src: string) => ({ zip: new Uint8Array(), sha256: src });

/** Reads the real declaration, with the changes of a test. */
function read(
  text = declaration,
  env: Readonly<Record<string, string>> = {},
  policy = JSON.stringify(POLICY),
): Application {
  return readApplication({
    declaration: text,
    example,
    env: { ...exampleEnv, ...OWN_SECRET, ...env },
    readPolicy: () => policy,
    readCode: codeOf,
  });
}

/** The problems, one a line. */
function problemsOf(...args: Parameters<typeof read>): readonly string[] {
  try {
    read(...args);
  } catch (error) {
    const [first, ...problems] = (error as Error).message.split('\n- ');
    if (first === 'The application cannot be deployed:') return problems;
    throw error;
  }
  return [];
}

describe('the application', () => {
  const { functions, ckafka, ...application } = read();
  const functionNamed = (name: string) => functions.find((each) => each.name === name)!;

  test('is deployed as tenant-keys in the region and namespace of the account', () => {
    expect(application).toEqual({
      app: 'tenant-keys',
      region: 'ap-guangzhou',
      namespace: 'default',
    });
  });

  test.each([
    ['accept-request', 256, 30, 12, '8', '1', 2, 21_600],
    ['provision-keys', 256, 60, 1, '93', '16', 2, 21_600],
    ['heal', 512, 60, 1, '1', '1', 0, 60],
    ['redrive', 256, 60, 1, '3', '1', 0, 60],
    ['reconcile', 256, 300, 1, '4', '1', 2, 21_600],
    ['oversee', 256, 60, 1, '1', '1', 0, 60],
  ] as const)(
    'gives %s its memory, timeout, instances and rates',
    (name, memoryMb, timeoutS, instancesMax, kms, tag, retriesMax, ttlS) => {
      expect(functionNamed(name)).toMatchObject({
        ...{ name, timeoutS, instancesMax, memoryMb, runtime: 'Nodejs20.19' },
        handler: 'index.main_handler',
        environment: { KMS_CALLS_PER_SECOND_MAX: kms, TAG_CALLS_PER_SECOND_MAX: tag },
        role: { name: `tenant-keys-${name}`, policy: POLICY },
        async: { retriesMax, ttlS },
        code: codeOf(`dist/functions/${name}`),
      });
    },
  );

  test('lets no function that works alone reach the limits of the account, 100 calls of KMS and 20 changes of tags', () => {
    const maximaOf = (name: string) =>
      functions.map((each) => Number(each.environment[name]) * each.instancesMax);
    expect(maximaOf('KMS_CALLS_PER_SECOND_MAX')).toEqual([96, 93, 1, 3, 4, 1]);
    expect(maximaOf('TAG_CALLS_PER_SECOND_MAX')).toEqual([12, 16, 1, 1, 1, 1]);
  });

  test('repeats no event that the next minute or a person repeats', () => {
    const [never, hours] = [
      { retriesMax: 0, ttlS: 60 },
      { retriesMax: 2, ttlS: 21_600 },
    ];
    expect(Object.fromEntries(functions.map(({ name, async }) => [name, async]))).toEqual({
      ...{ 'accept-request': hours, 'provision-keys': hours, reconcile: hours },
      ...{ heal: never, redrive: never, oversee: never },
    });
  });

  test('is triggered by a URL, the queue and two timers', () => {
    expect(functions.flatMap(({ triggers }) => triggers)).toEqual([
      {
        type: 'http',
        name: 'url-trigger',
        authType: 'NONE',
        enableIntranet: false,
        enableExtranet: true,
      },
      {
        type: 'ckafka',
        name: 'ckafka-abcdefgh-key-requests',
        instanceId: 'ckafka-abcdefgh',
        topic: 'key-requests',
        consumerGroup: 'tenant-keys-provision-keys',
        maxMsgNum: 300,
        windowS: 1,
        offset: 'earliest',
        retriesMax: 10_000,
      },
      { type: 'timer', name: 'every-minute', cron: '0 */1 * * * * *', message: 'heal' },
      { type: 'timer', name: 'every-day', cron: '0 0 3 * * * *', message: 'check' },
    ]);
  });

  test('has five topics, and compacts those that are tables', () => {
    const weekMs = 604_800_000;
    const twoWeeksMs = 1_209_600_000;
    const longestMs = 7_776_000_000;
    expect(ckafka.instanceId).toBe('ckafka-abcdefgh');
    expect(ckafka.topics.map((topic) => Object.values(topic))).toEqual([
      ['key-requests', 1, 3, 'delete', 1_048_576, twoWeeksMs],
      ['key-events', 3, 3, 'delete', 1_048_576, weekMs],
      ['key-dead-letters', 1, 3, 'compact', 1_048_576, longestMs],
      ['key-quota', 1, 3, 'compact', 65_536, longestMs],
      ['key-status', 1, 3, 'compact', 65_536, longestMs],
    ]);
  });

  test('opens the topics that trigger nothing to the user of the functions, and has the trigger use it', () => {
    const user = { TOPICS_USER: 'ckafka-abcdefgh#svc', TOPICS_PASSWORD: 's3cret' };
    const loginOf = ({ functions }: Application) =>
      functions.flatMap(({ triggers }) =>
        triggers.flatMap((trigger) => (trigger.type === 'ckafka' ? [trigger.login] : [])),
      );
    const rulesOf = (application: Application) =>
      application.ckafka.topics.map(({ rules }) => rules);
    const opened = read(declaration, { ...user, KEY_EVENTS_READERS: 'billing, svc' });
    expect(rulesOf(opened)).toEqual([
      undefined,
      ['billing reads', 'svc reads', 'svc writes'],
      ['svc reads', 'svc writes'],
      ['svc reads', 'svc writes'],
      ['svc reads', 'svc writes'],
    ]);
    expect(loginOf(opened)).toEqual([{ user: 'ckafka-abcdefgh#svc', password: 's3cret' }]);
    const open = read();
    expect(rulesOf(open)).toEqual([undefined, undefined, undefined, undefined, undefined]);
    expect(loginOf(open)).toEqual([undefined]);
  });

  test('gives each function what it reads, and no more', () => {
    const shared = ['REGION', 'TOPICS_URL', 'MARKER_KEYS'];
    const rates = ['KMS_CALLS_PER_SECOND_MAX', 'TAG_CALLS_PER_SECOND_MAX', 'ENVIRONMENT'];
    const jwt = ['AUTH', 'JWT_ISSUER', 'JWT_AUDIENCE', 'JWT_JWKS_URL'];
    const variables = Object.fromEntries(
      functions.map(({ name, environment }) => [name, Object.keys(environment)]),
    );
    expect(variables).toEqual({
      'accept-request': [...shared, ...jwt, ...rates],
      'provision-keys': [...shared, 'REQUESTS_TOPIC', ...rates],
      heal: [...shared, ...rates, 'QUEUE_CALLS_PER_SECOND_MAX'],
      redrive: [...shared, ...rates],
      reconcile: [...shared, ...rates],
      oversee: [...shared, ...rates],
    });
  });

  test.each([
    ['93', declaration],
    ['30', declaration.replace('kmsCallsPerSecondMax: 93', 'kmsCallsPerSecondMax: 30')],
    ['100', declaration.replace('instancesMax: 1 # One', 'instancesMax: 3 # One')],
    [undefined, declaration.replace(/^ {4}- type: ckafka\n(?: {6}.*\n)+/m, '')],
  ])('tells heal that the queue may make %s calls of KMS a second', (rate, text) => {
    const { functions: declared } = read(text);
    const told = declared.map(({ environment }) => environment.QUEUE_CALLS_PER_SECOND_MAX);
    expect(told).toEqual([undefined, undefined, rate, undefined, undefined, undefined]);
  });

  test('gives the keys of messages to the functions that sign or verify them', () => {
    const keys = { MESSAGE_KEYS: `m1:${'b'.repeat(32)}` };
    const having = read(declaration, keys).functions.filter(({ environment }) =>
      Object.values(environment).includes(keys.MESSAGE_KEYS),
    );
    expect(having.map(({ name }) => name)).toEqual([
      ...['accept-request', 'provision-keys', 'heal', 'redrive', 'oversee'],
    ]);
  });

  test('has a bucket for statuses if it is set, which its functions and their roles know', () => {
    const STATUS_STORE = 'cos://statuses-1250000000';
    const { statusStore, functions: declared } = read(declaration, { STATUS_STORE });
    expect(statusStore).toEqual({ bucket: 'statuses-1250000000', expiryDays: 30 });
    const knowing = declared.filter(({ environment }) => environment.STATUS_STORE === STATUS_STORE);
    const names = ['accept-request', 'provision-keys', 'redrive', 'oversee'];
    expect(knowing.map(({ name }) => name)).toEqual(names);
    const store = 'qcs::cos:ap-guangzhou:uid/1250000000:statuses-1250000000/';
    for (const { name } of declared) {
      const text = textOf(`deploy/policy.${name}.json`);
      const { statement } = readPolicy(text, { REGION: 'ap-guangzhou', STATUS_STORE });
      const own = statement.filter(({ action }) => action.join().startsWith('cos:'));
      const [list, objects] = [['cos:GetBucket'], ['cos:GetObject', 'cos:PutObject']];
      const resource = [`${store}statuses/*`];
      expect(own, name).toEqual(
        names.includes(name)
          ? [
              { effect: 'allow', action: list, resource: [store, ...resource] },
              { effect: 'allow', action: objects, resource },
            ]
          : [],
      );
      const without = readPolicy(text, { REGION: 'ap-guangzhou' });
      expect(JSON.stringify(without)).not.toContain('cos:');
    }
  });

  test.each(['statuses-1250000000', 'cos://statuses', 'https://statuses-1250000000.cos.com'])(
    'refuses %s as that bucket',
    (STATUS_STORE) => {
      expect(problemsOf(declaration, { STATUS_STORE }).join()).toMatch(
        /STATUS_STORE must be cos:\/\/ and a bucket|statusStore.bucket must be cos:\/\/ and a bucket/,
      );
    },
  );

  test('has a network, a log and a dead-letter queue if they are set', () => {
    const places = {
      ...{ VPC_ID: 'vpc-1', SUBNET_ID: 'subnet-1', CLS_LOGSET_ID: 'set', CLS_TOPIC_ID: 'topic' },
      ...{ DEAD_LETTER_TYPE: 'queue', DEAD_LETTER_NAME: 'failed-timers' },
    };
    const network = {
      vpc: { vpcId: 'vpc-1', subnetId: 'subnet-1' },
      cls: { logsetId: 'set', topicId: 'topic' },
    };
    const deadLetter = { type: 'queue', name: 'failed-timers' };
    const [acceptRequest, provisionKeys, heal, redrive, reconcile] = read(
      declaration,
      places,
    ).functions;
    for (const each of [acceptRequest, provisionKeys, redrive]) {
      expect(each).toMatchObject(network);
      expect(each).not.toHaveProperty('deadLetter');
    }
    for (const each of [heal, reconcile]) expect(each).toMatchObject({ ...network, deadLetter });
    expect(functionNamed('heal')).not.toHaveProperty('vpc');
    expect(functionNamed('heal')).not.toHaveProperty('cls');
    expect(functionNamed('heal')).not.toHaveProperty('deadLetter');
  });

  test('has a function for each file of functions/ except compose.ts', () => {
    const files = readdirSync(new URL('../../functions', import.meta.url))
      .filter((file) => file.endsWith('.ts'))
      .map((file) => basename(file, '.ts'))
      .filter((name) => name !== 'compose');
    expect(functions.map(({ name }) => name).sort()).toEqual(files.sort());
  });
});

describe('every setting', () => {
  test('of the functions is in serverless.yml, with a value or in the list of defaults', () => {
    const declared = [...declaration.matchAll(/^ +(?:- key: )?([A-Z][A-Z_]+)(?:: | #|$)/gm)].map(
      ([, name]) => name!,
    );
    const left = /These stay as([^:]+has them:[^.]+)\./.exec(declaration)![1]!;
    const leftNames = [...left.matchAll(/[A-Z_]{5,}/g)].map(([name]) => name);
    const rates = [
      'KMS_CALLS_PER_SECOND_MAX',
      'TAG_CALLS_PER_SECOND_MAX',
      'QUEUE_CALLS_PER_SECOND_MAX',
    ];
    const derived = [...rates, 'ENVIRONMENT'];
    expect([...new Set([...declared, ...leftNames, ...derived])].sort()).toEqual(
      Object.keys(SETTINGS).sort(),
    );
  });

  test('that differs by account is explained in .env.example, and no other is', () => {
    const policies = readdirSync(new URL('../../deploy', import.meta.url))
      .filter((file) => /^policy\..*\.json$/.test(file))
      .map((file) => textOf(`deploy/${file}`));
    const file = declaration.replaceAll(/^#.*$/gm, '');
    const named = [file, ...policies].join('\n').matchAll(/\$\{env:(\w+)/g);
    const needed = new Set([...named].map(([, name]) => name));
    expect(Object.keys(exampleEnv).sort()).toEqual([...needed].sort());
    for (const [index, line] of example.split('\n').entries()) {
      if (!/^[A-Z_]+=/.test(line)) continue;
      const above = example.split('\n').slice(0, index).reverse();
      const explained = above.find((text) => !/^[A-Z_]+=/.test(text));
      expect(explained, `${line} is explained above it`).toMatch(/^# /);
    }
  });

  test('that is required comes first in .env.example, and has an example', () => {
    const names = [...exampleFile.lineOf.keys()];
    const required = names.filter((name) => problemsOf(declaration, { [name]: '' }).length > 0);
    expect(names.slice(0, required.length)).toEqual(required);
    expect(required.every((name) => exampleEnv[name] !== '')).toBe(true);
  });

  test('that is secret has an example value, which is refused', () => {
    expect(problemsOf(declaration, exampleEnv)).toEqual([
      expect.stringMatching(
        / \(MARKER_KEYS\) must be id:secret, with a secret of 32 to 128 letters/,
      ),
    ]);
  });
});

/** A mistake: its name, the piece of the file, its replacement, and the problem without its line. */
const MISTAKES: readonly (readonly [string, RegExp | string, string, string])[] = [
  [
    'a misspelt field',
    'memorySize: 256',
    'memorySise: 256',
    'inputs.functions.accept-request.memorySise is unknown (memorySise); did you mean memorySize?',
  ],
  [
    'an unknown field',
    'name: tenant-keys',
    'org: 1\nname: tenant-keys',
    'org is unknown (org); known are format, name, inputs',
  ],
  ['another format', 'tenant-keys/1\n', 'tenant-keys/2\n', 'format must be tenant-keys/1'],
  ['a missing field', '      timeout: 30\n', '', 'inputs.functions.accept-request lacks timeout'],
  [
    'a timeout in milliseconds',
    'timeout: 30',
    'timeout: 30000',
    'inputs.functions.accept-request.timeout must be a whole number from 1 to 900',
  ],
  [
    'a number in quotes',
    'timeout: 30',
    "timeout: '30'",
    'inputs.functions.accept-request.timeout must be a whole number from 1 to 900',
  ],
  [
    'memory between two steps',
    'memorySize: 256',
    'memorySize: 200',
    'inputs.functions.accept-request.memorySize must be 64, or 128 to 3072 in steps of 128',
  ],
  [
    'a runtime older than those that are tested',
    "'Nodejs20.19'",
    "'Nodejs16.13'",
    'inputs.runtime must be Nodejs24.11, Nodejs22.21, Nodejs20.19, Nodejs18.15 or a later one',
  ],
  [
    'a name that a function cannot have',
    '    redrive:\n',
    '    re drive:\n',
    'inputs.functions.re drive must have a name of 2 to 60 letters, digits, - and _, with a letter first',
  ],
  [
    'a trigger for a function that is not there',
    'function: heal',
    'function: heall',
    'inputs.triggers[2].function is unknown (heall); did you mean heal?',
  ],
  [
    'a trigger that the platform does not have',
    'type: ckafka',
    'type: cmq',
    'inputs.triggers[1].type must be http or ckafka or timer',
  ],
  [
    'a schedule of five fields',
    "'0 */1 * * * * *'",
    "'*/1 * * * *'",
    'inputs.triggers[2].parameters.cronExpression must be seven fields: second, minute, hour, day, month, weekday and year',
  ],
  [
    'an hour that no day has',
    "'0 0 3 * * * *'",
    "'0 0 25 * * * *'",
    'inputs.triggers[3].parameters.cronExpression must be seven fields: second, minute, hour, day, month, weekday and year, each in its range',
  ],
  [
    'readers of a topic that is open to everyone',
    /user: .*\n {8}readers: .*/,
    'readers: billing',
    'inputs.ckafka.topics.key-events must have a user if it has readers: without one it is open to everyone',
  ],
  [
    'a user of a trigger without a password',
    /( {8}easConfig:).*\n.*\n.*/,
    "        easConfig:\n          user: svc\n          password: ''",
    'inputs.triggers[1].parameters.easConfig must have both user and password, or neither',
  ],
  [
    'a message that is too large for any topic',
    /maxMessageBytes: 65536/,
    'maxMessageBytes: 12582913',
    'inputs.ckafka.topics.key-quota.maxMessageBytes must be a whole number from 1024 to 12582912',
  ],
  [
    'a disabled trigger',
    /enable: true(?=\n\n {4}- type: timer\n {6}function: heal)/,
    'enable: false',
    'inputs.triggers[1].parameters.enable must be true: remove a trigger that is not needed from the file',
  ],
  [
    'a trigger without enable',
    / +enable: true\n(?=\n {4}- type: timer\n {6}function: heal)/,
    '',
    'inputs.triggers[1].parameters lacks enable',
  ],
  [
    'a URL without an authentication type',
    / +authType: .*\n/,
    '',
    'inputs.triggers[0].parameters lacks authType',
  ],
  [
    'a URL without a network setting',
    / +enableExtranet: .*\n/,
    '',
    'inputs.triggers[0].parameters.netConfig lacks enableExtranet',
  ],
  [
    'a queue without a number of retries',
    / +retry: .*\n/,
    '',
    'inputs.triggers[1].parameters lacks retry',
  ],
  [
    'a topic that is not declared',
    'topic: key-requests\n',
    'topic: key-request\n',
    'inputs.triggers[1] reads a topic that is unknown (key-request); did you mean key-requests?',
  ],
  [
    'retries for longer than half the retention of the topic',
    'retentionHours: 336',
    'retentionHours: 333',
    'inputs.triggers[1] must have a retry (in minutes) of at most half the retention of its topic',
  ],
  [
    'fewer instances than its topic has partitions',
    'partitions: 1',
    'partitions: 2',
    'inputs.triggers[1] needs an instance for each of the 2 partitions of its topic: raise the instancesMax of provision-keys',
  ],
  [
    'a queue on a compacted topic',
    /cleanUpPolicy: delete(?=\n {8}retentionHours: 336\n {8}maxMessageBytes: 1048576\n {6}# Readers)/,
    'cleanUpPolicy: compact',
    'inputs.triggers[1] reads a topic that is compacted: some messages would be lost',
  ],
  [
    'a rate above the limit of the account',
    'kmsCallsPerSecondMax: 8',
    'kmsCallsPerSecondMax: 101',
    'inputs.functions.accept-request.kmsCallsPerSecondMax must be a whole number from 1 to 100',
  ],
  [
    'more instances than the account has calls',
    'instancesMax: 12',
    'instancesMax: 16',
    'the file gives its functions 21 instances in total, each with at least one change of tags a second; the account has 20',
  ],
  [
    'a rate that is set by hand',
    'REQUESTS_TOPIC: key-requests',
    "KMS_CALLS_PER_SECOND_MAX: '100'",
    'inputs.functions.provision-keys.environment.variables.KMS_CALLS_PER_SECOND_MAX is derived from kmsCallsPerSecondMax: remove it',
  ],
  [
    "the queue's rate set by hand",
    'REQUESTS_TOPIC: key-requests',
    "QUEUE_CALLS_PER_SECOND_MAX: '12'",
    'inputs.functions.provision-keys.environment.variables.QUEUE_CALLS_PER_SECOND_MAX is derived from instancesMax and kmsCallsPerSecondMax of the functions with a ckafka trigger: remove it',
  ],
  [
    'a misspelt variable',
    'REQUESTS_TOPIC: key-requests',
    "KMS_CALL_PER_SECOND_MAX: '100'",
    'inputs.functions.provision-keys.environment.variables.KMS_CALL_PER_SECOND_MAX is unknown (KMS_CALL_PER_SECOND_MAX); did you mean KMS_CALLS_PER_SECOND_MAX?',
  ],
  [
    'a variable for all functions that none of them reads',
    'key: ACCOUNT_UIN',
    'key: TIMEZONE',
    'inputs.environments[3].value is unknown (TIMEZONE); no function reads it: see docs/configuration.md',
  ],
  [
    'a variable of a function that only others read',
    'REQUESTS_TOPIC: key-requests',
    'AUTH: jwt',
    'inputs.functions.provision-keys.environment.variables.AUTH is not read by this function, only by accept-request',
  ],
  [
    'a value that is out of range',
    'REQUESTS_TOPIC: key-requests',
    'SETTLE_MS: 99',
    'inputs.functions.provision-keys.environment.variables.SETTLE_MS must be a whole number from 100 to 60000',
  ],
  [
    'no variable that a function requires',
    / +AUTH: .*\n/,
    '',
    'inputs.functions.accept-request lacks the variable AUTH',
  ],
  [
    'the code of no function',
    'src: dist/functions/redrive',
    'src: dist/functions/redrives',
    'inputs.functions.redrive.src must end with the name of a function: accept-request, provision-keys, heal, redrive, reconcile, oversee',
  ],
  [
    'a role of another name',
    'role: tenant-keys-redrive',
    'role: admin',
    'inputs.functions.redrive must have the role tenant-keys-redrive',
  ],
  [
    "a variable with one of the platform's names",
    'REQUESTS_TOPIC:',
    'SCF_TOPIC:',
    'inputs.functions.provision-keys.environment.variables.SCF_TOPIC has a name that the platform reserves',
  ],
  [
    'a variable that is already set for all functions',
    'REQUESTS_TOPIC: key-requests',
    'REGION: ap-shanghai',
    'inputs.functions.provision-keys.environment.variables.REGION is already set for all functions',
  ],
  [
    'a variable that is set twice',
    'key: ACCOUNT_UIN',
    'key: REGION',
    'inputs.environments[3].value is set twice',
  ],
  [
    'a variable that is not a string',
    'REQUESTS_TOPIC: key-requests',
    'REQUESTS_TOPIC: true',
    "inputs.functions.provision-keys.environment.variables.REQUESTS_TOPIC must be a string: quote it, or write '' for none",
  ],
  [
    'half of a pair',
    /type: \$\{env:DEAD_LETTER_TYPE, ''\}/,
    'type: queue',
    'inputs.functions.heal.deadLetter must have both type and name, or neither',
  ],
  [
    'a duplicate name',
    '      timeout: 30\n',
    '      timeout: 30\n      timeout: 30\n',
    'the file has the same name twice in one mapping',
  ],
  [
    'a reference to something other than a variable',
    'REQUESTS_TOPIC: key-requests',
    `REQUESTS_TOPIC: ${reference('self:topic')}`,
    `inputs.functions.provision-keys.environment.variables.REQUESTS_TOPIC ${REFERENCE_RULE}`,
  ],
  [
    'a queue trigger of another instance than its topic',
    / {8}instanceId: .*\n {8}topic/,
    '        instanceId: ckafka-other000\n        topic',
    'inputs.triggers[1] must have the instanceId of ckafka, where its topic is',
  ],
  [
    'a string for the triggers',
    /triggers:\n(?:.*\n)*$/,
    'triggers: none\n',
    'inputs.triggers must be a list',
  ],
];

/** One mistake that must have no other problem than its own. */
const LONE_MISTAKES: readonly (readonly [string, RegExp | string, string, string])[] = [
  [
    'the component that the format had before',
    'format: tenant-keys/1',
    'component: multi-scf',
    'component is for Serverless Framework, which would drop settings: replace it by `format: tenant-keys/1`',
  ],
  [
    'a component beside the format',
    'name: tenant-keys',
    'component: multi-scf\nname: tenant-keys',
    'component is for Serverless Framework, which would drop settings: remove it',
  ],
  [
    'an alias',
    'timeout: 30\n',
    'timeout: *thirty\n',
    'inputs.functions.accept-request.timeout is a YAML alias, which is not supported: write the value itself',
  ],
  [
    'a number from the environment with an exponent',
    'timeout: 30',
    `timeout: ${reference("env:T, '1e2'")}`,
    'inputs.functions.accept-request.timeout must be a whole number from 1 to 900',
  ],
  [
    'a hexadecimal number from the environment',
    'timeout: 30',
    `timeout: ${reference("env:T, '0x10'")}`,
    'inputs.functions.accept-request.timeout must be a whole number from 1 to 900',
  ],
  [
    'yes in place of true, from the environment',
    /enableExtranet: .*/,
    `enableExtranet: ${reference("env:E, 'yes'")}`,
    'inputs.triggers[0].parameters.netConfig.enableExtranet must be true or false',
  ],
  ...['REQUESTS-TOPIC', '1_TOPIC', 'T'.repeat(65)].map(
    (name) =>
      [
        `a variable with the name ${name}`,
        'REQUESTS_TOPIC:',
        `${name}:`,
        `inputs.functions.provision-keys.environment.variables.${name} must have a name of letters, digits and _, with a letter first`,
      ] as const,
  ),
  [
    "a variable with one of the platform's names inside",
    'REQUESTS_TOPIC:',
    'MY_SCF_TOPIC:',
    'inputs.functions.provision-keys.environment.variables.MY_SCF_TOPIC is unknown (MY_SCF_TOPIC); no function reads it: see docs/configuration.md',
  ],
  [
    'a variable with nothing behind its name',
    'REQUESTS_TOPIC: key-requests',
    'REQUESTS_TOPIC:',
    "inputs.functions.provision-keys.environment.variables.REQUESTS_TOPIC must be a string: quote it, or write '' for none",
  ],
  [
    'a variable that is a list',
    'REQUESTS_TOPIC: key-requests',
    'REQUESTS_TOPIC: [a]',
    'inputs.functions.provision-keys.environment.variables.REQUESTS_TOPIC must be a string',
  ],
  [
    'a word in place of the functions',
    / {2}functions:\n(?:.*\n)*$/,
    '  functions: none\n',
    'inputs.functions must be a mapping of names',
  ],
  ...['none', '[a]'].map(
    (content) =>
      [
        `${content} in place of all that is deployed`,
        /inputs:\n(?:.*\n)*$/,
        `inputs: ${content}\n`,
        'inputs must be a mapping of region, namespace, runtime, vpcConfig, publicNet, cls, environments, ckafka, statusStore, functions, triggers',
      ] as const,
  ),
  ...['none\n', '- none\n', ''].map(
    (content) =>
      [
        `only ${JSON.stringify(content)}`,
        /^(?:.*\n)*$/,
        content,
        'the file must be a mapping of format, name, inputs',
      ] as const,
  ),
  [
    'a topic whose name has a space',
    '      key-quota:\n',
    '      key quota:\n',
    'inputs.ckafka.topics.key quota must have a name of letters, digits, dots, - and _, with a letter or digit first',
  ],
  ['no topics', / {2}ckafka:\n(?:.*\n)*?(?=\n {2}#)/, '', 'inputs lacks ckafka'],
  [
    'an instance that has no topics',
    /( {4}topics:)\n(?:.*\n)*?(?=\n {2}#)/,
    '$1 {}\n',
    'inputs.triggers[1] reads a topic that is unknown (key-requests); there is none',
  ],
  [
    'a queue without a topic',
    /( {4}- type: ckafka\n(?:.*\n)*?) {8}topic: .*\n/,
    '$1',
    'inputs.triggers[1].parameters lacks topic',
  ],
  [
    'a queue without an instance',
    /( {4}- type: ckafka\n(?:.*\n)*?) {8}instanceId: .*\n/,
    '$1',
    'inputs.triggers[1].parameters lacks instanceId',
  ],
  [
    'topics without an instance',
    /( {2}ckafka:\n(?:.*\n)*?) {4}instanceId: .*\n/,
    '$1',
    'inputs.ckafka lacks instanceId',
  ],
  [
    'a trigger without a function',
    '      function: provision-keys\n',
    '',
    'inputs.triggers[1] lacks function',
  ],
  [
    'a URL without a function',
    '      function: accept-request\n',
    '',
    'inputs.triggers[0] lacks function',
  ],
  [
    'an AUTH that is not known',
    /AUTH: .*/,
    `AUTH: ${reference('env:NO_SUCH')}`,
    'inputs.functions.accept-request.environment.variables.AUTH needs NO_SUCH, which is not set',
  ],
  [
    'a function without a role',
    / {6}role: tenant-keys-heal\n/,
    '',
    'inputs.functions.heal lacks role',
  ],
  ['no name', 'name: tenant-keys\n', '', 'the file lacks name'],
  [
    'a function without a source',
    / {6}src: dist\/functions\/heal\n/,
    '',
    'inputs.functions.heal lacks src',
  ],
  [
    'a quote that does not end',
    'timeout: 30',
    'timeout: "30',
    'the file is not YAML that can be read (MISSING_CHAR)',
  ],
];

describe('a file is refused for nothing else than', () => {
  test.each(LONE_MISTAKES)('%s', (_, from, to, sentence) => {
    const text = declaration.replace(from, to);
    expect(text).not.toBe(declaration);
    const sentences = problemsOf(text).map((line) => line.replace(/^serverless\.yml:\d+: /, ''));
    expect(sentences).toEqual([sentence]);
  });
});

describe('a file may have', () => {
  test('numbers and flags from the environment', () => {
    const text = declaration
      .replace('timeout: 30', `timeout: ${reference("env:T, '31'")}`)
      .replace(/enableExtranet: .*/, `enableExtranet: ${reference("env:E, 'false'")}`)
      .replace(/enableIntranet: .*/, `enableIntranet: ${reference("env:I, 'true'")}`);
    const [{ timeoutS, triggers } = { timeoutS: 0, triggers: [] }] = read(text).functions;
    expect(timeoutS).toBe(31);
    expect(triggers).toMatchObject([{ enableExtranet: false, enableIntranet: true }]);
  });

  test('as many instances as the account has changes of tags a second', () => {
    expect(problemsOf(declaration.replace('instancesMax: 12', 'instancesMax: 15'))).toEqual([]);
    expect(problemsOf(declaration.replace('instancesMax: 12', 'instancesMax: 16'))).toHaveLength(1);
  });

  test('retries for half the retention of the topic', () => {
    const text = declaration.replace('retentionHours: 336', 'retentionHours: 333');
    expect(problemsOf(text.replace('retry: 10000', 'retry: 9990'))).toEqual([]);
    expect(problemsOf(text.replace('retry: 10000', 'retry: 9991'))).toHaveLength(1);
  });

  test.each(['  0  */1 * * * * *  ', '0/5 * * * * * *'])('the schedule %j', (schedule) => {
    const text = declaration.replace('0 */1 * * * * *', schedule);
    expect(text).not.toBe(declaration);
    const triggers = read(text).functions.flatMap((each) => each.triggers);
    expect(triggers).toContainEqual(expect.objectContaining({ cron: schedule }));
  });

  test('a variable for all functions that only some of them read', () => {
    const text = declaration
      .replace(/^ +JWT_SCOPE_CLAIM: .*\n/m, '')
      .replace('    - key: REGION', '    - key: JWT_SCOPE_CLAIM\n      value: scope\n$&');
    expect(problemsOf(text)).toEqual([]);
    expect(read(text).functions[0]?.environment.JWT_SCOPE_CLAIM).toBe('scope');
  });

  test('fields that it leaves out, and the application has them neither', () => {
    const application = read();
    expect(Object.keys(application)).not.toContain('statusStore');
    expect(application.functions[0]?.async).toEqual({ retriesMax: 2, ttlS: 21_600 });
    for (const each of application.functions) {
      expect(Object.entries(each).filter(([, value]) => value === undefined)).toEqual([]);
    }
  });
});

describe('a file is refused that has', () => {
  test.each(MISTAKES)('%s', (_, from, to, sentence) => {
    const text = declaration.replace(from, () => to);
    expect(text).not.toBe(declaration);
    expect(problemsOf(text).map((line) => line.replace(/^serverless\.yml:\d+: /, ''))).toContain(
      sentence,
    );
  });

  test('the same trigger twice, or two URLs for one function', () => {
    const [, list = ''] = declaration.split('  triggers:\n');
    const twice = declaration + list.replace('authType:', 'name: another\n        authType:');
    expect(problemsOf(twice).map((line) => line.replace(/^.*triggers/, ''))).toEqual([
      ...[
        '[4] is declared twice',
        '[5] is declared twice',
        '[6] is declared twice',
        '[7] is declared twice',
      ],
    ]);
  });

  test('several mistakes, which are reported at once in the order of the file', () => {
    const text = declaration
      .replace('timeout: 30', 'timeout: 0')
      .replace('retry: 10000', 'retry: -1')
      .replace('partitions: 1', 'partitions: many');
    const lineOf = (part: string) => text.split('\n').findIndex((line) => line.includes(part)) + 1;
    expect(problemsOf(text, { AUTH: 'nobody' })).toEqual([
      `serverless.yml:${lineOf('partitions: many')}: inputs.ckafka.topics.key-requests.partitions must be a whole number from 1 to 3000`,
      `serverless.yml:${lineOf('timeout: 0')}: inputs.functions.accept-request.timeout must be a whole number from 1 to 900`,
      `serverless.yml:${lineOf('AUTH: ')}: inputs.functions.accept-request.environment.variables.AUTH must be cam or jwt, so that callers are authenticated`,
      `serverless.yml:${lineOf('type: http')}: inputs.triggers[0] has no authentication: authType NONE requires AUTH=jwt`,
      `serverless.yml:${lineOf('retry: -1')}: inputs.triggers[1].parameters.retry must be a whole number from 1 to 10000`,
    ]);
  });
});

describe('the environment', () => {
  test('has its missing variables reported at once, each with the line that explains it', () => {
    const lineOf = (text: string, start: string) =>
      text.split('\n').findIndex((line) => line.trim().startsWith(start)) + 1;
    const nothing = Object.fromEntries(Object.keys(exampleEnv).map((name) => [name, '']));
    const problems = problemsOf(declaration, nothing);
    expect(problems[0]).toBe(
      `serverless.yml:${lineOf(declaration, 'region:')}: inputs.region needs REGION, which is not set: see .env.example:${lineOf(example, 'REGION=')}`,
    );
    expect(problems.map((line) => / needs (\w+), which is not set/.exec(line)?.[1])).toEqual([
      ...['REGION', 'TOPICS_URL', 'MARKER_KEYS', 'CKAFKA_INSTANCE_ID', 'AUTH', 'HTTP_AUTH_TYPE'],
    ]);
  });

  test('is checked by the same code as in the functions', () => {
    const lineOf = (part: string) =>
      declaration.split('\n').findIndex((line) => line.includes(part)) + 1;
    const problems = problemsOf(declaration, {
      MARKER_KEYS: 'k1:short',
      JWT_JWKS_URL: 'http://id',
    });
    expect(problems).toEqual([
      `serverless.yml:${lineOf('env:MARKER_KEYS')}: inputs.environments[4].value (MARKER_KEYS) must be id:secret, with a secret of 32 to 128 letters, digits, - or _`,
      `serverless.yml:${lineOf('JWT_JWKS_URL:')}: inputs.functions.accept-request.environment.variables.JWT_JWKS_URL must be an https URL without a user, such as https://id.example.com/.well-known/jwks.json`,
    ]);
  });

  test('must fit in the 4 KB that a function may have', () => {
    const keys = (count: number) =>
      Array.from({ length: count }, (_, index) => `k${index}:${'a'.repeat(120)}`).join(',');
    expect(problemsOf(declaration, { MARKER_KEYS: keys(20) })).toEqual([]);
    expect(problemsOf(declaration, { MARKER_KEYS: keys(33) })).toContainEqual(
      expect.stringMatching(
        /inputs\.functions\.accept-request\.environment exceeds the 4 KB of variables that a function may have$/,
      ),
    );
  });

  test('of all functions has the name of the file, and cannot have another', () => {
    const named = declaration.replace('name: tenant-keys', 'name: keys-staging');
    const renamed = named.replaceAll('role: tenant-keys-', 'role: keys-staging-');
    for (const { environment } of read(renamed).functions) {
      expect(environment.ENVIRONMENT).toBe('keys-staging');
    }
    const entry = "    - key: ENVIRONMENT\n      value: 'tenant-keys'\n    - key: REGION";
    expect(problemsOf(declaration.replace('    - key: REGION', entry), {})).toEqual([
      expect.stringMatching(/environments\[0\]\.value is derived from name: remove it$/),
    ]);
  });

  test.each([';', '=', '\n', '\u0000'])(
    'must not contain %j, and the value is not repeated',
    (sign) => {
      const secret = `k1:${'s'.repeat(40)}${sign}`;
      const problems = problemsOf(declaration, { MARKER_KEYS: secret });
      expect(problems).toHaveLength(1);
      expect(problems[0]).toMatch(/environments\[4\]\.value must not contain /);
      expect(problems.join()).not.toContain('sss');
    },
  );

  test('cannot add fields to the file, whatever it contains', () => {
    const hostile = 'x\n    - key: AUTH\n      value: open # ';
    expect(problemsOf(declaration, { DOCS_URL: hostile })).toHaveLength(5);
    const { functions } = read(declaration, { DOCS_URL: "https://x/y'z" });
    expect(functions[2]!.environment.DOCS_URL).toBe("https://x/y'z");
  });

  test('may have names of properties that JavaScript inherits', () => {
    const text = declaration.replace('env:ACCOUNT_UIN', 'env:constructor');
    expect(read(text).functions[0]!.environment).not.toHaveProperty('ACCOUNT_UIN');
    const named = declaration.replace('DOCS_URL: ', 'constructor: ');
    expect(problemsOf(named, { DOCS_URL: 'https://x.example/' })).toEqual([
      expect.stringMatching(/\.constructor is unknown \(constructor\); no function reads it/),
    ]);
  });
});

describe('a variable of .env that has no effect', () => {
  const problemsWith = (dotEnv: string) => {
    try {
      readApplication({
        ...{ declaration, example, readPolicy: () => JSON.stringify(POLICY), readCode: codeOf },
        ...{ env: { ...exampleEnv, ...OWN_SECRET }, dotEnv: readDotEnv(dotEnv) },
      });
    } catch (error) {
      return (error as Error).message.split('\n- ').slice(1);
    }
    return [];
  };

  test.each([
    ['DOC_URL', 'DOC_URL, which is unknown; did you mean DOCS_URL?'],
    [
      'KMS_CALL_PER_SECOND_MAX',
      'KMS_CALL_PER_SECOND_MAX, which is unknown; did you mean KMS_CALLS_PER_SECOND_MAX?',
    ],
    [
      'KMS_CALLS_PER_SECOND_MAX',
      'KMS_CALLS_PER_SECOND_MAX, which is derived from kmsCallsPerSecondMax: remove it',
    ],
    [
      'QUEUE_CALLS_PER_SECOND_MAX',
      'QUEUE_CALLS_PER_SECOND_MAX, which is derived from instancesMax and kmsCallsPerSecondMax of the functions with a ckafka trigger: remove it',
    ],
    ['REDRIVES_MAX', 'REDRIVES_MAX, which serverless.yml does not use: add it there'],
    ['c2VjcmV0', 'a variable that serverless.yml does not use: remove the line'],
  ])('is refused with its line: %s', (name, sentence) => {
    expect(problemsWith(`REGION=ap-guangzhou\n${name}=5`)).toEqual([`.env:2 sets ${sentence}`]);
  });

  test('is accepted if it is empty, and credentials are of use', () => {
    expect(problemsWith('RUNTIMES=\nTENCENTCLOUD_SECRET_ID=AKID\nRUNTIME=Nodejs20.19')).toEqual([]);
    expect(problemsWith(example)).toEqual([]);
  });
});

describe('authentication', () => {
  test.each([
    ['jwt', 'NONE', []],
    ['jwt', 'CAM', []],
    ['cam', 'CAM', []],
    [
      'cam',
      'NONE',
      ['must have authType CAM: with AUTH=cam the function itself authenticates no caller'],
    ],
    [
      'open',
      'NONE',
      ['AUTH must be cam', 'has no authentication: authType NONE requires AUTH=jwt'],
    ],
    ['open', 'CAM', ['AUTH must be cam or jwt, so that callers are authenticated']],
    ['jwt', 'none', ['authType must be CAM or NONE']],
  ])('with AUTH=%s and authType %s has these problems: %j', (AUTH, HTTP_AUTH_TYPE, sentences) => {
    const problems = problemsOf(declaration, { AUTH, HTTP_AUTH_TYPE });
    expect(problems).toHaveLength(sentences.length);
    for (const [index, sentence] of sentences.entries())
      expect(problems[index]).toContain(sentence);
  });

  test('may be off only on a local cloud, and only behind authType CAM', () => {
    const url = 'http://127.0.0.1:4700';
    const local = { AUTH: 'open', API_ENDPOINT: url, TOPICS_URL: url };
    expect(problemsOf(declaration, { ...local, HTTP_AUTH_TYPE: 'CAM' })).toEqual([]);
    expect(problemsOf(declaration, { ...local, HTTP_AUTH_TYPE: 'NONE' })).toHaveLength(1);
  });
});

describe('a policy', () => {
  test('may refer to the same variables', () => {
    const statement = {
      effect: 'allow',
      action: ['kms:DescribeKey'],
      resource: [`qcs::${reference('env:REGION')}`],
    };
    const { functions } = read(
      declaration,
      {},
      JSON.stringify({ version: '2.0', statement: [statement] }),
    );
    expect(functions[0]!.role.policy.statement[0]!.resource).toEqual(['qcs::ap-guangzhou']);
  });

  test('gets no further statements, whatever a variable contains', () => {
    const statement = {
      effect: 'allow',
      action: ['a'],
      resource: [reference('env:JWT_TENANT_CLAIM')],
    };
    const policy = JSON.stringify({ version: '2.0', statement: [statement] });
    const JWT_TENANT_CLAIM = 'x"]},{"effect":"allow","action":["*"],"resource":["*';
    const { functions } = read(declaration, { JWT_TENANT_CLAIM }, policy);
    expect(functions[0]!.role.policy.statement).toEqual([
      { ...statement, resource: [JWT_TENANT_CLAIM] },
    ]);
  });

  test.each([
    ['{', 'is not JSON'],
    [
      '{"version":"1.0","statement":[]}',
      'must be a policy with version "2.0" and a list named statement',
    ],
    [
      '{"version":"2.0","statement":[{"effect":"allow","action":"*","resource":["*"]}]}',
      'must have effect, action and resource, and nothing else, in statement 1',
    ],
    ...[
      '{"effect":"permit","action":["a"],"resource":["*"]}',
      '{"effect":"allow","action":[],"resource":["*"]}',
      '{"effect":"allow","action":["a"],"resource":["*",1]}',
      '{"effect":"allow","action":["a"],"resource":["*"],"condition":{}}',
      '"allow"',
      'null',
    ].map((statement) => [
      `{"version":"2.0","statement":[{"effect":"deny","action":["a"],"resource":["*"]},${statement}]}`,
      'must have effect, action and resource, and nothing else, in statement 2',
    ]),
    ...['null', '[]', '"2.0"'].map((document) => [
      document,
      'must be a policy with version "2.0" and a list named statement',
    ]),
    [`"${reference('env:NOWHERE')}"`, 'needs NOWHERE, which is not set'],
    [`"${reference('NOWHERE')}"`, REFERENCE_RULE],
  ])('is refused: %s', (policy, sentence) => {
    expect(problemsOf(declaration, {}, policy)).toContain(
      `deploy/policy.redrive.json ${sentence}.`,
    );
  });
});

test('the file is read or refused in sentences, whatever a field becomes', () => {
  const lines = declaration.split('\n');
  const replacements = ['', ' []', ' 0', ` ${reference('env:NO')}`];
  for (const [index, line] of lines.entries()) {
    const field = /^\s*(?:- )?[\w-]+:/.exec(line)?.[0];
    if (field === undefined) continue;
    for (const change of [[], ...replacements.map((value) => [`${field}${value}`])]) {
      const text = [...lines.slice(0, index), ...change, ...lines.slice(index + 1)].join('\n');
      for (const problem of problemsOf(text)) {
        expect(problem).toMatch(/^serverless\.yml:\d+: \S/);
      }
    }
  }
}, 60_000);
