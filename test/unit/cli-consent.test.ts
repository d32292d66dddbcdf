import { afterEach, describe, expect, test } from 'vitest';
import { type ScriptedFunctions, scriptedFunctions } from './cli-functions.ts';

// What cannot be undone, and what reaches every dead letter, is shown before it is done.

const STARTED_AT = '2026-11-23T14:20:00.000Z';
const NO_CONSENT =
  'There is no terminal to ask on, or --json is given: add --yes to do it without a question, or --plan to see what would change.\n';

let functions: ScriptedFunctions;
afterEach(() => functions.close());

/** Functions that have this many parked dead letters under one code. */
async function withParked(total: number) {
  functions = await scriptedFunctions(({ command, selection, planOnly, startedAt }) => {
    const rest = { beyond: 0, unreadable: [] };
    const counts = total === 0 ? {} : { RequestInvalid: total };
    if (command === 'list') return { letters: [], total, counts, waiting: 0, ...rest };
    const count = Math.min(total, selection.limit ?? total);
    const ids = Array.from({ length: count }, (_, index) => `dl_${index}`);
    if (command === 'plan') {
      const plans = ids.map((id) => ({ id, outcome: 'provisioned', calls: ['CreateKey'] }));
      return { plans, total: count, ...rest };
    }
    if (command === 'redrive') {
      const results = ids.map((id) => ({ id, outcome: 'provisioned', keyId: 'k-1' }));
      return { results, startedAt: STARTED_AT, remaining: 0 };
    }
    const discarded = planOnly ? [] : ids.slice(0, startedAt === undefined ? 1_000 : count);
    const remaining = count - discarded.length;
    return { discarded, counts, remaining, startedAt: STARTED_AT, ...rest };
  });
  return functions;
}

describe('dead-letters redrive --all', () => {
  test('shows what there is and previews the first, and asks', async () => {
    const { typed, sent } = await withParked(302);
    const ended = await typed('dead-letters redrive --all', { typed: ['n'] });
    expect(ended).toMatchObject({
      ...{ code: 4, err: 'Redrive them? [y/N] Nothing was changed.\n' },
    });
    const [counts, plans, sentence] = ended.out.split('\n\n');
    expect(counts).toBe('count  code\n  302  RequestInvalid');
    expect(plans?.split('\n').slice(0, 2)).toEqual([
      'id     key  outcome      code  calls',
      'dl_0   -    provisioned  -     CreateKey',
    ]);
    expect(sentence).toBe('302 dead letters. Preview of the first 20: 20 provisioned.');
    expect(sent).toEqual([
      { command: 'list', selection: { all: true } },
      { command: 'plan', selection: { all: true, limit: 20 } },
    ]);
  });

  test('redrives after "y"', async () => {
    const { typed, sent } = await withParked(2);
    const ended = await typed('dead-letters redrive --all', { typed: ['y'] });
    expect(ended).toMatchObject({ code: 0, err: 'Redrive them? [y/N] ' });
    expect(ended.out).toContain('\n2 dead letters. Preview of them: 2 provisioned.\n');
    expect(ended.out).toMatch(/\n2 dead letters: 2 provisioned\.\n$/);
    expect(sent.at(-1)).toEqual({ command: 'redrive', selection: { all: true }, batchSize: 20 });
  });

  test('with a limit says that only the oldest are redriven', async () => {
    const { typed, sent } = await withParked(302);
    const ended = await typed('dead-letters redrive --all --limit 3', { typed: ['n'] });
    expect(ended.out).toContain(
      '\n302 dead letters; the 3 oldest would be redriven. Preview of them: 3\nprovisioned.\n',
    );
    expect(sent[1]).toEqual({ command: 'plan', selection: { all: true, limit: 3 } });
  });

  test.each(['dead-letters redrive --all', 'dead-letters redrive --all --json'])(
    'asks nobody where nobody can answer: %s',
    async (line) => {
      const { typed, sent } = await withParked(2);
      const terminal = line.includes('json') ? { typed: ['y'] } : {};
      expect(await typed(line, terminal)).toEqual({ code: 2, out: '', err: NO_CONSENT });
      expect(sent).toEqual([]);
    },
  );

  test('asks nothing with --yes, with another filter, or where nothing is parked', async () => {
    const { typed, sent } = await withParked(2);
    expect(await typed('dead-letters redrive --all --yes')).toMatchObject({ code: 0, err: '' });
    expect(await typed('dead-letters redrive --tenant acme')).toMatchObject({ code: 0, err: '' });
    expect(sent.map(({ command }) => command)).toEqual(['redrive', 'redrive']);
    await functions.close();
    const none = await withParked(0);
    expect(await none.typed('dead-letters redrive --all', { typed: [] })).toMatchObject({
      ...{ code: 5, err: '', out: expect.stringMatching(/^No dead letter matches/) },
    });
  });

  test('--plan is the preview of them all', async () => {
    const { typed, sent } = await withParked(2);
    expect(await typed('dead-letters redrive --tenant acme --plan')).toMatchObject({
      ...{ code: 0, err: '' },
      out: expect.stringContaining('Preview: 2 provisioned. Nothing was changed.'),
    });
    expect(sent).toEqual([{ command: 'plan', selection: { tenantId: 'acme' } }]);
  });

  test.each([1, 2])('is refused where answer %i is', async (which) => {
    const refused = { code: 'TopicsUnavailable', detail: 'The topics could not be reached.' };
    functions = await scriptedFunctions((_, count) =>
      count === which
        ? { refused }
        : {
            letters: [],
            total: 1,
            counts: {},
            waiting: 0,
            beyond: 0,
            unreadable: [],
          },
    );
    expect(await functions.typed('dead-letters redrive --all', { typed: ['y'] })).toMatchObject({
      ...{ code: 4, err: 'The topics could not be reached. (TopicsUnavailable)\n' },
    });
  });

  test('without time for a preview asks all the same', async () => {
    functions = await scriptedFunctions(({ command }) =>
      command === 'plan'
        ? { plans: [], total: 1, beyond: 0, unreadable: [] }
        : { letters: [], total: 1, counts: { A: 1 }, waiting: 0, beyond: 0, unreadable: [] },
    );
    expect(await functions.typed('dead-letters redrive --all', { typed: ['n'] })).toMatchObject({
      ...{ code: 4, out: 'count  code\n    1  A\n\n1 dead letter.\n\n' },
    });
  });
});

