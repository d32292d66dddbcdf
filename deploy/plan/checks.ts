import { isOurs } from '../resources/ownership.ts';
import { isCompacted, isCompactedAndExpiring } from '../resources/topic.ts';
import { isPaused, replacementWhilePaused } from '../resources/trigger.ts';
import { KMS_CALLS_PER_SECOND, TAG_CALLS_PER_SECOND } from '../state/account.ts';
import type { Application, DesiredFunction, DesiredTopic } from '../state/application.ts';
import type { Change, ResourceId, ResourceKind } from '../state/change.ts';
import type { Found, FoundTopic } from '../state/found.ts';
import { isListedRuntime, RUNTIMES } from '../state/runtimes.ts';

/** Why a plan must not be executed, in whole sentences; empty if nothing prevents it. Pure. */
export function planRefusals(
  application: Application,
  found: Found,
  changes: readonly Change[],
  replaceFunctions: boolean,
): readonly string[] {
  return [
    ...topicRefusals(application, found),
    ...partitionRefusals(application, found),
    ...functionRefusals(application, found, changes, replaceFunctions),
    ...pauseRefusals(found, changes),
  ];
}

/** A function that is deleted and created again loses its triggers too. */
function pauseRefusals(found: Found, changes: readonly Change[]): readonly string[] {
  const replaced = changes.flatMap(({ verb, resource: { kind, name } }) =>
    verb === 'replace' ? [`${kind} ${name}`] : [],
  );
  return pausedNames(found)
    .filter(([name, { functionName }]) =>
      [`trigger ${name}`, `function ${functionName}`].some((each) => replaced.includes(each)),
    )
    .map(([name]) => replacementWhilePaused(name));
}

function pausedNames({ trigger }: Found) {
  return [...trigger].filter(([, row]) => isPaused(row));
}

/** A compacted topic may hold the last copy of a message, which deletion by age would lose. */
function topicRefusals({ ckafka }: Application, found: Found): readonly string[] {
  const expiring = ckafka.topics.filter(({ name, cleanUpPolicy }) => {
    const current = found.topic.get(name);
    return cleanUpPolicy === 'delete' && current !== undefined && isCompacted(current);
  });
  return expiring.map(
    ({ name }) =>
      `The topic ${name} is compacted, but the file declares that its messages are deleted by age. If nothing in it is needed, change its clean-up policy in the CKafka console.`,
  );
}

/**
 * A topic keeps partitions that the file no longer has. Each has a batch of its own, and one that finds no
 * free instance uses up its retries.
 */
function partitionRefusals({ functions }: Application, found: Found): readonly string[] {
  return functions.flatMap(({ name, instancesMax, triggers }) =>
    triggers.flatMap((trigger) => {
      const topic = trigger.type === 'ckafka' ? trigger.topic : '';
      const { partitions = 0 } = found.topic.get(topic) ?? {};
      if (partitions <= instancesMax) return [];
      return [
        `The topic ${topic} has ${partitions} partitions, which cannot be removed, and ${name} has an instancesMax of ${instancesMax}: batches that find no free instance would use up their retries. Declare a new topic, or give ${name} an instancesMax of ${partitions} and its instances a lower kmsCallsPerSecondMax.`,
      ];
    }),
  );
}

function functionRefusals(
  application: Application,
  found: Found,
  changes: readonly Change[],
  replaceFunctions: boolean,
): readonly string[] {
  return application.functions.flatMap((desired) => {
    const foreign = foreignResources(desired, found, application);
    if (foreign.length > 0) return foreign;
    const { name } = desired;
    const change = changes.find(({ resource }) => {
      return resource.kind === 'function' && resource.name === name;
    });
    const runtime = change?.fields.find((field) => field.name === 'runtime');
    if (runtime?.before === undefined || replaceFunctions) return [];
    return [
      `The runtime of ${name} is ${runtime.before} and must become ${runtime.after}. The platform cannot change a runtime, so the function must be deleted and created again, and its URL changes if it has one. Use --replace-functions to allow this.`,
    ];
  });
}

/** What has the name of one of our functions, or of its role or policy, but is not ours. */
function foreignResources(
  { name, role }: DesiredFunction,
  found: Found,
  application: Application,
): readonly string[] {
  const { app, region, namespace } = application;
  if (!isOurs('function', name, found, application)) {
    return [
      `The function ${name} exists, but ${app} did not deploy it: rename one of them, or delete it if it is not needed.`,
    ];
  }
  const grants = (['role', 'policy'] as const).filter(
    (kind) => !isOurs(kind, role.name, found, application),
  );
  return grants.map(
    (kind) =>
      `The ${kind} ${role.name} exists, but its description does not name ${app} in ${region}, namespace ${namespace}: rename the application, or delete the ${kind} if it is not needed.`,
  );
}

/** Sentences on what a deployment does not change, and on what was never tried. Pure. */
export function planWarnings(application: Application, found: Found): readonly string[] {
  return [
    ...rateWarnings(application),
    ...topicWarnings(application, found),
    ...functionWarnings(application, found),
    ...runtimeWarnings(application),
    ...pauseWarnings(found),
  ];
}

/** What an account may call in a second, and the variable that has what an instance may. */
const ACCOUNT_RATES = [
  ['calls of KMS', 'KMS_CALLS_PER_SECOND_MAX', 'kmsCallsPerSecondMax', KMS_CALLS_PER_SECOND],
  ['changes of tags', 'TAG_CALLS_PER_SECOND_MAX', 'tagCallsPerSecondMax', TAG_CALLS_PER_SECOND],
] as const;

