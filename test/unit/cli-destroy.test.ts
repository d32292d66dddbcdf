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
    expect(agreed.out).toContain('\n26/27  delete topic key-requests ... done\n');
    expect(agreed.out).toMatch(/\nVerified: nothing is left to change\.\n$/);
    expect(await world.typed('destroy --yes')).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^The local cloud URL, ap-guangzhou: nothing to change\.\n/),
    });
  });

  /** Has the functions answer every command with this. */
  const answering = (value: object) => {
    const result = { ok: true, value, functionName: 'redrive', requestId: 'f-1', durationMs: 1 };
    world.cloud.addFunctions({
      ...{ has: () => true, logOf: () => [] },
      invoke: async () => result as { ok: true } & typeof result,
    });
  };
  const listOf = (total: number, waiting: number, beyond = 0) => ({
    ...{ letters: [], total, counts: {}, waiting, beyond, unreadable: [] },
  });

  test.each<[object, string, object]>([
    [
      listOf(314, 12),
      '302 requests parked, 12 waiting: nothing sends them in again until the\napplication is deployed again. They stay on the topic key-dead-letters.\n',
      { parked: 302, waiting: 12, beyond: 0 },
    ],
    [
      listOf(1, 0, 7),
      '1 request parked, 0 waiting, and 7 more that did not fit into the memory of\nredrive: nothing sends them in again until the application is deployed again.\nThey stay on the topic key-dead-letters.\n',
      { parked: 1, waiting: 0, beyond: 7 },
    ],
    [listOf(0, 0), 'No request waits or is parked.\n', { parked: 0, waiting: 0, beyond: 0 }],
    [
      { refused: { code: 'TopicsUnavailable', detail: 'The topics could not be reached.' } },
      'Not known: how many requests wait or are parked. The topics could not be\nreached.\n',
      { unknown: 'The topics could not be reached.' },
    ],
    [
      {},
      'Not known: how many requests wait or are parked. URL gave an unusable answer: ',
      { unknown: expect.stringContaining('gave an unusable answer') },
    ],
  ])('counts what is parked or waits before it asks: %j', async (answer, text, unsettled) => {
    answering(answer);
    await world.typed('deploy --yes');
    const declined = await world.typed('destroy', { typed: ['no'] });
    expect(declined.code).toBe(4);
    // The address is longer than URL, so that lines break elsewhere.
    const unbroken = (printed: string) => printed.replaceAll('\n', ' ');
    expect(unbroken(declined.out)).toContain(unbroken(text));
    const planned = await world.typed('destroy --plan --json');
    expect(JSON.parse(planned.out)).toMatchObject({ unsettled });
    expect(await world.typed('destroy --yes')).toMatchObject({ code: 0 });
    // Nobody is left to ask.
    const again = await world.typed('destroy --plan --json');
    expect(JSON.parse(again.out)).not.toHaveProperty('unsettled');
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
    expect(JSON.parse(planned.out).changes).toHaveLength(28);
    expect(await world.mutatingCalls()).toEqual([]);
    const done = await world.typed('destroy --yes --json');
    expect(done).toMatchObject({ code: 0, err: '' });
    expect(JSON.parse(done.out).changes).toHaveLength(28);
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
