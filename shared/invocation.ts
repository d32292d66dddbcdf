import type { MiddlewareObj } from '@middy/core';
import type { Config } from './config.ts';
import { faultLine } from './log.ts';
import { isJsonObject } from './tenant-key/json.ts';
import type { Clock } from './tenant-key/ports.ts';
import { type CallCounter, measureStats, type Stats } from './tencent/call-stats.ts';
import type { Credentials } from './tencent/client.ts';

/** Handles the input of one invocation. */
export type Handle<Input, HandlePorts, Answer> = (
  input: Input,
  ports: HandlePorts,
  config: Config,
  invocation: Invocation,
) => Promise<Answer>;

/** One invocation of a function. */
export type Invocation = {
  /** On the clock of the ports. */
  readonly deadlineMs: number;
  /** The platform's id of the invocation. */
  readonly id: string;
  /** Writes one line to the log. */
  readonly log: (line: string) => void;
  /**
   * Starts to measure a part of the invocation: see {@link measureStats}.
   *
   * @param counter Counts the calls of the part; by default the one that counts all calls.
   */
  readonly stats: (counter?: CallCounter) => () => Stats;
};

/**
 * The invocation that a context is about.
 *
 * @param counter Counts all calls of the invocation.
 */
export function invocationOf(
  context: ScfContext,
  { nowMs }: Pick<Clock, 'nowMs'>,
  log: Invocation['log'],
  counter: CallCounter,
): Invocation {
  const id = context.request_id;
  return {
    deadlineMs: deadlineMsOf(context, nowMs()),
    id,
    log,
    stats: (own = counter) => measureStats(nowMs, own, id),
  };
}

/**
 * Middleware that logs an error of the handler with its causes, and lets it pass: the platform then counts
 * the invocation as failed and, if a queue pushed the event, delivers it again.
 */
export function logFaults(
  log: (line: string) => void,
): MiddlewareObj<unknown, unknown, Error, ScfContext> {
  return {
    onError: ({ error, context }) => {
      log(faultLine(error, context.request_id));
    },
  };
}

/**
 * The platform's context of an invocation. All fields but the first two may be missing.
 *
 * @see https://cloud.tencent.com/document/product/583/9210 (the context of an event function)
 */
export type ScfContext = {
  readonly request_id: string;
  readonly function_name: string;
  readonly time_limit_in_ms?: number;
  /** A number in some runtimes. */
  readonly getRemainingTimeInMillis?: (() => number) | number;
  /** The variables of the function as JSON, in some runtimes with the credentials of its role. */
  readonly environment?: unknown;
  /** False ends the invocation with its answer, although connections are kept for the next one. */
  callbackWaitsForEmptyEventLoop?: boolean;
  readonly tencentcloud_region?: string;
  readonly tencentcloud_appid?: string;
};

/**
 * The credentials of the role in the variables of a context. There are none where the runtime puts them into
 * the variables of the process, as most do.
 *
 * @see https://cloud.tencent.com/document/product/583/11060 (the context of Node.js functions)
 */
export function contextCredentials({ environment }: Pick<ScfContext, 'environment'>): Credentials {
  const variables = typeof environment === 'string' ? parsedJson(environment) : environment;
  if (!isJsonObject(variables)) return {};
  const read = (name: string) => {
    const value = variables[name];
    return typeof value === 'string' ? value : undefined;
  };
  return {
    secretId: read('TENCENTCLOUD_SECRETID'),
    secretKey: read('TENCENTCLOUD_SECRETKEY'),
    token: read('TENCENTCLOUD_SESSIONTOKEN'),
  };
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // Some runtimes have another form there.
  }
}

/**
 * The deadline of an invocation, on the clock that `nowMs` was read from.
 *
 * In some runtimes `getRemainingTimeInMillis` is a number, and others lack it. The time limit replaces it,
 * since handlers start at once.
 */
export function deadlineMsOf(context: ScfContext, nowMs: number): number {
  return nowMs + Math.max(0, remainingMs(context) - ANSWER_MS);
}

function remainingMs({
  time_limit_in_ms,
  getRemainingTimeInMillis: remaining,
}: ScfContext): number {
  const given = typeof remaining === 'function' ? remaining() : remaining;
  const [known = LIMIT_MS] = [given, time_limit_in_ms].filter((each) => Number.isFinite(each));
  return known;
}

/** The platform's default time limit of a function. */
const LIMIT_MS = 3_000;

/** The time that is reserved to return the answer. */
const ANSWER_MS = 500;
