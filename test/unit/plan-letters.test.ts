import { describe, expect, test } from 'vitest';
import type { DeadLetter } from '../../shared/dead-letters/generated/dead-letter.ts';
import { planDeadLetters } from '../../shared/dead-letters/plan-command.ts';
import { readDeadLetterTable } from '../../shared/dead-letters/table.ts';
import { plannedState } from '../../shared/tenant-key/plan.ts';
import { deadLetterWith, writeDeadLetters } from '../world/letters.ts';
import { deliver, requestText } from '../world/operate.ts';
import { type OperatorWorld, operatorWorld } from '../world/operator-world.ts';
import { SETTINGS } from '../world/provisioning-world.ts';

const QUOTA_USED_UP = 'LimitExceeded.CmkLimitExceeded';

/** How long the world takes to read one page of letters. */
const READING_MS = 20;

/** Plans all letters that wait. */
async function plan(world: OperatorWorld, { quota = {}, timeMs = 300_000 } = {}) {
  const { clock, operator } = world;
  const settings = { provisioning: SETTINGS, redrivesMax: 5, signingKeys: undefined };
  const { deadLetters } = await clock.run(readDeadLetterTable(operator.records, 60_000));
  const deadlineMs = clock.nowMs() + timeMs;
  return clock.run(
    planDeadLetters(deadLetters, operator, settings, plannedState(quota), deadlineMs),
  );
}

function worldWith(deadLetters: readonly (Partial<DeadLetter> & { readonly text: string })[]) {
  const world = operatorWorld();
  const written = deadLetters.map((fields, index) => deadLetterWith(`letter-${index}`, fields));
  writeDeadLetters(world, written);
  return world;
}

const outcomesOf = (plans: Awaited<ReturnType<typeof plan>>) =>
  plans.map(({ outcome, code, calls }) => [outcome, code, calls.join()]);

describe('a plan of letters', () => {
  test('names the letter and whose it is', async () => {
    const identity = { requestId: 'r-1', tenantId: 'acme', keyName: 'main', fingerprint: 'print' };
    const world = worldWith([{ text: requestText('acme'), identity }]);
    expect(await plan(world)).toStrictEqual([
      {
        ...{ id: 'letter-0', tenantId: 'acme', keyName: 'main' },
        ...{ outcome: 'provisioned', calls: ['CreateKey', 'CreateTags', 'CreateKey'] },
      },
    ]);
  });

  test.each<[string, Partial<DeadLetter> & { readonly text: string }, readonly unknown[]]>([
    [
      'a letter without its whole text',
      { text: '{"req', cut: { bytes: 200_000, sha256: 'x'.repeat(43) } },
      ['refused', 'LetterCut', ''],
    ],
    [
      'a letter that was redriven too often',
      { text: requestText('acme'), redrives: 5 },
      ['refused', 'RedrivesExhausted', ''],
    ],
    ['a text that names nobody', { text: '{"req' }, ['parked', 'RequestUnreadable', '']],
    [
      'a wrong request that says whose it is',
      { text: requestText('acme', { keyName: 'NO' }) },
      ['rejected', 'RequestInvalid', ''],
    ],
    ['a key that is gone', { text: requestText('acme'), keyId: 'k-1' }, ['parked', 'KeyGone', '']],
  ])('foretells %s', async (_, deadLetter, foretold) => {
    expect(outcomesOf(await plan(worldWith([deadLetter])))).toEqual([foretold]);
  });

  test('plans each letter after those before it', async () => {
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
      ['parked', QUOTA_USED_UP, ''],
    ]);
  });

  test('asks again when a read fails that may succeed', async () => {
    const world = worldWith([{ text: requestText('acme') }]);
    await deliver(world, requestText('acme'));
    world.fail('ListKeyDetail', { http: 503 }, { times: 2 });
    expect(outcomesOf(await plan(world))).toEqual([['provisioned', undefined, '']]);
  });

  test('foretells a letter alone that its own read is refused', async () => {
    const world = worldWith([{ text: requestText('acme') }, { text: requestText('globex') }]);
    world.fail('ListKeyDetail', { error: 'InvalidParameterValue' }, { times: 1 });
    expect(outcomesOf(await plan(world))).toEqual([
      ['parked', 'InvalidParameterValue', ''],
      ['provisioned', undefined, 'CreateKey,CreateTags,CreateKey'],
    ]);
  });

  test('fails in an outage, since nothing can be foretold', async () => {
    const world = worldWith([{ text: requestText('acme') }]);
    world.fail('*', { http: 503 });
    await expect(plan(world)).rejects.toMatchObject({ code: 'HttpStatus' });
  });

  test('fails by a fault of our own as that fault', async () => {
    const { operator, ...world } = worldWith([{ text: requestText('acme') }]);
    const findKey = async () => {
      throw new TypeError('of our own');
    };
    const faulty = { ...operator, keys: { ...operator.keys, findKey } };
    await expect(plan({ ...world, operator: faulty })).rejects.toThrow('of our own');
  });

  test.each([
    ['has a letter for which three seconds are left', 3_000, 1],
    ['lacks a letter for which less is left', 2_999, 0],
  ])('%s when it has been read', async (_, leftMs, planned) => {
    const world = worldWith([{ text: requestText('acme'), redrives: 5 }]);
    expect(await plan(world, { timeMs: READING_MS + leftMs })).toHaveLength(planned);
  });

  test('ends when its time does, with what it has', async () => {
    const texts = Array.from({ length: 40 }, (_, index) => ({ text: requestText(`t-${index}`) }));
    const world = worldWith(texts);
    world.fail('ListKeyDetail', { delayMs: 900 });
    const { length } = await plan(world, { timeMs: 13_000 });
    expect(length).toBeGreaterThan(5);
    expect(length).toBeLessThan(13);
  });

  test('ends so too when its time runs out over a letter', async () => {
    const world = worldWith([
      { text: requestText('acme') },
      { text: requestText('globex') },
      { text: requestText('initech') },
    ]);
    world.fail('ListKeyDetail', { delayMs: 2_500 });
    world.fail('DescribeTags', { delayMs: 2_500 });
    expect(await plan(world, { timeMs: 8_500 })).toMatchObject([{ id: 'letter-0' }]);
  });
});
