import { beforeEach, describe, expect, test } from 'vitest';
import { CKAFKA_INSTANCE_ID } from '../../emulator/state/ckafka.ts';
import { type EmulatedAccount, emulatedAccount, START_S } from './emulated-account.ts';

let account: EmulatedAccount;

beforeEach(() => {
  account = emulatedAccount();
});

const INSTANCE = { InstanceId: CKAFKA_INSTANCE_ID };
const TOPIC = { ...INSTANCE, TopicName: 'key-requests' };
const RULE = {
  ...INSTANCE,
  ...{ ResourceType: 2, ResourceName: 'key-requests' },
  ...{ Operation: 3, PermissionType: 3, Host: '*', Principal: 'User:alice' },
};
const NEW_TOPIC = { ...TOPIC, PartitionNum: 3, ReplicaNum: 2 };
/** The vendor's defaults. */
const SIZE = { MaxMessageBytes: 1_048_588 };
const REPLICATION = { MinInsyncReplicas: 1, UncleanLeaderElectionEnable: 0 };

const attributes = () => account.call('DescribeTopicAttributes', TOPIC).Result;
const topicNames = (params: object = {}, around: object = {}) =>
  account
    .call('DescribeTopicDetail', { ...INSTANCE, ...params }, around)
    .Result.TopicList.map((topic: any) => topic.TopicName);

describe('an instance', () => {
  test('runs in each region', () => {
    const instances = (params: object) => account.call('DescribeInstances', { ...params }).Result;
    expect(instances({})).toEqual({
      InstanceList: [
        { InstanceId: CKAFKA_INSTANCE_ID, InstanceName: 'local', Status: 1, IfCommunity: false },
      ],
      TotalCount: 1,
    });
    expect(instances({ InstanceId: 'ckafka-other' }).TotalCount).toBe(0);
    expect(instances({ Status: [0, 5] }).TotalCount).toBe(0);
    expect(instances({ SearchWord: 'loc', Offset: 1 })).toEqual({
      InstanceList: [],
      TotalCount: 1,
    });
  });

  test('has an address for each kind of access', () => {
    const routes = (params: object = {}) =>
      account.call('DescribeRoute', { ...INSTANCE, ...params }).Result.Routers;
    expect(
      routes().map(({ AccessType, Domain, DomainPort }: any) => [AccessType, Domain, DomainPort]),
    ).toEqual([
      [0, 'localhost', 9_092],
      [1, 'localhost', 9_093],
      [2, 'localhost', 9_094],
      [3, 'localhost', 9_095],
    ]);
    expect(routes({ RouteId: 3 })).toMatchObject([{ RouteId: 3, AccessType: 2 }]);
  });

  test('that does not exist has no topics', () => {
    const elsewhere = { ...NEW_TOPIC, InstanceId: 'ckafka-other' };
    for (const [name, params] of [
      ['CreateTopic', elsewhere],
      ['DescribeTopicDetail', { InstanceId: 'ckafka-other' }],
      ['DescribeRoute', { InstanceId: 'ckafka-other' }],
      ['DescribeTopicAttributes', { ...TOPIC, InstanceId: 'ckafka-other' }],
    ] as const) {
      expect(account.refusal(name, params)).toBe('InvalidParameterValue.InstanceNotExist');
    }
  });
});

