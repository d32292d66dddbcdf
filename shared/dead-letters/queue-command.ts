import type { Config } from '../config.ts';
import type { Invocation } from '../invocation.ts';
import type { DeadLetterPorts } from '../ports.ts';
import { withRetries } from '../tenant-key/retry.ts';
import type { DeadLettersCommand, QueueAnswer } from './generated/dead-letters-command.ts';

/**
 * Publishes that an operator has paused or resumed the queue. The command line has done that by then: this function
 * has no right to, and what is stopped must be so even if no event can be published.
 *
 * Throws `ApiError` when the topics do not answer.
 */
export async function answerQueue(
  { queueState, triggers }: Required<Pick<DeadLettersCommand, 'queueState' | 'triggers'>>,
  ports: DeadLetterPorts,
  config: Config,
  { deadlineMs, id: invocationId }: Invocation,
): Promise<QueueAnswer> {
  const type = EVENTS[queueState];
  const operation = { type, data: { invocationId, triggers: [...triggers] } } as const;
  const publish = () => ports.publishOperation(operation, deadlineMs);
  await withRetries(publish, ports, config.provisioning.retry, deadlineMs);
  return { published: type };
}

const EVENTS = {
  paused: 'tenant-keys.queue-paused',
  running: 'tenant-keys.queue-resumed',
} as const;
