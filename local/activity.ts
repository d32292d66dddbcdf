import type { LogLine } from '../emulator/scf/host.ts';
import type { InvokeResult } from '../emulator/scf/invoke-result.ts';
import type { Place } from '../emulator/topics/topic-log.ts';
import { isJsonObject, type JsonObject } from '../shared/tenant-key/json.ts';

/** What happens in the application while it runs. */
export type Activity = RequestReceived | RequestOutcome | UrlAnswer | InvocationFailure;

export type WayIn = 'http' | 'queue';

/** The names in a request or an answer, as far as it has them. They are not validated. */
export type Names = {
  readonly requestId?: string | undefined;
  readonly tenantId?: string | undefined;
  readonly externalTenantId?: string | undefined;
  readonly keyName?: string | undefined;
};

export type RequestReceived = Names &
  Delivery & {
    readonly kind: 'request';
    readonly wayIn: WayIn | 'retry';
    /** Its caller over HTTP does not wait: it will arrive in the queue too. */
    readonly isToBeQueued?: boolean | undefined;
  };

/** What tells a delivery of a request from all others; absent where a dead letter was sent in again. */
type Delivery = {
  /** Of a request over HTTP: how many have arrived with it. */
  readonly arrival?: number | undefined;
  /** Of a message of the queue: its place in its topic. */
  readonly place?: Place | undefined;
};

/** The outcome of one delivery of a request. */
export type RequestOutcome = Names &
  Delivery & {
    readonly kind: 'outcome';
    /** `redrive` if an operator sent a dead letter in again, and `retry` if it was the timer. */
    readonly wayIn: WayIn | 'redrive' | 'retry';
    readonly outcome: Outcome;
    readonly keyId?: string | undefined;
    /** The key existed before the request. */
    readonly adopted?: boolean | undefined;
    /** A code of the failure table, or the platform's code if the function itself failed. */
    readonly code?: string | undefined;
    /** The answer or the log line that says so, unless it is long. */
    readonly detail?: JsonObject | undefined;
  };

export const OUTCOMES = ['provisioned', 'rejected', 'waiting', 'parked', 'retry'] as const;

export type Outcome = (typeof OUTCOMES)[number];

/** A function's URL gave an answer without an outcome, such as a list of keys, a plan or a 404. */
type UrlAnswer = {
  readonly kind: 'answer';
  readonly method: string;
  readonly path: string;
  readonly status: number;
};

type InvocationFailure = {
  readonly kind: 'failure';
  readonly functionName: string;
  /** One sentence, without a stack. */
  readonly reason: string;
};

/**
 * Reads the outcome of a request from the answer of the HTTP API.
 *
 * @param requested The names in the request, for those that the answer does not repeat.
 * @returns undefined if the answer has no outcome, as for a request that was queued.
 */
export function readAnswer(
  status: number,
  body: string,
  requested: Names,
): RequestOutcome | undefined {
  const fields = fieldsOf(body);
  const outcome = outcomeIn(fields, status);
  if (outcome === undefined) return undefined;
  const { requestId, keyName, ...answered } = namesOf(fields);
  const { tenantId, externalTenantId } = answered.tenantId === undefined ? requested : answered;
  return {
    kind: 'outcome',
    wayIn: 'http',
    outcome,
    requestId: requestId ?? requested.requestId,
    tenantId,
    externalTenantId,
    keyName: keyName ?? requested.keyName,
    keyId: textOf(fields, 'keyId'),
    adopted: outcome === 'provisioned' ? fields.status === 'adopted' : undefined,
    code: textOf(fields, 'code') ?? platformCodeIn(fields),
  };
}

function outcomeIn(fields: JsonObject, status: number): Outcome | undefined {
  switch (fields.status) {
    case 'created':
    case 'adopted':
      return 'provisioned';
    case 'waiting':
    case 'parked':
      return fields.status;
  }
  if (status < 400) return undefined;
  // A failure of the function itself has no `retryable`. The outcome is then unknown, and the same
  // request may be sent again.
  return fields.retryable === false ? 'rejected' : 'retry';
}

/** The platform's own status of an invocation that failed, such as 433 for a timeout. */
function platformCodeIn({ errorMessage, statusCode }: JsonObject): string | undefined {
  return errorMessage === undefined ? undefined : `SCF ${statusCode}`;
}

/**
 * Reads a log line of a function: the outcome of a message or of a dead letter, or a fault of the
 * function.
 *
 * @returns undefined for any other line. The outcome of an HTTP request is in its answer instead.
 */
export function readLogLine({
  functionName,
  line,
}: Pick<LogLine, 'functionName' | 'line'>): RequestOutcome | InvocationFailure | undefined {
  const fields = fieldsOf(line);
  if (fields.outcome === 'fault') {
    const reason = textOf(fields, 'detail') ?? 'The log line gives no reason.';
    return { kind: 'failure', functionName, reason };
  }
  const outcome = OUTCOMES.find((known) => known === fields.outcome);
  const wayIn = wayInOf(functionName, fields);
  if (wayIn === undefined || outcome === undefined) return undefined;
  const { partition, offset, adopted } = fields;
  return {
    kind: 'outcome',
    wayIn,
    outcome,
    ...namesOf(fields),
    keyId: textOf(fields, 'keyId'),
    adopted: typeof adopted === 'boolean' ? adopted : undefined,
    code: textOf(fields, 'code'),
    place: isOffset(partition) && isOffset(offset) ? { partition, offset } : undefined,
  };
}

/** The line of a dead letter also has the way in by which its request first arrived. */
function wayInOf(
  functionName: string,
  { letterId, door }: JsonObject,
): 'redrive' | 'retry' | 'queue' | undefined {
  if (letterId !== undefined) return functionName === 'redrive' ? 'redrive' : 'retry';
  return door === 'queue' ? door : undefined;
}

function isOffset(value: unknown): value is number {
  return Number.isSafeInteger(value);
}

/** Reads a failed invocation: the first line of its exception, or else the platform's message. */
export function readFailure(result: InvokeResult & { readonly ok: false }): InvocationFailure {
  const { functionName, stackTrace, errorMessage } = result;
  const [line = ''] = (stackTrace ?? errorMessage).split('\n', 1);
  return { kind: 'failure', functionName, reason: line.replace(/^Error: /, '') };
}

export function namesOf(fields: JsonObject): Names {
  return {
    requestId: textOf(fields, 'requestId'),
    tenantId: textOf(fields, 'tenantId'),
    externalTenantId: textOf(fields, 'externalTenantId'),
    keyName: textOf(fields, 'keyName'),
  };
}

/** The value of a field if it is text. */
export function textOf(fields: JsonObject, name: string): string | undefined {
  const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
  return typeof value === 'string' ? value : undefined;
}

/** Parses a JSON object; any other text gives an empty object. */
export function fieldsOf(text: string): JsonObject {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : {};
  } catch {
    return {};
  }
}
