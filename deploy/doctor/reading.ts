import { ApiError } from '../../shared/tenant-key/api-error.ts';

/** What a call that only reads came to. */
export type Reading<Answer> =
  | { readonly ok: true; readonly answer: Answer }
  | { readonly ok: false; readonly failure: ApiError };

/** Waits for a call, and takes its failure as an answer too: one part of an account says nothing of the others. */
export async function readingOf<Answer>(call: Promise<Answer>): Promise<Reading<Answer>> {
  try {
    return { ok: true, answer: await call };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { ok: false, failure: error };
  }
}
