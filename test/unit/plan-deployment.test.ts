import { expect, test } from 'vitest';
import { planRefusals, planWarnings, retainedResources } from '../../deploy/plan/checks.ts';
import { planDeployment, planRemoval } from '../../deploy/plan/plan.ts';
import { isOwnVariable, isShownVariable } from '../../deploy/resources/own-variables.ts';
import { functionUrls } from '../../deploy/resources/resources.ts';
import type { Application } from '../../deploy/state/application.ts';
import type { Change } from '../../deploy/state/change.ts';
import type { Found } from '../../deploy/state/found.ts';
import { RUNTIMES } from '../../deploy/state/runtimes.ts';
import { SETTINGS } from '../../shared/settings.ts';
import { codeOf, SAMPLE, withFunction, withoutFunction } from './sample-application.ts';
import { EMPTY, foundOf, withFound } from './sample-found.ts';

const NO_CONTENT = { topicsWithMessages: new Set<string>(), bucketsWithObjects: new Set<string>() };

const FOUND = foundOf(SAMPLE);

const MARK = FOUND.function.get('redrive')!.description;

const SYSTEM_LOG = { name: 'system log', before: 'kept', after: 'ignored' };

test('an empty account gets everything, in the order of kinds and of the file', () => {
  expect(planDeployment(SAMPLE, EMPTY).map(spelled)).toEqual([
    'create authorization SCF_QcsRole',
    'create topic key-requests',
    'create topic key-dead-letters',
    'create policy tenant-keys-accept-request',
    'create policy tenant-keys-provision-keys',
    'create policy tenant-keys-redrive',
    'create role tenant-keys-accept-request',
    'create role tenant-keys-provision-keys',
    'create role tenant-keys-redrive',
    'create function accept-request',
    'create function provision-keys',
    'create function redrive',
    'create concurrency accept-request',
    'create concurrency provision-keys',
    'create concurrency redrive',
    'create async accept-request',
    'create async provision-keys',
    'create async redrive',
    'create trigger accept-request/http',
    'create trigger provision-keys/ckafka/ckafka-local000-key-requests',
    'create trigger redrive/timer/every-minute',
  ]);
});

test('a new resource is shown with all its fields, except the value of a secret', () => {
  const created = planDeployment(SAMPLE, EMPTY).filter(({ resource }) => {
    return /redrive|key-dead-letters/.test(resource.name);
  });
  expect(
    Object.fromEntries(created.map(({ resource, fields }) => [resource.kind, fields])),
  ).toEqual({
    topic: [
      { name: 'partitions', after: '1' },
      { name: 'replicas', after: '3' },
      { name: 'clean-up policy', after: 'compact' },
      { name: 'retention', after: '7776000000 ms' },
      { name: 'largest message', after: '1048576 bytes' },
      { name: 'replicas in sync', after: '2 at least' },
    ],
    policy: [
      { name: 'allow kms:CreateKey', after: '*' },
      { name: 'allow kms:DescribeKey', after: '*' },
      { name: 'deny kms:Decrypt', after: '*' },
    ],
    role: [
      {
        name: 'allow sts:AssumeRole',
        after: '* if {"principal":{"service":"scf.qcloud.com"}}',
      },
      { name: 'policies', after: 'tenant-keys-redrive' },
    ],
    function: [
      { name: 'runtime', after: 'Nodejs20.19' },
      { name: 'status', after: 'Active' },
      { name: 'code', after: `sha256 ${codeOf('the code of redrive').sha256.slice(0, 16)}` },
      { name: 'handler', after: 'index.main_handler' },
      { name: 'memory', after: '256 MB' },
      { name: 'timeout', after: '60 s' },
      { name: 'role', after: 'tenant-keys-redrive' },
      { name: 'system log', after: 'ignored' },
      { name: 'public network', after: 'on' },
      { name: 'environment.KMS_CALLS_PER_SECOND_MAX', after: '6' },
      { name: 'environment.MARKER_KEYS', after: '(secret)' },
      { name: 'environment.REGION', after: 'ap-guangzhou' },
    ],
    concurrency: [{ name: 'reserved memory', after: '256 MB' }],
    async: [
      { name: 'retries', after: '2' },
      { name: 'time to live', after: '3600 s' },
    ],
    trigger: [
      { name: 'enabled', after: 'yes' },
      { name: 'cron', after: '0 */1 * * * * *' },
      { name: 'message', after: 'resume' },
    ],
  });
});

