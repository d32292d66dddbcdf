import type { Parameters } from '../../emulator/api/service.ts';
import type { JsonObject } from '../../emulator/json/json.ts';
import { emulatedServices } from '../../emulator/services.ts';
import { CKAFKA_INSTANCE_ID } from '../../emulator/state/ckafka.ts';
import { AUTHORIZATION } from '../world/authorization.ts';
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
const RULE = {
  ...INSTANCE,
  ...{ ResourceType: 2, ResourceName: 'key-requests', Operation: 3, PermissionType: 3 },
};

type EmulatedCall = readonly [name: string, params: JsonObject];

/** They fill an account, and read what only differs from other reads while it is filled. */
const FILLING: readonly EmulatedCall[] = [
  ['CreateTags', { Tags: TAGS }],
  ['CreateKey', { Alias: 'one', Description: 'first', Tags: TAGS }],
  ['CreateKey', { Alias: 'two', Type: 2 }],
  ['ListKeyDetail', { KeyUsage: 'ALL' }],
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
  [
    'DescribeResourceTagsByResourceIds',
    {
      ServiceType: 'kms',
      ResourcePrefix: 'key',
      ResourceIds: [`creatorUin/${UIN}/${idOf(1)}`],
      ResourceRegion: REGION,
    },
  ],
  ['CreateRole', { RoleName: 'worker', PolicyDocument: TRUST }],
  ['CreatePolicy', { PolicyName: 'work', PolicyDocument: POLICY }],
  ['AttachRolePolicy', { PolicyId: 1, AttachRoleName: 'worker' }],
  ['GetRole', { RoleName: 'worker' }],
  ['GetPolicy', { PolicyId: 1 }],
  ['ListAttachedRolePolicies', { Page: 1, Rp: 10, RoleName: 'worker' }],
  ['UpdateAssumeRolePolicy', { RoleName: 'worker', PolicyDocument: TRUST }],
  ['UpdateRoleDescription', { RoleName: 'worker', Description: 'works' }],
  ['UpdatePolicy', { PolicyName: 'work', Description: 'lets work' }],
  ...AUTHORIZATION,
  ['CreateTopic', { ...TOPIC, PartitionNum: 3, ReplicaNum: 2 }],
  ['ModifyTopicAttributes', { ...TOPIC, CleanUpPolicy: 'compact' }],
  ['CreatePartition', { ...TOPIC, PartitionNum: 4 }],
  ['CreateAcl', RULE],
  ['DescribeACL', { ...INSTANCE, ResourceType: 2, ResourceName: 'key-requests' }],
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
  ['UpdateFunctionEventInvokeConfig', { ...FUNCTION, ...RETRY }],
  ['GetReservedConcurrencyConfig', FUNCTION],
  ['ListFunctions', {}],
  ['PutReservedConcurrencyConfig', { ...FUNCTION, ReservedConcurrencyMem: 128 }],
  ['GetReservedConcurrencyConfig', FUNCTION],
  ['ListFunctions', {}],
  ['GetFunction', FUNCTION],
  ['GetFunctionLogs', FUNCTION],
  ['PublishVersion', { ...FUNCTION, Description: 'kept' }],
  ['ListVersionByFunction', FUNCTION],
  ['GetFunctionAddress', { ...FUNCTION, Qualifier: '1' }],
];

/** They empty the account again. */
const EMPTYING: readonly EmulatedCall[] = [
  ['UnTagResources', { ResourceList: [RESOURCE, 'nonsense'], TagKeys: ['team'] }],
  ['DetachRolePolicy', { PolicyName: 'work', DetachRoleName: 'worker' }],
  ['DeletePolicy', { PolicyId: [1] }],
  ['DeleteRole', { RoleName: 'worker' }],
  ['DeleteAcl', RULE],
  ['DeleteTopic', TOPIC],
  ['DeleteReservedConcurrencyConfig', FUNCTION],
  ['DeleteTrigger', TIMER],
  ['DeleteFunctionVersion', { ...FUNCTION, Qualifier: '1' }],
  ['DeleteFunction', FUNCTION],
];

/** Values of the parameters that the definitions of reading actions require. */
const VALUES: JsonObject = {
  ...{ ...KEY, KeyIds: [idOf(1), idOf(2)], TagKeys: ['team'] },
  ...{ ...FUNCTION, ...TOPIC, RoleName: 'worker', Page: 1, Rp: 10 },
};

/** Calls of the other reading actions, with the parameters that their definitions require. */
function readsWith(calls: readonly EmulatedCall[]): readonly EmulatedCall[] {
  const named = new Set(calls.map(([name]) => name));
  const actions = emulatedServices([], REGION).flatMap((service) => [...service.actions.values()]);
  return actions
    .filter(({ name, mutating }) => !mutating && !named.has(name) && name !== 'Invoke')
    .map(({ name, parameters }) => [name, requiredOf(parameters)]);
}

function requiredOf(parameters: Parameters): JsonObject {
  const required = Object.entries(parameters).filter(([, parameter]) => parameter.required);
  return Object.fromEntries(required.map(([name]) => [name, VALUES[name]]));
}

/**
 * Calls of all actions but two in an order in which they succeed; ids are drawn in that order as well.
 * Invoke needs a host, and ImportKeyMaterial a wrapped key.
 */
export const EMULATED_CALLS: readonly EmulatedCall[] = [
  ...FILLING,
  ...readsWith(FILLING),
  ...EMPTYING,
];
