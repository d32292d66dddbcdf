import { ConfigError, readConfig, type SettingProblem } from '../../shared/config.ts';
import {
  FUNCTIONS,
  type FunctionName,
  isReadBy,
  isSettingName,
  SETTINGS,
} from '../../shared/settings.ts';
import { allOf } from '../../terminal/sentences.ts';
import { TAG_CALLS_PER_SECOND } from '../state/account.ts';
import type { DesiredTrigger } from '../state/application.ts';
import type { Declaration } from './declaration.ts';
import { fieldPart, unknownName } from './fields.ts';
import { codeOf, type DeclaredFunction, environmentOf } from './function.ts';
import type { Problems } from './problems.ts';
import type { DeclaredTrigger } from './trigger.ts';
import { DERIVED_FROM } from './variables.ts';

/** Checks what the file says at one place against what it says at others. */
export function checkConsistency(declaration: Declaration, problems: Problems): void {
  checkRates(declaration, problems);
  for (const each of declaration.functions) checkRole(each, declaration, problems);
  checkDuplicates(declaration.triggers, problems);
  for (const { trigger, part, functionName } of declaration.triggers) {
    const refuse = (sentence: string) => problems.add(part, sentence);
    if (trigger?.type === 'ckafka') {
      checkInstance(trigger, declaration, refuse);
      checkTopic(trigger, declaration, refuse);
      checkInstances(trigger, functionNamed(functionName, declaration), declaration, refuse);
    }
    if (trigger?.type === 'http') {
      checkAuthentication(trigger, functionNamed(functionName, declaration), refuse);
    }
  }
}

/**
 * However often it is throttled, each instance calls once a second. With more instances than calls, an
 * account that counts throttled calls would come to a standstill. That instances *may* use more together than
 * the account has is only worth a warning: they give way to each other.
 */
function checkRates({ functions, part }: Declaration, problems: Problems): void {
  const instances = functions.reduce((sum, { instancesMax }) => sum + instancesMax, 0);
  if (instances > TAG_CALLS_PER_SECOND) {
    problems.add(
      part,
      `gives its functions ${instances} instances in total, each with at least one change of tags a second; the account has ${TAG_CALLS_PER_SECOND}`,
    );
  }
}

/** Roles are found by their names, even those of functions that are no longer in the file. */
function checkRole(
  { name, roleName, part }: DeclaredFunction,
  { app }: Declaration,
  problems: Problems,
): void {
  const expected = `${app}-${name}`;
  if (roleName !== undefined && app !== undefined && roleName !== expected) {
    problems.add(part, `must have the role ${expected}`);
  }
}

function checkDuplicates(triggers: readonly DeclaredTrigger[], problems: Problems): void {
  const seen = new Set<string>();
  for (const { part, functionName, trigger } of triggers) {
    if (trigger === undefined || functionName === undefined) continue;
    // A function has only one URL, whatever the name of the trigger.
    const name = trigger.type === 'http' ? '' : trigger.name;
    const key = JSON.stringify([functionName, trigger.type, name]);
    if (seen.has(key)) problems.add(part, 'is declared twice');
    seen.add(key);
  }
}

type Queue = Extract<DesiredTrigger, { type: 'ckafka' }>;

/** A trigger's name contains the instance of its topic, and only one instance is declared here. */
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

/**
 * According to the vendor's documentation the platform skips a batch after its last retry. The messages
 * still exist as long as the topic retains them. It must retain them twice as long as that takes, so that
 * as much time again is left to set the consumer group back.
 */
function checkTopic(
  queue: Queue,
  { ckafka }: Declaration,
  refuse: (sentence: string) => void,
): void {
  if (ckafka === undefined) return; // That it is missing is a problem of its own.
  const names = ckafka.topics.map(({ name }) => name);
  const topic = ckafka.topics.find(({ name }) => name === queue.topic);
  if (queue.topic !== undefined && topic === undefined) {
    refuse(`reads a topic that ${unknownName(queue.topic, names)}`);
  }
  if (topic?.cleanUpPolicy === 'compact') {
    refuse('reads a topic that is compacted: some messages would be lost');
  }
  const retryMs = queue.retriesMax * 60_000;
  if (topic !== undefined && retryMs * 2 > topic.retentionMs) {
    refuse('must have a retry (in minutes) of at most half the retention of its topic');
  }
}

