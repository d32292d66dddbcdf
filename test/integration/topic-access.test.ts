import { describe, expect, test } from 'vitest';
import type { Application, DesiredTopic } from '../../deploy/state/application.ts';
import { SAMPLE, withFunction } from '../unit/sample-application.ts';
import { type DeployWorld, deployWorld } from './deploy-world.ts';

const PASSWORD = 's3cret-password';
const PLACE = { InstanceId: 'ckafka-local000', ResourceType: 2 };

/** The sample with these changes of its topic of dead letters. */
function withTopic(change: Partial<DesiredTopic>): Application {
  const topics = SAMPLE.ckafka.topics.map((topic) =>
    topic.name === 'key-dead-letters' ? { ...topic, ...change } : topic,
  );
  return { ...SAMPLE, ckafka: { ...SAMPLE.ckafka, topics } };
}

/** The sample with a user of its trigger. */
function withLogin(password = PASSWORD): Application {
  const consumer = SAMPLE.functions.find(({ name }) => name === 'provision-keys');
  const triggers = consumer?.triggers.map((trigger) =>
    trigger.type === 'ckafka' ? { ...trigger, login: { user: 'svc', password } } : trigger,
  );
  return withFunction(SAMPLE, 'provision-keys', { triggers: triggers ?? [] });
}

/** What the last plan changes. */
function changesIn({ reported }: DeployWorld): readonly unknown[] {
  const plans = reported.flatMap((event) => (event.kind === 'planned' ? [event] : []));
  return (plans.at(-1)?.changes ?? []).map(({ verb, resource, fields }) => [
    verb,
    resource.name,
    ...fields.map(({ name, before, after }) => `${name}: ${before} -> ${after}`),
  ]);
}

async function planned(world: DeployWorld, application: Application): Promise<readonly unknown[]> {
  world.reported.length = 0;
  await world.pause(1_000);
  await world.deploy(application);
  const first = world.reported.find((event) => event.kind === 'planned');
  return changesIn({ ...world, reported: first === undefined ? [] : [first] });
}

async function rulesOf({ call }: DeployWorld): Promise<readonly unknown[]> {
  const topic = { ...PLACE, ResourceName: 'key-dead-letters' };
  const { Result } = await call('ckafka', 'DescribeACL', topic);
  return Result.AclList.map((rule: any) => [rule.Principal, rule.Operation, rule.PermissionType]);
}

describe('a topic with rules', () => {
  const RULES = ['svc reads', 'svc writes'];

  test('is open to those users, and to nobody else', async () => {
    const world = deployWorld();
    expect(await world.deploy(withTopic({ rules: RULES }))).toMatchObject({ ok: true });
    expect(await rulesOf(world)).toEqual([
      ['User:svc', 3, 3],
      ['User:svc', 4, 3],
    ]);
    const other = { ...PLACE, ResourceName: 'key-requests' };
    expect((await world.call('ckafka', 'DescribeACL', other)).Result.TotalCount).toBe(0);
    expect(await planned(world, withTopic({ rules: RULES }))).toEqual([]);
  });

  test('loses the rules of others, which the plan shows, and first gets those that it lacks', async () => {
    const world = deployWorld();
    await world.deploy(withTopic({ rules: ['old reads', 'svc reads'] }));
    const everyone = { ...PLACE, ResourceName: 'key-dead-letters', Principal: 'User:*' };
    await world.call('ckafka', 'CreateAcl', { ...everyone, Operation: 2, PermissionType: 3 });
    await world.call('ckafka', 'CreateAcl', {
      ...{ ...everyone, Principal: 'User:svc', Host: '10.0.0.1' },
      ...{ Operation: 4, PermissionType: 3 },
    });
    world.sent.length = 0;
    expect(await planned(world, withTopic({ rules: RULES }))).toEqual([
      [
        'update',
        'key-dead-letters',
        'users: * has operation 2, old reads, svc reads, svc writes from 10.0.0.1 -> svc reads, svc writes',
      ],
    ]);
    expect(await rulesOf(world)).toEqual([
      ['User:svc', 3, 3],
      ['User:svc', 4, 3],
    ]);
    const changes = world.sent.filter(({ action }) => /^(?:Create|Delete|Modify)/.test(action));
    expect(changes.map(({ action }) => action)).toEqual([
      ...['CreateAcl', 'DeleteAcl', 'DeleteAcl', 'DeleteAcl'],
    ]);
  });

  test('keeps its rules where the file declares no user', async () => {
    const world = deployWorld();
    await world.deploy(withTopic({ rules: RULES }));
    expect(await planned(world, SAMPLE)).toEqual([]);
    expect(await rulesOf(world)).toHaveLength(2);
  });
});

