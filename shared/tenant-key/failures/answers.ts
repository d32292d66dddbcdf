/** A code that no attempt at a message meets. */
export type Answer = {
  /** Of the HTTP problem; undefined in an answer to an operator's command. */
  readonly status?: number;
  readonly title: string;
  /** The same request or command may succeed later. */
  readonly retryable: boolean;
  /** Of a step of a repair: the next check does not plan it again. */
  readonly isMoot?: true;
};

/** Codes of HTTP answers without an outcome, and of answers to an operator's command. */
export const ANSWERS = {
  // Over HTTP.
  QueryInvalid: { status: 400, title: 'The query is not clear', retryable: false },
  NotFound: { status: 404, title: 'Not found', retryable: false },
  KeyNotFound: { status: 404, title: 'Key not found', retryable: false },
  RequestNotFound: { status: 404, title: 'Request not found', retryable: false },
  RequestIdReused: { status: 422, title: 'The request id is taken', retryable: false },
  StatusUnavailable: { status: 503, title: 'Unavailable for now', retryable: true },
  StatusesOff: { status: 501, title: 'No statuses are kept', retryable: false },
  MethodNotAllowed: { status: 405, title: 'Method not allowed', retryable: false },
  MediaTypeUnsupported: {
    status: 415,
    title: 'The content type is not supported',
    retryable: false,
  },
  TokenMissing: { status: 401, title: 'A token is missing', retryable: false },
  TokenInvalid: { status: 401, title: 'The token is not valid', retryable: false },
  TenantForbidden: { status: 403, title: 'The token is not for this tenant', retryable: false },
  IssuerUnavailable: { status: 503, title: 'Unavailable for now', retryable: true },
  InternalFault: { status: 500, title: 'Internal error', retryable: true },
  // To operators.
  CommandInvalid: { title: 'The command is invalid', retryable: false },
  LetterUnsealed: { title: 'The dead letter has no valid signature', retryable: false },
  LetterQuarantined: { title: 'The sender of the message is not proven', retryable: false },
  LetterCut: { title: 'The dead letter has only a part of the text', retryable: false },
  RedrivesExhausted: { title: 'The dead letter was redriven too often', retryable: false },
  PlanStale: { title: 'The plan is out of date', retryable: false },
  KeyChanged: { title: 'The key has changed since the check', retryable: false, isMoot: true },
  FunctionFailed: { title: 'The function failed', retryable: true },
} as const satisfies Readonly<Record<string, Answer>>;

export type AnswerCode = keyof typeof ANSWERS;

/** The same by code, for codes that may be unknown. */
export const ANSWERS_BY_CODE: ReadonlyMap<string, Answer> = new Map(Object.entries(ANSWERS));