test('a resource that matches the file needs no change, however the cloud formats it', () => {
  expect(planDeployment(SAMPLE, FOUND)).toEqual([]);
});

const TIMER = 'redrive/timer/every-minute';
const QUEUE = 'provision-keys/ckafka/ckafka-local000-key-requests';
const ROLE = 'tenant-keys-redrive';
const OTHER_CODE = codeOf('other code');
const MARKERS = 'other:0123456789abcdef0123456789abcdef';

/** What was changed in the file or by hand, and the one change that follows. */
const ROWS: readonly (readonly [string, Application, Found, string, ...object[]])[] = [
  [
    'a timeout',
    withFunction(SAMPLE, 'redrive', { timeoutS: 90 }),
    FOUND,
    'update function redrive',
    { name: 'timeout', before: '60 s', after: '90 s' },
  ],
  [
    'code',
    withFunction(SAMPLE, 'redrive', { code: OTHER_CODE }),
    FOUND,
    'update function redrive',
    {
      name: 'code',
      before: `sha256 ${codeOf('the code of redrive').sha256.slice(0, 16)}`,
      after: `sha256 ${OTHER_CODE.sha256.slice(0, 16)}`,
    },
  ],
  [
    'code that was uploaded by hand',
    SAMPLE,
    withFound(FOUND, 'function', 'redrive', { codeBytes: 7 }),
    'update function redrive',
    {
      name: 'code',
      before: 'unknown',
      after: `sha256 ${codeOf('the code of redrive').sha256.slice(0, 16)}`,
    },
  ],
  [
    'a description without a mark',
    SAMPLE,
    withFound(FOUND, 'function', 'redrive', { description: 'Runs each minute' }),
    'update function redrive',
    {
      name: 'code',
      before: 'unknown',
      after: `sha256 ${codeOf('the code of redrive').sha256.slice(0, 16)}`,
    },
    SYSTEM_LOG,
  ],
  [
    'a function whose system log was never ignored',
    SAMPLE,
    withFound(FOUND, 'function', 'redrive', { description: MARK.replace(/,[^,]*$/, '.') }),
    'update function redrive',
    SYSTEM_LOG,
  ],
  [
    'a secret',
    SAMPLE,
    withEnvironment({
      MARKER_KEYS: MARKERS,
      REGION: 'ap-guangzhou',
      KMS_CALLS_PER_SECOND_MAX: '6',
    }),
    'update function redrive',
    { name: 'environment.MARKER_KEYS', before: '(secret)', after: '(another secret)' },
  ],
  [
    'a variable of ours that left the file',
    SAMPLE,
    withEnvironment({ ...SAMPLE.functions[2]!.environment, DOCS_URL: 'https://docs.example/' }),
    'update function redrive',
    { name: 'environment.DOCS_URL', before: 'https://docs.example/' },
  ],
  [
    'a function that could not be updated',
    SAMPLE,
    withFound(FOUND, 'function', 'redrive', { status: 'UpdateFailed' }),
    'update function redrive',
    { name: 'status', before: 'UpdateFailed', after: 'Active' },
  ],
  [
    'a dead-letter queue',
    withFunction(SAMPLE, 'redrive', { deadLetter: { type: 'CMQ-QUEUE', name: 'q' } }),
    FOUND,
    'update function redrive',
    { name: 'dead letters', before: ' ', after: 'CMQ-QUEUE q' },
  ],
  [
    'a reservation that was removed by hand',
    SAMPLE,
    withFound(FOUND, 'concurrency', 'redrive', undefined),
    'create concurrency redrive',
    { name: 'reserved memory', after: '256 MB' },
  ],
  [
    'retries',
    SAMPLE,
    withFound(FOUND, 'async', 'redrive', { retriesMax: 0 }),
    'update async redrive',
    { name: 'retries', before: '0', after: '2' },
  ],
  [
    'a trigger that was disabled by hand',
    SAMPLE,
    withFound(FOUND, 'trigger', TIMER, { enabled: false }),
    `update trigger ${TIMER}`,
    { name: 'enabled', before: 'no', after: 'yes' },
  ],
  [
    'a cron expression without JSON around it',
    SAMPLE,
    withFound(FOUND, 'trigger', TIMER, { desc: '0 */2 * * * * *' }),
    `update trigger ${TIMER}`,
    { name: 'cron', before: '0 */2 * * * * *', after: '0 */1 * * * * *' },
  ],
  [
    'the authentication of a URL',
    SAMPLE,
    withFound(FOUND, 'trigger', 'accept-request/http', {
      desc: '{"AuthType":"CAM","NetConfig":{"EnableIntranet":false,"EnableExtranet":true}}',
    }),
    'update trigger accept-request/http',
    { name: 'auth type', before: 'CAM', after: 'NONE' },
  ],
  [
    'the retries of a batch',
    SAMPLE,
    withFound(FOUND, 'trigger', QUEUE, { desc: '{"retry":3}' }),
    `update trigger ${QUEUE}`,
    { name: 'retries', before: '3', after: '10000' },
  ],
  [
    'a consumer group, which cannot be changed in place',
    SAMPLE,
    withFound(FOUND, 'trigger', QUEUE, { desc: '{"consumerGroupName":"other"}' }),
    `replace trigger ${QUEUE}`,
    { name: 'consumer group', before: 'other', after: 'tenant-keys' },
  ],
  [
    'a trigger that runs an old version',
    SAMPLE,
    withFound(FOUND, 'trigger', TIMER, { qualifier: '3' }),
    `replace trigger ${TIMER}`,
    { name: 'version', before: '3' },
  ],
  [
    'a permission that was added by hand',
    SAMPLE,
    withFound(FOUND, 'policy', ROLE, {
      document: `{"version":"2.0","statement":[
        {"effect":"allow","action":["name/kms:DescribeKey","kms:CreateKey","kms:Encrypt"],"resource":"*"},
        {"effect":"deny","action":["kms:Decrypt"],"resource":["*"]}]}`,
    }),
    `update policy ${ROLE}`,
    { name: 'allow kms:Encrypt', before: '*' },
  ],
  [
    'a permission with a condition',
    SAMPLE,
    withFound(FOUND, 'policy', ROLE, {
      document: `{"version":"2.0","statement":[
        {"effect":"allow","action":"kms:CreateKey","resource":"*"},
        {"effect":"allow","action":"kms:DescribeKey","resource":"*","condition":{"ip_equal":{}}},
        {"effect":"deny","action":"kms:Decrypt","resource":"*"}]}`,
    }),
    `update policy ${ROLE}`,
    { name: 'allow kms:DescribeKey', before: '* if {"condition":{"ip_equal":{}}}', after: '*' },
  ],
  [
    'a policy that was attached by hand',
    SAMPLE,
    withFound(FOUND, 'role', ROLE, { policies: ['QcloudKMSFullAccess', ROLE] }),
    `update role ${ROLE}`,
    { name: 'policies', before: `QcloudKMSFullAccess, ${ROLE}`, after: ROLE },
  ],
  [
    'the trust policy of a role',
    SAMPLE,
    withFound(FOUND, 'role', ROLE, { trust: 'no JSON' }),
    `update role ${ROLE}`,
    {
      name: 'allow sts:AssumeRole',
      after: '* if {"principal":{"service":"scf.qcloud.com"}}',
    },
    { name: 'document', before: 'unreadable' },
  ],
  [
    'the clean-up policy of a topic',
    SAMPLE,
    withFound(FOUND, 'topic', 'key-dead-letters', { cleanUpPolicy: 'delete' }),
    'update topic key-dead-letters',
    { name: 'clean-up policy', before: 'delete', after: 'compact' },
  ],
  [
    'a topic that acknowledges a message before a second broker has it',
    SAMPLE,
    withFound(FOUND, 'topic', 'key-dead-letters', { inSyncMin: 1 }),
    'update topic key-dead-letters',
    { name: 'replicas in sync', before: '1 at least', after: '2 at least' },
  ],
  [
    'too few partitions',
    SAMPLE,
    withFound(FOUND, 'topic', 'key-requests', { partitions: 2 }),
    'update topic key-requests',
    { name: 'partitions', before: '2', after: '3' },
  ],
];

