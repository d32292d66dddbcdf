import { expect, test } from 'vitest';
import { ACCOUNT } from '../../emulator/api/service.ts';
import { SAMPLE } from '../unit/sample-application.ts';

import { type DeployWorld, deployWorld } from './deploy-world.ts';

// A new role may take minutes until functions can assume it; see `roleDelayMs` of the local cloud.

/** What a deployment said while it waited: the function, and how many seconds it will have waited. */
const waits = ({ reported }: DeployWorld) =>
  reported.flatMap((event) =>
    event.kind === 'waiting' ? [[event.change.resource.name, event.waitedMs / 1_000]] : [],
  );

/** Makes a call of CAM between two calls of a deployment. */
function byHand({ machine }: DeployWorld, action: string, params: object): void {
  const signature = { ok: true, caller: ACCOUNT } as const;
  machine.call({ version: '2019-01-16', action, region: '', params, signature });
}

test('a deployment waits for new roles, says so, and goes on without another plan', async () => {
  const world = deployWorld();
  expect(await world.deploy(SAMPLE)).toMatchObject({ ok: true });
  expect(waits(world)).toEqual([
    ['accept-request', 5],
    ['accept-request', 15],
    ['accept-request', 35],
    ['accept-request', 75],
  ]);
  expect(world.reported.filter(({ kind }) => kind === 'planned')).toHaveLength(1);
  expect(world.reported.filter(({ kind }) => kind === 'refused')).toEqual([]);
  await world.deploy(SAMPLE);
  expect(waits(world)).toHaveLength(4);
});

test('where roles work at once, nothing waits', async () => {
  const world = deployWorld({ roleDelayMs: 0 });
  expect(await world.deploy(SAMPLE)).toMatchObject({ ok: true });
  expect(waits(world)).toEqual([]);
});

test('time may pass in the cloud alone', async () => {
  const world = deployWorld();
  const elapsedMs: number[] = [];
  await world.deploy(SAMPLE, {
    elapse: async (delayMs) => {
      elapsedMs.push(delayMs);
      world.machine.advanceClock(delayMs);
    },
  });
  expect(elapsedMs).toEqual([5_000, 10_000, 20_000, 40_000]);
});

test('a role that does not work for long ends the deployment, which continues later', async () => {
  const world = deployWorld({ roleDelayMs: 3_600_000 });
  await expect(world.deploy(SAMPLE, { deadlineMs: 7_200_000 })).rejects.toMatchObject({
    code: 'ResourceNotFound.Role',
  });
  await world.pause(3_600_000);
  expect(await world.deploy(SAMPLE)).toMatchObject({ ok: true });
});

test('a role that is gone is created again, and not waited for', async () => {
  const world = deployWorld({ roleDelayMs: 0 });
  const RoleName = 'tenant-keys-redrive';
  let isDeleted = false;
  world.machine.journal.onAdd(({ action, params }) => {
    if (isDeleted || action !== 'CreateFunction' || params.FunctionName !== 'accept-request')
      return;
    isDeleted = true;
    byHand(world, 'DetachRolePolicy', { DetachRoleName: RoleName, PolicyName: RoleName });
    byHand(world, 'DeleteRole', { RoleName });
  });
  expect(await world.deploy(SAMPLE)).toMatchObject({ ok: true });
  expect(waits(world)).toEqual([]);
  expect(await world.call('cam', 'GetRole', { RoleName })).toMatchObject({
    RoleInfo: { RoleName },
  });
});
