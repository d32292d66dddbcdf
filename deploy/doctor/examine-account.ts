import type { Application } from '../application.ts';
import type { Change, ResourceKind } from '../change.ts';
import type { DeployApis } from '../deploy-apis.ts';
import type { Found } from '../found.ts';
import { planDeployment } from '../plan/plan-deployment.ts';
import { diagnoseAlgorithms } from './diagnose-algorithms.ts';
import { diagnoseBrokers } from './diagnose-brokers.ts';
import { diagnoseChanges } from './diagnose-changes.ts';
import { diagnoseClock } from './diagnose-clock.ts';
import { diagnoseCredentials } from './diagnose-credentials.ts';
import { diagnoseFunctions } from './diagnose-functions.ts';
import { diagnoseKms } from './diagnose-kms.ts';
import { diagnoseQuota } from './diagnose-quota.ts';
import { diagnoseRights } from './diagnose-rights.ts';
import { diagnoseTags } from './diagnose-tags.ts';
import { diagnoseTopics } from './diagnose-topics.ts';
import { diagnoseTriggers } from './diagnose-triggers.ts';
import { diagnoseUnread } from './diagnose-unread.ts';
import type { Diagnosis } from './diagnosis.ts';
import { type Account, type ReadResources, readAccount } from './read-account.ts';
import { watchRefusals } from './watch-refusals.ts';

/**
 * Reads an account and says what is amiss for the application; nothing is changed.
 *
 * @throws ApiError `NotConnected` when the cloud cannot be reached: nothing can be said of it then.
 */
export async function examineAccount(
  application: Application,
  apis: DeployApis,
  deadlineMs: number,
  /** How far this machine's clock is ahead of the cloud's; undefined when nobody knows. */
  aheadMs: number | undefined,
): Promise<readonly Diagnosis[]> {
  const watched = watchRefusals(apis);
  const account = await readAccount(application, watched.apis, deadlineMs);
  const { identity } = account;
  if (!identity.ok && identity.failure.code === 'NotConnected') throw identity.failure;
  return [
    ...diagnoseAccount(account, application, aheadMs),
    ...diagnoseResources(account.resources, application),
    diagnoseRights(watched.refused()),
  ];
}

function diagnoseAccount(
  { identity, kmsStatus, algorithms, tags, brokers }: Account,
  { region, functions, ckafka }: Application,
  aheadMs: number | undefined,
): readonly Diagnosis[] {
  const [accountUin] = functions.flatMap(({ environment }) => environment.ACCOUNT_UIN || []);
  return [
    diagnoseCredentials(identity, accountUin),
    diagnoseClock(identity, aheadMs),
    diagnoseKms(kmsStatus),
    diagnoseAlgorithms(algorithms, region),
    diagnoseQuota(kmsStatus),
    diagnoseTags(tags),
    diagnoseBrokers(brokers, ckafka.instanceId),
  ];
}

/** What each check of what is deployed looks at. */
const PARTS: readonly {
  readonly check: string;
  readonly kinds: readonly ResourceKind[];
  readonly diagnose: (changes: readonly Change[]) => Diagnosis;
}[] = [
  { check: 'topics', kinds: ['topic'], diagnose: diagnoseTopics },
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
  { check: 'triggers', kinds: ['trigger'], diagnose: diagnoseTriggers },
];

function diagnoseResources(
  resources: ReadResources,
  application: Application,
): readonly Diagnosis[] {
  const changes = planDeployment(application, foundIn(resources));
  return PARTS.map(({ check, kinds, diagnose }) => {
    for (const kind of kinds) {
      const reading = resources[kind];
      if (!reading.ok) return diagnoseUnread(check, reading.failure);
    }
    return diagnose(changes.filter(({ resource }) => kinds.includes(resource.kind)));
  });
}

/** What could not be read counts as not there; nobody is told so. */
function foundIn(resources: ReadResources): Found {
  const { topic, policy, role, function: functions, concurrency, async, trigger } = resources;
  return {
    topic: topic.ok ? topic.answer : new Map(),
    policy: policy.ok ? policy.answer : new Map(),
    role: role.ok ? role.answer : new Map(),
    function: functions.ok ? functions.answer : new Map(),
    concurrency: concurrency.ok ? concurrency.answer : new Map(),
    async: async.ok ? async.answer : new Map(),
    trigger: trigger.ok ? trigger.answer : new Map(),
  };
}
