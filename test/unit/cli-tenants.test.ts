import { describe, expect, test } from 'vitest';
import { objectionOf } from '../../cli/report/consent.ts';
import { changeBlock, listBlocked } from '../../cli/tenants/block.ts';
import { type ScriptedContext, scriptedContext } from './cli-operator.ts';
import { run } from './cli-run.ts';

const BLOCK = { command: 'block', tenantId: 'acme', reason: 'asks for too much' } as const;
const UNBLOCK = { command: 'unblock', tenantId: 'acme' } as const;
const SINCE = { blockedAt: '2026-11-23T12:20:00.000Z', reason: 'asks for too much' };
const FREE = { tenantId: 'acme', isBlocked: false };
const BLOCKED = { tenantId: 'acme', isBlocked: true, ...SINCE };

const agreed = { planOnly: false };

/** As at a terminal. */
const asked = (context: ScriptedContext) => ({
  planOnly: false,
  ask: (plan: string) => {
    context.print(plan);
    return objectionOf(context.prompt!, 'Block the tenant?');
  },
});

describe('tenants block', () => {
  test('shows with --plan what it would do, in 80 columns, and how to do it', async () => {
    const context = scriptedContext([{ ...FREE, isChanged: true, keys: 3, waiting: 1 }]);
    const { text, exit } = await changeBlock(BLOCK, context, { planOnly: true });
    expect([exit, text]).toEqual([
      'done',
      `\
The tenant acme has 3 keys and 1 request that waits. Its requests from the queue
would wait, and the HTTP API would refuse it new keys with 403. Its keys stay as
they are.

Nothing was changed. To do this:
  tenant-keys tenants block acme --reason 'asks for too much'
`,
    ]);
    expect(context.sent).toEqual([{ ...BLOCK, planOnly: true }]);
  });

  test('asks whether the name is right of a tenant that has nothing', async () => {
    const context = scriptedContext([{ ...FREE, isChanged: true, keys: 0, waiting: 0 }]);
    const { text } = await changeBlock({ command: 'block', tenantId: 'amce' }, context, {
      planOnly: true,
    });
    expect(text).toContain('has 0 keys and 0 requests that wait. Is the name right?');
    expect(text).toContain('\n  tenant-keys tenants block amce\n');
  });

  test('says of an id that was made that the one that was sent is wanted', async () => {
    const made = { tenantId: 'x--tdsziwgy3cy3twqjqyp6jeg6uq' };
    const unknown = {
      ...{ tenantId: 'x--ui2ye747y4pr3qmcyerm3lsx5e', externalTenantId: made.tenantId },
      ...{ isBlocked: false, isChanged: true, keys: 0, waiting: 0 },
    };
    const context = scriptedContext([unknown]);
    const { text } = await changeBlock({ command: 'block', ...made }, context, { planOnly: true });
    expect(text.replaceAll('\n', ' ')).toContain(
      'An id like this is made from another: give that one, which events and answers have as externalTenantId.',
    );
  });

  test('says so without a plan too, since the tenant that was meant is as before', async () => {
    const made = { tenantId: 'x--tdsziwgy3cy3twqjqyp6jeg6uq' };
    const other = { tenantId: 'x--ui2ye747y4pr3qmcyerm3lsx5e', externalTenantId: made.tenantId };
    const blocked = scriptedContext([{ ...other, isBlocked: true, ...SINCE, isChanged: true }]);
    const block = await changeBlock({ command: 'block', ...made }, blocked, agreed);
    expect([block.exit, block.text]).toEqual([
      'done',
      `\
x--tdsziwgy3cy3twqjqyp6jeg6uq is blocked. Every instance knows within a minute
or so. An id like this is made from another: give that one, which events and
answers have as externalTenantId.
`,
    ]);
    const free = scriptedContext([{ ...other, isBlocked: false, isChanged: false }]);
    const unblock = await changeBlock({ command: 'unblock', ...made }, free, agreed);
    expect([unblock.exit, unblock.text]).toEqual([
      'nothing',
      `\
There is nothing to do: x--tdsziwgy3cy3twqjqyp6jeg6uq is not blocked. An id like
this is made from another: give that one, which events and answers have as
externalTenantId.
`,
    ]);
  });

  test('shows the tenant as it was sent, and proposes a command that a shell takes', async () => {
    const sent = { tenantId: 'x--igveq6eh4pcfygnsisfs6a3fki', externalTenantId: 'auth0|5f7c' };
    const free = { ...sent, isBlocked: false };
    const plan = scriptedContext([{ ...free, isChanged: true, keys: 1, waiting: 0 }]);
    const command = { command: 'block', tenantId: 'auth0|5f7c' } as const;
    const { text } = await changeBlock(command, plan, { planOnly: true });
    expect(text).toMatch(/^The tenant auth0\|5f7c has 1 key/);
    expect(text).toContain("\n  tenant-keys tenants block 'auth0|5f7c'\n");
    const hyphen = scriptedContext([{ ...free, isChanged: true }]);
    const firebase = { ...command, tenantId: '-NxYz', reason: 'a b' };
    expect((await changeBlock(firebase, hyphen, { planOnly: true })).text).toContain(
      "\n  tenant-keys tenants block --reason 'a b' -- -NxYz\n",
    );
    const list = scriptedContext([{ tenants: [{ ...sent, ...SINCE }], unproven: 0 }]);
    expect((await listBlocked({ command: 'blocked' }, list)).text).toBe(
      'auth0|5f7c, blocked 2h ago: asks for too much\n',
    );
    const free2 = scriptedContext([{ ...free, isChanged: false }]);
    const unblock = { command: 'unblock', tenantId: 'auth0|5f7c' } as const;
    expect((await changeBlock(unblock, free2, agreed)).text).toBe(
      'There is nothing to do: auth0|5f7c is not blocked.\n',
    );
  });

  test('asks, and blocks after "y" alone', async () => {
    const plan = { ...FREE, isChanged: true };
    const yes = scriptedContext([plan, { ...BLOCKED, isChanged: true }], { typed: ['y'] });
    expect(await changeBlock(BLOCK, yes, asked(yes))).toMatchObject({
      exit: 'done',
      text: 'acme is blocked. Every instance knows within a minute or so.\n',
    });
    expect(yes.sent).toEqual([{ ...BLOCK, planOnly: true }, BLOCK]);
    expect(yes.printed[0]).toMatch(/^Its requests from the queue/);
    const no = scriptedContext([plan], { typed: [''] });
    expect(await changeBlock(BLOCK, no, asked(no))).toMatchObject({
      ...{ exit: 'refused', text: '', problem: 'Nothing was changed.' },
    });
  });

  test('has nothing to do where the tenant is blocked already', async () => {
    const answer = { ...BLOCKED, isChanged: false };
    const text = 'There is nothing to do: acme, blocked 2h ago: asks for too much.\n';
    const context = () => scriptedContext([answer], { typed: [] });
    const atTerminal = context();
    for (const [consent, exit, given] of [
      [agreed, 'nothing', context()],
      [{ planOnly: true }, 'done', context()],
      [asked(atTerminal), 'nothing', atTerminal],
    ] as const) {
      expect(await changeBlock(BLOCK, given, consent)).toMatchObject({ exit, text });
    }
  });

  test('passes on a refusal', async () => {
    const refused = { code: 'TopicsUnavailable', detail: 'The topics could not be reached.' };
    for (const consent of [agreed, { planOnly: true }]) {
      const context = scriptedContext([{ refused }]);
      expect(await changeBlock(BLOCK, context, consent)).toMatchObject({
        exit: 'refused',
        refused,
      });
    }
  });
});

