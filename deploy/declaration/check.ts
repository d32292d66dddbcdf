import { ConfigError, readConfig } from '../../shared/config.ts';
import type { DesiredTrigger } from '../state/application.ts';
import type { Declaration } from './declared.ts';
import { type DeclaredFunction, KMS_CALLS_PER_SECOND, TAG_CALLS_PER_SECOND } from './function.ts';
import type { DeclaredTrigger } from './trigger.ts';
import { type Problems, unknownName } from './yaml.ts';

/** Holds against each other what stands at several places of the file. */
export function checkConsistency(declared: Declaration, problems: Problems): void {
  checkPaces(declared, problems);
  for (const each of declared.functions) checkRole(each, declared, problems);
  checkTwins(declared.triggers, problems);
  for (const { trigger, part, functionName } of declared.triggers) {
    const refuse = (sentence: string) => problems.add(part, sentence);
    if (trigger?.type === 'ckafka') {
      checkInstance(trigger, declared, refuse);
      checkQueue(trigger, declared, refuse);
    }
    if (trigger?.type === 'http') checkDoor(trigger, functionOf(functionName, declared), refuse);
  }
}

function functionOf(name: string, { functions }: Declaration): DeclaredFunction | undefined {
  return functions.find((declared) => declared.name === name);
}

function checkPaces({ functions, part }: Declaration, problems: Problems): void {
  const limits = [
    ['kmsCallsPerSecond', KMS_CALLS_PER_SECOND],
    ['tagCallsPerSecond', TAG_CALLS_PER_SECOND],
  ] as const;
  for (const [pace, limit] of limits) {
    const sum = functions.reduce((total, declared) => total + declared[pace], 0);
    if (sum > limit) {
      problems.add(part, `gives its functions ${sum} ${pace} together; the account has ${limit}`);
    }
    for (const declared of functions) {
      if (declared[pace] < declared.instancesMax) {
        problems.add(declared.part, `must have at least one of ${pace} for each of instancesMax`);
      }
    }
  }
}

/** Roles are found again by the name, also those of functions that have left the file. */
function checkRole(
  { name, roleName, part }: DeclaredFunction,
  { app }: Declaration,
  problems: Problems,
): void {
  const wanted = `${app}-${name}`;
  if (roleName !== undefined && app !== undefined && roleName !== wanted) {
    problems.add(part, `must have the role ${wanted}`);
  }
}

function checkTwins(triggers: readonly DeclaredTrigger[], problems: Problems): void {
  const seen = new Set<string>();
  for (const { part, functionName, trigger } of triggers) {
    if (trigger === undefined || functionName === undefined) continue;
    // A function has one URL, whatever its trigger is called.
    const name = trigger.type === 'http' ? '' : trigger.name;
    const key = JSON.stringify([functionName, trigger.type, name]);
    if (seen.has(key)) problems.add(part, 'is there twice');
    seen.add(key);
  }
}

type Queue = Extract<DesiredTrigger, { type: 'ckafka' }>;

/**
 * After the last retry the platform passes a batch over, as far as its documentation goes. It is not
 * lost while the topic still has it, so the topic keeps messages for twice as long as that takes.
 */
function checkQueue(
  queue: Queue,
  { ckafka }: Declaration,
  refuse: (sentence: string) => void,
): void {
  const topics = ckafka?.topics ?? [];
  const names = topics.map(({ name }) => name);
  const topic = topics.find(({ name }) => name === queue.topic);
  if (queue.topic !== undefined && topic === undefined) {
    refuse(`reads a topic that ${unknownName(queue.topic, names)}`);
  }
  if (topic?.cleanUpPolicy === 'compact') {
    refuse('reads a topic that is compacted: some messages would be lost');
  }
  const retryMs = queue.retriesMax * 60_000;
  if (topic !== undefined && retryMs * 2 > topic.retentionMs) {
    refuse('must have a retry, in minutes, of at most half of what its topic keeps');
  }
}

/** The trigger's name says on which instance its topic is, and one instance alone has topics here. */
function checkInstance(
  { instanceId }: Queue,
  { ckafka }: Declaration,
  refuse: (sentence: string) => void,
): void {
  if (instanceId === undefined || ckafka?.instanceId === undefined) return;
  if (instanceId !== ckafka.instanceId) {
    refuse('must have the instanceId of ckafka, where its topic is');
  }
}

type Door = Extract<DesiredTrigger, { type: 'http' }>;

/** Somebody must ask who calls: the platform, or the function. */
function checkDoor(
  { authType }: Door,
  door: DeclaredFunction | undefined,
  refuse: (sentence: string) => void,
): void {
  if (door === undefined || door.variables.unknown.has('AUTH')) return;
  const auth = door.variables.values.get('AUTH');
  if (auth === 'cam' && authType === 'NONE') {
    refuse('must have authType CAM, since AUTH is cam: the function itself asks nobody who he is');
  } else if (auth !== 'jwt' && authType === 'NONE') {
    refuse('lets everybody in: authType NONE is for AUTH=jwt alone');
  }
}

/** Reads the settings of each function as it will itself, so that none is deployed that cannot start. */
export function checkSettings({ functions, triggers }: Declaration, problems: Problems): void {
  const doors = triggers.filter(({ trigger }) => trigger?.type === 'http');
  const functionsByProblem = new Map<string, string[]>();
  for (const declared of functions) {
    const isDoor = doors.some(({ functionName }) => functionName === declared.name);
    for (const problem of problemsWith(declared, isDoor)) {
      functionsByProblem.set(problem, [...(functionsByProblem.get(problem) ?? []), declared.name]);
    }
  }
  for (const [problem, names] of functionsByProblem) {
    problems.addGeneral(`The environment of ${names.join(', ')}: ${problem}`);
  }
}

function problemsWith({ variables }: DeclaredFunction, isDoor: boolean): readonly string[] {
  try {
    const env = Object.fromEntries(variables.values);
    if (isDoor) readConfig(env, 'http');
    else readConfig(env);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.problems
      .filter(({ setting }) => !variables.unknown.has(setting))
      .map(({ setting, problem }) => `${setting} ${problem}`);
  }
}
