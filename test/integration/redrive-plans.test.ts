import { beforeAll, describe, expect, test } from 'vitest';
import type {
  RedriveAnswer,
  RedrivePlan,
  RedrivePlans,
} from '../../shared/dead-letters/generated/dead-letters-command.ts';
import { writeDeadLetters } from '../world/dead-letters.ts';
import { deliver, operate, requestText } from '../world/operate.ts';
import { type OperatorWorld, operatorWorld } from '../world/operator-world.ts';

const DEAD_LETTERS_EACH = 50;
const QUOTA_USED_UP = 'LimitExceeded.CmkLimitExceeded';

/** A kind of dead letter: why it is parked, what happens then, and the result of a redrive. */
type Kind = {
  readonly park: (world: OperatorWorld, tenantId: string) => Promise<void>;
  readonly since?: (world: OperatorWorld, tenantId: string) => Promise<void>;
  readonly comesTo: Pick<RedrivePlan, 'outcome' | 'code' | 'calls'>;
};

const parkAtQuota: Kind['park'] = async (world, tenantId) => {
  const { TotalCount } = await world.call('ListKeyDetail', { Limit: 1 });
  world.machine.setSwitches({ cmkLimit: TotalCount as number });
  await deliver(world, requestText(tenantId));
  world.machine.setSwitches({ cmkLimit: 1_000 });
};

const parkUntagged: Kind['park'] = async (world, tenantId) => {
  // The first call is refused for a tag that does not exist in the account yet.
  world.fail('CreateKey', { tagCode: 1 }, { times: 2 });
  world.fail('TagResources', { error: 'LimitExceeded.TagValue' }, { times: 1 });
  await deliver(world, requestText(tenantId));
};

const parkDisabled: Kind['park'] = async (world, tenantId) => {
  await deliver(world, requestText(tenantId, { requestId: 'first' }));
  await world.call('DisableKey', { KeyId: await keyIdOf(world, tenantId) });
  await deliver(world, requestText(tenantId));
};