for (const [what, application, found, change, ...fields] of ROWS) {
  test(`one difference needs one change: ${what}`, () => {
    const changes = planDeployment(application, found);
    expect(changes.map(spelled)).toEqual([change]);
    expect(changes[0]?.fields).toEqual(fields);
  });
}

test('what the file does not declare stays: foreign variables, and the log of the platform', () => {
  const environment = { ...SAMPLE.functions[2]!.environment, SENTRY_DSN: 'https://x@y' };
  expect(planDeployment(SAMPLE, withEnvironment(environment))).toEqual([]);
});

test('a topic keeps surplus partitions and its replicas, with a warning', () => {
  const found = withFound(FOUND, 'topic', 'key-requests', { partitions: 6, replicas: 2 });
  expect(planDeployment(SAMPLE, found)).toEqual([]);
  expect(planWarnings(SAMPLE, found)).toEqual([
    'The topic key-requests keeps its 6 partitions: the file declares 3, but partitions cannot be removed.',
    'The topic key-requests keeps its 2 replicas: the file declares 3, which applies only to a new topic.',
  ]);
  expect(planWarnings(SAMPLE, FOUND)).toEqual([]);
});

test('more partitions than instances are refused, since they cannot be removed', () => {
  const found = withFound(FOUND, 'topic', 'key-requests', { partitions: 6 });
  const provisioning = (instancesMax: number) =>
    withFunction(SAMPLE, 'provision-keys', { instancesMax });
  expect(planRefusals(provisioning(3), found, [], false)).toEqual([
    'The topic key-requests has 6 partitions, which cannot be removed, and provision-keys has an instancesMax of 3: batches that find no free instance would use up their retries. Declare a new topic, or give provision-keys an instancesMax of 6 and its instances a lower kmsCallsPerSecondMax.',
  ]);
  expect(planRefusals(provisioning(6), found, [], false)).toEqual([]);
  const empty = withFound(FOUND, 'topic', 'key-requests', undefined);
  expect(planRefusals(provisioning(3), empty, [], false)).toEqual([]);
});

