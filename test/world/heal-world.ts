import type { Config } from '../../shared/config.ts';
import type { DeadLetter } from '../../shared/dead-letters/generated/dead-letter.ts';
import { retryRecordKey } from '../../shared/dead-letters/record-key.ts';
import type { DeadLetterPorts } from '../../shared/ports.ts';
import { type OpenedRetry, openRetry } from '../../shared/retry-envelope.ts';
import { type HealReport, healRetryQueue } from '../../shared/retry-queue/run.ts';
import { type RetryQueue, retryQueue } from '../../shared/retry-queue/table.ts';
import { deadLetterWith, writeDeadLetters, writeRecords } from './dead-letters.ts';
import { invocationBy } from './invocation.ts';
import { NO_KEY_STATUS } from './machine-ports.ts';
import { type OperatorWorld, operatorWorld } from './operator-world.ts';
import type { WorldOptions } from './provisioning-world.ts';
import { MINUTE_MS, NOW_MS } from './queue-entries.ts';
import { CONFIG } from './world-config.ts';

/** A world with requests that wait, and with the messages that heal sends. */
export type HealWorld = OperatorWorld & {
  /** Has heal run for the timer of this minute. */
  readonly heal: (minute: number, options?: HealOptions) => Promise<HealReport>;
  /** What was sent in again since the last time, in order; the rest is lost. */
  readonly sent: () => readonly Sent[];
  /** What the consumer does with a request that succeeds, and with one that fails. */
  readonly succeed: (sent: Sent) => void;
  readonly failAgain: (sent: Sent, minute: number, fields?: Partial<DeadLetter>) => void;
};

export type HealOptions = {
  readonly ports?: DeadLetterPorts;
  readonly config?: Partial<Config>;
  /** Another one is that of another instance. */
  readonly queue?: RetryQueue;
  readonly timeMs?: number;
  readonly log?: (line: string) => void;
};

export type Sent = OpenedRetry & { readonly id: string; readonly partition: number };

const WAITS = { code: 'InternalError', state: 'waiting' } as const;

/** A request of a tenant that has waited for an hour, as the queue consumer writes it. */
export function waitingFor(
  id: string,
  tenantId: string,
  fields: Partial<DeadLetter> = {},
): DeadLetter {
  return deadLetterWith(id, {
    ...WAITS,
    firstSeenAt: iso(-60),
    lastSeenAt: iso(-30),
    nextAttemptAt: iso(-1),
    identity: { requestId: 'r', tenantId },
    text: JSON.stringify({ id }),
    ...fields,
  });
}

const iso = (minute: number) => new Date(NOW_MS + minute * MINUTE_MS).toISOString();

export function healWorld(options: WorldOptions = {}): HealWorld {
  const world = operatorWorld(options);
  const { clock, machine } = world;
  const ownQueue = retryQueue(undefined);
  let read = 0;

  return {
    ...world,
    heal: (minute, { ports = world.operator, queue = ownQueue, timeMs = 60_000, ...more } = {}) => {
      const config = { ...CONFIG, queueCallsPerSecondMax: 10, ...more.config };
      const { log = () => {} } = more;
      const invocation = invocationBy(clock, clock.nowMs() + timeMs, { log });
      const nowMs = NOW_MS + minute * MINUTE_MS;
      return clock.run(
        healRetryQueue(nowMs, { ...ports, queue, keyStatus: NO_KEY_STATUS }, config, invocation),
      );
    },
    sent: () => {
      const messages = machine.topics.get('key-requests')!.read(read, Number.MAX_SAFE_INTEGER);
      read += messages.length;
      return messages.flatMap(({ value, partition }) => {
        const opened = openRetry(value ?? '');
        if (opened === undefined) throw new Error('A message is none that was sent in again.');
        return [{ ...opened, id: JSON.parse(opened.payload).id as string, partition }];
      });
    },
    succeed: ({ id, retry }) => {
      const { keyId: _, ...unknowing } = retry;
      const keys = [retryRecordKey(id, unknowing), retryRecordKey(id, retry)];
      writeRecords(
        world,
        [...new Set(keys)].map((key) => [key, null]),
      );
    },
    failAgain: ({ id, payload, retry }, minute, fields = {}) => {
      const deadLetter = deadLetterWith(id, {
        ...WAITS,
        ...{ firstSeenAt: retry.firstSeenAt, lastSeenAt: iso(minute) },
        ...{ nextAttemptAt: iso(minute + 1), attempts: retry.attempts + 1, text: payload },
        ...{ redrives: retry.redrives, source: retry.source },
        identity: { requestId: 'r', tenantId: id.split('-')[0] ?? '' },
        ...(retry.keyId === undefined ? {} : { keyId: retry.keyId }),
        ...fields,
      });
      writeDeadLetters(world, [{ ...deadLetter, recordKey: retryRecordKey(id, deadLetter) }]);
    },
  };
}
