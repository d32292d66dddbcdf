import { type Action, type Cloud, type Refusal, refuse } from '../api/service.ts';
import type { Switches } from '../api/switches.ts';

/**
 * An action of an account whose KMS may not be bought, or may have lapsed. The vendor documents neither
 * which calls it then refuses nor with which code: this one says so by its name, and is declared for
 * other actions of KMS.
 *
 * @see https://cloud.tencent.com/document/product/573/131380 (subscriptions)
 */
export function refusedUnlessBought(action: Action): Action {
  if (ALWAYS_ANSWERED.includes(action.name)) return action;
  return {
    ...action,
    answer: (params, cloud) => purchaseRefusal(action, cloud) ?? action.answer(params, cloud),
  };
}

/** These say what there is to buy, and whether it is bought. */
const ALWAYS_ANSWERED: readonly string[] = ['GetRegions', 'GetServiceStatus', 'ListAlgorithms'];

function purchaseRefusal({ mutating }: Action, { switches, nowMs }: Cloud): Refusal | undefined {
  const { state } = purchaseOf(switches, nowMs);
  if (state === 'bought') return undefined;
  const isRead = state === 'lapsed' && !mutating;
  if (isRead && !switches.kmsLapseStopsReads) return undefined;
  const why = state === 'lapsed' ? 'Its subscription has lapsed; renew' : 'KMS is not bought; buy';
  return refuse('ResourceUnavailable.NotPurchased', `${why} it in its console.`);
}

type Purchase = {
  readonly state: 'bought' | 'lapsed' | 'absent';
  /** In seconds since 1970; 0 without a subscription. */
  readonly expireTimeS: number;
};

/** Whether the account may use KMS now, and until when. */
export function purchaseOf(
  { kmsBought, kmsExpiresAtMs, kmsRenews }: Switches,
  nowMs: number,
): Purchase {
  if (!kmsBought) return { state: 'absent', expireTimeS: 0 };
  if (kmsExpiresAtMs === 0) return { state: 'bought', expireTimeS: 0 };
  const overdueMs = nowMs - kmsExpiresAtMs;
  const periods = kmsRenews && overdueMs >= 0 ? Math.floor(overdueMs / PERIOD_MS) + 1 : 0;
  const expiresAtMs = kmsExpiresAtMs + periods * PERIOD_MS;
  const state = nowMs < expiresAtMs ? 'bought' : 'lapsed';
  return { state, expireTimeS: Math.floor(expiresAtMs / 1_000) };
}

/** For how long a renewal counts here; the vendor sells months and years. */
const PERIOD_MS = 30 * 86_400_000;
