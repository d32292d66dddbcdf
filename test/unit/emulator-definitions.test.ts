import { expect, test } from 'vitest';
import type { Cloud, Parameter, Parameters, Service } from '../../emulator/api/service.ts';
import type { Functions } from '../../emulator/scf/actions/invoke.ts';
import { emulatedServices } from '../../emulator/services.ts';
import { emulatedAccount, idOf, REGION } from './emulated-account.ts';
import { EMULATED_CALLS } from './emulated-calls.ts';
import { checkSdkValue, fieldsOf, type Interfaces, sdkInterfaces } from './sdk-definitions.ts';

const DEFINITIONS = {
  kms: sdkInterfaces('kms', 'v20190118'),
  tag: sdkInterfaces('tag', 'v20180813'),
  scf: sdkInterfaces('scf', 'v20180416'),
  cam: sdkInterfaces('cam', 'v20190116'),
  ckafka: sdkInterfaces('ckafka', 'v20190819'),
  sts: sdkInterfaces('sts', 'v20180813'),
};

/** A host with one function that returns its event. */
const HOST: Functions = {
  has: (name) => name === 'echo',
  invoke: async (functionName, value, requestId = '') => {
    return { ok: true, value, functionName, requestId, durationMs: 1 };
  },
  logOf: (functionName) => [
    {
      ...{ functionName, requestId: idOf(1), startMs: 0, durationMs: 1, state: 'succeeded' },
      ...{ returned: '1', hasSystemLines: true, lines: [] },
    },
  ],
};

const actionsOf = ({ product, actions }: Service) =>
  [...actions.values()].map((action) => ({ product, action, name: action.name }));
const SERVICES = emulatedServices([HOST], REGION);
const ACTIONS = SERVICES.flatMap(actionsOf);

test.each(ACTIONS)('$name has the parameters that the SDK declares', ({ product, action }) => {
  const declared = declaredParameters(DEFINITIONS[product], `${action.name}Request`);
  expect(withRequired(action.parameters)).toEqual(declared);
});

/**
 * The SDK declares each field of an answer as optional. These are never absent, according to the
 * vendor's own definitions (`output_required`) from which the SDK is generated.
 */
const NEVER_ABSENT: Readonly<Record<string, readonly string[]>> = {
  CreateKeyResponse: ['KeyId', 'Alias', 'CreateTime', 'KeyState', 'KeyUsage'],
  DescribeKeyResponse: ['KeyMetadata'],
  DescribeKeysResponse: ['KeyMetadatas'],
  ListKeysResponse: ['TotalCount'],
  ListKeyDetailResponse: ['TotalCount'],
  ScheduleKeyDeletionResponse: ['DeletionDate', 'KeyId'],
  CancelKeyDeletionResponse: ['KeyId'],
  GetKeyRotationStatusResponse: ['KeyRotationEnabled'],
  GetRegionsResponse: ['Regions'],
  ListAlgorithmsResponse: [
    'SymmetricAlgorithms',
    'AsymmetricAlgorithms',
    'AsymmetricSignVerifyAlgorithms',
  ],
  GetServiceStatusResponse: [
    'ServiceEnabled',
    'InvalidType',
    'UserLevel',
    'ProExpireTime',
    'ProRenewFlag',
    'ProResourceId',
    'ExclusiveVSMEnabled',
    'ExclusiveHSMEnabled',
    'SubscriptionInfo',
  ],
  KeyMetadata: [
    'KeyId',
    'Alias',
    'CreateTime',
    'Description',
    'KeyState',
    'KeyUsage',
    'Type',
    'CreatorUin',
    'KeyRotationEnabled',
    'Owner',
    'NextRotateTime',
    'ResourceId',
  ],
  Key: ['KeyId'],
  AlgorithmInfo: ['KeyUsage', 'Algorithm'],
  ExclusiveHSM: ['HsmClusterId', 'HsmClusterName'],
  TagResourcesResponse: ['FailedResources'],
  UnTagResourcesResponse: ['FailedResources'],
  DescribeTagsResponse: ['TotalCount', 'Offset', 'Limit', 'Tags'],
  DescribeResourceTagsByResourceIdsResponse: ['TotalCount', 'Offset', 'Limit', 'Tags'],
  GetResourcesResponse: ['PaginationToken', 'ResourceTagMappingList'],
  GetFunctionResponse: allFields('GetFunctionResponse').filter((name) => name !== 'RequestId'),
  ListFunctionsResponse: ['Functions', 'TotalCount'],
  ListTriggersResponse: ['Triggers', 'TotalCount'],
  CreateTriggerResponse: ['TriggerInfo'],
  GetReservedConcurrencyConfigResponse: ['ReservedMem'],
  Function: allFields('Function'),
  Trigger: allFields('Trigger'),
  TriggerInfo: allFields('Trigger'),
  InvokeResponse: ['Result'],
  Result: [
    'Log',
    'RetMsg',
    'ErrMsg',
    'MemUsage',
    'Duration',
    'BillDuration',
    'FunctionRequestId',
    'InvokeResult',
  ],
};