const KINDS: Readonly<Record<string, Kind>> = {
  'the quota was used up before the tag was known, and is raised since': {
    park: async (world, tenantId) => {
      world.fail('CreateKey', { error: QUOTA_USED_UP }, { times: 1 });
      await deliver(world, requestText(tenantId));
    },
    comesTo: { outcome: 'provisioned', calls: ['CreateKey', 'CreateTags', 'CreateKey'] },
  },
  'the tag is missing': {
    park: parkUntagged,
    comesTo: { outcome: 'provisioned', calls: ['TagResources'] },
  },
  'the tag was missing, and the key is gone since': {
    park: parkUntagged,
    since: async (world, tenantId) => {
      const KeyId = await keyIdOf(world, tenantId);
      await world.call('DisableKey', { KeyId });
      await world.call('ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 });
    },
    comesTo: { outcome: 'parked', code: 'KeyGone', calls: [] },
  },
  'the key is disabled': {
    park: parkDisabled,
    comesTo: { outcome: 'parked', code: 'KeyDisabled', calls: [] },
  },
  'the key was disabled, and is enabled since': {
    park: parkDisabled,
    since: async (world, tenantId) => {
      await world.call('EnableKey', { KeyId: await keyIdOf(world, tenantId) });
    },
    comesTo: { outcome: 'provisioned', calls: [] },
  },
  'the text is no request': {
    park: (world, tenantId) => deliver(world, `{"tenantId":"${tenantId}"`),
    comesTo: { outcome: 'parked', code: 'RequestUnreadable', calls: [] },
  },
  'KMS refused the name, and a foreign key has it since': {
    park: async (world, tenantId) => {
      world.fail('CreateKey', { error: 'InvalidParameterValue.InvalidAlias' }, { times: 1 });
      await deliver(world, requestText(tenantId));
    },
    since: async (world, tenantId) => {
      await world.call('CreateKey', { Alias: `${tenantId}_main` });
    },
    comesTo: { outcome: 'rejected', code: 'KeyConflict', calls: [] },
  },
  'the topic refused the event': {
    park: async (world, tenantId) => {
      world.fail('topics:publish:key-events', { http: 413 }, { times: 1 });
      await deliver(world, requestText(tenantId));
    },
    comesTo: { outcome: 'provisioned', calls: [] },
  },
  'it was redriven too often': {
    park: async (world, tenantId) => {
      await deliver(world, `{"tenantId":"${tenantId}`);
      const deadLetter = world.waiting().at(-1)!;
      writeDeadLetters(world, [{ ...deadLetter, redrives: 5 }]);
    },
    comesTo: { outcome: 'refused', code: 'RedrivesExhausted', calls: [] },
  },
  'the quota was used up, and is raised for others only': {
    park: parkAtQuota,
    comesTo: { outcome: 'waiting', code: QUOTA_USED_UP, calls: [] },
  },
};

const NAMES = Object.keys(KINDS);

async function keyIdOf(world: OperatorWorld, tenantId: string): Promise<string> {
  const { KeyMetadatas } = await world.call('ListKeyDetail', {
    SearchKeyAlias: `${tenantId}_main`,
    Limit: 1,
  });
  return (KeyMetadatas as readonly { readonly KeyId: string }[])[0]!.KeyId;
}

/** The plan and the result of each dead letter, by the tenant, which is named after its kind. */
const kindOf = (tenantId: string) => NAMES[Number(/^k(\d+)-/.exec(tenantId)![1])]!;

/** The names of calls; repeated calls in a row are listed once. */
const collapsed = (calls: readonly string[]) =>
  calls.filter((call, index) => call !== calls[index - 1]);

describe(`${NAMES.length * DEAD_LETTERS_EACH} dead letters of ${NAMES.length} kinds (P10)`, () => {
  const world = operatorWorld({ switches: { rateLimits: false, cmkLimit: 1_000 } });
  /** The tenant of a dead letter whose text does not have it. */
  const tenantOf = new Map<string, string>();
  const textOf = new Map<string, string>();

  const mutating = () => world.machine.journal.list().filter((entry) => entry.mutating);

  beforeAll(async () => {
    const [last] = NAMES.slice(-1);
    const inTurn = NAMES.filter((name) => name !== last);
    const parkings = [
      ...Array.from({ length: DEAD_LETTERS_EACH }, (_, round) =>
        inTurn.map((name) => ({ name, round })),
      ),
      Array.from({ length: DEAD_LETTERS_EACH }, (_, round) => ({ name: last!, round })),
    ].flat();
    for (const { name, round } of parkings) {
      const tenantId = `k${NAMES.indexOf(name)}-${round}`;
      await KINDS[name]!.park(world, tenantId);
      const deadLetter = world.waiting().at(-1)!;
      tenantOf.set(deadLetter.id, tenantId);
      textOf.set(deadLetter.id, deadLetter.text);
    }
    for (const { name, round } of parkings) {
      await KINDS[name]!.since?.(world, `k${NAMES.indexOf(name)}-${round}`);
    }
    world.machine.advanceClock(8 * 86_400_000);
    const { CmkUserCount } = await world.call('GetServiceStatus', {});
    world.machine.setSwitches({ cmkLimit: (CmkUserCount as number) + DEAD_LETTERS_EACH });
    world.machine.journal.clear();
  }, 60_000);

  test('are all parked', () => {
    expect(tenantOf.size).toBe(500);
    expect(world.waiting()).toHaveLength(500);
  });

  let plans: readonly RedrivePlan[] = [];

  test('each have a plan that changes nothing', async () => {
    const answer = await operate<RedrivePlans>(world, {
      command: 'plan',
      selection: { all: true, states: ['waiting', 'parked'] },
    });
    plans = answer.plans;
    expect(mutating()).toEqual([]);
    expect(answer.total).toBe(500);
    expect(plans).toHaveLength(500);
    for (const { id, outcome, code, calls } of plans) {
      const kind = kindOf(tenantOf.get(id)!);
      const planned = { outcome, ...(code === undefined ? {} : { code }), calls };
      expect({ kind, ...planned }).toEqual({ kind, ...KINDS[kind]!.comesTo });
    }
  });

  test('have the planned results, 500 of 500, by exactly the planned calls', async () => {
    const callsOf = new Map<string, readonly string[]>();
    const answer = await operate<RedriveAnswer>(
      world,
      { command: 'redrive', selection: { all: true, states: ['waiting', 'parked'] } },
      {
        log: (line) => {
          const { letterId: deadLetterId } = JSON.parse(line) as { letterId: string };
          callsOf.set(deadLetterId, collapsed(mutating().map(({ action }) => action)));
          world.machine.journal.clear();
        },
      },
    );
    const came = answer.results.map(({ id, outcome, code }) => ({
      ...{ id, outcome, calls: callsOf.get(id) },
      ...(code === undefined ? {} : { code }),
    }));
    const planned = plans.map(({ tenantId: _, keyName: __, ...plan }) => plan);
    expect(came).toEqual(planned);
    expect(answer.remaining).toBe(0);
  });

  test('are settled if the request ended, and unchanged if not', () => {
    const waiting = world.waiting();
    expect(waiting).toHaveLength(250);
    for (const { id, text } of waiting) expect(text).toBe(textOf.get(id));
  });

  test('need no mutating call in a second redrive', async () => {
    world.machine.journal.clear();
    const answer = await operate<RedriveAnswer>(world, {
      command: 'redrive',
      selection: { all: true, states: ['waiting', 'parked'] },
    });
    expect(answer.results).toHaveLength(250);
    expect(mutating()).toEqual([]);
  });
});
