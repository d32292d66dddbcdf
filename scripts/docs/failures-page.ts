import { ANSWERS_BY_CODE, type Answer } from '../../shared/tenant-key/failures/answers.ts';
import type { Failure } from '../../shared/tenant-key/failures/failure.ts';
import { FAILURES } from '../../shared/tenant-key/failures/failures.ts';
import { linkAnchor } from '../../shared/tenant-key/failures/links.ts';
import { table } from './markdown-table.ts';

/** docs/failures.md: the table that decides what happens to a message that fails. */
export function failuresPage(): string {
  return `<!-- Generated from shared/tenant-key/failures/ and scripts/docs/ by \`npm run generate\`. Do not edit. -->

# Failures

When an attempt at a message fails, the failure has a code: an error code of Tencent Cloud, or one of our own. Only the table
below decides what happens next. Each code links to its section in the [runbook](runbook.md), which says what the system has done
and what an operator does. [Codes of answers](failures.md#codes-of-answers) occur only in answers to callers and operators.

The \`type\` of an HTTP problem is the URL of the row of its code.

## Any other code

A code without a row is treated like its family, the part before the first dot: \`InternalError.Unlisted\` like \`InternalError\`. If
the family has no row either, the request waits for a day, and is then parked.

## Reaction

The reaction says what to do about the failure at once. All but \`give-up\` lead to another attempt after a delay, as long as
\`RETRY_ATTEMPTS_MAX\` and the time for the message allow it ([configuration](configuration.md)), and while the circuit breaker is
closed.

${table(['reaction', 'when', 'what happens'], namedRows(REACTIONS))}
## End

The end says what happens to the message when no further attempt is made in this delivery.

${table(['end', 'when', 'message of the queue', 'HTTP caller'], namedRows(ENDS))}
## All failures

| column | meaning |
| --- | --- |
| waits | For how long the request waits. One that still fails in this way after that is parked. |
| time | \`yes\`: time alone may fix it. \`no\`: the operator or the sender must act first. |
| redrive | \`helps\`: a redrive of the dead letter can succeed. \`useless\`: the request would end in the same way. \`refused\`: the sender is unproven, so the dead letter is never redriven. |
| HTTP | The status of the problem that an HTTP caller gets. If the end is \`park\`, only reads get it: a request for a key is parked and answered with 202. If the end is \`reject\`, a read gets 502 instead. |

${table(['code', 'reaction', 'end', 'waits', 'time', 'redrive', 'HTTP', 'what happened'], [...FAILURES.values()].map(failureRow))}
## Codes of answers

No attempt at a message meets these codes. Where there is no status, the code is in the answer to an operator's command.

${table(['code', 'HTTP', 'title'], [...ANSWERS_BY_CODE].map(answerRow))}`;
}

const REACTIONS: Readonly<Record<Failure['reaction'], readonly string[]>> = {
  'give-up': ['The same call would fail again.', 'No further attempt is made.'],
  retry: ['The call had no effect.', 'The same call is made again.'],
  'find-key': [
    'It is unknown whether the call had an effect.',
    "If the call was to create a key, the key is looked up by its alias first. A key whose marker proves that it is the tenant's is used.",
  ],
  'create-tags': [
    'The tags of the key do not exist in the account yet.',
    'The tags are created in the account, then CreateKey is tried again.',
  ],
};

const ENDS: Readonly<Record<Failure['end'], readonly string[]>> = {
  reject: [
    'The sender must change the request.',
    'A rejected event is published. A message that does not say who sent it is parked instead.',
    'Gets the error, status 4xx.',
  ],
  wait: [
    'Time, a permission, a higher limit or a subscription fixes it.',
    'It is put into the dead-letter queue, and a waiting event is published once. It is sent in again automatically, after a minute at first and an hour at most, for as long as the column `waits` says.',
    'Gets 503 or 429, and sends the request again after `Retry-After`; nothing is kept. Only for the key quota does the caller get 202, and the request waits in the same way. For a blocked tenant the caller gets 403, and nothing is kept.',
  ],
  park: [
    'An operator must act.',
    'It is put into the dead-letter queue, and a parked event is published.',
    'Gets 202; the request is parked in the same way.',
  ],
};

function namedRows(texts: Readonly<Record<string, readonly string[]>>): readonly string[][] {
  return Object.entries(texts).map(([name, cells]) => [`\`${name}\``, ...cells]);
}

function failureRow(failure: Failure): readonly string[] {
  const { code, reaction, end, timeFixes, redrive, status, meaning } = failure;
  const waits = waitCell(failure);
  const time = timeFixes ? 'yes' : 'no';
  return [linkTo(code), reaction, end, waits, time, redrive, String(status), meaning];
}

function waitCell({ end, waitMsMax }: Failure): string {
  if (end !== 'wait') return '';
  const days = waitMsMax / DAY_MS;
  if (!Number.isFinite(days)) return 'no limit';
  return days === 1 ? '1 day' : `${days} days`;
}

const DAY_MS = 86_400_000;

function answerRow([code, { status, title }]: readonly [string, Answer]): readonly string[] {
  return [linkTo(code), String(status ?? ''), title];
}

function linkTo(code: string): string {
  const anchor = linkAnchor(code);
  return `<a id="${anchor}"></a>[\`${code}\`](runbook.md#${anchor})`;
}
