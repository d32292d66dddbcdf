import type { DesiredFunction } from '../state/application.ts';
import { asCount, asPair, asText, type Fields, fieldsOf, type ParsePart } from './fields.ts';
import type { Problems } from './problems.ts';
import { NO_VARIABLES, readOwnVariables, type Variables } from './variables.ts';
import type { Part } from './yaml.ts';

/** A function as the file declares it. Its code, policy and triggers are declared elsewhere. */
export type DeclaredFunction = Omit<
  DesiredFunction,
  'role' | 'code' | 'triggers' | 'environment'
> & {
  readonly part: Part;
  readonly roleName: string;
  /** The folder of its bundle. */
  readonly src: string;
  readonly variables: Variables;
  /** The calls that all its instances together may make in any second. */
  readonly kmsCallsPerSecond: number;
  readonly tagCallsPerSecond: number;
};

/** The settings that all functions share. */
type CommonSettings = Pick<DesiredFunction, 'runtime' | 'vpc' | 'cls'> & {
  readonly variables: Variables;
};

/** Reads one of `functions`. @see https://cloud.tencent.com/document/product/583/18586 (CreateFunction) */
export function readFunction(
  name: string,
  part: Part,
  { variables: shared, ...common }: CommonSettings,
  problems: Problems,
): DeclaredFunction {
  const fields = fieldsOf(part, FIELD_NAMES, problems);
  if (!/^[A-Za-z][A-Za-z0-9_-]{0,58}[A-Za-z0-9]$/.test(name)) {
    problems.add(part, `must have a name of 2 to 60 letters, digits, - and _, with a letter first`);
  }
  const deadLetter = fields.readOptional(
    'deadLetter',
    asPair(['type', 'name'], problems),
    undefined,
  );
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

const FIELD_NAMES = [
  ...['src', 'handler', 'memorySize', 'timeout', 'role', 'environment', 'instancesMax'],
  ...['kmsCallsPerSecond', 'tagCallsPerSecond', 'retryNum', 'msgTTL', 'deadLetter'],
];

/** The calls of an account in any second: all calls of KMS, and those of `TagResources`. */
export const KMS_CALLS_PER_SECOND = 100;
export const TAG_CALLS_PER_SECOND = 20;

const asMemoryMb: ParsePart<number> = (part) => {
  const rule = 'must be 64, or 128 to 3072 in steps of 128';
  const memoryMb = part.kind === 'scalar' ? part.value : undefined;
  if (memoryMb === 64) return memoryMb;
  if (typeof memoryMb !== 'number' || memoryMb % 128 !== 0) throw new Error(rule);
  if (memoryMb < 128 || memoryMb > 3_072) throw new Error(rule);
  return memoryMb;
};

function mergedVariables(fields: Fields, shared: Variables, problems: Problems): Variables {
  const readOwn = (part: Part) => readOwnVariables(part, shared, problems);
  const own = fields.readOptional('environment', readOwn, NO_VARIABLES) ?? NO_VARIABLES;
  const values = new Map([...shared.values, ...own.values]);
  if (JSON.stringify([...values]).length > VARIABLES_BYTES_MAX) {
    fields.refuse('environment', 'exceeds the 4 KB of variables that a function may have');
  }
  return { values, unknown: new Set([...shared.unknown, ...own.unknown]) };
}

/** All names and values together. @see https://cloud.tencent.com/document/product/583/30228 */
const VARIABLES_BYTES_MAX = 4_096;