describe('dead-letters discard by a filter', () => {
  const LINE = 'dead-letters discard --code RequestInvalid --tenant acme';
  const SELECTION = { codes: ['RequestInvalid'], tenantId: 'acme' };

  test('shows with --plan what it would do, how to see it and how to do it', async () => {
    const { typed, sent } = await withParked(302);
    expect(await typed(`${LINE} --plan`)).toEqual({
      code: 0,
      err: '',
      out: `\
count  code
  302  RequestInvalid

302 dead letters would be settled without being sent in again, which cannot be
undone. To see them:
  tenant-keys dead-letters list --code RequestInvalid --tenant acme

Nothing was changed. To discard them:
  tenant-keys dead-letters discard --code RequestInvalid --tenant acme \\
    --reason WHY
`,
    });
    expect(sent).toEqual([{ command: 'discard', selection: SELECTION, planOnly: true }]);
  });

  test('shows a plan and asks, and after "y" takes only what the plan had', async () => {
    const { typed, sent } = await withParked(302);
    const ended = await typed(`${LINE} --reason twice`, { typed: ['y'] });
    expect(ended).toMatchObject({ code: 0, err: 'Discard them? [y/N] ' });
    expect(ended.out).toMatch(/^count {2}code\n.*\nDiscarded: 302 dead letters\.\n$/s);
    const command = { command: 'discard', selection: SELECTION, reason: 'twice' };
    expect(sent).toEqual([
      { ...command, planOnly: true },
      { ...command, startedAt: STARTED_AT },
    ]);
  });

  test('changes nothing after "n", and nobody is asked where nobody can answer', async () => {
    const { typed, sent } = await withParked(1);
    const declined = await typed(`${LINE} --reason twice`, { typed: ['n'] });
    expect(declined).toMatchObject({
      ...{ code: 4, err: 'Discard them? [y/N] Nothing was changed.\n' },
      out: expect.stringContaining('1 dead letter would be settled'),
    });
    expect(await typed(`${LINE} --reason twice`)).toEqual({ code: 2, out: '', err: NO_CONSENT });
    expect(sent).toHaveLength(1);
  });

  test('continues with --yes until none is left, within its limit', async () => {
    const { typed, sent } = await withParked(1_200);
    const ended = await typed(`${LINE} --limit 1100 --reason twice --yes`);
    expect(ended).toMatchObject({ code: 0, err: '' });
    expect(ended.out).toMatch(/^count {2}code\n/);
    expect(sent.map(({ selection, startedAt }) => [selection.limit, startedAt])).toEqual([
      [1_100, undefined],
      [100, STARTED_AT],
    ]);
  });

  test.each(['--yes', '--plan'])('of nothing says so with %s', async (flag) => {
    const { typed } = await withParked(0);
    const { code, out } = await typed(`${LINE} --reason twice ${flag}`);
    expect(code).toBe(flag === '--yes' ? 5 : 0);
    expect(out).toMatch(/^No dead letter matches; dead-letters list shows all of them\.\n/);
  });

  test('of ids asks nothing, and --plan shows them', async () => {
    const { typed, sent } = await withParked(1);
    expect(await typed('dead-letters discard dl_0 --plan')).toMatchObject({ code: 0, err: '' });
    expect(sent).toEqual([{ command: 'discard', selection: { ids: ['dl_0'] }, planOnly: true }]);
  });

  test('that is refused says why, and one that makes no progress is partly done', async () => {
    const refused = { code: 'TopicsUnavailable', detail: 'The topics could not be reached.' };
    functions = await scriptedFunctions(() => ({ refused }));
    const ended = await functions.typed(`${LINE} --reason twice`, { typed: ['y'] });
    expect(ended).toMatchObject({ code: 4, err: expect.stringContaining('TopicsUnavailable') });
    await functions.close();
    functions = await scriptedFunctions(() => ({
      ...{ discarded: [], counts: {}, remaining: 2, startedAt: STARTED_AT },
      ...{ beyond: 0, unreadable: [] },
    }));
    expect(await functions.typed(`${LINE} --reason twice --yes`)).toMatchObject({
      code: 3,
      out: 'Discarded: 0 dead letters. 2 dead letters not reached: run the same command\nagain.\n',
    });
  });
});