test('instances that may use more together than the account has are named', () => {
  const warningsOf = (kms: string, tag: string, instancesMax: number) => {
    const environment = { KMS_CALLS_PER_SECOND_MAX: kms, TAG_CALLS_PER_SECOND_MAX: tag };
    return planWarnings(withFunction(SAMPLE, 'redrive', { instancesMax, environment }), FOUND);
  };
  expect(warningsOf('20', '4', 5)).toEqual([]);
  expect(warningsOf('20', '4', 8)).toEqual([
    'The function redrive may make 160 calls of KMS a second, with 8 times 20, and the account 100: calls will be throttled even while it works alone. Lower its kmsCallsPerSecondMax or its instancesMax.',
    'The function redrive may make 32 changes of tags a second, with 8 times 4, and the account 20: calls will be throttled even while it works alone. Lower its tagCallsPerSecondMax or its instancesMax.',
  ]);
  expect(warningsOf('100', '21', 1)).toEqual([
    'The function redrive may make 21 changes of tags a second, with 1 times 21, and the account 20: calls will be throttled even while it works alone. Lower its tagCallsPerSecondMax or its instancesMax.',
  ]);
});

test('a topic keeps a longer retention, with a warning', () => {
  const found = withFound(FOUND, 'topic', 'key-requests', { retentionMs: 2_592_000_000 });
  expect(planDeployment(SAMPLE, found)).toEqual([]);
  expect(planWarnings(SAMPLE, found)).toEqual([
    'The topic key-requests keeps its retention of 2592000000 ms: the file declares 604800000, which would delete older messages at once.',
  ]);
});

