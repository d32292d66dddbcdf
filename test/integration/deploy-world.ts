import type { DeployApis } from '../../deploy/calls/apis.ts';
import { cosClient } from '../../deploy/calls/cos.ts';
import { type Deployed, type DeployOptions, deploy } from '../../deploy/deploy.ts';
import { type Destroyed, destroy } from '../../deploy/destroy.ts';
import {
  type QueueOptions,
  type QueueState,
  type Switched,
  switchQueue,
} from '../../deploy/queue.ts';
import type { Application } from '../../deploy/state/application.ts';
import type { DeployEvent } from '../../deploy/state/change.ts';
import { randomSource } from '../../emulator/api/random-source.ts';
import { LOCAL_ACCOUNT } from '../../emulator/api/service.ts';
import type { Switches } from '../../emulator/api/switches.ts';
import { type CloudMachine, cloudMachine } from '../../emulator/cloud/machine.ts';
import { NO_STORE } from '../../emulator/persistence/input-store.ts';
import { emulatedServices } from '../../emulator/services.ts';
import { LOCAL_TOPICS } from '../../local/cloud.ts';
import type { TencentApi } from '../../shared/tencent/call.ts';
import type { TencentClient } from '../../shared/tencent/client.ts';
import { UNLIMITED_RATE } from '../../shared/tencent/rate-limiter.ts';
import { machineBucketRuntime } from '../world/machine-bucket.ts';
import { machineClient } from '../world/machine-client.ts';
import { virtualClock } from '../world/virtual-clock.ts';

const REGION = 'ap-guangzhou';

const VERSIONS: Readonly<Record<Exclude<keyof DeployApis, 'cos'>, string>> = {
  scf: '2018-04-16',
  cam: '2019-01-16',
  ckafka: '2019-08-19',
  sts: '2018-08-13',
  kms: '2019-01-18',
  tag: '2018-08-13',
};

/** An emulated account to deploy to, in this process and in virtual time. */
export type DeployWorld = {
  readonly machine: CloudMachine;
  /** Every event reported so far. */
  readonly reported: DeployEvent[];
  readonly deploy: (
    application: Application,
    options?: Partial<DeployOptions>,
  ) => Promise<Deployed>;
  readonly destroy: (application: Application) => Promise<Destroyed>;
  readonly switchQueue: (wanted: QueueState, options?: Partial<QueueOptions>) => Promise<Switched>;
  /** Makes a call by hand. */
  readonly call: (product: keyof DeployApis, action: string, params: object) => Promise<any>;
  /** Advances the time. */
  readonly pause: (delayMs: number) => Promise<void>;
  /** Is called before each call of a deployment, with its number from 1; it may throw. */
  beforeCall: (number: number) => void;
  /** Changes the answers to deployments. */
  answered: (action: string, answer: any) => any;
  /** Counts calls from 1 again. */
  readonly restartCount: () => void;
  /** The calls of deployments that reached the cloud. */
  readonly sent: SentCall[];
};

type SentCall = {
  readonly product: keyof DeployApis;
  readonly action: string;
  readonly params: object;
};

export function deployWorld(switches: Partial<Switches> = {}): DeployWorld {
  const clock = virtualClock();
  const { newId, random } = randomSource('deploy', 'ids');
  const machine = cloudMachine({
    services: emulatedServices([], REGION),
    account: LOCAL_ACCOUNT,
    topics: LOCAL_TOPICS,
    baseNowMs: clock.nowMs,
    newId,
    random,
    store: NO_STORE,
  });
  machine.setSwitches(switches);
  let calls = 0;
  const reported: DeployEvent[] = [];
  const sent: SentCall[] = [];

  const clientOf = (product: keyof DeployApis): TencentClient => {
    if (product !== 'cos') return machineClient(machine, clock, VERSIONS[product], REGION);
    const runtime = machineBucketRuntime(machine, clock);
    // This world begins in 1970, and a signature holds from a minute before.
    const wallMs = () => machine.nowMs() + 60_000;
    return cosClient({ ...runtime, wallMs, region: REGION, endpoint: undefined });
  };

  const apiOf = (product: keyof DeployApis): TencentApi => {
    const client = clientOf(product);
    return {
      client: {
        request: async (action, params, signal) => {
          sent.push({ product, action, params });
          return world.answered(action, await client.request(action, params, signal));
        },
      },
      rateLimiter: {
        ...UNLIMITED_RATE,
        acquire: async () => {
          calls += 1;
          world.beforeCall(calls);
        },
      },
      clock,
    };
  };
  const apis: DeployApis = {
    cos: apiOf('cos'),
    scf: apiOf('scf'),
    cam: apiOf('cam'),
    ckafka: apiOf('ckafka'),
    sts: apiOf('sts'),
    kms: apiOf('kms'),
    tag: apiOf('tag'),
  };
  const optionsOf = () => ({
    report: (event: DeployEvent) => void reported.push(event),
    deadlineMs: clock.nowMs() + 600_000,
    clock,
  });

  const world: DeployWorld = {
    machine,
    reported,
    deploy: (application, options) =>
      clock.run(deploy(application, apis, { ...optionsOf(), replaceFunctions: false, ...options })),
    destroy: (application) => clock.run(destroy(application, apis, optionsOf())),
    switchQueue: (wanted, options) =>
      clock.run(switchQueue(wanted, apis, { ...optionsOf(), namespace: 'default', ...options })),
    call: async (product, action, params) => {
      const byHand = clientOf(product);
      return clock.run(byHand.request(action, params, new AbortController().signal));
    },
    pause: (delayMs) => clock.run(clock.sleep(delayMs)),
    beforeCall: () => {},
    answered: (_action, answer) => answer,
    restartCount: () => {
      calls = 0;
    },
    sent,
  };
  return world;
}

