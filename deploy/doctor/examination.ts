import { readFailure } from '../../shared/tencent/call.ts';
import type { TencentClient } from '../../shared/tencent/client.ts';
import type { DeployApis } from '../calls/apis.ts';
import { planDeployment } from '../plan/plan.ts';
import { inAccount } from '../state/account.ts';
import type { Application } from '../state/application.ts';
import type { Change, ResourceKind } from '../state/change.ts';
import type { Found } from '../state/found.ts';
import { type Account, type ReadResources, readAccount } from './account.ts';
import {
  diagnoseAlgorithms,
  diagnoseClock,
  diagnoseCredentials,
  diagnoseKms,
  diagnoseQuota,
  diagnoseRights,
  diagnoseTags,
} from './account-checks.ts';
import { diagnoseAccess, diagnoseBrokers, diagnoseRoutes } from './broker-checks.ts';
import { causeOf } from './codes.ts';
import {
  diagnoseAuthorization,
  diagnoseBucket,
  diagnoseChanges,
  diagnoseFunctions,
  diagnoseTopics,
  diagnoseTriggers,
} from './deployment-checks.ts';
import { type Diagnosis, diagnoseUnread } from './diagnosis.ts';
import { diagnoseEnvironment, diagnoseMemory } from './function-checks.ts';

/**
 * Reads an account, and checks whether the application can run in it. Changes nothing.
 *
 * @throws ApiError `NotConnected` if the cloud cannot be reached, as no check would have a result.
 */
export async function examineAccount(
  application: Application,
  apis: DeployApis,
  deadlineMs: number,
  { wallMs, aheadMs }: Clocks,
): Promise<readonly Diagnosis[]> {
  const watched = watchRefusals(apis);
  const account = await readAccount(application, watched.apis, deadlineMs);
  const { identity } = account;
  if (!identity.ok && causeOf(identity.failure.code) === 'unreachable') throw identity.failure;
  const { AccountId: accountUin = '' } = identity.ok ? identity.answer : {};
  const deployed = inAccount(application, accountUin);
  const { concurrency, function: functions } = foundIn(account.resources);
  return [
    ...diagnoseAccount(account, application, { wallMs, aheadMs }),
    diagnoseMemory(account.functions, deployed, concurrency),
    diagnoseEnvironment(deployed, functions),
    ...diagnoseResources(account.resources, deployed),
    diagnoseRights(watched.refused()),
  ];
}

export type Clocks = {
  /** This machine's time, in milliseconds since 1970. */
  readonly wallMs: number;
  /** How far it is ahead of the cloud's; undefined if that is not known. */
  readonly aheadMs: number | undefined;
};

function diagnoseAccount(
  { identity, kmsStatus, algorithms, tags, brokers, routes }: Account,
  { region, functions, ckafka }: Application,
  { wallMs, aheadMs }: Clocks,
): readonly Diagnosis[] {
  const [first = { environment: {} }] = functions;
  const [accountUin] = functions.flatMap(({ environment }) => environment.ACCOUNT_UIN || []);
  return [
    diagnoseCredentials(identity, accountUin),
    diagnoseClock(identity, aheadMs),
    diagnoseKms(kmsStatus, wallMs - (aheadMs ?? 0)),
    diagnoseAlgorithms(algorithms, region),
    diagnoseQuota(kmsStatus),
    diagnoseTags(tags),
    diagnoseBrokers(brokers, ckafka.instanceId),
    diagnoseRoutes(routes, first, ckafka.instanceId),
    diagnoseAccess(first.environment),
  ];
}

function diagnoseResources(
  resources: ReadResources,
  application: Application,
): readonly Diagnosis[] {
  const found = foundIn(resources);
  const changes = planDeployment(application, found);
  return RESOURCE_CHECKS.map(({ check, kinds, diagnose }) => {
    for (const kind of kinds) {
      const reading = resources[kind];
      if (!reading.ok) return diagnoseUnread(check, reading.failure);
    }
    const own = changes.filter(({ resource }) => kinds.includes(resource.kind));
    return diagnose(own, found);
  });
}

/** The checks of the deployed resources. */
const RESOURCE_CHECKS: readonly {
  readonly check: string;
  readonly kinds: readonly ResourceKind[];
  readonly diagnose: (changes: readonly Change[], found: Found) => Diagnosis;
}[] = [
  { check: 'scf', kinds: ['authorization'], diagnose: diagnoseAuthorization },
  {
    check: 'topics',
    kinds: ['topic'],
    diagnose: (changes, { topic }) => diagnoseTopics(changes, topic),
  },
  {
    check: 'statuses',
    kinds: ['bucket'],
    diagnose: (changes, { bucket }) => diagnoseBucket(changes, bucket),
  },
  {
    check: 'roles',
    kinds: ['policy', 'role'],
    diagnose: (changes) => diagnoseChanges('roles', changes),
  },
  {
    check: 'functions',
    kinds: ['function', 'concurrency', 'async'],
    diagnose: diagnoseFunctions,
  },
  {
    check: 'triggers',
    kinds: ['trigger'],
    diagnose: (changes, { trigger }) => diagnoseTriggers(changes, trigger),
  },
];

/** Kinds that could not be read are left empty; their checks report the failure instead. */
function foundIn(resources: ReadResources): Found {
  const {
    authorization,
    topic,
    bucket,
    policy,
    role,
    function: functions,
    concurrency,
    async,
    trigger,
  } = resources;
  return {
    authorization: authorization.ok ? authorization.answer : new Map(),
    topic: topic.ok ? topic.answer : new Map(),
    bucket: bucket.ok ? bucket.answer : new Map(),
    policy: policy.ok ? policy.answer : new Map(),
    role: role.ok ? role.answer : new Map(),
    function: functions.ok ? functions.answer : new Map(),
    concurrency: concurrency.ok ? concurrency.answer : new Map(),
    async: async.ok ? async.answer : new Map(),
    trigger: trigger.ok ? trigger.answer : new Map(),
  };
}

type WatchedApis = {
  readonly apis: DeployApis;
  /** The calls that CAM refused so far, such as `cam:GetRole`. */
  readonly refused: () => readonly string[];
};

/** The same products, recording each call that the caller has no permission to make. */
function watchRefusals(apis: DeployApis): WatchedApis {
  const refused: string[] = [];

  function watched(product: string, client: TencentClient): TencentClient {
    return {
      request: async (action, params, signal) => {
        try {
          return await client.request(action, params, signal);
        } catch (error) {
          const { code } = readFailure(error, action);
          if (causeOf(code) === 'rights') {
            refused.push(`${product}:${action}`);
          }
          throw error;
        }
      },
    };
  }

  const of = (product: keyof DeployApis) => ({
    ...apis[product],
    client: watched(product, apis[product].client),
  });
  return {
    apis: {
      scf: of('scf'),
      cam: of('cam'),
      ckafka: of('ckafka'),
      cos: of('cos'),
      sts: of('sts'),
      kms: of('kms'),
      tag: of('tag'),
    },
    refused: () => refused,
  };
}
