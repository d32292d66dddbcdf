import { isDeepStrictEqual } from 'node:util';
import type { Clock } from '../../shared/tenant-key/ports.ts';
import type { CloudCalls } from '../calls/calls.ts';
import type { Change } from '../state/change.ts';

/** Asks a person about the changes that were shown: why nothing may be changed, or undefined. */
export type Objection = () => Promise<string | undefined>;

type Consent<Planned> =
  /** As it was read after the answer. */
  | { readonly ok: true; readonly planned: Planned }
  /** `refusal` is a whole sentence. */
  | { readonly ok: false; readonly refusal: string };

/**
 * Asks whether the changes may be made, then plans again: meanwhile someone else may have changed the account.
 * Refuses if the person objects, or if other changes would be made than those that were shown. The time of the
 * question does not count as time of the calls.
 *
 * @param objection Undefined where nobody is asked.
 * @param plan Reads the account. Throws as the calls do.
 */
export async function askFor<Planned extends { readonly changes: readonly Change[] }>(
  objection: Objection | undefined,
  shown: Planned,
  plan: () => Promise<Planned>,
  { calls, clock }: { readonly calls: CloudCalls; readonly clock: Clock },
): Promise<Consent<Planned>> {
  if (objection === undefined) return { ok: true, planned: shown };
  const askedMs = clock.nowMs();
  const declined = await objection();
  if (declined !== undefined) return { ok: false, refusal: declined };
  calls.extend(clock.nowMs() - askedMs);
  const planned = await plan();
  const isSame = isDeepStrictEqual(planned.changes, shown.changes);
  return isSame ? { ok: true, planned } : { ok: false, refusal: CHANGED_MEANWHILE };
}

const CHANGED_MEANWHILE =
  'The account has changed since the plan was shown, so nothing was changed: run the same command again.';