describe('tenants unblock', () => {
  test('shows since when and why, and what would follow', async () => {
    const context = scriptedContext([{ ...BLOCKED, isChanged: true, waiting: 2 }]);
    const { text } = await changeBlock(UNBLOCK, context, { planOnly: true });
    expect(text).toBe(`\
acme, blocked 2h ago: asks for too much. The tenant acme has 2 requests that
wait. What waits for it would be sent in again within two minutes.

Nothing was changed. To do this:
  tenant-keys tenants unblock acme
`);
  });

  test('says what follows, and that there was nothing to do', async () => {
    const done = scriptedContext([{ ...FREE, isChanged: true }]);
    expect((await changeBlock(UNBLOCK, done, agreed)).text).toBe(`\
acme is not blocked any more. Every instance knows within a minute or so, and
what waits is sent in again.
`);
    const nothing = scriptedContext([{ ...FREE, isChanged: false }]);
    expect(await changeBlock(UNBLOCK, nothing, agreed)).toMatchObject({
      ...{ exit: 'nothing', text: 'There is nothing to do: acme is not blocked.\n' },
    });
  });
});

describe('tenants list', () => {
  const list = (answer: object) => listBlocked({ command: 'blocked' }, scriptedContext([answer]));

  test('has a line for each, without control characters', async () => {
    const tenants = [
      { tenantId: 'acme', ...SINCE },
      { tenantId: 'globex', blockedAt: '2026-11-20T14:20:00.000Z', reason: 'a\u202eb' },
      { tenantId: 'hooli', blockedAt: '2026-11-23T14:19:50.000Z' },
    ];
    expect(await list({ tenants, unproven: 0 })).toMatchObject({
      exit: 'done',
      text: `\
acme, blocked 2h ago: asks for too much
globex, blocked 3d ago: a\\u202eb
hooli, blocked 10s ago
`,
    });
  });

  test('says that there is none, that some are forged, and why there is no answer', async () => {
    expect((await list({ tenants: [], unproven: 1 })).text).toMatch(
      /^No tenant is blocked\.\n1 record on the topic key-status /,
    );
    expect(await list({ refused: { code: 'X', detail: 'd' } })).toMatchObject({ exit: 'refused' });
  });
});

test.each([
  ['tenants block', 'The tenant is missing: tenant-keys tenants block acme.'],
  [
    'tenants unblock',
    'The tenant is missing: tenant-keys tenants unblock acme; tenants list prints the names.',
  ],
  ['tenants block acme globex', 'tenants block takes one name: tenant-keys tenants block NAME.'],
  [
    'tenants block Acmé',
    '"Acmé" must be a tenant id such as acme or auth0|5f7c: 1 to 128 characters of ASCII without a space.',
  ],
  ['block acme', 'The verb follows its noun: tenant-keys tenants block.'],
  ['tenant block acme', 'Unknown noun "tenant"; did you mean tenants?'],
])('%s is a mistake: %s', async (line, sentence) => {
  expect(await run(line)).toEqual({ code: 2, out: '', err: `${sentence}\n` });
});
