import { ConfigError, readConfig } from '../../shared/config.ts';
import type { Problems } from './problems.ts';
import type { Declared } from './read-declared.ts';
import type { DeclaredFunction } from './read-function.ts';

/** Reads the settings of each function as it will itself, so that none is deployed that cannot start. */
export function checkSettings({ functions, triggers }: Declared, problems: Problems): void {
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
