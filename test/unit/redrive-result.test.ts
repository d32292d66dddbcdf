import { expect, test } from 'vitest';
import sample from '../../events/samples/dead-letter.json' with { type: 'json' };
import type { DeadLetter } from '../../shared/dead-letters/generated/dead-letter.ts';
import { resultOf } from '../../shared/dead-letters/redrive-result.ts';
import { ApiError } from '../../shared/tenant-key/api-error.ts';
import type { FailedAttempt } from '../../shared/tenant-key/message.ts';

const DEAD_LETTER = sample as DeadLetter;

const leftBy = (error: ApiError) => {
  const { code } = error;
  const about = { identity: undefined, problems: [], keyId: undefined };
  const failed: FailedAttempt = { kind: 'failed', code, stage: 'announce', ...about, error };
  const outcome = { kind: 'retry', failed, attempts: 1, delayMs: 0, inPlace: false } as const;
  return resultOf(DEAD_LETTER, outcome);
};

test('the result of a dead letter that a topic stopped names the topic', () => {
  expect(leftBy(new ApiError('TopicForbidden', { detail: 'no', topic: 'key-events' }))).toEqual({
    ...{ id: DEAD_LETTER.id, tenantId: 'initech', keyName: 'invoices' },
    ...{ outcome: 'left', code: 'TopicForbidden', topic: 'key-events' },
  });
  expect(leftBy(new ApiError('TopicsUnavailable', { detail: 'down' }))).not.toHaveProperty('topic');
});
