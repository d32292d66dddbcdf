import type { cam } from 'tencentcloud-sdk-nodejs/tencentcloud/services/cam/index.js';
import type { ckafka } from 'tencentcloud-sdk-nodejs/tencentcloud/services/ckafka/index.js';
import type { scf } from 'tencentcloud-sdk-nodejs/tencentcloud/services/scf/index.js';
import type { sts } from 'tencentcloud-sdk-nodejs/tencentcloud/services/sts/index.js';
import { ApiError } from '../../shared/tenant-key/api-error.ts';
import type { Clock } from '../../shared/tenant-key/ports.ts';
import { callTencent } from '../../shared/tencent/call.ts';
import type { DeployApis } from './apis.ts';
import { handlingOf } from './codes.ts';
import type { CosActions } from './cos.ts';

/**
 * Makes one call, with the parameters that the official SDK declares for it. Transient failures are
 * retried a few times, so every call must be safe to repeat. If the first attempt created a resource
 * and its answer was lost, the retry is refused; the next read of the account then finds the resource.
 *
 * Throws an `ApiError` if the cloud refuses the call, or does not answer any attempt.
 */
export type CallCloud = <Name extends keyof Clients, Action extends ActionOf<Name>>(
  product: Name,
  action: Action,
  params: ParamsOf<Clients[Name][Action]>,
) => Promise<AnswerOf<Clients[Name][Action]>>;

/** The calls of one deployment. */
export type CloudCalls = {
  readonly call: CallCloud;
  /** How many calls were made so far, retries included. */
  readonly count: () => number;
  /** Puts the deadline off, such as by the time that a person took to answer. */
  readonly extend: (delayMs: number) => void;
};

/** The clients of the SDK, whose methods are the actions. */
type Clients = {
  readonly scf: InstanceType<typeof scf.v20180416.Client>;
  readonly cam: InstanceType<typeof cam.v20190116.Client>;
  readonly ckafka: InstanceType<typeof ckafka.v20190819.Client>;
  readonly sts: InstanceType<typeof sts.v20180813.Client>;
  readonly cos: CosActions;
};

type ActionOf<Name extends keyof Clients> = keyof Clients[Name] & Capitalize<string>;

type ParamsOf<Method> = Method extends (params: infer Params, ...rest: never[]) => unknown
  ? [Params] extends [null | undefined] // Of an action without parameters.
    ? object
    : Params & object
  : never;

type AnswerOf<Method> = Method extends (...args: never[]) => Promise<infer Answer>
  ? Answer & object
  : never;

/** Calls the cloud until `firstDeadlineMs`, on `clock`, or until it is put off. */
export function cloudCalls(apis: DeployApis, clock: Clock, firstDeadlineMs: number): CloudCalls {
  let count = 0;
  let deadlineMs = firstDeadlineMs;

  const call: CallCloud = async (product, action, params) => {
    let attempts = 0;
    for (;;) {
      attempts += 1;
      count += 1;
      try {
        return await callTencent(apis[product], action, params, deadlineMs);
      } catch (error) {
        await backOff(error, attempts);
      }
    }
  };

  /** Waits before the next attempt, or throws the error if there is none. */
  async function backOff(error: unknown, attempts: number): Promise<void> {
    const isLast = attempts === ATTEMPTS_MAX || clock.nowMs() >= deadlineMs;
    if (isLast || !isTransient(error)) throw error;
    await clock.sleep(DELAY_MS * 2 ** (attempts - 1));
  }

  return {
    call,
    count: () => count,
    extend: (delayMs) => {
      deadlineMs += delayMs;
    },
  };
}

/** The delays between the attempts add up to six seconds. */
const ATTEMPTS_MAX = 6;
const DELAY_MS = 200;

/** Whether a retry may succeed: after an outage, a throttled call, or while a function is changing. */
function isTransient(error: unknown): boolean {
  return error instanceof ApiError && handlingOf(error.code) === 'call-again';
}

type Page<Row> = { readonly rows: readonly Row[]; readonly total: number };

/** Reads a list page by page. A row that changes meanwhile may be missing or listed twice. */
export async function readAllPages<Row>(
  readPage: (offset: number) => Promise<Page<Row>>,
): Promise<readonly Row[]> {
  const all: Row[] = [];
  while (all.length < ROWS_MAX) {
    const { rows, total } = await readPage(all.length);
    all.push(...rows);
    if (rows.length === 0 || all.length >= total) break;
  }
  return all;
}

/** A bound on every read. No list that a deployment reads is longer. */
const ROWS_MAX = 10_000;

/** The answer of a call about a resource; undefined if there is no such resource. */
export async function ifPresent<Answer>(call: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof ApiError && handlingOf(error.code) === 'absent') return undefined;
    throw error;
  }
}