describe('a topic', () => {
  test('is described as it was created, with the vendor’s defaults', () => {
    const { TopicId } = account.call('CreateTopic', NEW_TOPIC).Result;
    expect(TopicId).toBe('topic-00000001');
    const partition = { LeaderStatus: 0, IsrNum: 2, ReplicaNum: 2 };
    expect(attributes()).toEqual({
      TopicId,
      CreateTime: START_S,
      Note: '',
      PartitionNum: 3,
      ReplicaNum: 2,
      EnableWhiteList: 0,
      IpWhiteList: [],
      EnableAclRule: 0,
      AclRuleList: [],
      Config: { Retention: 7_200_000, CleanUpPolicy: 'delete', ...SIZE, ...REPLICATION },
      Partitions: [0, 1, 2].map((Partition) => ({ Partition, ...partition })),
    });
    expect(account.call('DescribeTopicDetail', INSTANCE).Result).toMatchObject({
      TopicList: [
        {
          TopicName: 'key-requests',
          TopicId,
          PartitionNum: 3,
          ReplicaNum: 2,
          Config: { Retention: 7_200_000, CleanUpPolicy: 'delete', ...REPLICATION },
        },
      ],
      TotalCount: 1,
    });
  });

  test('keeps what a change omits', () => {
    account.call('CreateTopic', { ...NEW_TOPIC, Note: 'requests', RetentionMs: 86_400_000 });
    expect(account.call('ModifyTopicAttributes', { ...TOPIC, CleanUpPolicy: 'compact' })).toEqual({
      Result: { ReturnCode: '0', ReturnMessage: 'ok' },
    });
    expect(attributes()).toMatchObject({
      Note: 'requests',
      Config: { Retention: 86_400_000, CleanUpPolicy: 'compact', ...REPLICATION },
    });
  });

  test('gets more partitions, never fewer', () => {
    account.call('CreateTopic', NEW_TOPIC);
    account.call('CreatePartition', { ...TOPIC, PartitionNum: 5 });
    expect(attributes().PartitionNum).toBe(5);
    for (const PartitionNum of [5, 4]) {
      expect(account.refusal('CreatePartition', { ...TOPIC, PartitionNum })).toBe(
        'InvalidParameter',
      );
    }
  });

  test('has the rules of access that were added, each once, until they are deleted', () => {
    account.call('CreateTopic', NEW_TOPIC);
    const place = { ...INSTANCE, ResourceType: 2, ResourceName: 'key-requests' };
    const rules = (page: object = {}) => account.call('DescribeACL', { ...place, ...page }).Result;
    expect(rules()).toEqual({ TotalCount: 0, AclList: [] });
    const { InstanceId: _, ...row } = RULE;
    account.call('CreateAcl', RULE);
    account.call('CreateAcl', RULE);
    account.call('CreateAcl', { ...place, Operation: 4, PermissionType: 3 });
    const everyone = { ...row, Operation: 4, Host: '*', Principal: 'User:*' };
    expect(rules()).toEqual({ TotalCount: 2, AclList: [row, everyone] });
    expect(rules({ Offset: 1, Limit: 1 })).toEqual({ TotalCount: 2, AclList: [everyone] });
    account.call('DeleteAcl', RULE);
    expect(rules()).toEqual({ TotalCount: 1, AclList: [everyone] });
  });

  test('is listed newest first, by a part of its name, page by page', () => {
    for (const TopicName of ['key-requests', 'key-events', 'other']) {
      account.call('CreateTopic', { ...NEW_TOPIC, TopicName });
    }
    expect(topicNames()).toEqual(['other', 'key-events', 'key-requests']);
    expect(topicNames({ SearchWord: 'key' })).toEqual(['key-events', 'key-requests']);
    expect(topicNames({ Offset: 1, Limit: 1 })).toEqual(['key-events']);
  });

  test('belongs to its region', () => {
    account.call('CreateTopic', NEW_TOPIC);
    expect(topicNames({}, { region: 'ap-beijing' })).toEqual([]);
    account.call('CreateTopic', NEW_TOPIC, { region: 'ap-beijing' });
    expect(topicNames({}, { region: 'ap-beijing' })).toEqual(['key-requests']);
  });

  test('has the number of messages of each partition, which are deleted with it', () => {
    account.call('CreateTopic', { ...NEW_TOPIC, PartitionNum: 4 });
    const message = { key: null, headers: {} };
    const topic = account.topics.get('key-requests')!;
    topic.append(['a', 'b', 'c', 'd'].map((value) => ({ ...message, value })));
    const counts = () =>
      account
        .call('DescribeTopicSyncReplica', TOPIC)
        .Result.TopicInSyncReplicaList.map((row: any) => [row.Partition, row.MessageCount]);
    expect(counts()).toEqual([
      ['0', 2],
      ['1', 1],
      ['2', 1],
      ['3', 0],
    ]);
    account.call('DeleteTopic', TOPIC);
    expect(topic.size()).toBe(0);
    expect(topicNames()).toEqual([]);
    account.call('CreateTopic', NEW_TOPIC);
    expect(counts().map(([, count]: [string, number]) => count)).toEqual([0, 0, 0]);
  });

  test('hides no message in an undeclared partition', () => {
    account.call('CreateTopic', { ...NEW_TOPIC, PartitionNum: 1 });
    const message = { key: null, value: 'a', headers: {} };
    account.topics.get('key-requests')?.append([message, message]);
    const { Result } = account.call('DescribeTopicSyncReplica', TOPIC);
    const counts = Result.TopicInSyncReplicaList.map((row: any) => row.MessageCount);
    expect(counts).toEqual([1, 1, 0]);
  });

  test('that the broker does not know is empty and in sync', () => {
    account.call('CreateTopic', { ...NEW_TOPIC, TopicName: 'other' });
    const other = { ...TOPIC, TopicName: 'other' };
    expect(account.call('DescribeTopicSyncReplica', { ...other, Limit: 1 }).Result).toEqual({
      TopicInSyncReplicaList: [
        {
          Partition: '0',
          Leader: 1,
          Replica: '1,2',
          InSyncReplica: '1,2',
          BeginOffset: 0,
          EndOffset: 0,
          MessageCount: 0,
          OutOfSyncReplica: '',
        },
      ],
      TotalCount: 3,
    });
    const lagging = { ...other, OutOfSyncReplicaOnly: true };
    expect(account.call('DescribeTopicSyncReplica', lagging).Result.TotalCount).toBe(0);
  });

  test.each([
    ['CreateTopic', { ...NEW_TOPIC }, 'InvalidParameterValue.RepetitionValue'],
    ['CreateTopic', { ...NEW_TOPIC, TopicName: 'a b' }, 'InvalidParameter'],
    ['CreateTopic', { ...NEW_TOPIC, TopicName: '' }, 'InvalidParameter'],
    ['CreateTopic', { ...NEW_TOPIC, TopicName: 'a', PartitionNum: 0 }, 'InvalidParameter'],
    ['CreateTopic', { ...NEW_TOPIC, TopicName: 'a', ReplicaNum: 4 }, 'InvalidParameter'],
    ['CreateTopic', { ...NEW_TOPIC, TopicName: 'a', ReplicaNum: 0 }, 'InvalidParameter'],
    ['CreateTopic', { ...NEW_TOPIC, TopicName: 'a', RetentionMs: 59_999 }, 'InvalidParameter'],
    [
      'CreateTopic',
      { ...NEW_TOPIC, TopicName: 'a', RetentionMs: 7_776_000_001 },
      'InvalidParameter',
    ],
    ['CreateTopic', { ...NEW_TOPIC, TopicName: 'a', CleanUpPolicy: 'x' }, 'InvalidParameter'],
    ['ModifyTopicAttributes', { ...TOPIC, MinInsyncReplicas: 4 }, 'InvalidParameter'],
    ['ModifyTopicAttributes', { ...TOPIC, UncleanLeaderElectionEnable: 2 }, 'InvalidParameter'],
    ['CreateTopic', { ...NEW_TOPIC, TopicName: 'a', EnableAclRule: 1 }, 'InvalidParameter'],
    ['ModifyTopicAttributes', { ...TOPIC, Note: 'a'.repeat(65) }, 'InvalidParameter'],
    ['ModifyTopicAttributes', { ...TOPIC, ReplicaNum: 3 }, 'InvalidParameter'],
    ['ModifyTopicAttributes', { ...TOPIC, MaxMessageBytes: 1_023 }, 'InvalidParameter'],
    ['ModifyTopicAttributes', { ...TOPIC, MaxMessageBytes: 12_582_913 }, 'InvalidParameter'],
    ['ModifyTopicAttributes', { ...TOPIC, SegmentMs: 86_400_000 }, 'InvalidParameter'],
    ['CreateAcl', { ...RULE, PermissionType: 2 }, 'InvalidParameter'],
    ['CreateAcl', { ...RULE, Operation: 12 }, 'InvalidParameter'],
    ['CreateAcl', { ...RULE, ResourceType: 3 }, 'InvalidParameter'],
    ['CreateAcl', { ...RULE, Principal: 'alice' }, 'InvalidParameter'],
    ['CreateAcl', { ...RULE, ResourceName: 'a' }, 'ResourceNotFound'],
    ['DeleteAcl', RULE, 'ResourceNotFound'],
    ['DescribeACL', { ...INSTANCE, ResourceType: 4 }, 'InvalidParameter'],
    [
      'DescribeACL',
      { ...INSTANCE, ResourceType: 2, ResourceName: 'key-requests', Limit: 51 },
      'InvalidParameter',
    ],
    ['ModifyTopicAttributes', { ...TOPIC, TopicName: 'a', Note: '' }, 'ResourceNotFound'],
    ['DescribeTopicAttributes', { ...TOPIC, TopicName: 'a' }, 'ResourceNotFound'],
    ['DescribeTopicSyncReplica', { ...TOPIC, TopicName: 'a' }, 'ResourceNotFound'],
    ['DescribeTopicSyncReplica', { ...TOPIC, Limit: 0 }, 'InvalidParameter'],
    ['CreatePartition', { ...TOPIC, TopicName: 'a', PartitionNum: 9 }, 'ResourceNotFound'],
    ['DeleteTopic', { ...TOPIC, TopicName: 'a' }, 'ResourceNotFound'],
    ['DescribeTopicDetail', { ...INSTANCE, Offset: -1 }, 'InvalidParameter'],
    ['DescribeTopicDetail', { ...INSTANCE, OrderBy: 'CreateTime' }, 'InvalidParameter'],
    ['DescribeInstances', { Limit: 0 }, 'InvalidParameter'],
    ['DescribeInstances', { VpcId: 'vpc-a' }, 'InvalidParameter'],
  ])('%s with %j is refused as %s', (name, params, code) => {
    account.call('CreateTopic', NEW_TOPIC);
    expect(account.refusal(name, params)).toBe(code);
    expect(topicNames()).toEqual(['key-requests']);
  });
});
