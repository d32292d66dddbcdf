import { FUNCTIONS, type FunctionName, isReadBy } from '../../shared/settings.ts';
import { KMS_CALLS_PER_SECOND, TAG_CALLS_PER_SECOND } from '../state/account.ts';
import type { DesiredFunction } from '../state/application.ts';
import { ENVIRONMENT_BYTES_MAX, environmentBytes } from '../state/environment.ts';
import { choice, count, fieldPart, mapping, optional, pair, type TypeOf, text } from './fields.ts';
import type { Problems } from './problems.ts';
import {
  mergedVariables,
  NO_VARIABLES,
  OWN_VARIABLES,
  RATE_OF,
  type Variables,
} from './variables.ts';
import type { Part } from './yaml.ts';

/** A function as the file declares it. Its code, policy and triggers are declared elsewhere. */
export type DeclaredFunction = Omit<
  DesiredFunction,
  'role' | 'code' | 'triggers' | 'environment'
> & {
  readonly part: Part;
  /** The name of the declaration. */
  readonly app: string;
  readonly roleName: string;
  /** The folder of its bundle. */
  readonly src: string;
  readonly variables: Variables;
  /** The calls that one of its instances may make in any second. */
  readonly kmsCallsPerSecondMax: number;
  readonly tagCallsPerSecondMax: number;
  /** The calls of KMS in any second by the consumers of the queue. Undefined if there is no queue. */
  readonly queueCallsPerSecondMax: number | undefined;
};

/** The settings that all functions share. */
type CommonSettings = Pick<DesiredFunction, 'runtime' | 'vpc' | 'publicNet' | 'cls'> &
  Pick<DeclaredFunction, 'app' | 'variables' | 'queueCallsPerSecondMax'>;

const MEMORY_MB = [64, ...Array.from({ length: 24 }, (_, step) => 128 * (step + 1))];

/** One of `functions`. @see https://cloud.tencent.com/document/product/583/18586 (CreateFunction) */
export const FUNCTION = mapping({
  src: text(/^[\w-]+(?:\/[\w-]+)*$/, 'a folder below this file'),
  handler: text(/^[A-Za-z][\w-]*\.[A-Za-z][\w-]*$/, 'file.function'),
  memorySize: choice(MEMORY_MB, '64, or 128 to 3072 in steps of 128'),
  timeout: count(1, 900),
  role: text(/^/, 'the name of a role'),
  environment: optional(OWN_VARIABLES, NO_VARIABLES),
  instancesMax: count(1, 1_000),
  kmsCallsPerSecondMax: count(1, KMS_CALLS_PER_SECOND),
  tagCallsPerSecondMax: count(1, TAG_CALLS_PER_SECOND),
  retryNum: optional(count(0, 2), 2),
  msgTTL: optional(count(60, 21_600), 21_600),
  deadLetter: optional(pair('type', 'name'), undefined),
});

export function declaredFunction(
  name: string,
  fields: TypeOf<typeof FUNCTION>,
  part: Part,
  { variables: shared, ...common }: CommonSettings,
  problems: Problems,
): DeclaredFunction {
  if (!/^[A-Za-z][A-Za-z0-9_-]{0,58}[A-Za-z0-9]$/.test(name)) {
    problems.add(part, `must have a name of 2 to 60 letters, digits, - and _, with a letter first`);
  }
  const { memorySize, timeout, role, environment, retryNum, msgTTL, deadLetter, ...rest } = fields;
  const variables = mergedVariables(shared, environment ?? NO_VARIABLES, problems);
  const declared = {
    ...common,
    ...rest,
    part,
    name,
    variables,
    memoryMb: memorySize,
    timeoutS: timeout,
    roleName: role,
    async: { retriesMax: retryNum, ttlS: msgTTL },
    ...(deadLetter === undefined ? {} : { deadLetter }),
  };
  if (environmentBytes({ ...ACCOUNT, ...environmentOf(declared) }) > ENVIRONMENT_BYTES_MAX) {
    const place = fieldPart(part, 'environment');
    problems.add(place, 'exceeds the 4 KB of variables that a function may have');
  }
  return declared;
}

/** A deployment sets it, with as many digits. */
const ACCOUNT = { ACCOUNT_UIN: '100000000000' };

/**
 * The environment of a function as it is deployed: its variables, the name of the declaration, the rates of an
 * instance, and the rate of the queue where its code reads that.
 */
export function environmentOf(declared: DeclaredFunction): Readonly<Record<string, string>> {
  const rates = Object.entries(RATE_OF).map(([name, rate]) => [name, String(declared[rate])]);
  return {
    ...Object.fromEntries([...declared.variables.values, ...rates]),
    ...(declared.app === undefined ? {} : { ENVIRONMENT: declared.app }),
    ...queueRateOf(declared),
  };
}

function queueRateOf(declared: DeclaredFunction): Readonly<Record<string, string>> {
  const { queueCallsPerSecondMax } = declared;
  const code = codeOf(declared);
  if (queueCallsPerSecondMax === undefined || code === undefined) return {};
  if (!isReadBy('QUEUE_CALLS_PER_SECOND_MAX', code)) return {};
  return { QUEUE_CALLS_PER_SECOND_MAX: String(queueCallsPerSecondMax) };
}

/** Which settings a function reads depends on its code, whose folder has the name of its source. */
export function codeOf({ src }: Pick<DeclaredFunction, 'src'>): FunctionName | undefined {
  return FUNCTIONS.find((name) => src?.split('/').at(-1) === name);
}
