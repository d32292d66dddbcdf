import { beijingTime } from '../../api/beijing-time.ts';
import { type Cloud, defineAction, type Json, missingParameter } from '../../api/service.ts';
import type { DeployedFunction } from '../../state/scf.ts';
import { findFunction } from './find-function.ts';
import { statusOf } from './function-status.ts';
import { triggerJson } from './trigger-json.ts';

/**
 * Describes a function. Its code is never shown, as is that of files over 1 MB there.
 *
 * @see https://cloud.tencent.com/document/product/583/18584
 */
export const getFunction = defineAction({
  name: 'GetFunction',
  parameters: {
    FunctionName: { type: 'string' },
    Qualifier: { type: 'string' },
    Namespace: { type: 'string' },
    ShowCode: { type: 'string' },
  },
  mutating: false,
  callsPerSecondMax: 100,
  codes: [
    'InternalError',
    'InternalError.Exception',
    'InternalError.System',
    'InvalidParameter.Payload',
    'InvalidParameterValue',
    'InvalidParameterValue.CodeSecret',
    'InvalidParameterValue.FunctionName',
    'InvalidParameterValue.Namespace',
    'InvalidParameterValue.Qualifier',
    'ResourceNotFound.Function',
    'ResourceNotFound.FunctionName',
    'ResourceNotFound.Namespace',
    'ResourceNotFound.Version',
    'UnauthorizedOperation',
    'UnauthorizedOperation.CAM',
    'UnauthorizedOperation.CodeSecret',
  ],
  answer({ FunctionName, ...selector }, cloud) {
    if (FunctionName === undefined) return missingParameter('FunctionName');
    const named = findFunction({ FunctionName, ...selector }, cloud);
    return named.ok ? { ok: true, response: describe(named.found, cloud) } : named;
  },
});

function describe(deployed: DeployedFunction, cloud: Cloud): Json {
  const { environment, triggers, zipFile } = deployed;
  return {
    ...NOT_HERE,
    ...deployed.rest,
    FunctionName: deployed.name,
    FunctionId: deployed.functionId,
    Description: deployed.description,
    Handler: deployed.handler,
    Runtime: deployed.runtime,
    MemorySize: deployed.memoryMb,
    Timeout: deployed.timeoutS,
    Environment: {
      Variables: Object.entries(environment).map(([Key, Value]) => ({ Key, Value })),
    },
    Role: deployed.role,
    CodeSize: Buffer.byteLength(zipFile, 'base64'),
    Triggers: [...triggers.values()].map((trigger) => triggerJson(trigger, deployed, cloud)),
    Status: statusOf(deployed, cloud),
    AddTime: beijingTime(deployed.addTimeMs),
    ModTime: beijingTime(deployed.modTimeMs),
  };
}

/** What every function here has alike; null is the vendor's own, by its example. */
const NOT_HERE = {
  AccessInfo: { Host: '', Vip: '' },
  AsyncRunEnable: 'FALSE',
  AvailableStatus: 'Available',
  CfsConfig: { CfsInsList: [] },
  CodeError: '',
  CodeInfo: '',
  CodeResult: 'success',
  DnsCache: 'FALSE',
  EipConfig: { EipFixed: 'FALSE', Eips: [] },
  ErrNo: 0,
  FunctionVersion: '$LATEST',
  ImageConfig: null,
  InstallDependency: 'FALSE',
  InstanceConcurrencyConfig: null,
  IntranetConfig: { IpFixed: 'DISABLE' },
  L5Enable: 'FALSE',
  Layers: [],
  Namespace: 'default',
  OnsEnable: 'FALSE',
  ProtocolParams: null,
  ProtocolType: '',
  Qualifier: '$LATEST',
  StatusDesc: '',
  StatusReasons: [],
  TraceEnable: 'FALSE',
  Type: 'Event',
  UseGpu: 'FALSE',
};
