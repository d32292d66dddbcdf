import type { Parameters } from '../../api/service.ts';

// Parameters of several actions, as the vendor defines them.

export const ENVIRONMENT = {
  Variables: { type: [{ Key: { type: 'string' }, Value: { type: 'string' } }] },
} as const satisfies Parameters;

const VPC_CONFIG = {
  VpcId: { type: 'string' },
  SubnetId: { type: 'string' },
} as const satisfies Parameters;

const DEAD_LETTER_CONFIG = {
  Type: { type: 'string', required: true },
  Name: { type: 'string', required: true },
  FilterType: { type: 'string' },
} as const satisfies Parameters;

const PUBLIC_NET_CONFIG = {
  PublicNetStatus: { type: 'string', required: true },
  EipConfig: { type: { EipStatus: { type: 'string', required: true } } },
} as const satisfies Parameters;

const INTRANET_CONFIG = {
  IpFixed: { type: 'string', required: true },
} as const satisfies Parameters;

const LAYER = {
  LayerName: { type: 'string', required: true },
  LayerVersion: { type: 'integer', required: true },
} as const satisfies Parameters;

const CFS_CONFIG = {
  CfsInsList: {
    type: [
      {
        UserId: { type: 'string', required: true },
        UserGroupId: { type: 'string', required: true },
        CfsId: { type: 'string', required: true },
        MountInsId: { type: 'string', required: true },
        LocalMountDir: { type: 'string', required: true },
        RemoteMountDir: { type: 'string', required: true },
        IpAddress: { type: 'string' },
        MountVpcId: { type: 'string' },
        MountSubnetId: { type: 'string' },
      },
    ],
    required: true,
  },
} as const satisfies Parameters;

const PROTOCOL_PARAMS = {
  WSParams: { type: { IdleTimeOut: { type: 'integer' } } },
} as const satisfies Parameters;

const INSTANCE_CONCURRENCY_CONFIG = {
  DynamicEnabled: { type: 'string' },
  MaxConcurrency: { type: 'integer' },
  InstanceIsolationEnabled: { type: 'string' },
  Type: { type: 'string' },
  MixNodeConfig: { type: [{ NodeSpec: { type: 'string' }, Num: { type: 'integer' } }] },
  SessionConfig: {
    type: {
      SessionSource: { type: 'string' },
      SessionName: { type: 'string' },
      MaximumConcurrencySessionPerInstance: { type: 'integer' },
      MaximumTTLInSeconds: { type: 'integer' },
      MaximumIdleTimeInSeconds: { type: 'integer' },
      SessionPath: { type: 'string' },
      IdleTimeoutStrategy: { type: 'string' },
    },
  },
} as const satisfies Parameters;

export const CODE = {
  CosBucketName: { type: 'string' },
  CosObjectName: { type: 'string' },
  ZipFile: { type: 'string' },
  CosBucketRegion: { type: 'string' },
  DemoId: { type: 'string' },
  TempCosObjectName: { type: 'string' },
  GitUrl: { type: 'string' },
  GitUserName: { type: 'string' },
  GitPassword: { type: 'string' },
  GitPasswordSecret: { type: 'string' },
  GitBranch: { type: 'string' },
  GitDirectory: { type: 'string' },
  GitCommitId: { type: 'string' },
  GitUserNameSecret: { type: 'string' },
  ImageConfig: {
    type: {
      ImageType: { type: 'string', required: true },
      ImageUri: { type: 'string', required: true },
      RegistryId: { type: 'string' },
      EntryPoint: { type: 'string' },
      Command: { type: 'string' },
      Args: { type: 'string' },
      ContainerImageAccelerate: { type: 'boolean' },
      ImagePort: { type: 'integer' },
    },
  },
} as const satisfies Parameters;

/** The settings of both CreateFunction and UpdateFunctionConfiguration. */
export const CONFIGURATION = {
  FunctionName: { type: 'string', required: true },
  Description: { type: 'string' },
  MemorySize: { type: 'integer' },
  Timeout: { type: 'integer' },
  Environment: { type: ENVIRONMENT },
  Runtime: { type: 'string' },
  VpcConfig: { type: VPC_CONFIG },
  Namespace: { type: 'string' },
  Role: { type: 'string' },
  InstallDependency: { type: 'string' },
  ClsLogsetId: { type: 'string' },
  ClsTopicId: { type: 'string' },
  Layers: { type: [LAYER] },
  DeadLetterConfig: { type: DEAD_LETTER_CONFIG },
  PublicNetConfig: { type: PUBLIC_NET_CONFIG },
  CfsConfig: { type: CFS_CONFIG },
  InitTimeout: { type: 'integer' },
  ProtocolParams: { type: PROTOCOL_PARAMS },
  InstanceConcurrencyConfig: { type: INSTANCE_CONCURRENCY_CONFIG },
  DnsCache: { type: 'string' },
  IntranetConfig: { type: INTRANET_CONFIG },
} as const satisfies Parameters;
