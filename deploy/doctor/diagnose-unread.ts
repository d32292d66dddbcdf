import type { ApiError } from '../../shared/tenant-key/api-error.ts';
import type { Diagnosis } from './diagnosis.ts';

/** The diagnosis of what could not be read: why, and nothing about how it is. */
export function diagnoseUnread(check: string, { code }: ApiError): Diagnosis {
  const [, remedy] = REMEDIES.find(([pattern]) => pattern.test(code)) ?? [];
  return {
    check,
    state: 'bad',
    found: `It could not be read (${code}).`,
    ...(remedy !== undefined && { remedy }),
  };
}

/** By code; the first that fits. */
const REMEDIES: readonly (readonly [RegExp, string])[] = [
  [/^(?:AuthFailure\.)?UnauthorizedOperation/, 'See rights, below.'],
  [/^AuthFailure/, 'See credentials, above.'],
  [/^(?:NotConnected|NoAnswer|DeadlineExceeded)$/, 'Come again when the cloud can be reached.'],
  [/^UnsupportedRegion$/, 'Choose another REGION in .env.'],
  [/^RequestLimitExceeded/, 'Come again in a minute.'],
];
