import { describe, expect, test } from 'vitest';
import type { Deployed } from '../../deploy/deploy.ts';
import type { Application, DesiredTrigger } from '../../deploy/state/application.ts';
import type { Effect } from '../../emulator/faults/faults.ts';
import { SAMPLE, withFunction } from '../unit/sample-application.ts';
import { type DeployWorld, deployWorld } from './deploy-world.ts';

const QUEUE = 'provision-keys/ckafka/ckafka-local000-key-requests';

const STAYS = `The queue is paused: the trigger ${QUEUE} stays disabled until tenant-keys queue resume.`;

class Killed extends Error {}

async function deployedWorld(): Promise<DeployWorld> {
  const world = deployWorld({ roleDelayMs: 0 });
  await world.deploy(SAMPLE);
  world.restartCount();
  world.sent.length = 0;
  return world;
}

/** Whether each trigger of the queue consumer is enabled. */
async function enabled({ call, pause }: DeployWorld): Promise<readonly unknown[]> {
  await pause(1_000); // Earlier calls no longer count towards a rate limit.
  const { Triggers } = await call('scf', 'ListTriggers', { FunctionName: 'provision-keys' });
  return Triggers.map(({ Enable }: { Enable: number }) => Enable === 1);
}

/** The sample with other settings of the queue's trigger. */
const withQueue = (change: Partial<DesiredTrigger>): Application =>
  withFunction(SAMPLE, 'provision-keys', {
    triggers: SAMPLE.functions
      .find(({ name }) => name === 'provision-keys')!
      .triggers.map((one) => ({ ...one, ...change }) as DesiredTrigger),
  });

const changesOf = (deployed: Deployed) =>
  deployed.changes.map(({ verb, resource }) => `${verb} ${resource.kind} ${resource.name}`);

describe('the queue', () => {
  test('is paused and resumed by one call that can change nothing else', async () => {
    const world = await deployedWorld();
    const paused = await world.switchQueue('paused');
    expect(paused).toEqual({
      ok: true,
      changes: [
        {
          verb: 'update',
          resource: { kind: 'trigger', name: QUEUE },
          fields: [{ name: 'enabled', before: 'yes', after: 'no' }],
        },
      ],
      triggers: ['ckafka-local000-key-requests'],
      calls: 3,
    });
    expect(await enabled(world)).toEqual([false]);
    expect(world.sent.map(({ action }) => action)).toEqual([
      ...['ListTriggers', 'UpdateTriggerStatus', 'ListTriggers'],
    ]);
    expect(world.sent[1]?.params).toEqual({
      FunctionName: 'provision-keys',
      TriggerName: 'ckafka-local000-key-requests',
      Type: 'ckafka',
      Qualifier: '$DEFAULT',
      Namespace: 'default',
      Enable: 'CLOSE',
    });
    expect(await world.switchQueue('running')).toMatchObject({ ok: true, calls: 3 });
    expect(await enabled(world)).toEqual([true]);
  });

  test('stays as it is when it is so already, and with planOnly', async () => {
    const world = await deployedWorld();
    expect(await world.switchQueue('running')).toMatchObject({ ok: true, changes: [], calls: 1 });
    const planned = await world.switchQueue('paused', { planOnly: true });
    expect(planned).toMatchObject({ ok: true, changes: [{ verb: 'update' }], calls: 1 });
    expect(await enabled(world)).toEqual([true]);
  });

  test('that is not deployed is refused, with what to do', async () => {
    const world = deployWorld();
    expect(await world.switchQueue('paused')).toEqual({
      ok: false,
      changes: [],
      refusals: [
        'The function provision-keys has no trigger of a queue in the namespace default of this region: deploy it first, or choose another with --region or --namespace.',
      ],
    });
  });

  test('is not touched if the person objects, or if it has changed since', async () => {
    const world = await deployedWorld();
    const objection = async () => 'Nothing was changed.';
    expect(await world.switchQueue('paused', { objection })).toMatchObject({
      ok: false,
      refusals: ['Nothing was changed.'],
    });
    const other = async () => {
      await pauseByHand(world);
      return undefined;
    };
    expect(await world.switchQueue('paused', { objection: other })).toMatchObject({
      ok: false,
      refusals: [expect.stringMatching(/^The account has changed since the plan was shown/)],
    });
  });

  test.each(['paused', 'running'] as const)(
    'is %s in the end if the command is killed after any call and repeated',
    async (wanted) => {
      for (let last = 0; last < 3; last += 1) {
        const world = await deployedWorld();
        await world.switchQueue(wanted === 'paused' ? 'running' : 'paused');
        world.restartCount();
        world.beforeCall = (number) => {
          if (number > last) throw new Killed();
        };
        await expect(world.switchQueue(wanted), `call ${last}`).rejects.toThrow(Killed);
        world.beforeCall = () => {};
        expect(await world.switchQueue(wanted), `call ${last}`).toMatchObject({ ok: true });
        expect(await enabled(world), `call ${last}`).toEqual([wanted === 'running']);
      }
    },
  );

  const effects: readonly (readonly [string, Effect])[] = [
    ['is throttled', { error: 'RequestLimitExceeded' }],
    ['takes effect and its answer is lost', { lostAnswer: true }],
  ];
  test.each(effects)('is paused although any one call %s', async (_, effect) => {
    for (let hit = 1; hit <= 3; hit += 1) {
      const world = await deployedWorld();
      world.beforeCall = (number) => {
        if (number === hit) world.machine.faults.add([{ action: '*', effect, times: 1 }]);
      };
      expect(await world.switchQueue('paused'), `call ${hit}`).toMatchObject({ ok: true });
      expect(await enabled(world), `call ${hit}`).toEqual([false]);
    }
  });

  test('that something else starts at once is named in the error', async () => {
    const world = await deployedWorld();
    world.machine.journal.onAdd(({ action, params }) => {
      if (action !== 'UpdateTriggerStatus' || params.Enable === 'OPEN') return;
      void world.call('scf', action, { ...params, Enable: 'OPEN' });
    });
    await expect(world.switchQueue('paused')).rejects.toThrow(
      `The cloud accepted every change, but these triggers are as before: ${QUEUE}.`,
    );
  });
});

