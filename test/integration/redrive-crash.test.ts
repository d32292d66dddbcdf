import { describe, expect, test } from 'vitest';
import type { DeadLetterPorts } from '../../shared/ports.ts';
import { deadLetterWith, writeDeadLetters } from '../world/dead-letters.ts';
import { deliver, operate, requestText } from '../world/operate.ts';
import { type OperatorWorld, operatorWorld } from '../world/operator-world.ts';

const ALL = { command: 'redrive', selection: { all: true, states: ['waiting', 'parked'] } };

/** The instance dies at its n-th call: before the call has its effect, or after. */
type Crash = { readonly call: number; readonly when: 'before' | 'after' };

/** Dead letters that end differently: created, tagged, adopted, rejected, parked again, refused. */
async function worldOfDeadLetters(): Promise<OperatorWorld> {
  const world = operatorWorld();
  world.fail('CreateKey', { error: 'LimitExceeded.CmkLimitExceeded' }, { times: 1 });
  await deliver(world, requestText('made'));
  world.fail('CreateKey', { tagCode: 1 }, { times: 2 });
  world.fail('TagResources', { error: 'LimitExceeded.TagValue' }, { times: 1 });
  await deliver(world, requestText('tagged'));
  world.fail('topics:publish:key-events', { http: 413 }, { times: 1 });
  await deliver(world, requestText('adopted'));
  world.fail('CreateKey', { error: 'InvalidParameterValue.InvalidAlias' }, { times: 1 });
  await deliver(world, requestText('rejected'));
  await world.call('CreateKey', { Alias: 'rejected_main' });
  await deliver(world, ' {"unreadable" ');
  writeDeadLetters(world, [deadLetterWith('refused', { redrives: 5 })]);
  return world;
}

/** Ports of an instance that dies at a call, and does nothing after it. */
function dyingPorts(ports: DeadLetterPorts, crash: Crash) {
  let calls = 0;
  let isDead = false;

  function mortal<Parameters extends unknown[], Answer>(
    call: (...parameters: Parameters) => Promise<Answer>,
  ) {
    return async (...parameters: Parameters): Promise<Answer> => {
      calls += 1;
      if (isDead) throw new Error('dead');
      isDead = calls === crash.call;
      if (isDead && crash.when === 'before') throw new Error('dead');
      const answer = await call(...parameters);
      if (isDead) throw new Error('dead');
      return answer;
    };
  }

  const { keys, tags, topics, reader, records } = ports;
  const mortalPorts: DeadLetterPorts = {
    ...ports,
    keys: {
      ...keys,
      createKey: mortal(keys.createKey),
      findKey: mortal(keys.findKey),
      describeKey: mortal(keys.describeKey),
    },
    tags: {
      ...tags,
      createTags: mortal(tags.createTags),
      readTags: mortal(tags.readTags),
      addTags: mortal(tags.addTags),
    },
    topics: { ...topics, publish: mortal(topics.publish) },
    reader: { ...reader, serviceStatus: mortal(reader.serviceStatus) },
    records: { readAll: mortal(records.readAll), readAt: mortal(records.readAt) },
    publishEvent: mortal(ports.publishEvent),
    publishOperation: mortal(ports.publishOperation),
  };
  return { ports: mortalPorts, hasDied: () => isDead };
}

/** The final state, without the number of attempts. */
async function totalsOf(world: OperatorWorld) {
  const { KeyMetadatas } = await world.call('ListKeyDetail', { Limit: 200 });
  const keys = (KeyMetadatas as readonly { readonly Alias: string }[]).map(({ Alias }) => Alias);
  const ends = world
    .events()
    .filter(({ type }) => type === 'tenant-key.provisioned' || type === 'tenant-key.rejected')
    .map(({ type, subject }) => `${type} ${subject}`);
  const waiting = world.waiting().map(({ id, code, text, firstSeenAt }) => ({
    ...{ id, code, text, firstSeenAt },
  }));
  waiting.sort((one, other) => (one.id < other.id ? -1 : 1));
  return { keys, ends: [...new Set(ends)].sort(), waiting };
}

/** Redrives with an instance that dies, and then with another one. */
async function redriveDying(crash: Crash) {
  const world = await worldOfDeadLetters();
  const { ports, hasDied } = dyingPorts(world.operator, crash);
  await operate(world, ALL, { operator: ports }).catch(() => {});
  await operate(world, ALL, { operator: world.anotherOperator() });
  return { totals: await totalsOf(world), hasDied: hasDied() };
}

describe('a redrive that dies (P10)', () => {
  test('ends in the same state after the next redrive, at whichever call it dies', async () => {
    const { totals: undisturbed } = await redriveDying({ call: 1_000, when: 'before' });
    expect(undisturbed.keys.sort()).toEqual([
      ...['adopted_main', 'made_main', 'rejected_main', 'tagged_main'],
    ]);
    expect(undisturbed.ends).toEqual([
      'tenant-key.provisioned adopted/main',
      'tenant-key.provisioned made/main',
      'tenant-key.provisioned tagged/main',
      'tenant-key.rejected rejected/main',
    ]);
    expect(undisturbed.waiting).toMatchObject([
      { code: 'RequestUnreadable', text: ' {"unreadable" ' },
      { id: 'refused' },
    ]);

    let deaths = 0;
    for (const when of ['before', 'after'] as const) {
      for (let call = 1; ; call += 1) {
        const { totals, hasDied } = await redriveDying({ call, when });
        if (!hasDied) break;
        deaths += 1;
        const sorted = { ...totals, keys: totals.keys.sort() };
        expect(sorted, `died ${when} call ${call}`).toEqual(undisturbed);
      }
    }
    expect(deaths).toBeGreaterThanOrEqual(40);
  });
});
