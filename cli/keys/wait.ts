import { ApiError } from '../../shared/tenant-key/api-error.ts';
import { isJsonObject, type JsonObject } from '../../shared/tenant-key/json.ts';
import { type ApiAnswer, errorOf, type KeyApi, type KeyCommand } from './api.ts';
import { type Patience, untilSettled } from './patience.ts';
import { isTransient } from './problems.ts';

/** What is waited for: a request, a key, or a request whose key may be looked at instead. */
export type Awaited = {
  readonly tenantId: string;
  readonly requestId?: string | undefined;
  readonly keyName?: string | undefined;
  /** When the request was accepted without a status, as its `Location` has it. */
  readonly acceptedAt?: string | undefined;
};

/** How waiting ended. */
export type Waited =
  | { readonly kind: 'status'; readonly body: JsonObject }
  | { readonly kind: 'refused'; readonly answer: ApiAnswer }
  | {
      readonly kind: 'late';
      readonly body: JsonObject | undefined;
      readonly error: ApiError | undefined;
    };

/**
 * Asks what became of a request until it has come to an end, or until it is parked, which only a person ends. What
 * fails for now is asked again.
 *
 * Where the API keeps no statuses, or knows none of this request, its key is looked for instead.
 *
 * @param known The last status that is known, if there is one.
 * @param onChange Called with each new status before the end.
 */
export async function waitForEnd(
  api: KeyApi,
  awaited: Awaited,
  patience: Patience,
  known: JsonObject | undefined,
  onChange: (body: JsonObject) => void,
): Promise<Waited> {
  let hasStatus = awaited.requestId !== undefined;
  let last = known;
  const attempt = async () => {
    const asked = hasStatus ? await askStatus(api, awaited) : await askKey(api, awaited);
    if (asked.kind !== 'no-status') return asked;
    hasStatus = false;
    return askKey(api, awaited);
  };
  const pauseOf = (asked: Asked) => {
    if (asked.kind !== 'again') return undefined;
    const { body = last, retryAfterMs = 0 } = asked;
    if (body !== undefined && body.status !== last?.status) onChange(body);
    last = body;
    return retryAfterMs;
  };
  const asked = await untilSettled(attempt, pauseOf, patience);
  return asked.kind === 'again' ? { kind: 'late', body: last, error: asked.error } : asked;
}

type Asked =
  | Extract<Waited, { readonly kind: 'status' | 'refused' }>
  | {
      readonly kind: 'again';
      readonly body?: JsonObject;
      readonly retryAfterMs?: number | undefined;
      readonly error?: ApiError;
    };

async function askStatus(
  api: KeyApi,
  { tenantId, requestId = '', keyName, acceptedAt }: Awaited,
): Promise<Asked | { readonly kind: 'no-status' }> {
  const hint = acceptedAt === undefined ? {} : { acceptedAt };
  const answer = await askPatiently(api, { command: 'show-request', tenantId, requestId, ...hint });
  if (answer instanceof ApiError) return { kind: 'again', error: answer };
  const { status, body, retryAfterMs } = answer;
  if (status === 200) {
    const isEnd = !PLACES.has(body.status);
    return isEnd ? { kind: 'status', body } : { kind: 'again', body, retryAfterMs };
  }
  if (NO_STATUS.has(status) && keyName !== undefined) return { kind: 'no-status' };
  return NO_STATUS.has(status) ? { kind: 'refused', answer } : failed(answer);
}

/** The API keeps no statuses, or none of this request. */
const NO_STATUS: ReadonlySet<number> = new Set([404, 501]);

/** Where a request is that has not come to an end, and to which nobody must act. */
const PLACES: ReadonlySet<unknown> = new Set(['queued', 'waiting']);

async function askKey(api: KeyApi, { tenantId, keyName = '' }: Awaited): Promise<Asked> {
  const answer = await askPatiently(api, { command: 'show-key', tenantId, keyName });
  if (answer instanceof ApiError) return { kind: 'again', error: answer };
  if (answer.status === 404) return { kind: 'again' };
  if (answer.status !== 200) return failed(answer);
  return { kind: 'status', body: { status: 'provisioned', key: answer.body } };
}

/** The answer, or the error of a call that may succeed later. Throws any other. */
export async function askPatiently(
  api: KeyApi,
  command: KeyCommand,
  respondAsync?: boolean,
): Promise<ApiAnswer | ApiError> {
  const answer = await api.ask(command, respondAsync).catch(errorOf);
  if (answer instanceof ApiError && !api.isTransientError(answer)) throw answer;
  return answer;
}

function failed(answer: ApiAnswer): Asked {
  const { retryAfterMs } = answer;
  return isTransient(answer) ? { kind: 'again', retryAfterMs } : { kind: 'refused', answer };
}

/** The key in a status. */
export function keyIn({ key }: JsonObject): JsonObject | undefined {
  return isJsonObject(key) ? key : undefined;
}