/** Everything that is deployed, as the cloud lists it, without ids and times. */
export async function inventory(world: DeployWorld): Promise<object> {
  const { call, pause } = world;
  await pause(1_000); // Earlier calls no longer count towards a rate limit.
  const { Functions } = await call('scf', 'ListFunctions', { Limit: 100 });
  const functions = [];
  for (const { FunctionName } of sorted(Functions, 'FunctionName')) {
    const place = { FunctionName };
    const about = await call('scf', 'GetFunction', place);
    const { Triggers } = await call('scf', 'ListTriggers', { ...place, Limit: 100 });
    const { ReservedMem } = await call('scf', 'GetReservedConcurrencyConfig', place);
    const { AsyncTriggerConfig } = await call('scf', 'GetFunctionEventInvokeConfig', place);
    const { Description, Handler, Runtime, MemorySize, Timeout, Role, CodeSize } = about;
    functions.push({
      ...{ FunctionName, Description, Handler, Runtime, MemorySize, Timeout, Role, CodeSize },
      variables: sorted(about.Environment.Variables, 'Key'),
      ...{ ReservedMem, AsyncTriggerConfig },
      triggers: sorted(Triggers, 'Type').map(
        ({ Type, TriggerName, Enable, Qualifier, CustomArgument, TriggerDesc }: any) => ({
          ...{ Type, TriggerName, Enable, Qualifier, CustomArgument },
          // A URL has an id in it.
          desc: Type === 'http' ? JSON.parse(TriggerDesc).AuthType : TriggerDesc,
        }),
      ),
    });
  }
  return { functions, ...(await rights(call)), topics: await topics(call) };
}

async function rights(call: DeployWorld['call']): Promise<object> {
  const { List: policies } = await call('cam', 'ListPolicies', { Scope: 'Local', Rp: 200 });
  const { List: roles } = await call('cam', 'DescribeRoleList', { Page: 1, Rp: 200 });
  const attached = [];
  const ours = roles.filter(({ RoleName }: any) => RoleName !== 'SCF_QcsRole');
  for (const { RoleName, PolicyDocument } of sorted(ours, 'RoleName')) {
    const page = { RoleName, Page: 1, Rp: 200 };
    const { List } = await call('cam', 'ListAttachedRolePolicies', page);
    const names = List.map((row: any) => row.PolicyName);
    attached.push({ RoleName, PolicyDocument, policies: names });
  }
  const documents = [];
  for (const { PolicyId, PolicyName } of sorted(policies, 'PolicyName')) {
    const { PolicyDocument } = await call('cam', 'GetPolicy', { PolicyId });
    documents.push({ PolicyName, PolicyDocument });
  }
  return { policies: documents, roles: attached };
}

async function topics(call: DeployWorld['call']): Promise<object> {
  const page = { InstanceId: 'ckafka-local000', Limit: 50 };
  const { Result } = await call('ckafka', 'DescribeTopicDetail', page);
  return sorted(Result.TopicList, 'TopicName').map(
    ({ TopicName, PartitionNum, ReplicaNum, Config }: any) => {
      const { Retention, CleanUpPolicy } = Config;
      return { TopicName, PartitionNum, ReplicaNum, Retention, CleanUpPolicy };
    },
  );
}

function sorted(rows: any, name: string): any[] {
  return [...rows].sort((one: any, other: any) => (one[name] < other[name] ? -1 : 1));
}
