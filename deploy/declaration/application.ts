import type { Application, DesiredFunction, FunctionCode } from '../state/application.ts';
import { checkConsistency, checkSettings } from './check.ts';
import { type Declaration, readDeclaration } from './declared.ts';
import type { DeclaredFunction } from './function.ts';
import { readPolicy } from './policy.ts';
import { type Environment, interpolatePart } from './variables.ts';
import { type Problems, parseYaml, problemList } from './yaml.ts';

/** Everything that an application is read from. */
export type ApplicationSource = {
  /** Of `serverless.yml`. */
  readonly declaration: string;
  /** Of `.env.example`, which explains each variable. */
  readonly example: string;
  readonly env: Environment;
  /** @throws Error in one sentence when it cannot be read. */
  readonly readPolicy: (functionName: string) => string;
  /** @throws Error in one sentence when it cannot be read. */
  readonly readCode: (src: string) => FunctionCode;
};

/**
 * Reads what is to be deployed. Throws one error that lists every problem, each with its place, so
 * that all are mended in one go. No problem repeats a value, which may be a secret.
 */
export function readApplication(source: ApplicationSource): Application {
  const problems = problemList('serverless.yml');
  const parsed = parseYaml(source.declaration, problems);
  refuseIfAny(problems);
  const filled = interpolatePart(parsed, source.env, problems, (name, place) =>
    problems.add(place, needs(name, source.example)),
  );
  const declared = readDeclaration(filled, problems);
  checkConsistency(declared, problems);
  checkSettings(declared, problems);
  const functions = declared.functions.map((each) => functionOf(each, declared, source, problems));
  refuseIfAny(problems);
  const { app, region, namespace, ckafka } = declared;
  return { app, region, namespace, ckafka, functions };
}

function refuseIfAny(problems: Problems): void {
  const lines = problems.lines().map((line) => `\n- ${line}`);
  if (lines.length > 0) throw new Error(`The application cannot be deployed:${lines.join('')}`);
}

/** Says that a variable is missing, and where it is explained. */
function needs(name: string, example: string): string {
  const line = example.split('\n').findIndex((text) => text.startsWith(`${name}=`)) + 1;
  return `needs ${name}, which is not set${line === 0 ? '' : `: see .env.example:${line}`}`;
}

function functionOf(
  declared: DeclaredFunction,
  { triggers }: Declaration,
  source: ApplicationSource,
  problems: Problems,
): DesiredFunction {
  const { part, src, roleName, variables, kmsCallsPerSecond, tagCallsPerSecond, ...rest } =
    declared;
  const { name, instancesMax } = rest;

  function attempt<T>(read: () => T): T {
    try {
      return read();
    } catch (cause) {
      problems.addGeneral((cause as Error).message);
      return undefined as T; // Never seen: a problem refuses the whole.
    }
  }

  return {
    ...rest,
    environment: {
      ...Object.fromEntries(variables.values),
      KMS_CALLS_PER_SECOND: String(Math.floor(kmsCallsPerSecond / instancesMax)),
      TAG_CALLS_PER_SECOND: String(Math.floor(tagCallsPerSecond / instancesMax)),
    },
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