/**
 * Each partition has a batch of its own. A batch above the instances is refused, which may use up its
 * retries.
 *
 * @see https://cloud.tencent.com/document/product/583/41138 (432 is retried like an error)
 */
function checkInstances(
  queue: Queue,
  invoked: DeclaredFunction | undefined,
  { ckafka }: Declaration,
  refuse: (sentence: string) => void,
): void {
  const topic = ckafka?.topics.find(({ name }) => name === queue.topic);
  if (invoked === undefined || topic === undefined) return;
  // Where a number is missing, that is a problem of its own.
  if (invoked.instancesMax < topic.partitions) {
    refuse(
      `needs an instance for each of the ${topic.partitions} partitions of its topic: raise the instancesMax of ${invoked.name}`,
    );
  }
}

function functionNamed(name: string, { functions }: Declaration): DeclaredFunction | undefined {
  return functions.find((declared) => declared.name === name);
}

type FunctionUrl = Extract<DesiredTrigger, { type: 'http' }>;

/** Either the platform or the function must authenticate callers. */
function checkAuthentication(
  { authType }: FunctionUrl,
  invoked: DeclaredFunction | undefined,
  refuse: (sentence: string) => void,
): void {
  if (invoked === undefined || invoked.variables.unknown.has('AUTH')) return;
  const auth = invoked.variables.values.get('AUTH');
  if (auth === 'cam' && authType === 'NONE') {
    refuse('must have authType CAM: with AUTH=cam the function itself authenticates no caller');
  } else if (auth !== 'jwt' && authType === 'NONE') {
    refuse('has no authentication: authType NONE requires AUTH=jwt');
  }
}

/** Reads the settings of each function as the function itself will, so that each deployed one can start. */
export function checkSettings({ functions }: Declaration, problems: Problems): void {
  for (const declared of functions) {
    const functionName = codeOf(declared);
    if (functionName !== undefined) {
      checkReaders(declared, functionName, problems);
      checkValues(declared, functionName, problems);
    } else if (declared.src !== undefined) {
      const rule = `must end with the name of a function: ${FUNCTIONS.join(', ')}`;
      problems.add(fieldPart(declared.part, 'src'), rule);
    }
  }
}

/** A variable of one function that only others read has no effect. */
function checkReaders(
  { part, variables }: DeclaredFunction,
  functionName: FunctionName,
  problems: Problems,
): void {
  for (const [name, place] of variables.places) {
    const isOwn = place.path.startsWith(`${part.path}.`);
    if (!isOwn || !isSettingName(name) || isReadBy(name, functionName)) continue;
    problems.add(place, `is not read by this function, only by ${allOf(SETTINGS[name].readBy)}`);
  }
}

function checkValues(
  declared: DeclaredFunction,
  functionName: FunctionName,
  problems: Problems,
): void {
  const { places, unknown } = declared.variables;
  for (const { setting, problem } of settingProblems(declared, functionName)) {
    // A problem with a derived one is a problem with its rate, which has been checked.
    if (unknown.has(setting) || DERIVED_FROM.has(setting)) continue;
    const place = places.get(setting);
    if (place === undefined) problems.add(declared.part, `lacks the variable ${setting}`);
    else problems.add(place, place.path.endsWith(setting) ? problem : `(${setting}) ${problem}`);
  }
}

/** A deployment sets the account itself. */
const OF_ANY_ACCOUNT = '100000000000';

function settingProblems(
  declared: DeclaredFunction,
  functionName: FunctionName,
): readonly SettingProblem[] {
  try {
    const environment = environmentOf(declared);
    const ACCOUNT_UIN = environment.ACCOUNT_UIN || OF_ANY_ACCOUNT;
    readConfig({ ...environment, ACCOUNT_UIN }, functionName);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.problems;
  }
}
