import type { components } from './generated/openapi.ts';

/**
 * Why a request failed, as the API says it.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9457 (problem documents)
 */
export type Problem = components['schemas']['ProblemDocument'];

/** What became of a request. */
export type RequestStatus = components['schemas']['RequestStatus'];

/** The API refused the request, or could not carry it out in any of the attempts. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  /** Of the HTTP answer. */
  readonly status: number;
  /** The stable code of the problem; undefined where something else than the service answered. */
  readonly code: string | undefined;
  /** The whole document; undefined where something else than the service answered. */
  readonly problem: Problem | undefined;
  /** Whether the same request may succeed later. */
  readonly isRetryable: boolean;

  constructor(status: number, problem: Problem | undefined, isRetryable: boolean) {
    super(messageOf(status, problem, isRetryable));
    this.status = status;
    this.code = problem?.code;
    this.problem = problem;
    this.isRetryable = isRetryable;
  }
}

function messageOf(status: number, problem: Problem | undefined, isRetryable: boolean): string {
  if (problem !== undefined) {
    return `${problem.title}: ${problem.detail} (${problem.code}, HTTP status ${status})`;
  }
  const advice = isRetryable ? 'try again later' : 'that is not how tenant-keys answers';
  return `HTTP status ${status}: ${advice}`;
}

/** No attempt got an answer. Whether the request was carried out is unknown; sending it again is safe. */
export class NoAnswerError extends Error {
  override readonly name = 'NoAnswerError';

  constructor(url: string, cause: unknown) {
    super(`${new URL(url).origin} gave no answer`, { cause });
  }
}

/** The request came to an end without a key, or is parked, which only an operator ends. */
export class NotProvisionedError extends Error {
  override readonly name = 'NotProvisionedError';
  /** `rejected` or `parked`, with the problem. */
  readonly status: RequestStatus;

  constructor(status: RequestStatus) {
    const { problem, requestId } = status;
    const said = problem === undefined ? '' : `. ${messageOf(problem.status, problem, false)}`;
    super(`The request ${requestId} is ${status.status}${said}`);
    this.status = status;
  }
}

/** The request has not come to an end in time. It goes on without its caller. */
export class StillWaitingError extends Error {
  override readonly name = 'StillWaitingError';
  readonly requestId: string;
  /** What was known last; undefined where the API keeps no statuses. */
  readonly status: RequestStatus | undefined;

  constructor(requestId: string, status: RequestStatus | undefined) {
    super(
      `The request ${requestId} has no end yet${status === undefined ? '' : `, it is ${status.status}`}`,
    );
    this.requestId = requestId;
    this.status = status;
  }
}

/** Whether the same call may succeed later. */
export function isTransientError(error: unknown): boolean {
  return error instanceof NoAnswerError || (error instanceof ProblemError && error.isRetryable);
}
