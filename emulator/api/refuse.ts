import type { Refusal } from './service.ts';

/**
 * Refuses a call.
 *
 * @param message One sentence that says what was wrong, and what is right.
 */
export function refuse(code: string, message: string): Refusal {
  return { ok: false, code, message };
}
