import type { Application, DesiredFunction, FunctionCode } from '../state/application.ts';
import { checkConsistency, checkSettings } from './consistency.ts';
import { type Declaration, readDeclaration } from './declaration.ts';
import { checkUse, type DotEnv } from './dot-env.ts';
import { type DeclaredFunction, environmentOf } from './function.ts';
import { type Environment, interpolatePart, referencesIn } from './interpolation.ts';
import { readPolicy } from './policy.ts';
import { type Problems, problemList } from './problems.ts';
import { checkSchema } from './schema.ts';
import { parseYaml } from './yaml.ts';

/** Everything that an application is read from. */
type ApplicationSource = {
  /** The text of `serverless.yml`. */
  readonly declaration: string;
  /** The text of `.env.example`, which explains each variable. */
  readonly example: string;
  readonly env: Environment;
  /** The file that some of `env` comes from, whose variables must all be of use. */
  readonly dotEnv?: DotEnv | undefined;
  /** @throws Error in one sentence if it cannot be read. */
  readonly readPolicy: (functionName: string) => string;
  /** @throws Error in one sentence if it cannot be read. */
  readonly readCode: (src: string) => FunctionCode;
};

/**
 * Reads the application to deploy.
 *
 * @throws Error that lists every problem with its place, so that all can be fixed at once. No problem
 *   contains a value, which may be a secret.
 */
export function readApplication(source: ApplicationSource): Application {
  const problems = problemList('serverless.yml');
  const parsed = parseYaml(source.declaration, problems);
  const isYaml = problems.lines().length === 0;
  for (const problem of source.dotEnv?.problems ?? []) problems.addGeneral(problem);
  if (!isYaml) refuseIfAny(problems);
  const interpolated = interpolatePart(parsed, source.env, problems, (name, place) =>
    problems.add(place, missingVariable(name, source.example)),
  );
  const declaration = readDeclaration(interpolated, problems);
  checkConsistency(declaration, problems);
  checkSettings(declaration, problems);
  if (problems.lines().length === 0) checkSchema(parsed, problems);
  const functions = declaration.functions.map((each) =>
    desiredFunction(each, declaration, source, problems),
  );
  if (source.dotEnv !== undefined)
    checkUse(source.dotEnv, usedVariables(source, declaration), problems);
  refuseIfAny(problems);
  const { app, region, namespace, ckafka, statusStore } = declaration;
  const store = statusStore === undefined ? {} : { statusStore };
  return { app, region, namespace, ckafka, ...store, functions };
}

function refuseIfAny(problems: Problems): void {
  const lines = problems.lines().map((line) => `\n- ${line}`);
  if (lines.length > 0) throw new Error(`The application cannot be deployed:${lines.join('')}`);
}

/** What the declaration and the policies refer to, and the credentials. */
function usedVariables(
  { declaration, readPolicy }: ApplicationSource,
  { functions }: Declaration,
): readonly string[] {
  const policies = functions.flatMap(({ name }) => {
    try {
      return [readPolicy(name)];
    } catch {
      return []; // That it is missing is a problem of its own.
    }
  });
  return [...[declaration, ...policies].flatMap(referencesIn), ...CREDENTIALS];
}

const CREDENTIALS = [
  'TENCENTCLOUD_SECRET_ID',
  'TENCENTCLOUD_SECRET_KEY',
  'TENCENTCLOUD_TOKEN',
] as const;

/** Says that a variable is not set, and which line of `.env.example` explains it. */
function missingVariable(name: string, example: string): string {
  const line = example.split('\n').findIndex((text) => text.startsWith(`${name}=`)) + 1;
  return `needs ${name}, which is not set${line === 0 ? '' : `: see .env.example:${line}`}`;
}

function desiredFunction(
  declared: DeclaredFunction,
  { triggers }: Declaration,
  source: ApplicationSource,
  problems: Problems,
): DesiredFunction {
  const { part, app, src, roleName, variables, ...numbers } = declared;
  const { kmsCallsPerSecondMax, tagCallsPerSecondMax, queueCallsPerSecondMax, ...rest } = numbers;
  const { name } = rest;

  function attempt<T>(read: () => T): T {
    try {
      return read();
    } catch (cause) {
      problems.addGeneral((cause as Error).message);
      return undefined as T; // Never returned to a caller, as any problem rejects the application.
    }
  }

  return {
    ...rest,
    environment: environmentOf(declared),
    role: { name: roleName, policy: attempt(() => policyOf(name, source)) },
    code: attempt(() => source.readCode(src)),
    triggers: triggers.filter((each) => each.functionName === name).map(({ trigger }) => trigger),
  };
}

function policyOf(functionName: string, source: ApplicationSource) {
  const text = source.readPolicy(functionName);
  try {
    return readPolicy(text, source.env);
  } catch (cause) {
    throw new Error(`deploy/policy.${functionName}.json ${(cause as Error).message}.`, { cause });
  }
}
