import { describe, expect, test } from 'vitest';
import type {
  DeadLetterList,
  RedriveAnswer,
} from '../../shared/dead-letters/generated/dead-letters-command.ts';
import { deliver, operate, requestText } from '../world/operate.ts';
import { operatorWorld } from '../world/operator-world.ts';

const ALL = { command: 'redrive', selection: { all: true, states: ['waiting', 'parked'] } };
const REDRIVES_MAX = 5;
const DAY_MS = 86_400_000;
const REQUEST = requestText('acme');

describe('after compaction a dead letter says what it said before (P10)', () => {
  test('a key that is known and then deleted is not replaced by a second one', async () => {
    const world = operatorWorld();
    const tag = { TagKey: 'tenant-keys:tenant', TagValue: 'acme' };
    await world.call('CreateTags', { Tags: [tag] });
    world.fail('CreateKey', { tagCode: 1 }, { times: 1 });
    world.fail('TagResources', { error: 'OperationDenied' });
    await deliver(world, REQUEST, 1);
    world.machine.faults.clear();
    const [{ keyId } = { keyId: undefined }] = world.waiting();
    expect(keyId).toEqual(expect.any(String));

    world.fail('CreateKey', { error: 'OperationDenied' });
    await deliver(world, REQUEST, 2);
    world.machine.faults.clear();
    expect(world.waiting()).toMatchObject([{ stage: 'create' }]);
    world.compact();

    const list = { command: 'list', selection: { states: ['waiting'] } };
    const listed = await operate<DeadLetterList>(world, list);
    expect(listed.letters).toMatchObject([{ keyId, attempts: 2 }]);

    await world.call('DisableKey', { KeyId: keyId });
    await world.call('ScheduleKeyDeletion', { KeyId: keyId, PendingWindowInDays: 7 });
    world.machine.advanceClock(8 * DAY_MS);
    world.machine.journal.clear();
    const { results } = await operate<RedriveAnswer>(world, ALL);
    expect(results).toMatchObject([{ outcome: 'parked', code: 'KeyGone' }]);
    expect(world.calls()).not.toContain('CreateKey');
  });

  test('a redrive that is exhausted stays so after the request has been parked again', async () => {
    const world = operatorWorld();
    await deliver(world, '{"unreadable"', 1);
    for (let redrives = 0; redrives < REDRIVES_MAX; redrives += 1) {
      const { results } = await operate<RedriveAnswer>(world, ALL, {
        invocationId: `invocation-${redrives}`,
      });
      expect(results).toMatchObject([{ outcome: 'parked' }]);
    }
    await deliver(world, '{"unreadable"', 2);
    world.compact();
    const { results } = await operate<RedriveAnswer>(world, ALL);
    expect(results).toMatchObject([{ outcome: 'refused', code: 'RedrivesExhausted' }]);
  });

  test('its age counts from the first time that it was seen, and its attempts add up', async () => {
    const world = operatorWorld();
    await deliver(world, '{"unreadable"', 1);
    for (const offset of [2, 3]) {
      world.machine.advanceClock(DAY_MS);
      await deliver(world, '{"unreadable"', offset);
      world.compact();
    }
    const { letters } = await operate<DeadLetterList>(world, { command: 'list' });
    expect(letters).toMatchObject([{ firstSeenAt: '2026-11-02T00:00:00.000Z', attempts: 3 }]);
    expect(letters).toHaveLength(1);
  });

  test('one that is settled leaves nothing that could be redriven', async () => {
    const world = operatorWorld({ switches: { cmkLimit: 0 } });
    await deliver(world, REQUEST, 1);
    await deliver(world, REQUEST, 2);
    world.machine.setSwitches({ cmkLimit: 10 });
    expect((await operate<RedriveAnswer>(world, ALL)).results).toMatchObject([
      { outcome: 'provisioned' },
    ]);
    const some = [true, false, false, true].values();
    for (const isChosen of [() => some.next().value === true, () => true]) {
      world.compact(isChosen);
      const { letters } = await operate<DeadLetterList>(world, { command: 'list' });
      expect(letters).toEqual([]);
    }
  });
});