test.each([
  ['what brokers allow by default, silently', 262_144, 1_048_588, false],
  ['one byte more, with a warning', 262_144, 1_048_589, true],
  ['what the file declares, silently', 2_097_152, 2_097_152, false],
  ['one byte more than the file declares, with a warning', 2_097_152, 2_097_153, true],
])('a topic keeps its limit for a message: %s', (_, maxMessageBytes, limit, isNamed) => {
  const [requests, ...others] = SAMPLE.ckafka.topics;
  const topics = [{ ...requests!, maxMessageBytes }, ...others];
  const application = { ...SAMPLE, ckafka: { ...SAMPLE.ckafka, topics } };
  const found = withFound(FOUND, 'topic', 'key-requests', { maxMessageBytes: limit });
  expect(planDeployment(application, found)).toEqual([]);
  expect(planWarnings(application, found)).toEqual(
    isNamed
      ? [
          `The topic key-requests keeps its limit of ${limit} bytes a message: the file declares ${maxMessageBytes}, with which it might refuse what other producers send.`,
        ]
      : [],
  );
});

test('a queue trigger that is created is shown with the place where it starts', () => {
  const found = withFound(FOUND, 'trigger', QUEUE, undefined);
  expect(planDeployment(SAMPLE, found)[0]?.fields).toContainEqual({
    name: 'start',
    after: 'earliest',
  });
});

test('a queue that is paused stays so, with a warning', () => {
  const found = withFound(FOUND, 'trigger', QUEUE, { enabled: false });
  expect(planDeployment(SAMPLE, found)).toEqual([]);
  expect(planWarnings(SAMPLE, found)).toEqual([
    `The queue is paused: the trigger ${QUEUE} stays disabled until tenant-keys queue resume.`,
  ]);
});

test('a paused queue whose trigger or function would be replaced is refused, and any other is not', () => {
  const paused = withFound(FOUND, 'trigger', QUEUE, { enabled: false });
  const refusalsOf = (name: string, runtime: string, desc: string) => {
    const application = withFunction(SAMPLE, name, { runtime });
    const found = withFound(paused, 'trigger', QUEUE, { desc });
    return planRefusals(application, found, planDeployment(application, found), true);
  };
  const refused = [
    `The queue is paused, and the trigger ${QUEUE} would have to be deleted and created again, which would start it: run tenant-keys queue resume first, and pause again after the deployment.`,
  ];
  expect(refusalsOf('provision-keys', 'Nodejs20.19', '{"consumerGroupName":"x"}')).toEqual(refused);
  expect(refusalsOf('provision-keys', 'Nodejs18.15', '{}')).toEqual(refused);
  expect(refusalsOf('redrive', 'Nodejs18.15', '{}')).toEqual([]);
  expect(refusalsOf('provision-keys', 'Nodejs20.19', '{"maxMsgNum":"7"}')).toEqual([]);
});

test('a compacted topic is not changed to deletion by age', () => {
  const found = withFound(FOUND, 'topic', 'key-requests', { cleanUpPolicy: 'compact' });
  const changes = planDeployment(SAMPLE, found);
  expect(planRefusals(SAMPLE, found, changes, false)).toEqual([
    'The topic key-requests is compacted, but the file declares that its messages are deleted by age. If nothing in it is needed, change its clean-up policy in the CKafka console.',
  ]);
});

test('a topic keeps a higher or unreported number of replicas in sync', () => {
  for (const inSyncMin of [3, undefined]) {
    const found = withFound(FOUND, 'topic', 'key-requests', { inSyncMin });
    expect(planDeployment(SAMPLE, found)).toEqual([]);
  }
});

test('a function that leaves the file is deleted with its parts, and its topics stay', () => {
  const { topics } = SAMPLE.ckafka;
  const application = withoutFunction(
    { ...SAMPLE, ckafka: { ...SAMPLE.ckafka, topics: topics.slice(0, 1) } },
    'redrive',
  );
  expect(planDeployment(application, FOUND).map(spelled)).toEqual([
    `delete trigger ${TIMER}`,
    'delete function redrive',
    'delete role tenant-keys-redrive',
    'delete policy tenant-keys-redrive',
  ]);
});

test('a function has one URL: any other is deleted, whatever its name', () => {
  const other = FOUND.trigger.get('accept-request/http')!;
  const trigger = new Map(FOUND.trigger).set('accept-request/http/second', other);
  expect(planDeployment(SAMPLE, { ...FOUND, trigger }).map(spelled)).toEqual([
    'delete trigger accept-request/http/second',
  ]);
});