/**
 * One function that works alone should never be throttled. Functions that work at the same time may have more
 * together than the account: each then gives way.
 */
function rateWarnings({ functions }: Application): readonly string[] {
  return functions.flatMap(({ name, instancesMax, environment }) =>
    ACCOUNT_RATES.flatMap(([calls, variable, field, limit]) => {
      const together = instancesMax * Number(environment[variable] ?? 0);
      if (together <= limit) return [];
      return [
        `The function ${name} may make ${together} ${calls} a second, with ${instancesMax} times ${environment[variable]}, and the account ${limit}: calls will be throttled even while it works alone. Lower its ${field} or its instancesMax.`,
      ];
    }),
  );
}

function pauseWarnings(found: Found): readonly string[] {
  return pausedNames(found).map(
    ([name]) =>
      `The queue is paused: the trigger ${name} stays disabled until tenant-keys queue resume.`,
  );
}

function topicWarnings({ ckafka }: Application, found: Found): readonly string[] {
  return ckafka.topics.flatMap((declared) => {
    const current = found.topic.get(declared.name);
    return current === undefined ? [] : keptSettings(declared, current);
  });
}

function keptSettings(declared: DesiredTopic, current: FoundTopic): readonly string[] {
  const { name, partitions, replicas, retentionMs, maxMessageBytes } = declared;
  const { maxMessageBytes: limit = 0 } = current;
  return [
    ...(isCompactedAndExpiring(current)
      ? [
          `The topic ${name} keeps its clean-up policy ${current.cleanUpPolicy}, which also deletes messages after ${current.retentionMs} ms: if they must be kept, change it to compact in the CKafka console.`,
        ]
      : []),
    ...(current.partitions > partitions
      ? [
          `The topic ${name} keeps its ${current.partitions} partitions: the file declares ${partitions}, but partitions cannot be removed.`,
        ]
      : []),
    ...(current.replicas === replicas
      ? []
      : [
          `The topic ${name} keeps its ${current.replicas} replicas: the file declares ${replicas}, which applies only to a new topic.`,
        ]),
    ...(current.retentionMs > retentionMs
      ? [
          `The topic ${name} keeps its retention of ${current.retentionMs} ms: the file declares ${retentionMs}, which would delete older messages at once.`,
        ]
      : []),
    ...(limit > Math.max(maxMessageBytes, BROKER_DEFAULT_BYTES)
      ? [
          `The topic ${name} keeps its limit of ${limit} bytes a message: the file declares ${maxMessageBytes}, with which it might refuse what other producers send.`,
        ]
      : []),
  ];
}

/**
 * What brokers allow by default: a mebibyte, and twelve bytes of the batch around it. A topic that was made
 * elsewhere has it, and keeps it.
 *
 * @see https://kafka.apache.org/documentation/#topicconfigs_max.message.bytes
 */
const BROKER_DEFAULT_BYTES = 1_048_588;

/** Whether and how the platform would remove these is not documented. */
function functionWarnings({ functions }: Application, found: Found): readonly string[] {
  return functions.flatMap(({ name, vpc, deadLetter }) => {
    const current = found.function.get(name);
    const kept = [
      ...(vpc === undefined && current?.vpc.vpcId ? [`its network ${current.vpc.vpcId}`] : []),
      ...(deadLetter === undefined && current?.deadLetter.name
        ? [`its dead-letter queue ${current.deadLetter.name}`]
        : []),
    ];
    return kept.map(
      (what) =>
        `The function ${name} keeps ${what}: the file declares none, and only the SCF console can remove it.`,
    );
  });
}

function runtimeWarnings({ functions }: Application): readonly string[] {
  const runtimes = new Set(functions.map(({ runtime }) => runtime));
  return [...runtimes]
    .filter((runtime) => !isListedRuntime(runtime))
    .map(
      (runtime) =>
        `The functions were not tested under ${runtime}, but under ${RUNTIMES.join(', ')}.`,
    );
}

/** A resource that exists and is not deleted. */
export type RetainedResource = {
  readonly resource: ResourceId;
  /** A sentence. */
  readonly reason: string;
};

type WithContent = {
  readonly topicsWithMessages: ReadonlySet<string>;
  readonly bucketsWithObjects: ReadonlySet<string>;
};

/**
 * The resources that `destroy` retains. Pure.
 *
 * @param withContent The topics that have messages, or may have some, and the buckets that have objects.
 */
export function retainedResources(
  application: Application,
  found: Found,
  { topicsWithMessages, bucketsWithObjects }: WithContent,
): readonly RetainedResource[] {
  const { app, region, namespace } = application;
  const foreign = (kind: ResourceKind) =>
    [...found[kind].keys()]
      .filter((name) => !isOurs(kind, name, found, application))
      .map((name) => ({ kind, name }));
  return [
    ...[...topicsWithMessages].map((name) => ({
      resource: { kind: 'topic' as const, name },
      reason: `The topic ${name} has messages, which would be lost: delete it by hand when they are no longer needed.`,
    })),
    ...[...bucketsWithObjects].map((name) => ({
      resource: { kind: 'bucket' as const, name },
      reason: `The bucket ${name} has the statuses of requests, which expire by themselves: delete it by hand when they are no longer needed.`,
    })),
    ...foreign('function').map((resource) => ({
      resource,
      reason: `The function ${resource.name} was not deployed by ${app}.`,
    })),
    ...[...foreign('role'), ...foreign('policy')].map((resource) => ({
      resource,
      reason: `The description of the ${resource.kind} ${resource.name} does not name ${app} in ${region}, namespace ${namespace}.`,
    })),
  ];
}
