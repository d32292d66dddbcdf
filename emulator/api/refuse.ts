import type { Refusal } from './service.ts';

/**
 * Refuses a call.
 *
 * @param message One sentence that says what was wrong, and what is right.
 */
export function refuse(code: string, message: string): Refusal {
  return { ok: false, code, message };
}

/** Refuses a call that lacks a parameter, by its name as the vendor writes it. */
export function missingParameter(name: string): Refusal {
  const message = `The request is missing a required parameter \`${name}\`.`;
  return refuse('MissingParameter', message);
}