test('another runtime replaces a function and its parts, if that is allowed', () => {
  const application = withFunction(SAMPLE, 'redrive', { runtime: 'Nodejs18.15' });
  const changes = planDeployment(application, FOUND);
  expect(changes.map(spelled)).toEqual([
    'replace function redrive',
    'create concurrency redrive',
    'create async redrive',
    `create trigger ${TIMER}`,
  ]);
  expect(planRefusals(application, FOUND, changes, true)).toEqual([]);
  expect(planRefusals(application, FOUND, changes, false)).toEqual([
    'The runtime of redrive is Nodejs20.19 and must become Nodejs18.15. The platform cannot change a runtime, so the function must be deleted and created again, and its URL changes if it has one. Use --replace-functions to allow this.',
  ]);
});

test('a runtime that is not listed is used, with a warning', () => {
  const runtimeOf = (runtime: string) => {
    const functions = SAMPLE.functions.map((one) => ({ ...one, runtime }));
    return planWarnings({ ...SAMPLE, functions }, EMPTY);
  };
  expect(runtimeOf('Nodejs26.3')).toEqual([
    'The functions were not tested under Nodejs26.3, but under Nodejs24.11, Nodejs22.21, Nodejs20.19, Nodejs18.15.',
  ]);
  for (const runtime of RUNTIMES) expect(runtimeOf(runtime)).toEqual([]);
});

test('a function whose creation failed is replaced without being asked', () => {
  const found = withFound(FOUND, 'function', 'redrive', { status: 'CreateFailed' });
  const changes = planDeployment(SAMPLE, found);
  expect(spelled(changes[0]!)).toBe('replace function redrive');
  expect(planRefusals(SAMPLE, found, changes, false)).toEqual([]);
});

test('a foreign function of the same name is not changed', () => {
  const change = { description: 'Redrives the lorries.', role: 'SCF_ExecuteRole' };
  const found = withFound(FOUND, 'function', 'redrive', change);
  expect(planRefusals(SAMPLE, found, planDeployment(SAMPLE, found), true)).toEqual([
    'The function redrive exists, but tenant-keys did not deploy it: rename one of them, or delete it if it is not needed.',
  ]);
  expect(retainedResources(SAMPLE, found, NO_CONTENT)).toEqual([
    {
      resource: { kind: 'function', name: 'redrive' },
      reason: 'The function redrive was not deployed by tenant-keys.',
    },
  ]);
});

for (const kind of ['role', 'policy'] as const) {
  test(`a ${kind} of another region or of another owner is not changed`, () => {
    const elsewhere = 'For a function of tenant-keys, in ap-tokyo, namespace default.';
    for (const description of [elsewhere, '']) {
      const found = withFound(FOUND, kind, ROLE, { description });
      expect(planRefusals(SAMPLE, found, planDeployment(SAMPLE, found), true)).toEqual([
        `The ${kind} ${ROLE} exists, but its description does not name tenant-keys in ap-guangzhou, namespace default: rename the application, or delete the ${kind} if it is not needed.`,
      ]);
      expect(retainedResources(SAMPLE, found, NO_CONTENT)).toEqual([
        {
          resource: { kind, name: ROLE },
          reason: `The description of the ${kind} ${ROLE} does not name tenant-keys in ap-guangzhou, namespace default.`,
        },
      ]);
    }
  });

  test(`a ${kind} whose description is not reported counts as ours`, () => {
    const found = withFound(FOUND, kind, ROLE, { description: undefined });
    expect(planRefusals(SAMPLE, found, [], true)).toEqual([]);
  });
}

test('when a function leaves the file, the role and policy of another region are not deleted', () => {
  const description = 'For a function of tenant-keys, in ap-tokyo, namespace default.';
  const role = withFound(FOUND, 'role', 'tenant-keys-redrive', { description });
  const found = withFound(role, 'policy', 'tenant-keys-redrive', { description });
  const application = withoutFunction(SAMPLE, 'redrive');
  expect(planDeployment(application, found).map(spelled)).toEqual([
    `delete trigger ${TIMER}`,
    'delete function redrive',
  ]);
});

