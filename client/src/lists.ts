import { type Api, bodyOf } from './api.ts';
import { ProblemError } from './errors.ts';
import type { components, operations } from './generated/openapi.ts';

/** A tenant's key, as KMS reports it. */
export type Key = components['schemas']['Key'];

export type KeyFilters = Pick<
  NonNullable<operations['listKeys']['parameters']['query']>,
  'state' | 'usage'
>;

/**
 * The keys of a tenant, oldest first. A part is asked for when the loop comes to it.
 *
 * Rejects with `ProblemError` or `NoAnswerError`.
 */
export function listKeys(
  api: Api,
  tenantId: string,
  filters: KeyFilters,
  signal: AbortSignal | undefined,
): AsyncGenerator<Key, void, undefined> {
  return parts((cursor) =>
    api.GET('/v1/tenants/{tenantId}/keys', {
      params: { path: { tenantId }, query: { ...filters, ...cursor } },
      ...withSignal(signal),
    }),
  );
}

/** The keys of every tenant. */
export function listAllKeys(
  api: Api,
  filters: KeyFilters,
  signal: AbortSignal | undefined,
): AsyncGenerator<Key, void, undefined> {
  return parts((cursor) =>
    api.GET('/v1/keys', { params: { query: { ...filters, ...cursor } }, ...withSignal(signal) }),
  );
}

async function* parts(
  read: (cursor: { readonly cursor?: string }) => Promise<{
    readonly data?: components['schemas']['KeyList'];
    readonly error?: unknown;
    readonly response: Response;
  }>,
): AsyncGenerator<Key, void, undefined> {
  let cursor: { readonly cursor?: string } = {};
  for (;;) {
    const answer = await read(cursor);
    const { keys, nextCursor } = bodyOf(answer);
    yield* keys;
    if (nextCursor === undefined) return;
    // The same part for ever.
    if (nextCursor === cursor.cursor)
      throw new ProblemError(answer.response.status, undefined, false);
    cursor = { cursor: nextCursor };
  }
}

/** With exact optional types, no signal is no property. */
export function withSignal(signal: AbortSignal | undefined): { readonly signal?: AbortSignal } {
  return signal === undefined ? {} : { signal };
}
