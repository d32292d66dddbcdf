import { ApiError } from '../../shared/tenant-key/api-error.ts';
import type { JsonObject } from '../../shared/tenant-key/json.ts';
import type { CommandOf } from '../invocation/operator-command.ts';
import type { HttpTarget } from './target.ts';

/**
 * A way to the keys of tenants: the HTTP API, or the function oversee. Both take the same commands, and their answers
 * have the same status and body.
 */
export type KeyApi = {
  /**
   * @param respondAsync Ask for an answer before there is a key. The function never waits for one.
   * @throws ApiError when no usable answer comes.
   */
  readonly ask: (command: KeyCommand, respondAsync?: boolean) => Promise<ApiAnswer>;
  /** Whether the same command may get an answer later although nobody does anything. */
  readonly isTransientError: (error: ApiError) => boolean;
  /** Says why no usable answer came, and what to do. */
  readonly explain: (error: ApiError) => Promise<string>;
  /** Where the HTTP API is; undefined where the function answers. */
  readonly http?: HttpTarget;
};

export type KeyCommand = CommandOf<'list-keys' | 'show-key' | 'request-key' | 'show-request'>;

/** An answer about keys. Over HTTP, its body may be that of another server: no field of it is certain. */
export type ApiAnswer = {
  /** That of HTTP, by either way. */
  readonly status: number;
  readonly body: JsonObject;
  /** How long the answer asks to wait. */
  readonly retryAfterMs: number | undefined;
  /** Whether it is the token that is refused. */
  readonly isChallenge?: boolean;
};

/** A failed call as a value. Throws anything else. */
export function errorOf(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  throw error;
}