test('a network and a dead-letter queue that left the file stay, with a warning', () => {
  const found = withFound(FOUND, 'function', 'redrive', {
    vpc: { vpcId: 'vpc-1', subnetId: 'subnet-1' },
    deadLetter: { type: 'queue', name: 'late' },
  });
  expect(planDeployment(SAMPLE, found)).toEqual([]);
  expect(planWarnings(SAMPLE, found)).toEqual([
    'The function redrive keeps its network vpc-1: the file declares none, and only the SCF console can remove it.',
    'The function redrive keeps its dead-letter queue late: the file declares none, and only the SCF console can remove it.',
  ]);
});

test('a network and a log that the file declares are compared', () => {
  const declared = {
    vpc: { vpcId: 'vpc-1', subnetId: 'subnet-1' },
    cls: { logsetId: 'logset-1', topicId: 'topic-1' },
  };
  const application = withFunction(SAMPLE, 'redrive', declared);
  const found = withFound(FOUND, 'function', 'redrive', {
    vpc: { vpcId: 'vpc-1', subnetId: 'subnet-2' },
    cls: { logsetId: 'logset-1', topicId: 'topic-2' },
  });
  expect(planDeployment(application, found)[0]?.fields).toEqual([
    { name: 'network', before: 'vpc-1 subnet-2', after: 'vpc-1 subnet-1' },
    { name: 'log', before: 'logset-1 topic-2', after: 'logset-1 topic-1' },
  ]);
  expect(planDeployment(application, withFound(FOUND, 'function', 'redrive', declared))).toEqual(
    [],
  );
});

test('the URL of a function is in the description of its trigger', () => {
  expect(functionUrls(FOUND)).toEqual(new Map([['accept-request', 'https://1-a.tencentscf.com']]));
  expect(functionUrls(EMPTY)).toEqual(new Map());
});

test('our variables are those that the functions read, and only keys and passwords are secret', () => {
  const names = Object.keys(SETTINGS);
  expect(names.filter((name) => !isOwnVariable(name))).toEqual([]);
  expect(names.filter((name) => !isShownVariable(name))).toEqual([
    'TOPICS_PASSWORD',
    'TOPICS_CA',
    'MARKER_KEYS',
    'MESSAGE_KEYS',
  ]);
  expect([isOwnVariable('PATH'), isShownVariable('PATH')]).toEqual([false, false]);
});

function withEnvironment(environment: Readonly<Record<string, string>>): Found {
  return withFound(FOUND, 'function', 'redrive', { environment });
}

function spelled({ verb, resource }: Change): string {
  return `${verb} ${resource.kind} ${resource.name}`;
}

test('an authorization with other policies besides is left as it is, and is never deleted', () => {
  const others = { policies: ['QcloudCOSFullAccess', 'QcloudAccessForScfRole'] };
  const found = withFound(FOUND, 'authorization', 'SCF_QcsRole', others);
  expect(planDeployment(SAMPLE, found)).toEqual([]);
  expect(planRemoval(found, () => true).map(({ resource }) => resource.kind)).not.toContain(
    'authorization',
  );
});

test('an authorization without its policy gets it', () => {
  const found = withFound(FOUND, 'authorization', 'SCF_QcsRole', { policies: ['Another'] });
  expect(planDeployment(SAMPLE, found)).toEqual([
    {
      verb: 'update',
      resource: { kind: 'authorization', name: 'SCF_QcsRole' },
      fields: [{ name: 'policy', before: 'none', after: 'QcloudAccessForScfRole' }],
    },
  ]);
});

test.each(['compact,delete', 'compact, delete'])(
  'a topic with the clean-up policy %s counts as compacted, with a warning',
  (cleanUpPolicy) => {
    const found = withFound(FOUND, 'topic', 'key-dead-letters', { cleanUpPolicy });
    expect(planDeployment(SAMPLE, found)).toEqual([]);
    expect(planWarnings(SAMPLE, found)).toEqual([
      `The topic key-dead-letters keeps its clean-up policy ${cleanUpPolicy}, which also deletes messages after 7776000000 ms: if they must be kept, change it to compact in the CKafka console.`,
    ]);
    const requests = withFound(FOUND, 'topic', 'key-requests', { cleanUpPolicy });
    expect(planRefusals(SAMPLE, requests, [], false)).toEqual([
      'The topic key-requests is compacted, but the file declares that its messages are deleted by age. If nothing in it is needed, change its clean-up policy in the CKafka console.',
    ]);
  },
);
