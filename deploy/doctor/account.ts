import { callTencent } from '../../shared/tencent/call.ts';
import type { DeployApis } from '../calls/apis.ts';
import { cloudCalls } from '../calls/calls.ts';
import { RESOURCE_HANDLERS } from '../resources/resources.ts';
import type { Application } from '../state/application.ts';
import { RESOURCE_KINDS, type ResourceKind } from '../state/change.ts';
import type { Found } from '../state/found.ts';
import {
  type Algorithms,
  type BrokerInstances,
  type CallerIdentity,
  type KmsStatus,
  type Reading,
  readingOf,
} from './diagnose-account.ts';

/** What was read of an account; each part for itself, as any may be refused. */
export type Account = {
  readonly identity: Reading<CallerIdentity>;
  readonly kmsStatus: Reading<KmsStatus>;
  readonly algorithms: Reading<Algorithms>;
  readonly tags: Reading<object>;
  readonly brokers: Reading<BrokerInstances>;
  readonly resources: ReadResources;
};

export type ReadResources = { readonly [Kind in ResourceKind]: Reading<Found[Kind]> };

/** Reads an account, and changes nothing. */
export async function readAccount(
  application: Application,
  apis: DeployApis,
  deadlineMs: number,
): Promise<Account> {
  const read = <Answer extends object>(product: keyof DeployApis, action: string, params: object) =>
    readingOf(callTencent<Answer>(apis[product], action, params, deadlineMs));
  const { instanceId } = application.ckafka;
  const [identity, kmsStatus, algorithms, tags, brokers, resources] = await Promise.all([
    read<CallerIdentity>('sts', 'GetCallerIdentity', {}),
    read<KmsStatus>('kms', 'GetServiceStatus', {}),
    read<Algorithms>('kms', 'ListAlgorithms', {}),
    read<object>('tag', 'DescribeTags', { Limit: 1 }),
    read<BrokerInstances>('ckafka', 'DescribeInstances', { InstanceId: instanceId }),
    readResources(application, apis, deadlineMs),
  ]);
  return { identity, kmsStatus, algorithms, tags, brokers, resources };
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
  const entries = RESOURCE_KINDS.map(
    async (kind) =>
      [kind, await readingOf<unknown>(RESOURCE_HANDLERS[kind].read(names, cloud))] as const,
  );
  return Object.fromEntries(await Promise.all(entries)) as ReadResources;
}
