import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type DeployWorld, deployWorld } from './cli-deploy-world.ts';

// The command as it is typed, over a local cloud and a project of their own.

let world: DeployWorld;

beforeEach(async () => {
  world = await deployWorld();
});
afterEach(() => world.close());

describe('destroy', () => {
  test('shows what is deleted and what is kept, and requires the name of the application', async () => {
    await world.typed('deploy --yes');
    await world.ask('/topics/key-events/messages', 'POST', { value: '{}' });
    await world.ask('/journal', 'DELETE');
    const declined = await world.typed('destroy', { typed: ['yes'] });
    expect(declined).toMatchObject({
      code: 4,
      err: "Type the application's name, tenant-keys, to delete this: Nothing was deleted, because tenant-keys was not typed.\n",
    });
    expect(declined.out).toContain('\ndelete   function accept-request\n');
    expect(declined.out.slice(declined.out.indexOf('Kept'))).toBe(`\
Kept: The topic key-events has messages, which would be lost: delete it by hand
when they are no longer needed.
No key is ever deleted.

`);
    expect(await world.mutatingCalls()).toEqual([]);

    const agreed = await world.typed('destroy', { typed: ['tenant-keys'] });
    expect(agreed.code).toBe(0);
    expect(agreed.out).toContain('\n19/19  delete topic key-requests ... done\n');
    expect(agreed.out).toMatch(/\nVerified: nothing is left to change\.\n$/);
    expect(await world.typed('destroy --yes')).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^The local cloud URL, ap-guangzhou: nothing to change\.\n/),
    });
  });

  test.each(['destroy', 'destroy --json'])(
    '%s without a terminal asks no question',
    async (line) => {
      const terminal = line === 'destroy' ? {} : { typed: ['tenant-keys'] };
      expect(await world.typed(line, terminal)).toEqual({
        code: 2,
        out: '',
        err: 'There is no terminal to confirm on, or --json is given: add --yes to delete without a question, or --plan to see what would be deleted.\n',
      });
      expect(await world.ask('/journal')).toEqual([]);
    },
  );

  test('--plan changes nothing, and --yes asks no question', async () => {
    await world.typed('deploy --yes');
    await world.ask('/journal', 'DELETE');
    const planned = await world.typed('destroy --plan --json');
    expect(planned).toMatchObject({ code: 0, err: '' });
    expect(JSON.parse(planned.out)).toMatchObject({ kept: [] });
    expect(JSON.parse(planned.out).changes).toHaveLength(20);
    expect(await world.mutatingCalls()).toEqual([]);
    const done = await world.typed('destroy --yes --json');
    expect(done).toMatchObject({ code: 0, err: '' });
    expect(JSON.parse(done.out).changes).toHaveLength(20);
  });

  test('never makes a call of KMS', async () => {
    await world.typed('deploy --yes');
    await world.typed('destroy --yes');
    const actions: readonly string[] = (await world.ask('/journal')).map(
      (entry: any) => entry.action,
    );
    expect(actions.filter((action) => /Key|Tag/.test(action))).toEqual([]);
  });
});
