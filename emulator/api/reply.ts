import type { Effect } from '../faults/fault-book.ts';

/**
 * What a caller is to be sent, as a value: an HTTP server carries it out on a socket, a simulator
 * in its own time.
 */
export type Reply = { readonly delayMs: number } & (
  | {
      readonly kind: 'answer';
      readonly status: number;
      /** A promise while a function runs; it never rejects. */
      readonly body: unknown;
    }
  /** The answer is cut off in its middle, though its length was announced in full. */
  | { readonly kind: 'truncated'; readonly status: number; readonly body: unknown }
  /** A page of HTML, as a gateway sends it. */
  | { readonly kind: 'page'; readonly status: number }
  /** The connection ends without an answer. */
  | { readonly kind: 'none' }
);

/** What is sent when a fault keeps the call from having its effect now; else nothing. */
export function replyWithoutEffect(effect: Effect): Reply | undefined {
  const { delayMs = 0 } = effect;
  if (effect.http !== undefined) return { kind: 'page', status: effect.http, delayMs };
  if (effect.notJson === true) return { kind: 'page', status: 200, delayMs };
  return effect.lateMs === undefined ? undefined : { kind: 'none', delayMs };
}

/** What a fault leaves of the answer to a call that has been carried out. */
export function replyAfter(effect: Effect, status: number, body: unknown): Reply {
  const { delayMs = 0 } = effect;
  if (effect.lostAnswer === true) return { kind: 'none', delayMs };
  return { kind: effect.truncate === true ? 'truncated' : 'answer', status, body, delayMs };
}
