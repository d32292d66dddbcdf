import type { DesiredFunction } from '../state/application.ts';
import { NO_VARIABLES, readOwnVariables, type Variables } from './variables.ts';
import {
  asCount,
  asOptionalText,
  asText,
  type Fields,
  fieldsOf,
  type ParsePart,
  type Part,
  type Problems,
} from './yaml.ts';

/** A function as the file has it: its code, its policy and its triggers come from elsewhere. */
export type DeclaredFunction = Omit<
  DesiredFunction,
  'role' | 'code' | 'triggers' | 'environment'
> & {
  readonly part: Part;
  readonly roleName: string;
  /** The folder of its bundle. */
  readonly src: string;
  readonly variables: Variables;
  /** What all its instances together may call in any second. */
  readonly kmsCallsPerSecond: number;
  readonly tagCallsPerSecond: number;
};

const NAMES = [
  ...['src', 'handler', 'memorySize', 'timeout', 'role', 'environment', 'instancesMax'],
  ...['kmsCallsPerSecond', 'tagCallsPerSecond', 'retryNum', 'msgTTL', 'deadLetter'],
];

/** What holds for every function. */
export type Common = Pick<DesiredFunction, 'runtime' | 'vpc' | 'cls'> & {
  readonly variables: Variables;
};

/** Reads one of `functions`. @see https://cloud.tencent.com/document/product/583/18586 (CreateFunction) */
export function readFunction(
  name: string,
  part: Part,
  { variables: shared, ...common }: Common,
  problems: Problems,
): DeclaredFunction {
  const fields = fieldsOf(part, NAMES, problems);
  if (!/^[A-Za-z][A-Za-z0-9_-]{0,58}[A-Za-z0-9]$/.test(name)) {
    problems.add(part, `must have a name of 2 to 60 letters, digits, - and _, with a letter first`);
  }
  const deadLetter = fields.readOptional('deadLetter', parseDeadLetter(problems), undefined);
  return {
    ...common,
    part,
    name,
    src: fields.read('src', asText(/^[\w-]+(?:\/[\w-]+)*$/, 'a folder below this file')),
    handler: fields.read('handler', asText(/^[A-Za-z][\w-]*\.[A-Za-z][\w-]*$/, 'file.function')),
    memoryMb: fields.read('memorySize', asMemoryMb),
    timeoutS: fields.read('timeout', asCount(1, 900)),
    roleName: fields.read('role', asText(/^/, 'the name of a role')),
    variables: mergedVariables(fields, shared, problems),
    instancesMax: fields.read('instancesMax', asCount(1, 1_000)),
    kmsCallsPerSecond: fields.read('kmsCallsPerSecond', asCount(1, KMS_CALLS_PER_SECOND)),
    tagCallsPerSecond: fields.read('tagCallsPerSecond', asCount(1, TAG_CALLS_PER_SECOND)),
    async: {
      retriesMax: fields.readOptional('retryNum', asCount(0, 2), 2),
      ttlS: fields.readOptional('msgTTL', asCount(60, 21_600), 21_600),
    },
    ...(deadLetter === undefined ? {} : { deadLetter }),
  };
}

/** What an account may call in any second: KMS at all, and `TagResources`. */
export const KMS_CALLS_PER_SECOND = 100;
export const TAG_CALLS_PER_SECOND = 20;

/** All names and values together. @see https://cloud.tencent.com/document/product/583/30228 */
const VARIABLES_BYTES_MAX = 4_096;

function mergedVariables(fields: Fields, shared: Variables, problems: Problems): Variables {
  const readOwn = (part: Part) => readOwnVariables(part, shared, problems);
  const own = fields.readOptional('environment', readOwn, NO_VARIABLES) ?? NO_VARIABLES;
  const values = new Map([...shared.values, ...own.values]);
  if (JSON.stringify([...values]).length > VARIABLES_BYTES_MAX) {
    fields.refuse('environment', 'makes more than the 4 KB of variables that a function may have');
  }
  return { values, unknown: new Set([...shared.unknown, ...own.unknown]) };
}

const asMemoryMb: ParsePart<number> = (part) => {
  const rule = 'must be 64, or 128 to 3072 in steps of 128';
  const memoryMb = part.kind === 'scalar' ? part.value : undefined;
  if (memoryMb === 64) return memoryMb;
  if (typeof memoryMb !== 'number' || memoryMb % 128 !== 0) throw new Error(rule);
  if (memoryMb < 128 || memoryMb > 3_072) throw new Error(rule);
  return memoryMb;
};

const asRest = asOptionalText(/^[\w.:/-]{1,200}$/, 'letters, digits and signs of a name');

/** Reads two texts that go together: both empty is none. */
export function asPair<const A extends string, const B extends string>(
  [one, other]: readonly [A, B],
  problems: Problems,
): ParsePart<Record<A | B, string> | undefined> {
  return (part) => {
    const fields = fieldsOf(part, [one, other], problems);
    const first = fields.read(one, asRest);
    const second = fields.read(other, asRest);
    if (first !== undefined && second !== undefined) {
      return { [one]: first, [other]: second } as Record<A | B, string>;
    }
    if (first !== second) problems.add(part, `must have both ${one} and ${other}, or neither`);
    return undefined;
  };
}

function parseDeadLetter(problems: Problems) {
  return asPair(['type', 'name'], problems);
}
