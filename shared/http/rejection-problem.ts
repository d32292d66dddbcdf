import type { FailedAttempt } from '../tenant-key/message.ts';
import type { HttpProblem } from './problem.ts';

type Rejection = {
  readonly status: number;
  readonly title: string;
  readonly advice: string;
};

/** How a rejection shows in HTTP. */
const REJECTIONS: ReadonlyMap<string, Rejection> = new Map([
  [
    'RequestUnreadable',
    {
      status: 400,
      title: 'The request is unreadable',
      advice: 'Send one JSON object in UTF-8, without duplicate names.',
    },
  ],
  [
    'RequestTooLarge',
    {
      status: 413,
      title: 'The request is too large',
      advice: 'Send a smaller request.',
    },
  ],
  [
    'KeyConflict',
    {
      status: 409,
      title: 'The key name is taken',
      advice: 'Choose another keyName, or send exactly the first specification.',
    },
  ],
]);

/** A request that breaks its contract, or that KMS refuses. */
const INVALID: Rejection = {
  status: 422,
  title: 'The request cannot be met as it is',
  advice: 'Correct what errors lists, then send the request again.',
};

/** The problem of a request that its sender must change. */
export function rejectionProblem(
  failed: Pick<FailedAttempt, 'code' | 'problems' | 'identity'>,
): HttpProblem {
  const { code, problems, identity } = failed;
  const { status, title, advice } = REJECTIONS.get(code) ?? INVALID;
  const shared = { status, code, title, retryable: false, requestId: identity?.requestId };
  if (status === INVALID.status) return { ...shared, detail: advice, errors: problems };
  const detail = [...problems.map((problem) => problem.detail), advice].join(' ');
  return { ...shared, detail };
}
