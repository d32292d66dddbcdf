import { describe, expect, test } from 'vitest';
import { type RandomSource, randomSource } from '../../emulator/api/random-source.ts';
import type { DeadLetterPorts } from '../../shared/ports.ts';
import { retryQueue } from '../../shared/retry-queue/table.ts';
import { ApiError } from '../../shared/tenant-key/api-error.ts';
import { writeDeadLetters } from '../world/dead-letters.ts';
import { type HealWorld, healWorld, type Sent, waitingFor } from '../world/heal-world.ts';
import { minutesOn } from '../world/queue-entries.ts';

// Set SEED to replay one world, and WORLDS to try more of them.
const FIRST = Number(process.env.SEED ?? 1);
const WORLDS = process.env.SEED ? 1 : Number(process.env.WORLDS ?? 60);

/** Whether what is sent fails, by minute. */
type Outage = { readonly from: number; readonly to: number };

describe('the retry queue, whatever happens to its runs and to what they send', () => {
  test(`loses nothing and sends nothing twice at a time, in ${WORLDS} worlds from seed ${FIRST} on`, async () => {
    for (let seed = FIRST; seed < FIRST + WORLDS; seed += 1) {
      await checkWorld(seed).catch((cause: Error) => {
        throw new Error(`SEED=${seed}: ${cause.message}`, { cause });
      });
    }
  }, 120_000);
});

async function checkWorld(seed: number): Promise<void> {
  const { random } = randomSource(String(seed), 'retry-queue');
  const world = healWorld({ seed: String(seed) });
  const waiting = new Set(writeSome(world, random));
  const outage = { from: 0, to: Math.floor(random() * 20) };
  /** By id: when it was sent and not heard of since. */
  const flying = new Map<string, number>();

  for (let minute = 0; minute < 120; minute += 1) {
    const isCalm = minute >= 40;
    await runOnce(world, minute, isCalm, random);
    for (const each of world.sent()) {
      const before = flying.get(each.id);
      expect(before === undefined || minute - before >= 5, `${each.id} was sent twice`).toBe(true);
      flying.set(each.id, minute);
      if (!isCalm && random() < 0.1) cross(world, each, minute);
      const end = endOf(minute, outage, isCalm, random);
      if (end === 'lost') continue;
      carryOut(world, each, end, minute, random);
      flying.delete(each.id);
      if (end === 'succeeds') waiting.delete(each.id);
    }
    if (random() < 0.2) world.compact(() => random() < 0.5);
    const known = new Set(world.waiting().map(({ id }) => id));
    for (const id of waiting) expect(known.has(id), `${id} was lost`).toBe(true);
    if (isCalm && known.size === 0) return;
  }
  throw new Error(`${world.waiting().length} still wait`);
}

function writeSome(world: HealWorld, random: RandomSource['random']): readonly string[] {
  const count = 1 + Math.floor(random() * 60);
  const deadLetters = Array.from({ length: count }, (_, index) => {
    const tenant = `t${Math.floor(random() ** 2 * 5)}`;
    const code = random() < 0.7 ? 'InternalError' : 'NoAnswer';
    const nextAttemptAt = minutesOn(Math.floor(random() * 20 - 10));
    const recordKey = `${tenant}-${index}/delivery`;
    return waitingFor(`${tenant}-${index}`, tenant, { code, nextAttemptAt, recordKey });
  });
  writeDeadLetters(world, deadLetters);
  return deadLetters.map(({ id }) => id);
}

/** A run of the instance or of a new one, which may be interrupted at any call. */
async function runOnce(
  world: HealWorld,
  minute: number,
  isCalm: boolean,
  random: RandomSource['random'],
): Promise<void> {
  if (!isCalm && random() < 0.1) return; // The timer misses.
  const queue = random() < 0.1 ? { queue: retryQueue(undefined) } : {};
  const ports = isCalm || random() < 0.6 ? {} : { ports: interrupted(world, random) };
  await world.heal(minute, { ...queue, ...ports }).catch((error: unknown) => {
    if (!(error instanceof ApiError)) throw error;
  });
}

/** From some call on, nothing is published any more; the first of these may still have its effect. */
function interrupted({ operator }: HealWorld, random: RandomSource['random']): DeadLetterPorts {
  const { topics } = operator;
  let left = Math.floor(random() * 40);
  const isLate = random() < 0.5;
  return {
    ...operator,
    topics: {
      ...topics,
      publish: async (topic, messages, deadlineMs) => {
        left -= 1;
        if (left >= 0 || (left === -1 && isLate)) {
          await topics.publish(topic, messages, deadlineMs);
        }
        if (left < 0) throw new ApiError('TopicsUnavailable', { detail: 'interrupted' });
      },
    },
  };
}

/** A live delivery of the same request fails meanwhile. */
function cross(world: HealWorld, { id }: Sent, minute: number): void {
  const [tenant = ''] = id.split('-');
  const times = { lastSeenAt: minutesOn(minute + 0.5), nextAttemptAt: minutesOn(minute + 1) };
  writeDeadLetters(world, [
    waitingFor(id, tenant, { recordKey: `${id}/live-${minute}`, ...times }),
  ]);
}

type End = 'succeeds' | 'fails' | 'lost';

function endOf(
  minute: number,
  { from, to }: Outage,
  isCalm: boolean,
  random: RandomSource['random'],
): End {
  if (isCalm) return 'succeeds';
  if (random() < 0.1) return 'lost';
  if (minute >= from && minute < to) return 'fails';
  return random() < 0.2 ? 'fails' : 'succeeds';
}

function carryOut(
  world: HealWorld,
  sent: Sent,
  end: End,
  minute: number,
  random: RandomSource['random'],
): void {
  if (end === 'succeeds') {
    world.succeed(sent);
    return;
  }
  const keyId = random() < 0.3 ? { keyId: 'k-1' } : {};
  world.failAgain(sent, minute, keyId);
}
