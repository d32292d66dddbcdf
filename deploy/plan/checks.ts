import { isOurs } from '../resources/ownership.ts';
import type { Application, DesiredFunction } from '../state/application.ts';
import type { Change, ResourceId, ResourceKind } from '../state/change.ts';
import type { Found } from '../state/found.ts';

/** Why a plan is not carried out, in whole sentences; empty when nothing is against it. Pure. */
export function planRefusals(
  application: Application,
  found: Found,
  changes: readonly Change[],
  replaceFunctions: boolean,
): readonly string[] {
  return [
    ...expiringTopics(application, found),
    ...refusedFunctions(application, found, changes, replaceFunctions),
  ];
}

/** A topic that is compacted may hold the last copy of something that age would then delete. */
function expiringTopics({ ckafka }: Application, found: Found): readonly string[] {
  const expiring = ckafka.topics.filter(({ name, cleanUpPolicy }) => {
    return cleanUpPolicy === 'delete' && found.topic.get(name)?.cleanUpPolicy === 'compact';
  });
  return expiring.map(
    ({ name }) =>
      `The topic ${name} is compacted, and the file says that its messages are deleted by age: if nobody needs what it holds, change its clean-up policy in the console of CKafka.`,
  );
}

function refusedFunctions(
  application: Application,
  found: Found,
  changes: readonly Change[],
  replaceFunctions: boolean,
): readonly string[] {
  return application.functions.flatMap((desired) => {
    const foreign = foreignOf(desired, found, application);
    if (foreign.length > 0) return foreign;
    const { name } = desired;
    const change = changes.find(({ resource }) => {
      return resource.kind === 'function' && resource.name === name;
    });
    const runtime = change?.fields.find((field) => field.name === 'runtime');
    if (runtime?.before === undefined || replaceFunctions) return [];
    return [
      `The runtime of ${name} is ${runtime.before} and is to be ${runtime.after}, for which the function has to be deleted and made anew, with another URL if it has one: say --replace-functions if that is meant.`,
    ];
  });
}

/** What has the name of a function of ours, or of its rights, and is somebody else's. */
function foreignOf(
  { name, role }: DesiredFunction,
  found: Found,
  application: Application,
): readonly string[] {
  const { app, region, namespace } = application;
  if (!isOurs('function', name, found, application)) {
    return [
      `There is a function ${name} that ${app} did not deploy: give one of them another name, or delete it if nobody needs it.`,
    ];
  }
  const grants = (['role', 'policy'] as const).filter(
    (kind) => !isOurs(kind, role.name, found, application),
  );
  return grants.map(
    (kind) =>
      `There is a ${kind} ${role.name} that is not for ${app} in ${region}, namespace ${namespace}, as its description says: give the application another name, or delete the ${kind} if nobody needs it.`,
  );
}

/** Sentences on what is otherwise than the file says, and is left as it is. Pure. */
export function planWarnings(application: Application, found: Found): readonly string[] {
  return [...topicWarnings(application, found), ...functionWarnings(application, found)];
}

function topicWarnings({ ckafka }: Application, found: Found): readonly string[] {
  return ckafka.topics.flatMap(({ name, partitions, replicas, retentionMs }) => {
    const there = found.topic.get(name);
    if (there === undefined) return [];
    const sentences: string[] = [];
    if (there.partitions > partitions) {
      sentences.push(
        `The topic ${name} has ${there.partitions} partitions and keeps them, as no topic can have fewer: the file says ${partitions}.`,
      );
    }
    if (there.replicas !== replicas) {
      sentences.push(
        `The topic ${name} keeps its ${there.replicas} replicas: the file says ${replicas}, which holds for a new topic alone.`,
      );
    }
    if (there.retentionMs > retentionMs) {
      sentences.push(
        `The topic ${name} keeps messages for ${there.retentionMs} ms and goes on so, or they would be deleted at once: the file says ${retentionMs}.`,
      );
    }
    return sentences;
  });
}

/** Whether the platform takes these away again, and how, is not documented. */
function functionWarnings({ functions }: Application, found: Found): readonly string[] {
  return functions.flatMap(({ name, vpc, deadLetter }) => {
    const there = found.function.get(name);
    const kept = [
      ...(vpc === undefined && there?.vpc.vpcId ? [`its network ${there.vpc.vpcId}`] : []),
      ...(deadLetter === undefined && there?.deadLetter.name
        ? [`its dead-letter queue ${there.deadLetter.name}`]
        : []),
    ];
    return kept.map(
      (what) =>
        `The function ${name} keeps ${what}: the file names none, and it is taken away in the console of SCF alone.`,
    );
  });
}

/** What is there and is not deleted. */
export type RetainedResource = {
  readonly resource: ResourceId;
  /** A sentence. */
  readonly reason: string;
};

/**
 * What a destruction keeps. Pure.
 *
 * @param full The topics that have, or may have, messages.
 */
export function retainedResources(
  application: Application,
  found: Found,
  full: ReadonlySet<string>,
): readonly RetainedResource[] {
  const { app, region, namespace } = application;
  const foreign = (kind: ResourceKind) =>
    [...found[kind].keys()]
      .filter((name) => !isOurs(kind, name, found, application))
      .map((name) => ({ kind, name }));
  return [
    ...[...full].map((name) => ({
      resource: { kind: 'topic' as const, name },
      reason: `The topic ${name} holds messages, which would be lost: delete it by hand once nobody needs them.`,
    })),
    ...foreign('function').map((resource) => ({
      resource,
      reason: `The function ${resource.name} was not deployed by ${app}.`,
    })),
    ...[...foreign('role'), ...foreign('policy')].map((resource) => ({
      resource,
      reason: `The ${resource.kind} ${resource.name} is not for ${app} in ${region}, namespace ${namespace}, as its description says.`,
    })),
  ];
}
