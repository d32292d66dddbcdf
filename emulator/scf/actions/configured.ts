import type { DeployedFunction } from '../../state/scf.ts';
import type { Configuration } from './check-configuration.ts';
import { environmentOf } from './check-environment.ts';

type Settings = Pick<
  DeployedFunction,
  'description' | 'memoryMb' | 'timeoutS' | 'environment' | 'role' | 'rest'
>;

/** Settings with those in the place of the former ones that a call names. */
export function configured(params: Configuration, former: Settings): Settings {
  const { Environment } = params;
  return {
    description: params.Description ?? former.description,
    memoryMb: params.MemorySize ?? former.memoryMb,
    timeoutS: params.Timeout ?? former.timeoutS,
    environment: Environment === undefined ? former.environment : environmentOf(Environment),
    role: params.Role ?? former.role,
    rest: { ...former.rest, ...restOf(params) },
  };
}

/** What the vendor gives a function that says nothing. */
export const DEFAULT_SETTINGS: Settings = {
  description: '',
  memoryMb: 128,
  timeoutS: 3,
  environment: {},
  role: '',
  rest: {
    VpcConfig: { VpcId: '', SubnetId: '' },
    ClsLogsetId: '',
    ClsTopicId: '',
    DeadLetterConfig: { Type: '', Name: '', FilterType: '' },
    PublicNetConfig: publicNet('ENABLE', 'DISABLE'),
    InitTimeout: 65,
  },
};

/** The settings that do nothing here, as GetFunction answers them. */
function restOf(params: Configuration): Settings['rest'] {
  const { VpcConfig, ClsLogsetId, ClsTopicId, DeadLetterConfig, InitTimeout } = params;
  const { PublicNetConfig: net } = params;
  return {
    ...(VpcConfig && { VpcConfig: { VpcId: '', SubnetId: '', ...VpcConfig } }),
    ...(ClsLogsetId !== undefined && { ClsLogsetId }),
    ...(ClsTopicId !== undefined && { ClsTopicId }),
    ...(DeadLetterConfig && { DeadLetterConfig: { FilterType: '', ...DeadLetterConfig } }),
    ...(net && { PublicNetConfig: publicNet(net.PublicNetStatus, net.EipConfig?.EipStatus) }),
    ...(InitTimeout !== undefined && { InitTimeout }),
  };
}

function publicNet(PublicNetStatus: string, EipStatus = 'DISABLE') {
  return { PublicNetStatus, EipConfig: { EipStatus, EipAddress: [] } };
}
