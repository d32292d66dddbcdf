import { callTencent } from '../../shared/tencent/call.ts';
import type { DeployApis } from '../calls/apis.ts';
import { cloudCalls } from '../calls/calls.ts';
import { RESOURCE_HANDLERS } from '../resources/resources.ts';
import type { Application } from '../state/application.ts';
import { RESOURCE_KINDS, type ResourceKind } from '../state/change.ts';
import type { Found } from '../state/found.ts';
import { type Reading, readingOf } from './diagnosis.ts';

/** What was read of an account. Each part may have failed by itself. */
export type Account = {
  readonly identity: Reading<CallerIdentity>;
  readonly kmsStatus: Reading<KmsStatus>;
  readonly algorithms: Reading<Algorithms>;
  readonly tags: Reading<object>;
  readonly brokers: Reading<BrokerInstances>;
  readonly routes: Reading<BrokerRoutes>;
  readonly functions: Reading<FunctionAccount>;
  readonly resources: ReadResources;
};

export type ReadResources = { readonly [Kind in ResourceKind]: Reading<Found[Kind]> };

/** The fields in use. @see https://cloud.tencent.com/document/product/1312/63069 (GetCallerIdentity) */
export type CallerIdentity = {
  /** The number of the account. */
  readonly AccountId?: string;
  /** The identity within the account, such as `qcs::cam::uin/100000000001:uin/100000000002`. */
  readonly Arn?: string;
};

/** The fields in use. @see https://cloud.tencent.com/document/api/573/34417 (GetServiceStatus) */
export type KmsStatus = {
  readonly ServiceEnabled?: boolean;
  /** 0 not bought, 1 in order, 2 stopped because a payment is due, 3 released. */
  readonly InvalidType?: number;
  readonly CmkUserCount?: number;
  readonly CmkLimit?: number;
  /** When the subscription ends, in seconds since 1970; 0 or null without one. */
  readonly ProExpireTime?: number | null;
  /** 1 if the subscription renews itself. */
  readonly ProRenewFlag?: number | null;
};

/** @see https://www.tencentcloud.com/document/product/1030/35177 (ListAlgorithms) */
export type Algorithms = {
  readonly SymmetricAlgorithms?: readonly Algorithm[];
  readonly AsymmetricAlgorithms?: readonly Algorithm[];
  readonly AsymmetricSignVerifyAlgorithms?: readonly Algorithm[];
};

type Algorithm = { readonly KeyUsage?: string };

/** The fields in use. @see https://cloud.tencent.com/document/api/597/40835 (DescribeInstances) */
export type BrokerInstances = {
  readonly Result?: {
    readonly InstanceList?: readonly {
      readonly InstanceId?: string;
      /** 0 is being created, 1 running, 7 being upgraded; any other is failed or being deleted. */
      readonly Status?: number;
    }[];
  };
};

/** The fields in use. @see https://cloud.tencent.com/document/api/597/45484 (DescribeRoute) */
export type BrokerRoutes = {
  readonly Result?: { readonly Routers?: readonly BrokerRoute[] };
};

export type BrokerRoute = {
  /** 0 PLAINTEXT, 1 SASL_PLAINTEXT, 2 SSL, 3 SASL_SSL. */
  readonly AccessType?: number;
  /** 1 public, 3 in a network. */
  readonly VipType?: number;
  readonly VipList?: readonly { readonly Vip?: string; readonly Vport?: string }[];
  readonly BrokerVipList?: readonly { readonly Vip?: string; readonly Vport?: string }[];
  readonly Domain?: string | null;
  readonly DomainPort?: number | null;
  readonly VpcId?: string | null;
  /** 1 is being created, 2 is created, 3 is failed, 4 and 6 are being deleted. */
  readonly Status?: number | null;
};

/** The fields in use, in MB. @see https://cloud.tencent.com/document/api/583/53437 (GetAccount) */
export type FunctionAccount = {
  readonly AccountUsage?: {
    readonly TotalConcurrencyMem?: number;
    readonly TotalAllocatedConcurrencyMem?: number;
    readonly UserConcurrencyMemLimit?: number;
  };
};

/** Reads an account, and changes nothing. */
export async function readAccount(
  application: Application,
  apis: DeployApis,
  deadlineMs: number,
): Promise<Account> {
  const read = <Answer extends object>(product: keyof DeployApis, action: string, params: object) =>
    readingOf(callTencent<Answer>(apis[product], action, params, deadlineMs));
  const { instanceId } = application.ckafka;
  const [identity, kmsStatus, algorithms, tags, brokers, routes, functions, resources] =
    await Promise.all([
      read<CallerIdentity>('sts', 'GetCallerIdentity', {}),
      read<KmsStatus>('kms', 'GetServiceStatus', {}),
      read<Algorithms>('kms', 'ListAlgorithms', {}),
      read<object>('tag', 'DescribeTags', { Limit: 1 }),
      read<BrokerInstances>('ckafka', 'DescribeInstances', { InstanceId: instanceId }),
      // Without the flag, the route with which the instance was created may be missing.
      read<BrokerRoutes>('ckafka', 'DescribeRoute', {
        InstanceId: instanceId,
        MainRouteFlag: true,
      }),
      read<FunctionAccount>('scf', 'GetAccount', {}),
      readResources(application, apis, deadlineMs),
    ]);
  return { identity, kmsStatus, algorithms, tags, brokers, routes, functions, resources };
}

async function readResources(
  application: Application,
  apis: DeployApis,
  deadlineMs: number,
): Promise<ReadResources> {
  const { clock } = apis.scf;
  const cloud = { call: cloudCalls(apis, clock, deadlineMs).call, application, clock };
  const names = {
    functions: application.functions.map(({ name }) => name),
    roles: application.functions.map(({ role }) => role.name),
  };
  const entries = RESOURCE_KINDS.map(async (kind) => {
    return [kind, await readingOf<unknown>(RESOURCE_HANDLERS[kind].read(names, cloud))] as const;
  });
  return Object.fromEntries(await Promise.all(entries)) as ReadResources;
}
