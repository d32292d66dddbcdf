import { ApiError } from '../../shared/tenant-key/api-error.ts';
import { unreadRemedy } from './codes.ts';

/** The result of one check of an account. */
export type Diagnosis = {
  /** The name of the check, such as `quota`. */
  readonly check: string;
  /** `warn`: it works, or may work, but needs attention. */
  readonly state: DiagnosisState;
  /** What the check found, in a sentence. */
  readonly found: string;
  /** What to do about it, in a sentence. */
  readonly remedy?: string;
};

export type DiagnosisState = 'good' | 'warn' | 'bad';

/** The result of a call that only reads. */
export type Reading<Answer> =
  | { readonly ok: true; readonly answer: Answer }
  | { readonly ok: false; readonly failure: ApiError };

/** Waits for a call, and returns its failure as a result too, so that other checks can continue. */
export async function readingOf<Answer>(call: Promise<Answer>): Promise<Reading<Answer>> {
  try {
    return { ok: true, answer: await call };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { ok: false, failure: error };
  }
}

/** The diagnosis if a call failed: why it could not be read, and nothing about its state. */
export function diagnoseUnread(check: string, { code }: ApiError): Diagnosis {
  const remedy = unreadRemedy(code);
  return {
    check,
    state: 'bad',
    found: `It could not be read (${code}).`,
    ...(remedy !== undefined && { remedy }),
  };
}
