import { describe, expect, test } from 'vitest';
import type { DeadLetter } from '../../shared/dead-letters/generated/dead-letter.ts';
import { planDeadLetters } from '../../shared/dead-letters/plan-command.ts';
import { readDeadLetterTable } from '../../shared/dead-letters/table.ts';
import { plannedState } from '../../shared/tenant-key/plan.ts';
import { deadLetterWith, writeDeadLetters } from '../world/dead-letters.ts';
import { deliver, requestText } from '../world/operate.ts';
import { type OperatorWorld, operatorWorld } from '../world/operator-world.ts';
import { CONFIG } from '../world/world-config.ts';

const QUOTA_USED_UP = 'LimitExceeded.CmkLimitExceeded';

/** How long the world takes to read one page of dead letters. */
const READING_MS = 20;

/** Plans the redrive of all dead letters. */
async function plan(world: OperatorWorld, { quota = {}, timeMs = 300_000 } = {}) {
  const { clock, operator } = world;
  const table = await clock.run(readDeadLetterTable(operator.records, 60_000));
  const deadlineMs = clock.nowMs() + timeMs;
  return clock.run(planDeadLetters(table, operator, CONFIG, plannedState(quota), deadlineMs));
}

function worldWith(deadLetters: readonly (Partial<DeadLetter> & { readonly text: string })[]) {
  const world = operatorWorld();
  const written = deadLetters.map((fields, index) => deadLetterWith(`id-${index}`, fields));
  writeDeadLetters(world, written);
  return world;
}

const outcomesOf = (plans: Awaited<ReturnType<typeof plan>>) =>
  plans.map(({ outcome, code, calls }) => [outcome, code, calls.join()]);

describe('a plan of a redrive', () => {
  test('names the dead letter, its tenant and its key', async () => {
    const identity = { requestId: 'r-1', tenantId: 'acme', keyName: 'main', fingerprint: 'print' };
    const world = worldWith([{ text: requestText('acme'), identity }]);
    expect(await plan(world)).toStrictEqual([
      {
        ...{ id: 'id-0', tenantId: 'acme', keyName: 'main' },
        ...{ outcome: 'provisioned', calls: ['CreateKey', 'CreateTags', 'CreateKey'] },
      },
    ]);
  });

  test.each<[string, Partial<DeadLetter> & { readonly text: string }, readonly unknown[]]>([
    [
      'that a dead letter with an incomplete text is refused',
      { text: '{"req', cut: { bytes: 200_000, sha256: 'x'.repeat(43) } },
      ['refused', 'LetterCut', ''],
    ],
    [
      'that a dead letter that was redriven too often is refused',
      { text: requestText('acme'), redrives: 5 },
      ['refused', 'RedrivesExhausted', ''],
    ],
    [
      'that a text without a tenant is parked again',
      { text: '{"req' },
      ['parked', 'RequestUnreadable', ''],
    ],
    [
      'that an invalid request with a tenant is rejected',
      { text: requestText('acme', { keyName: 'NO' }) },
      ['rejected', 'RequestInvalid', ''],
    ],
    [
      'that a request whose key is gone is parked again',
      { text: requestText('acme'), keyId: 'k-1' },
      ['parked', 'KeyGone', ''],
    ],
  ])('shows %s', async (_, deadLetter, planned) => {
    expect(outcomesOf(await plan(worldWith([deadLetter])))).toEqual([planned]);
  });

  test('takes earlier plans into account', async () => {
    const world = worldWith([
      { text: requestText('acme') },
      { text: requestText('acme', { requestId: 'again' }) },
      { text: requestText('acme', { requestId: 'other', description: 'other' }) },
      { text: requestText('globex') },
      { text: requestText('initech') },
    ]);
    expect(outcomesOf(await plan(world, { quota: { used: 0, limit: 2 } }))).toEqual([
      ['provisioned', undefined, 'CreateKey,CreateTags,CreateKey'],
      ['provisioned', undefined, ''],
      ['rejected', 'KeyConflict', ''],
      ['provisioned', undefined, 'CreateKey,CreateTags,CreateKey'],
      ['waiting', QUOTA_USED_UP, ''],
    ]);
  });

  test('repeats a read that fails for a moment', async () => {
    const world = worldWith([{ text: requestText('acme') }]);
    await deliver(world, requestText('acme'));
    world.fail('ListKeyDetail', { http: 503 }, { times: 2 });
    expect(outcomesOf(await plan(world))).toEqual([['provisioned', undefined, '']]);
  });

  test('parks only the dead letter whose own read is refused', async () => {
    const world = worldWith([{ text: requestText('acme') }, { text: requestText('globex') }]);
    world.fail('ListKeyDetail', { error: 'InvalidParameterValue' }, { times: 1 });
    expect(outcomesOf(await plan(world))).toEqual([
      ['parked', 'InvalidParameterValue', ''],
      ['provisioned', undefined, 'CreateKey,CreateTags,CreateKey'],
    ]);
  });

  test('fails in an outage', async () => {
    const world = worldWith([{ text: requestText('acme') }]);
    world.fail('*', { http: 503 });
    await expect(plan(world)).rejects.toMatchObject({ code: 'HttpStatus' });
  });

  test('throws an error of our own code unchanged', async () => {
    const { operator, ...world } = worldWith([{ text: requestText('acme') }]);
    const findKey = async () => {
      throw new TypeError('of our own');
    };
    const faulty = { ...operator, keys: { ...operator.keys, findKey } };
    await expect(plan({ ...world, operator: faulty })).rejects.toThrow('of our own');
  });

  test.each([
    ['has a dead letter for which three seconds are left', 3_000, 1],
    ['lacks a dead letter for which less is left', 2_999, 0],
  ])('%s after it was read', async (_, leftMs, planned) => {
    const world = worldWith([{ text: requestText('acme'), redrives: 5 }]);
    expect(await plan(world, { timeMs: READING_MS + leftMs })).toHaveLength(planned);
  });

  test('ends in time, with the plans so far', async () => {
    const texts = Array.from({ length: 40 }, (_, index) => ({ text: requestText(`t-${index}`) }));
    const world = worldWith(texts);
    world.fail('ListKeyDetail', { delayMs: 900 });
    const { length } = await plan(world, { timeMs: 13_000 });
    expect(length).toBeGreaterThan(5);
    expect(length).toBeLessThan(13);
  });

  test('ends too when the time runs out during a dead letter', async () => {
    const world = worldWith([
      { text: requestText('acme') },
      { text: requestText('globex') },
      { text: requestText('initech') },
    ]);
    world.fail('ListKeyDetail', { delayMs: 2_500 });
    world.fail('DescribeTags', { delayMs: 2_500 });
    expect(await plan(world, { timeMs: 8_500 })).toMatchObject([{ id: 'id-0' }]);
  });
});