describe('a deployment while the queue is paused', () => {
  test('leaves it so, and says that', async () => {
    const world = await deployedWorld();
    await world.switchQueue('paused');
    expect(await world.deploy(SAMPLE)).toMatchObject({ ok: true, changes: [], warnings: [STAYS] });
    expect(await enabled(world)).toEqual([false]);
    await world.switchQueue('running');
    expect(await world.deploy(SAMPLE)).toMatchObject({ ok: true, changes: [], warnings: [] });
  });

  test('changes other settings of its trigger, and leaves it so', async () => {
    const world = await deployedWorld();
    await world.switchQueue('paused');
    const deployed = await world.deploy(withQueue({ maxMsgNum: 7 }));
    expect(changesOf(deployed)).toEqual([`update trigger ${QUEUE}`]);
    expect(await enabled(world)).toEqual([false]);
  });

  test('leaves it so if it was paused only while the deployment ran', async () => {
    const world = await deployedWorld();
    const update = withFunction(withQueue({ maxMsgNum: 7 }), 'provision-keys', { timeoutS: 50 });
    world.answered = (action, answer) => {
      if (action === 'UpdateFunctionConfiguration') void pauseByHand(world);
      return answer;
    };
    expect(changesOf(await world.deploy(update))).toEqual([
      'update function provision-keys',
      `update trigger ${QUEUE}`,
    ]);
    expect(await enabled(world)).toEqual([false]);
  });

  test.each([
    ['its trigger', withQueue({ consumerGroup: 'another' }), false],
    ['its function', withFunction(SAMPLE, 'provision-keys', { runtime: 'Nodejs18.15' }), true],
  ])('is refused if %s would be replaced', async (_, application, replaceFunctions) => {
    const world = await deployedWorld();
    await world.switchQueue('paused');
    const refusal = `The queue is paused, and the trigger ${QUEUE} would have to be deleted and created again, which would start it: run tenant-keys queue resume first, and pause again after the deployment.`;
    const deployed = await world.deploy(application, { replaceFunctions });
    expect(deployed).toMatchObject({ ok: false, refusals: [refusal] });
    expect(await enabled(world)).toEqual([false]);
    await world.switchQueue('running');
    expect(await world.deploy(application, { replaceFunctions })).toMatchObject({ ok: true });
    expect(await enabled(world)).toEqual([true]);
  });

  test('that destroys the application deletes it', async () => {
    const world = await deployedWorld();
    await world.switchQueue('paused');
    await world.destroy(SAMPLE);
    await world.deploy(SAMPLE);
    expect(await enabled(world)).toEqual([true]);
  });

  test('leaves it so wherever it is interrupted', async () => {
    const application = withQueue({ maxMsgNum: 7 });
    const prepared = async () => {
      const world = await deployedWorld();
      await world.switchQueue('paused');
      world.restartCount();
      return world;
    };
    const undisturbed = await prepared();
    let calls = 0;
    undisturbed.beforeCall = (number) => {
      calls = number;
    };
    await undisturbed.deploy(application);
    for (let last = 0; last < calls; last += 1) {
      const world = await prepared();
      world.beforeCall = (number) => {
        if (number > last) throw new Killed();
      };
      await expect(world.deploy(application), `killed after call ${last}`).rejects.toThrow(Killed);
      world.beforeCall = () => {};
      await world.deploy(application);
      expect(await enabled(world), `killed after call ${last}`).toEqual([false]);
    }
  });
});

/** As the console does. */
function pauseByHand({ call }: DeployWorld): Promise<unknown> {
  return call('scf', 'UpdateTriggerStatus', {
    ...{ FunctionName: 'provision-keys', TriggerName: 'ckafka-local000-key-requests' },
    ...{ Type: 'ckafka', Qualifier: '$DEFAULT', Enable: 'CLOSE' },
  });
}
