import { variablesOf } from '../resources/function-changes.ts';
import type { Application } from '../state/application.ts';
import { ENVIRONMENT_BYTES_MAX, environmentBytes } from '../state/environment.ts';
import type { Found } from '../state/found.ts';
import type { FunctionAccount } from './account.ts';
import { type Diagnosis, diagnoseUnread, type Reading } from './diagnosis.ts';

/**
 * Whether the account has the memory that the functions reserve, as a deployment stops at the first
 * reservation that exceeds it.
 *
 * @see https://cloud.tencent.com/document/api/583/53437 (GetAccount)
 */
export function diagnoseMemory(
  reading: Reading<FunctionAccount>,
  { functions }: Application,
  found: Found['concurrency'],
): Diagnosis {
  const check = 'memory';
  if (!reading.ok) return diagnoseUnread(check, reading.failure);
  const { TotalConcurrencyMem, UserConcurrencyMemLimit } = reading.answer.AccountUsage ?? {};
  const limitMb = UserConcurrencyMemLimit || TotalConcurrencyMem;
  const { TotalAllocatedConcurrencyMem: reservedMb } = reading.answer.AccountUsage ?? {};
  if (limitMb === undefined || reservedMb === undefined) {
    return { check, state: 'warn', found: 'SCF does not report the memory of the account.' };
  }
  const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);
  const wantedMb = sum(functions.map(({ instancesMax, memoryMb }) => instancesMax * memoryMb));
  const ownMb = sum(functions.map(({ name }) => found.get(name)?.reservedMb ?? 0));
  const freeMb = Math.max(0, limitMb - UNRESERVED_MB_MIN - reservedMb);
  if (wantedMb - ownMb <= freeMb) {
    return { check, state: 'good', found: `The functions reserve ${wantedMb} of ${limitMb} MB.` };
  }
  return {
    check,
    state: 'bad',
    found: `The functions must reserve ${wantedMb - ownMb} MB more, but ${freeMb} of ${limitMb} MB are free.`,
    remedy: 'Lower instancesMax in serverless.yml, or buy more memory in the SCF console.',
  };
}

/**
 * Memory that stays with functions without a reservation.
 *
 * @see https://cloud.tencent.com/document/product/583/39464 (concurrency)
 */
const UNRESERVED_MB_MIN = 12_800;

/** Whether the variables of each function fit, with those that others have added to it. */
export function diagnoseEnvironment(
  { functions }: Application,
  found: Found['function'],
): Diagnosis {
  const check = 'environment';
  const sizes = functions.map((declared) => {
    const variables = variablesOf(declared, found.get(declared.name));
    const values = variables.map(({ Key, Value }) => [Key, Value] as const);
    return { name: declared.name, bytes: environmentBytes(Object.fromEntries(values)) };
  });
  const [largest = { name: 'no function', bytes: 0 }] = sizes.sort(
    (one, other) => other.bytes - one.bytes,
  );
  const text = `The variables of ${largest.name} have ${largest.bytes} of ${ENVIRONMENT_BYTES_MAX} bytes.`;
  const remedy = 'Remove what others have added to the function, or shorten values in .env.';
  if (largest.bytes > ENVIRONMENT_BYTES_MAX) return { check, state: 'bad', found: text, remedy };
  return largest.bytes * 10 > ENVIRONMENT_BYTES_MAX * 9
    ? { check, state: 'warn', found: text, remedy }
    : { check, state: 'good', found: text };
}
