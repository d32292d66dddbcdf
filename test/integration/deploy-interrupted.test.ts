import { expect, test } from 'vitest';
import type { Application } from '../../deploy/state/application.ts';
import type { Effect } from '../../emulator/faults/faults.ts';
import { codeOf, SAMPLE, withFunction, withoutFunction } from '../unit/sample-application.ts';
import { type DeployWorld, deployWorld, inventory } from './deploy-world.ts';

class Killed extends Error {}

/** New code, another runtime, fewer instances, and one function fewer. */
const CHANGED: Application = withFunction(
  withFunction(withoutFunction(SAMPLE, 'provision-keys'), 'accept-request', {
    code: codeOf('new code'),
    instancesMax: 2,
    timeoutS: 20,
  }),
  'redrive',
  { runtime: 'Nodejs18.15' },
);

type Step = {
  /** Prepares the account. */
  readonly prepare: (world: DeployWorld) => Promise<unknown>;
  readonly run: (world: DeployWorld) => Promise<unknown>;
};

const STEPS: readonly (readonly [name: string, step: Step])[] = [
  ['the first deployment', { prepare: async () => {}, run: (world) => world.deploy(SAMPLE) }],
  [
    'a deployment that changes much',
    {
      prepare: (world) => world.deploy(SAMPLE),
      run: (world) => world.deploy(CHANGED, { replaceFunctions: true }),
    },
  ],
  [
    'a destruction',
    { prepare: (world) => world.deploy(SAMPLE), run: (world) => world.destroy(SAMPLE) },
  ],
];

test.each(STEPS)(
  '%s may be interrupted after any call: the next run completes it',
  async (_, step) => {
    const { calls, after } = await undisturbed(step);
    for (let last = 0; last < calls; last += 1) {
      const world = await prepared(step);
      world.beforeCall = (number) => {
        if (number > last) throw new Killed();
      };
      await expect(step.run(world), `killed after call ${last}`).rejects.toThrow(Killed);
      world.beforeCall = () => {};
      await step.run(world);
      expect(await inventory(world), `killed after call ${last}`).toEqual(after);
    }
  },
);

const EFFECTS: readonly (readonly [name: string, effect: Effect])[] = [
  ['is throttled', { error: 'RequestLimitExceeded' }],
  ['takes effect and its answer is lost', { lostAnswer: true }],
];

const DISTURBED = STEPS.flatMap(([stepName, step]) =>
  EFFECTS.map(([effectName, effect]) => [stepName, effectName, step, effect] as const),
);

test.each(DISTURBED)('%s has the same result if any one call %s', async (_, __, step, effect) => {
  const { calls, after } = await undisturbed(step);
  for (let hit = 1; hit <= calls; hit += 1) {
    const world = await prepared(step);
    world.beforeCall = (number) => {
      if (number === hit) world.machine.faults.add([{ action: '*', effect, times: 1 }]);
    };
    await step.run(world);
    expect(await inventory(world), `call ${hit}`).toEqual(after);
  }
});

test('a cloud that never answers fails the deployment with its code', async () => {
  const world = deployWorld();
  world.machine.faults.add([{ action: 'CreateRole', effect: { http: 502 } }]);
  await expect(world.deploy(SAMPLE)).rejects.toMatchObject({ code: 'HttpStatus' });
  expect(world.sent.filter(({ action }) => action === 'CreateRole')).toHaveLength(6);
});

test('a missing permission fails the deployment at once', async () => {
  const world = deployWorld();
  const error = 'UnauthorizedOperation';
  world.machine.faults.add([{ action: 'CreateRole', effect: { error } }]);
  await expect(world.deploy(SAMPLE)).rejects.toMatchObject({ code: error });
  expect(world.sent.filter(({ action }) => action === 'CreateRole')).toHaveLength(1);
});

test('a difference that is reverted each time is named in the error', async () => {
  const world = deployWorld();
  await world.deploy(SAMPLE);
  world.machine.journal.onAdd(({ action, params }) => {
    if (action !== 'UpdateTrigger' || params.Enable === 'CLOSE') return;
    void world.call('scf', action, { ...params, Enable: 'CLOSE' });
  });
  const renamed = withFunction(SAMPLE, 'redrive', {
    triggers: SAMPLE.functions[2]!.triggers.map(
      (one) => ({ ...one, message: 'other' }) as typeof one,
    ),
  });
  await expect(world.deploy(renamed)).rejects.toThrow(
    'The cloud accepted every change, but these differences remain: update trigger redrive/timer/every-minute (enabled).',
  );
});

async function undisturbed(
  step: Step,
): Promise<{ readonly calls: number; readonly after: object }> {
  const world = await prepared(step);
  let calls = 0;
  world.beforeCall = (number) => {
    calls = number;
  };
  await step.run(world);
  return { calls, after: await inventory(world) };
}

/** A prepared world, whose calls are counted from now on. */
async function prepared(step: Step): Promise<DeployWorld> {
  // The waits for new roles have tests of their own, in new-roles.test.ts.
  const world = deployWorld({ functionSettlesMs: 150, roleDelayMs: 0 });
  await step.prepare(world);
  world.restartCount();
  return world;
}