describe('the largest message of a topic', () => {
  const limitOf = async ({ call }: DeployWorld) => {
    const topic = { InstanceId: 'ckafka-local000', TopicName: 'key-dead-letters' };
    return (await call('ckafka', 'DescribeTopicAttributes', topic)).Result.Config.MaxMessageBytes;
  };

  test('is set, and raised when someone has lowered it', async () => {
    const world = deployWorld();
    await world.deploy(SAMPLE);
    expect(await limitOf(world)).toBe(1_048_576);
    const topic = { InstanceId: 'ckafka-local000', TopicName: 'key-dead-letters' };
    await world.call('ckafka', 'ModifyTopicAttributes', { ...topic, MaxMessageBytes: 262_144 });
    expect(await planned(world, SAMPLE)).toEqual([
      ['update', 'key-dead-letters', 'largest message: 262144 bytes -> 1048576 bytes'],
    ]);
    expect(await limitOf(world)).toBe(1_048_576);
  });

  test('stays larger than the file says, with a warning', async () => {
    const world = deployWorld();
    await world.deploy(withTopic({ maxMessageBytes: 2_097_152 }));
    expect(await planned(world, SAMPLE)).toEqual([]);
    expect(await limitOf(world)).toBe(2_097_152);
    const warnings = world.reported.flatMap((each) =>
      each.kind === 'planned' ? each.warnings : [],
    );
    expect(warnings[0]).toBe(
      'The topic key-dead-letters keeps its limit of 2097152 bytes a message: the file declares 1048576, with which it might refuse what other producers send.',
    );
  });

  test('is what brokers allow by default, which differs a little: nothing is said of it', async () => {
    const world = deployWorld();
    await world.deploy(withTopic({ maxMessageBytes: 1_048_588 }));
    expect(await planned(world, SAMPLE)).toEqual([]);
    expect(world.reported).toContainEqual(expect.objectContaining({ warnings: [] }));
  });

  test('counts as declared where the cloud does not report it', async () => {
    const world = deployWorld();
    world.answered = (action, answer) => {
      if (action !== 'DescribeTopicDetail') return answer;
      for (const { Config } of answer.Result.TopicList) Config.MaxMessageBytes = null;
      return answer;
    };
    expect(await world.deploy(SAMPLE)).toMatchObject({ ok: true });
    expect(await planned(world, SAMPLE)).toEqual([]);
  });
});

