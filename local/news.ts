import type { InvokeResult } from '../emulator/scf/invoke-result.ts';
import type { Place } from '../emulator/topics/topic-log.ts';
import { isJsonObject, type JsonObject } from '../shared/tenant-key/json.ts';

/**
 * Reads what became of a request from the answer that its sender got; undefined when the answer does
 * not say it, as when the request waits in the queue.
 *
 * @param asked Names in the request, for answers that repeat none.
 */
export function readAnswer(status: number, body: string, asked: Names): OutcomeNews | undefined {
  const fields = fieldsOf(body);
  const outcome = outcomeIn(fields, status);
  if (outcome === undefined) return undefined;
  const { requestId, tenantId, keyName } = namesOf(fields);
  return {
    kind: 'outcome',
    door: 'http',
    outcome,
    requestId: requestId ?? asked.requestId,
    tenantId: tenantId ?? asked.tenantId,
    keyName: keyName ?? asked.keyName,
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
    case 'parked':
      return 'parked';
  }
  if (status < 400) return undefined;
  // A failure of the function has no `retryable`: nothing is known, and the same may be sent again.
  return fields.retryable === false ? 'rejected' : 'retry';
}

/** The platform's own status of an invocation that failed, such as 433 for a timeout. */
function platformCodeIn({ errorMessage, statusCode }: JsonObject): string | undefined {
  return errorMessage === undefined ? undefined : `SCF ${statusCode}`;
}

/** What a text says as a JSON object; an empty object when it is none. */
export function fieldsOf(text: string): JsonObject {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : {};
  } catch {
    return {};
  }
}

/** A field that is text. */
export function textOf(fields: JsonObject, name: string): string | undefined {
  const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
  return typeof value === 'string' ? value : undefined;
}

export function namesOf(fields: JsonObject): Names {
  return {
    requestId: textOf(fields, 'requestId'),
    tenantId: textOf(fields, 'tenantId'),
    keyName: textOf(fields, 'keyName'),
  };
}

/** Tells of an invocation that failed: the first line of its exception, or the platform's words. */
export function failureNews(result: InvokeResult & { readonly ok: false }): FailureNews {
  const { functionName, stackTrace, errorMessage } = result;
  const [line = ''] = (stackTrace ?? errorMessage).split('\n', 1);
  return { kind: 'failure', functionName, reason: line.replace(/^Error: /, '') };
}

/** A way in. */
export type Door = 'http' | 'queue';

/** What happens in the application while it runs. */
export type News = RequestNews | OutcomeNews | AnswerNews | FailureNews;

/** Whose key a request is for, as far as the request says it. Nothing of it is checked. */
export type Names = {
  readonly requestId?: string | undefined;
  readonly tenantId?: string | undefined;
  readonly keyName?: string | undefined;
};

/** A request came in. */
type RequestNews = Names & { readonly kind: 'request'; readonly door: Door };

/** What became of one delivery of a request. */
export type OutcomeNews = Names & {
  readonly kind: 'outcome';
  /** A letter came out of the dead letters, as somebody or the timer had it sent in again. */
  readonly door: Door | 'letter';
  readonly outcome: Outcome;
  readonly keyId?: string | undefined;
  /** The key was there before. */
  readonly adopted?: boolean | undefined;
  /** A code of the failure table or, when the function itself failed, the platform's. */
  readonly code?: string | undefined;
  /** Where a message of the queue lies in its topic. */
  readonly place?: Place | undefined;
};

export const OUTCOMES = ['provisioned', 'rejected', 'parked', 'retry'] as const;

export type Outcome = (typeof OUTCOMES)[number];

/** A function's URL answered something that is no outcome: a list of keys, a plan, a 404. */
type AnswerNews = {
  readonly kind: 'answer';
  readonly method: string;
  readonly path: string;
  readonly status: number;
};

/** An invocation failed. */
export type FailureNews = {
  readonly kind: 'failure';
  readonly functionName: string;
  /** One sentence, without a stack. */
  readonly reason: string;
};
