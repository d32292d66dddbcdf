import { afterEach, describe, expect, test } from 'vitest';
import { HANGS, type ScriptedFunctions, scriptedFunctions } from './cli-functions.ts';
import { type RunOptions, run } from './cli-run.ts';

// Ctrl-C while functions work. Here it is pressed when a command has arrived that is not answered.

const STARTED_AT = '2026-11-23T14:20:00.000Z';
const HASH = 'a'.repeat(43);

let functions: ScriptedFunctions;
afterEach(() => functions.close());

/** Gives these answers one after the other, and then none: Ctrl-C is pressed instead. */
async function stopAfter(
  answers: readonly object[],
  line: string,
  options: RunOptions = {},
): Promise<{ code: number; out: string; err: string; sent: number }> {
  let press = () => {};
  const stopped = new Promise<void>((resolve) => {
    press = resolve;
  });
  functions = await scriptedFunctions((_, count) => {
    const answer = answers[count - 1];
    if (answer !== undefined) return answer;
    press();
    return HANGS;
  });
  const ended = await functions.typed(line, { ...options, stopped });
  return { ...ended, sent: functions.sent.length };
}

const redriven = (ids: readonly string[], remaining: number) => ({
  results: ids.map((id) => ({ id, outcome: 'provisioned', keyId: 'e3b2f8c4-52b1' })),
  ...{ startedAt: STARTED_AT, remaining },
  next: { command: 'redrive', selection: { tenantId: 'acme' }, startedAt: STARTED_AT, after: 'x' },
});
const retried = (count: number, remaining: number) => ({
  ...{ retried: count, counts: { InternalError: count }, due: 0, inFlight: 0, remaining },
  ...{ beyond: 0, unreadable: [] },
});
const repaired = (keyIds: readonly string[], remaining: number) => ({
  repaired: keyIds.map((keyId) => ({ keyId, resourceId: 'r', tenantId: 'acme' })),
  ...{ failed: [], remaining, planHash: HASH },
});

describe('Ctrl-C in a long command', () => {
  test('that redrives says how far it came, and what to type to go on', async () => {
    const answers = [redriven(['dl_a', 'dl_b'], 3), redriven(['dl_c'], 2)];
    expect(await stopAfter(answers, 'dead-letters redrive --tenant acme')).toEqual({
      code: 130,
      out: `\
id    key  outcome      what
dl_a  -    provisioned  key e3b2f8c4-52b
dl_b  -    provisioned  key e3b2f8c4-52b
dl_c  -    provisioned  key e3b2f8c4-52b

3 dead letters: 3 provisioned. 2 dead letters not reached: run the same command
again.
`,
      err: `
Stopped after 3 of 5 dead letters; the function still finishes its current work. To go on:
  tenant-keys dead-letters redrive --tenant acme
`,
      sent: 3,
    });
  });

  test('that retries', async () => {
    const line = 'dead-letters retry --code InternalError --yes';
    expect(await stopAfter([retried(4_000, 500)], line)).toMatchObject({
      ...{ code: 130, out: expect.stringContaining('4000 requests made due.') },
      err: `
Stopped after 4000 of 4500 requests; the function still finishes its current work. To go on:
  tenant-keys dead-letters retry --code InternalError --yes
`,
    });
  });

  test('that repairs', async () => {
    const line = `fleet repair --plan ${HASH}`;
    expect(await stopAfter([repaired(['k-1'], 1)], line)).toMatchObject({
      ...{ code: 130, out: expect.stringContaining('1 key repaired, 0 failed, 1 left.') },
      err: `
Stopped after 1 of 2 keys; the function still finishes its current work. To go on:
  tenant-keys fleet repair --plan ${HASH}
`,
    });
  });

  test('prints with --json what was done so far', async () => {
    const ended = await stopAfter(
      [redriven(['dl_a'], 4)],
      'dead-letters redrive --tenant acme --json',
    );
    expect(ended).toMatchObject({
      code: 130,
      err: expect.stringMatching(/^\nStopped after 1 of 5 /),
    });
    expect(JSON.parse(ended.out)).toMatchObject({ results: [{ id: 'dl_a' }], remaining: 4 });
  });

  test.each([
    'dead-letters redrive --tenant acme',
    'dead-letters retry --tenant acme --yes',
    'dead-letters discard dl_a --reason a',
    `fleet repair --plan ${HASH}`,
    'quota',
  ])('before the first answer says that it is not known: %s', async (line) => {
    expect(await stopAfter([], line)).toEqual({
      ...{ code: 130, out: '', sent: 1 },
      err: `\nStopped; the function still finishes its current work. To go on:\n  tenant-keys ${line}\n`,
    });
  });
});

describe('Ctrl-C before anything was changed', () => {
  test('at a question says so', async () => {
    let press = () => {};
    const stopped = new Promise<void>((resolve) => {
      press = resolve;
    });
    functions = await scriptedFunctions(() => retried(2, 0));
    const typing = functions.typed('dead-letters retry --tenant acme', {
      stopped,
      // Nobody types anything.
      readLine: () => {
        press();
        return new Promise(() => {});
      },
    });
    expect(await typing).toMatchObject({
      code: 130,
      err: 'Make them due now? [y/N] \nStopped; nothing was changed.\n',
    });
    expect(functions.sent).toHaveLength(1);
  });

  test('while a file is read, or a local cloud is asked for its credentials', async () => {
    functions = await scriptedFunctions(() => ({}));
    const stopped = Promise.resolve();
    const err = '\nStopped; nothing was changed.\n';
    const check = await functions.typed('fleet check --tenants -', { stopped });
    expect(check).toEqual({ code: 130, out: '', err });
    expect(await run(`quota --endpoint ${functions.url}`, { stopped })).toEqual({
      ...{ code: 130, out: '', err },
    });
    expect(functions.sent).toEqual([]);
  });

  test('in a command about the application says that it continues', async () => {
    functions = await scriptedFunctions(() => ({}));
    expect(await run('doctor --target local', { stopped: Promise.resolve() })).toEqual({
      ...{ code: 130, out: '', err: '\nStopped; run the same command again to continue.\n' },
    });
  });
});
