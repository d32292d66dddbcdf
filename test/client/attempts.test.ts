import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { persistentFetch } from '../../client/src/attempts.ts';
import { realClock } from '../../client/src/clock.ts';
import { virtualClock } from '../world/virtual-clock.ts';

const LIMITS = { attemptsMax: 5, attemptTimeoutMs: 35_000, timeoutMs: 60_000 };

type Scripted = Error | { readonly status: number; readonly retryAfter?: string };

/** Answers in this order, the last one for ever. Tells when each attempt came, in milliseconds. */
function scripted(...answers: readonly Scripted[]) {
  const clock = virtualClock();
  const attempts: { readonly atMs: number; readonly body: string }[] = [];
  const fetch = async (request: Request) => {
    attempts.push({ atMs: clock.nowMs(), body: await request.text() });
    const answer = answers[Math.min(attempts.length, answers.length) - 1]!;
    if (answer instanceof Error) throw answer;
    const headers = answer.retryAfter === undefined ? [] : [['retry-after', answer.retryAfter]];
    const body = answer.status === 204 || answer.status === 304 ? null : '{}';
    return new Response(body, { status: answer.status, headers: Object.fromEntries(headers) });
  };
  const send = (signal?: AbortSignal) => {
    const init = { method: 'POST', body: 'the body', ...(signal === undefined ? {} : { signal }) };
    const request = new Request('https://keys.example/v1/x', init);
    return clock.run(persistentFetch(fetch, LIMITS, { clock, random: () => 0.5 })(request));
  };
  return { send, attempts, times: () => attempts.map(({ atMs }) => atMs), clock };
}

/** Lets Node collect what nothing refers to, as it does now and then. */
async function collectGarbage(): Promise<void> {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  for (let turn = 0; turn < 4; turn += 1) {
    collect();
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

describe('an attempt that nobody answers', () => {
  const request = (init: RequestInit = {}) => new Request('https://keys.example/v1/x', init);
  /** Ends when its signal aborts, which it holds as weakly as the real one does. */
  const silent = (asked: Request) =>
    new Promise<Response>((_, reject) => {
      const seen = new WeakRef(asked);
      asked.signal.addEventListener('abort', () => reject(seen.deref()?.signal.reason));
    });
  const deaf = () => new Promise<Response>(() => {});
  const once = { attemptsMax: 1, attemptTimeoutMs: 60, timeoutMs: 60_000 };
  const world = { clock: realClock, random: () => 0.5 };

  test.each([silent, deaf])(
    'ends at its timeout, although garbage is collected meanwhile',
    async (fetch) => {
      const sent = persistentFetch(fetch, once, world)(request());
      const [outcome] = await Promise.all([sent.catch((error) => error), collectGarbage()]);
      expect(outcome).toMatchObject({
        name: 'NoAnswerError',
        cause: { name: 'TimeoutError', message: 'There was no answer within 60 ms' },
      });
    },
  );

  test('ends when its signal aborts', async () => {
    const leaving = new AbortController();
    const { signal } = leaving;
    const sent = persistentFetch(
      deaf,
      { ...once, attemptTimeoutMs: 60_000 },
      world,
    )(request({ signal }));
    const outcome = sent.catch((error) => error);
    leaving.abort(new Error('the user has left'));
    expect(await outcome).toEqual(new Error('the user has left'));
  });

  test('ends at the deadline of the call', async () => {
    const limits = { ...once, attemptTimeoutMs: 60_000 };
    const deadlineMs = realClock.nowMs() + 30;
    await expect(persistentFetch(deaf, limits, world, deadlineMs)(request())).rejects.toMatchObject(
      { name: 'NoAnswerError', cause: { name: 'TimeoutError' } },
    );
  });
});

describe('a request', () => {
  test.each([200, 201, 202, 204, 304, 400, 401, 403, 404, 409, 422, 501, 502])(
    'is not sent again after %i',
    async (status) => {
      const { send, times } = scripted({ status });
      expect((await send()).status).toBe(status);
      expect(times()).toEqual([0]);
    },
  );

  test.each([429, 432, 433, 500, 503])(
    'is sent again after %i with its body, and with delays that double',
    async (status) => {
      const { send, attempts } = scripted({ status }, { status }, { status }, { status: 201 });
      expect((await send()).status).toBe(201);
      expect(attempts).toEqual([
        { atMs: 0, body: 'the body' },
        { atMs: 200, body: 'the body' },
        { atMs: 600, body: 'the body' },
        { atMs: 1_400, body: 'the body' },
      ]);
    },
  );

  test('waits as long as Retry-After asks', async () => {
    const { send, times } = scripted({ status: 503, retryAfter: '7' }, { status: 200 });
    await send();
    expect(times()).toEqual([0, 7_000]);
  });

  test.each(['Wed, 21 Oct 2026 07:28:00 GMT', '-1', '1.5', '99999999'])(
    'takes a Retry-After of "%s" for none',
    async (retryAfter) => {
      const { send, times } = scripted({ status: 503, retryAfter }, { status: 200 });
      await send();
      expect(times()).toEqual([0, 200]);
    },
  );

  test('has five attempts, and then the last answer', async () => {
    const { send, times } = scripted({ status: 503 });
    expect((await send()).status).toBe(503);
    expect(times()).toEqual([0, 200, 600, 1_400, 3_000]);
  });

  test('is not sent again when there is no time for the delay', async () => {
    const { send, times } = scripted({ status: 429, retryAfter: '61' });
    expect((await send()).status).toBe(429);
    expect(times()).toEqual([0]);
  });

  test('is sent again when nothing answered', async () => {
    const { send, times } = scripted(new TypeError('fetch failed'), { status: 200 });
    expect((await send()).status).toBe(200);
    expect(times()).toEqual([0, 200]);
  });

  test('fails with the last reason when nothing ever answers', async () => {
    const cause = new TypeError('fetch failed');
    await expect(scripted(cause).send()).rejects.toMatchObject({
      name: 'NoAnswerError',
      message: 'https://keys.example gave no answer',
      cause,
    });
  });

  test('ends at once with the reason of its signal', async () => {
    const { send, times } = scripted({ status: 503 });
    await expect(send(AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
    expect(times()).toEqual([0]);
  });
});
