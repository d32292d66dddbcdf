import type { Clock } from './clock.ts';
import { NoAnswerError } from './errors.ts';

export type Fetch = (request: Request) => Promise<Response>;

export type AttemptLimits = {
  readonly attemptsMax: number;
  /** Of one attempt. The service itself ends after 30 seconds. */
  readonly attemptTimeoutMs: number;
  /** No attempt begins later than this after the first. */
  readonly timeoutMs: number;
};

/** The request cannot be sent, now or later. Callers of the client get the cause. */
export class UnsentError extends Error {
  override readonly name = 'UnsentError';
}

/**
 * A `fetch` that sends a request again while that may help: after 429, 432, 433, 500 and 503, and when there was no
 * answer. It pauses for as long as `Retry-After` asks, and at least for a delay that doubles. Every request of the API
 * may be sent again. Resolves to the last answer.
 *
 * Rejects with `NoAnswerError` when the last attempt had no answer, with the signal's reason when it aborts, and with
 * the cause of an `UnsentError` of `fetch`.
 *
 * @param random From 0 up to 1: the jitter of delays.
 * @param deadlineMs On the clock: no attempt lasts longer, whatever the limits are.
 * @see https://www.rfc-editor.org/rfc/rfc9110#name-retry-after
 */
export function persistentFetch(
  fetch: Fetch,
  limits: AttemptLimits,
  { clock, random }: { readonly clock: Clock; readonly random: () => number },
  deadlineMs = Number.POSITIVE_INFINITY,
): Fetch {
  return async (request) => {
    const endMs = Math.min(clock.nowMs() + limits.timeoutMs, deadlineMs);
    for (let number = 1; ; number += 1) {
      const leftMs = Math.max(0, deadlineMs - clock.nowMs());
      const timeoutMs = Math.ceil(Math.min(limits.attemptTimeoutMs, leftMs, TIMEOUT_MS_MAX));
      const attempt = await attemptOnce(fetch, request, timeoutMs);
      request.signal.throwIfAborted();
      const delayMs =
        number < limits.attemptsMax ? delayAfter(attempt, number, random()) : undefined;
      const isLast = delayMs === undefined || clock.nowMs() + delayMs > endMs;
      if (isLast) return settled(attempt, request);
      await clock.sleep(delayMs, request.signal);
    }
  };
}

/** A longer timer ends at once. */
const TIMEOUT_MS_MAX = 2 ** 31 - 1;

type Attempt =
  | { readonly kind: 'answer'; readonly response: Response }
  | { readonly kind: 'none'; readonly cause: unknown };

/** The answer is read to its end here: one that breaks off is none. */
async function attemptOnce(fetch: Fetch, request: Request, timeoutMs: number): Promise<Attempt> {
  const ending = new AbortController();
  const follow = () => ending.abort(request.signal.reason);
  // Signals that are made by AbortSignal.any or AbortSignal.timeout may be collected in Node 20 before they abort.
  const timer = setTimeout(() => ending.abort(timeoutError(timeoutMs)), timeoutMs);
  request.signal.addEventListener('abort', follow, { once: true });
  if (request.signal.aborted) follow();
  try {
    return await Promise.race([answerOf(fetch, request, ending.signal), abortOf(ending.signal)]);
  } catch (cause) {
    if (cause instanceof UnsentError) throw cause.cause;
    return { kind: 'none', cause };
  } finally {
    clearTimeout(timer);
    request.signal.removeEventListener('abort', follow);
  }
}

function timeoutError(timeoutMs: number): DOMException {
  return new DOMException(`There was no answer within ${timeoutMs} ms`, 'TimeoutError');
}

async function answerOf(fetch: Fetch, request: Request, signal: AbortSignal): Promise<Attempt> {
  // Following a redirect would send the token to another address.
  const answer = await fetch(new Request(request.clone(), { signal, redirect: 'manual' }));
  const { status, headers } = answer;
  // Such as 204 may have no body, not even an empty one.
  const body = (await textOf(answer)) || null;
  return { kind: 'answer', response: new Response(body, { status, headers }) };
}

/** Counts the bytes as they arrive, so that a server that is not the service cannot fill the memory. */
async function textOf({ body }: Response): Promise<string> {
  const decoder = new TextDecoder();
  const reader = body?.getReader();
  let text = '';
  for (let bytes = 0; reader !== undefined; ) {
    const { done, value } = await reader.read();
    if (done) break;
    bytes += value.length;
    if (bytes > ANSWER_BYTES_MAX) {
      await reader.cancel();
      throw new Error(`The answer has more than ${ANSWER_BYTES_MAX} bytes`);
    }
    text += decoder.decode(value, { stream: true });
  }
  return text + decoder.decode();
}

/** A list of two hundred keys has less than a tenth of it. */
const ANSWER_BYTES_MAX = 4_194_304;

/** Rejects when the signal aborts: a fetch may take its time, or not heed its signal. */
function abortOf(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    else signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

/** How long to wait before the next attempt; undefined where another would not help. */
function delayAfter(attempt: Attempt, number: number, random: number): number | undefined {
  const ownMs = Math.min(DELAY_MS_MAX, DELAY_MS_MIN * 2 ** (number - 1)) * (0.5 + random);
  if (attempt.kind === 'none') return ownMs;
  const { status, headers } = attempt.response;
  return isRetryable(status) ? Math.max(ownMs, retryAfterMs(headers) ?? 0) : undefined;
}

const DELAY_MS_MIN = 200;
const DELAY_MS_MAX = 10_000;

/**
 * Whether the same request may succeed later. 432 and 433 come from the platform, when it has no instance to spare
 * and when the function was ended.
 */
export function isRetryable(status: number): boolean {
  return RETRYABLE.has(status);
}

const RETRYABLE: ReadonlySet<number> = new Set([429, 432, 433, 500, 503]);

/** What the answer asks to wait, in whole seconds; a date is ignored. */
export function retryAfterMs(headers: Headers): number | undefined {
  const text = headers.get('retry-after') ?? '';
  return /^[0-9]{1,6}$/.test(text) ? Number(text) * 1_000 : undefined;
}

function settled(attempt: Attempt, { url }: Request): Response {
  if (attempt.kind === 'none') throw new NoAnswerError(url, attempt.cause);
  return attempt.response;
}
