import type { JsonObject } from '../../emulator/json/json.ts';
import { CKAFKA_INSTANCE_ID } from '../../emulator/state/ckafka.ts';
import { idOf, REGION, UIN } from './emulated-account.ts';

const KEY = { KeyId: idOf(1) };
const RESOURCE = `qcs::kms:${REGION}:uin/${UIN}:key/creatorUin/${UIN}/${idOf(1)}`;
const TAGS = [{ TagKey: 'team', TagValue: 'blue' }];

const TRUST = JSON.stringify({
  version: '2.0',
  statement: [
    { effect: 'allow', action: 'name/sts:AssumeRole', principal: { service: ['scf.qcloud.com'] } },
  ],
});
const POLICY = JSON.stringify({
  version: '2.0',
  statement: [{ effect: 'allow', action: ['kms:CreateKey'], resource: ['*'] }],
});
const INSTANCE = { InstanceId: CKAFKA_INSTANCE_ID };
const FUNCTION = { FunctionName: 'worker' };
const ZIP = Buffer.from('PK\x03\x04').toString('base64');
const TIMER = { ...FUNCTION, TriggerName: 'tick', Type: 'timer' };
const RETRY = { AsyncTriggerConfig: { RetryConfig: [{ RetryNum: 1 }], MsgTTL: 60 } };
const TOPIC = { ...INSTANCE, TopicName: 'key-requests' };

/**
 * Calls of all actions but two in an order in which they succeed; ids are drawn in that order as well.
 * Invoke needs a host, and ImportKeyMaterial a wrapped key.
 */
export const EMULATED_CALLS: readonly (readonly [name: string, params: JsonObject])[] = [
  ['CreateTags', { Tags: TAGS }],
  ['CreateKey', { Alias: 'one', Description: 'first', Tags: TAGS }],
  ['CreateKey', { Alias: 'two', Type: 2 }],
  ['DescribeKey', KEY],
  ['DescribeKeys', { KeyIds: [idOf(1), idOf(2)] }],
  ['ListKeys', {}],
  ['ListKeyDetail', { KeyUsage: 'ALL' }],
  ['GetServiceStatus', {}],
  ['ListAlgorithms', {}],
  ['GetRegions', {}],
  ['UpdateAlias', { ...KEY, Alias: 'uno' }],
  ['UpdateKeyDescription', { ...KEY, Description: 'prima' }],
  ['EnableKeyRotation', KEY],
  ['GetKeyRotationStatus', KEY],
  ['DisableKeyRotation', KEY],
  ['ArchiveKey', KEY],
  ['CancelKeyArchive', KEY],
  ['DisableKey', KEY],
  ['ScheduleKeyDeletion', { ...KEY, PendingWindowInDays: 7 }],
  ['CancelKeyDeletion', KEY],
  ['EnableKey', KEY],
  [
    'GetParametersForImport',
    { KeyId: idOf(2), WrappingAlgorithm: 'RSAES_OAEP_SHA_256', WrappingKeySpec: 'RSA_2048' },
  ],
  ['TagResources', { ResourceList: [RESOURCE, 'nonsense'], Tags: TAGS }],
  ['DescribeTags', {}],
  [
    'DescribeResourceTagsByResourceIds',
    {
      ServiceType: 'kms',
      ResourcePrefix: 'key',
      ResourceIds: [`creatorUin/${UIN}/${idOf(1)}`],
      ResourceRegion: REGION,
    },
  ],
  ['GetResources', {}],
  ['UnTagResources', { ResourceList: [RESOURCE, 'nonsense'], TagKeys: ['team'] }],
  ['CreateRole', { RoleName: 'worker', PolicyDocument: TRUST }],
  ['CreatePolicy', { PolicyName: 'work', PolicyDocument: POLICY }],
  ['AttachRolePolicy', { PolicyId: 1, AttachRoleName: 'worker' }],
  ['GetRole', { RoleName: 'worker' }],
  ['DescribeRoleList', { Page: 1, Rp: 10 }],
  ['GetPolicy', { PolicyId: 1 }],
  ['ListPolicies', {}],
  ['ListAttachedRolePolicies', { Page: 1, Rp: 10, RoleName: 'worker' }],
  ['UpdateAssumeRolePolicy', { RoleName: 'worker', PolicyDocument: TRUST }],
  ['UpdateRoleDescription', { RoleName: 'worker', Description: 'works' }],
  ['UpdatePolicy', { PolicyName: 'work', Description: 'lets work' }],
  ['DetachRolePolicy', { PolicyName: 'work', DetachRoleName: 'worker' }],
  ['DeletePolicy', { PolicyId: [1] }],
  ['DeleteRole', { RoleName: 'worker' }],
  ['DescribeInstances', {}],
  ['CreateTopic', { ...TOPIC, PartitionNum: 3, ReplicaNum: 2 }],
  ['DescribeTopicDetail', INSTANCE],
  ['DescribeTopicAttributes', TOPIC],
  ['ModifyTopicAttributes', { ...TOPIC, CleanUpPolicy: 'compact' }],
  ['CreatePartition', { ...TOPIC, PartitionNum: 4 }],
  ['DescribeTopicSyncReplica', TOPIC],
  ['DeleteTopic', TOPIC],
  ['GetCallerIdentity', {}],
  [
    'CreateFunction',
    { ...FUNCTION, Code: { ZipFile: ZIP }, Handler: 'index.handler', Runtime: 'Nodejs20.19' },
  ],
  ['UpdateFunctionCode', { ...FUNCTION, ZipFile: ZIP }],
  [
    'UpdateFunctionConfiguration',
    { ...FUNCTION, Environment: { Variables: [{ Key: 'A', Value: '1' }] } },
  ],
  ['CreateTrigger', { ...TIMER, TriggerDesc: '0 0 3 * * * *' }],
  ['UpdateTrigger', { ...TIMER, CustomArgument: 'check' }],
  ['UpdateTriggerStatus', { ...TIMER, Enable: 'OPEN' }],
  ['ListTriggers', FUNCTION],
  ['UpdateFunctionEventInvokeConfig', { ...FUNCTION, ...RETRY }],
  ['GetFunctionEventInvokeConfig', FUNCTION],
  ['GetReservedConcurrencyConfig', FUNCTION],
  ['ListFunctions', {}],
  ['PutReservedConcurrencyConfig', { ...FUNCTION, ReservedConcurrencyMem: 128 }],
  ['GetReservedConcurrencyConfig', FUNCTION],
  ['ListFunctions', {}],
  ['GetFunction', FUNCTION],
  ['DeleteReservedConcurrencyConfig', FUNCTION],
  ['DeleteTrigger', TIMER],
  ['DeleteFunction', FUNCTION],
];