describe.each([
  { ckafkaEasConfigIsText: false, ckafkaEasConfigShown: false },
  { ckafkaEasConfigIsText: false, ckafkaEasConfigShown: true },
  { ckafkaEasConfigIsText: true, ckafkaEasConfigShown: false },
  { ckafkaEasConfigIsText: true, ckafkaEasConfigShown: true },
])('the user of a trigger, under %o', (switches) => {
  test('is set in the form that the cloud takes, and no plan or report has its password', async () => {
    const world = deployWorld(switches);
    expect(await world.deploy(withLogin())).toMatchObject({ ok: true });
    const trigger = world.machine
      .functionsIn('ap-guangzhou')
      .get('provision-keys')
      ?.triggers.get('ckafka/ckafka-local000-key-requests');
    const { easConfig } = JSON.parse(trigger?.desc ?? '{}');
    const login = { user: 'svc', password: PASSWORD };
    expect(easConfig).toEqual(switches.ckafkaEasConfigIsText ? JSON.stringify(login) : login);
    const reports = JSON.stringify(world.reported);
    expect(reports).toContain('{"name":"password","after":"(secret)"}');
    expect(await planned(world, withLogin())).toEqual([]);
    expect(reports + JSON.stringify(world.reported)).not.toContain(PASSWORD);
    expect(JSON.stringify(world.machine.journal.list())).not.toContain(PASSWORD);
  });

  test('is changed by another trigger, where the cloud shows that it differs', async () => {
    const world = deployWorld(switches);
    await world.deploy(withLogin());
    const changes = await planned(world, withLogin('another-s3cret'));
    expect(changes).toEqual(
      switches.ckafkaEasConfigShown
        ? [
            [
              'replace',
              'provision-keys/ckafka/ckafka-local000-key-requests',
              'password: (secret) -> (another secret)',
            ],
          ]
        : [],
    );
    expect(JSON.stringify(world.reported)).not.toContain('s3cret');
  });
});

describe.each([false, true])('the user of the functions, shown in triggers: %s', (shown) => {
  const TRIGGER = 'provision-keys/ckafka/ckafka-local000-key-requests';

  /** The sample with a user of its function and its trigger, as a whole file has it. */
  function withUser(password: string): Application {
    const { environment } = SAMPLE.functions.find(({ name }) => name === 'provision-keys') ?? {};
    const user = { TOPICS_USER: 'svc', TOPICS_PASSWORD: password };
    return withFunction(withLogin(password), 'provision-keys', {
      environment: { ...environment, ...user },
    });
  }

  const triggerIn = (world: DeployWorld) =>
    world.machine
      .functionsIn('ap-guangzhou')
      .get('provision-keys')
      ?.triggers.get('ckafka/ckafka-local000-key-requests')?.desc ?? '';

  test('reaches a trigger that had none, and one that had another, and leaves with them', async () => {
    const world = deployWorld({ ckafkaEasConfigShown: shown });
    await world.deploy(SAMPLE);
    const first = await planned(world, withUser('first'));
    expect(first).toContainEqual([
      'replace',
      TRIGGER,
      'user: undefined -> svc',
      'password: undefined -> (secret)',
    ]);
    expect(triggerIn(world)).toContain('"easConfig":{"user":"svc","password":"first"}');
    await planned(world, withUser('second'));
    expect(triggerIn(world)).toContain('"password":"second"');
    expect(await planned(world, withUser('second'))).toEqual([]);
    await planned(world, SAMPLE);
    expect(triggerIn(world)).not.toContain('easConfig');
  });

  test('reaches the trigger, after whichever call a deployment was interrupted', async () => {
    for (let last = 1, wasKilled = true; wasKilled; last += 1) {
      const world = deployWorld({ ckafkaEasConfigShown: shown });
      await world.deploy(SAMPLE);
      await world.pause(1_000);
      world.restartCount();
      world.beforeCall = (number) => {
        if (number > last) throw new Error('killed');
      };
      wasKilled = await world.deploy(withUser('first')).then(
        () => false,
        () => true,
      );
      world.beforeCall = () => {};
      await planned(world, withUser('first'));
      expect(triggerIn(world), `killed after call ${last}`).toContain('"password":"first"');
    }
  });
});

test('the user of a trigger in a wrong form is refused, and any other description is not sent twice', async () => {
  const world = deployWorld();
  world.sent.length = 0;
  const consumer = SAMPLE.functions.find(({ name }) => name === 'provision-keys');
  const triggers = consumer?.triggers.map((trigger) =>
    trigger.type === 'ckafka' ? { ...trigger, maxMsgNum: 0 } : trigger,
  );
  const wrong = withFunction(SAMPLE, 'provision-keys', { triggers: triggers ?? [] });
  await expect(world.deploy(wrong)).rejects.toThrow('TriggerDesc');
  const sent = world.sent.filter(({ action }) => action === 'CreateTrigger');
  expect(JSON.stringify(sent)).not.toContain('easConfig');
});