function allFields(type: string): readonly string[] {
  return [...fieldsOf(DEFINITIONS.scf, type).keys()];
}

/** Fields that may be null according to the vendor's definitions. */
const NULLABLE: ReadonlySet<string> = new Set([
  'GetFunctionResponse.ImageConfig',
  'GetFunctionResponse.InstanceConcurrencyConfig',
  'GetFunctionResponse.ProtocolParams',
  'GetReservedConcurrencyConfigResponse.ReservedMem',
  'Function.ReservedConcurrencyMem',
]);

test('each answer has the fields that the SDK declares, of the types that it declares', () => {
  const account = emulatedAccount();
  for (const [name, params] of EMULATED_CALLS) {
    const { product } = ACTIONS.find((row) => row.name === name)!;
    checkDeclared(account.call(name, params), DEFINITIONS[product], `${name}Response`, name);
  }
  const called = new Set([...EMULATED_CALLS.map(([name]) => name), 'Invoke']); // Tested below.
  // Its answer has no field. It needs a wrapped key, so another test covers it.
  called.add('ImportKeyMaterial');
  expect([...called].sort()).toEqual(ACTIONS.map(({ name }) => name).sort());
});

test('the answer of Invoke has the fields that the SDK declares', async () => {
  const cloud = { region: REGION, newId: () => idOf(1) } as Cloud;
  const { action } = ACTIONS.find(({ name }) => name === 'Invoke')!;
  const answer = action.answer({ FunctionName: 'echo' }, cloud);
  const response = answer.ok ? await answer.response : undefined;
  checkDeclared(response, DEFINITIONS.scf, 'InvokeResponse', 'Invoke');
});

test('the answer of GetFunctionLogs has the fields that the SDK declares', () => {
  const { state, call } = emulatedAccount();
  const code = { Code: { ZipFile: Buffer.from('PK\x03\x04').toString('base64') } };
  const settings = { Handler: 'index.handler', Runtime: 'Nodejs20.19' };
  call('CreateFunction', { FunctionName: 'echo', ...code, ...settings });
  const { action } = ACTIONS.find(({ name }) => name === 'GetFunctionLogs')!;
  const answered = action.answer({ FunctionName: 'echo' }, { region: REGION, state } as Cloud);
  const answer = answered.ok ? (answered.response as { readonly Data: unknown }) : { Data: [] };
  expect(answer.Data).toHaveLength(1);
  checkDeclared(answer, DEFINITIONS.scf, 'GetFunctionLogsResponse', 'GetFunctionLogs');
});

/** The SDK's declaration of a request, in the form of our tables. */
function declaredParameters(interfaces: Interfaces, name: string): object {
  const parameters = [...fieldsOf(interfaces, name)].map(([field, { type, optional }]) => [
    field,
    { type: declaredType(interfaces, type), required: !optional },
  ]);
  return Object.fromEntries(parameters);
}

function declaredType(interfaces: Interfaces, type: string): unknown {
  if (type === 'number') return 'integer';
  if (type === 'string' || type === 'boolean') return type;
  if (type === 'Array<string>') return 'string[]';
  if (type === 'Array<number | bigint>') return 'integer[]';
  const element = /^Array<(\w+)>$/.exec(type)?.[1];
  if (element !== undefined) return [declaredParameters(interfaces, element)];
  return declaredParameters(interfaces, type);
}

/** One of our tables, with `required` written out. */
function withRequired(parameters: Parameters): object {
  const rows = Object.entries(parameters).map(([name, { type, required = false }]) => [
    name,
    { type: typeWithRequired(type), required },
  ]);
  return Object.fromEntries(rows);
}

function typeWithRequired(type: Parameter['type']): unknown {
  if (typeof type === 'string') return type;
  if (Array.isArray(type)) return type.map(withRequired);
  return withRequired(type as Parameters);
}

function checkDeclared(value: unknown, interfaces: Interfaces, type: string, path: string): void {
  checkSdkValue(value, interfaces, type, path, { neverAbsent: NEVER_ABSENT, nullable: NULLABLE });
}
