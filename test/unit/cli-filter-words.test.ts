import { afterEach, describe, expect, test } from 'vitest';
import { Failing, type ScriptedFunctions, scriptedFunctions } from './cli-functions.ts';

// People type filters from memory, and a filter that matches nothing looks as if there was nothing to do.

const ALL = { all: true, states: ['waiting', 'parked'] };

const letterOf = (tenantId: string, code: string, index: number, externalTenantId?: string) => ({
  ...{ id: `dl_${index}`, state: 'parked', code, stage: 'create', attempts: 1, redrives: 0 },
  ...{ firstSeenAt: '2026-11-23T12:19:59.000Z', lastSeenAt: '2026-11-23T12:19:59.000Z' },
  identity: {
    ...{ requestId: 'r-1', tenantId, keyName: 'main' },
    ...(externalTenantId && { externalTenantId }),
  },
  ...{ source: { door: 'queue' }, isCut: false, textLength: 64 },
});

/** What the topic has: 302 for the quota, one under a code that no table has, one of an odd tenant and one of none. */
const LETTERS = [
  letterOf('acme', 'LimitExceeded.CmkLimitExceeded', 1),
  letterOf('globex', 'FailedOperation.BrandNew', 2),
  letterOf('Initech', 'RequestInvalid', 3),
  letterOf('x--tdsziwgy3cy3twqjqyp6jeg6uq', 'InternalError', 4, 'org_2f8sKqXyZ'),
  { ...letterOf('', 'RequestInvalid', 5), identity: undefined },
];
const COUNTS = {
  'LimitExceeded.CmkLimitExceeded': 302,
  'FailedOperation.BrandNew': 1,
  'ResourceUnavailable.BrandNew': 1,
  'Strange.Thing': 1,
  RequestInvalid: 1,
};

const listAnswer = (letters: readonly object[], counts = {}, total = letters.length) => ({
  ...{ letters, total, counts, waiting: 0, beyond: 0, unreadable: [] },
});

let functions: ScriptedFunctions;
afterEach(() => functions.close());

/** Functions that answer a list of all with the topic, and anything else with nothing found. */
async function topicOf(letters: readonly object[] = LETTERS, total = letters.length) {
  functions = await scriptedFunctions(({ command, selection }) => {
    const isAll = selection.all === true && selection.states?.length === 2;
    if (command === 'list') return isAll ? listAnswer(letters, COUNTS, total) : listAnswer([]);
    if (command === 'plan') return { plans: [], total: 0, beyond: 0, unreadable: [] };
    if (command === 'redrive') {
      return { results: [], startedAt: '2026-11-23T14:20:00.000Z', remaining: 0 };
    }
    return {
      ...{ retried: 0, counts: {}, due: 0, inFlight: 0, remaining: 0, beyond: 0, unreadable: [] },
    };
  });
  return functions;
}

describe('a code', () => {
  test.each([
    ['CmkLimitExceeded', 'LimitExceeded.CmkLimitExceeded'],
    ['cmklimitexceeded', 'LimitExceeded.CmkLimitExceeded'],
    ['LIMITEXCEEDED.CmkLimitExceeded', 'LimitExceeded.CmkLimitExceeded'],
    ['limitexceeded', 'LimitExceeded'],
    ['LimitExceeded', 'LimitExceeded'],
    ['requestinvalid', 'RequestInvalid'],
    ['thing', 'Strange.Thing'],
    ['strange', 'Strange'],
    ['failedoperation.brandnew', 'FailedOperation.BrandNew'],
  ])('typed as %s means %s, for every verb that selects', async (word, code) => {
    const { typed, sent } = await topicOf();
    for (const verb of ['list', 'plan', 'redrive', 'retry --plan']) {
      const { err } = await typed(`dead-letters ${verb} --code ${word}`);
      expect(err).toBe('');
      expect(sent.at(-1).selection.codes).toEqual([code]);
    }
  });

  test('of the failure table is sent as it is, in one command', async () => {
    const { typed, sent } = await topicOf();
    await typed('dead-letters list --code LimitExceeded.CmkLimitExceeded --code FailedOperation');
    expect(sent).toEqual([
      {
        command: 'list',
        selection: { codes: ['LimitExceeded.CmkLimitExceeded', 'FailedOperation'] },
      },
    ]);
  });

  test('in another case costs one look at the topic, and is sent once', async () => {
    const { typed, sent } = await topicOf();
    await typed('dead-letters redrive --code limitexceeded --code LimitExceeded');
    expect(sent).toEqual([
      { command: 'list', selection: { ...ALL, limit: 1 } },
      { command: 'redrive', selection: { codes: ['LimitExceeded'] }, batchSize: 20 },
    ]);
  });

  test.each([
    [
      'CmkLimitExceded',
      'No failure and no dead letter has the code "CmkLimitExceded"; did you mean LimitExceeded.CmkLimitExceeded?\n',
    ],
    [
      'LimitExceded',
      'No failure and no dead letter has the code "LimitExceded"; did you mean LimitExceeded?\n',
    ],
    [
      'CmkLimit',
      'No failure and no dead letter has the code "CmkLimit"; did you mean LimitExceeded.CmkLimitExceeded?\n',
    ],
    [
      'Cmk',
      'No failure and no dead letter has the code "Cmk": dead-letters list --state all shows the codes of all dead letters.\n',
    ],
    [
      'Nonsense',
      'No failure and no dead letter has the code "Nonsense": dead-letters list --state all shows the codes of all dead letters.\n',
    ],
    [
      'brandnew',
      '--code "brandnew" may mean FailedOperation.BrandNew or ResourceUnavailable.BrandNew: give all of it.\n',
    ],
    [
      'LimitExceeded --code Nonsense --code brandnew',
      'No failure and no dead letter has the code "Nonsense": dead-letters list --state all shows the codes of all dead letters.\n--code "brandnew" may mean FailedOperation.BrandNew or ResourceUnavailable.BrandNew: give all of it.\n',
    ],
  ])('typed as %s is refused with exit 2, and nothing else is sent', async (word, err) => {
    const { typed, sent } = await topicOf();
    for (const verb of ['list', 'plan', 'redrive', 'retry --yes', 'redrive --json']) {
      expect(await typed(`dead-letters ${verb} --code ${word}`)).toEqual({ code: 2, out: '', err });
      expect(sent.at(-1)).toEqual({ command: 'list', selection: { ...ALL, limit: 1 } });
    }
  });

  test('is not looked up where the topic cannot be read', async () => {
    const refused = { code: 'TopicsUnavailable', detail: 'The topics could not be reached.' };
    functions = await scriptedFunctions(() => ({ refused }));
    expect(await functions.typed('dead-letters redrive --code nonsense')).toMatchObject({
      ...{ code: 4, err: 'The topics could not be reached. (TopicsUnavailable)\n' },
    });
    expect(functions.sent).toHaveLength(1);
  });
});

describe('a word of a few', () => {
  test.each([
    ['--stage TAG --stage Create', { stages: ['tag', 'create'] }],
    ['--state Waiting', { all: true, states: ['waiting'] }],
    ['--target CLOUD', { all: true }],
  ])('matches in any case: %s', async (flags, selection) => {
    const { typed, sent } = await topicOf();
    expect(await typed(`dead-letters list ${flags} --region ap-tokyo`)).toMatchObject({ err: '' });
    expect(sent).toEqual([{ command: 'list', selection }]);
  });

  test.each([
    [
      '--stage TAGS',
      '--stage must be parse, create, tag or announce, not "TAGS"; did you mean tag?\n',
    ],
    [
      '--state parkd',
      '--state must be parked, waiting or all, not "parkd"; did you mean parked?\n',
    ],
  ])('is refused with the nearest one: %s', async (flags, err) => {
    const { typed, sent } = await topicOf();
    expect(await typed(`dead-letters redrive --all ${flags}`)).toEqual({ code: 2, out: '', err });
    expect(sent).toEqual([]);
  });

  test('may be an operand', async () => {
    const { typed } = await topicOf();
    expect(await typed('completion BASH')).toMatchObject({ code: 0, err: '' });
  });
});

describe('a tenant', () => {
  test.each([
    ['acme', 'acme'],
    // An id in another case is another tenant, whose dead letters nobody asked for.
    ['ACME', 'ACME'],
    ['Initech', 'Initech'],
    ['org_2f8sKqXyZ', 'org_2f8sKqXyZ'],
    ['org_2f8skqxyz', 'org_2f8skqxyz'],
    // The id that was made for it, as events have it.
    ['x--tdsziwgy3cy3twqjqyp6jeg6uq', 'org_2f8sKqXyZ'],
    ['auth0|5f7c', 'auth0|5f7c'],
  ])('typed as %s means %s', async (word, tenantId) => {
    const { typed, sent } = await topicOf();
    expect(await typed(`dead-letters redrive --tenant ${word}`)).toMatchObject({ err: '' });
    expect(sent.find(({ command }) => command === 'redrive').selection).toEqual({ tenantId });
  });

  test('that can be none is refused with the nearest ones', async () => {
    const { typed, sent } = await topicOf();
    expect(await typed(['dead-letters', 'redrive', '--tenant', 'acme '])).toEqual({
      ...{ code: 2, out: '' },
      err: '"acme " is no tenant id, and no dead letter is of such a tenant; did you mean "acme"?\n',
    });
    expect(await typed(['dead-letters', 'list', '--tenant', 'a longer name'])).toMatchObject({
      code: 2,
      err: '"a longer name" is no tenant id, and no dead letter is of such a tenant.\n',
    });
    expect(sent).toEqual([
      { command: 'list', selection: ALL },
      { command: 'list', selection: ALL },
    ]);
  });

  test('that can be none is sent as it is where the list of dead letters is cut', async () => {
    const { typed, sent } = await topicOf(LETTERS, 9_000);
    expect(await typed(['dead-letters', 'redrive', '--tenant', 'a b'])).toMatchObject({
      code: 5,
      err: '',
    });
    expect(sent[1]).toMatchObject({ command: 'redrive', selection: { tenantId: 'a b' } });
  });

  test.each([
    ['list', 0],
    ['plan', 0],
    ['redrive', 5],
    ['retry --yes', 5],
  ])('that has no dead letter is no mistake, and %s names the nearest', async (verb, code) => {
    const { typed } = await topicOf();
    const ended = await typed(`dead-letters ${verb} --tenant acem`);
    expect(ended).toMatchObject({ code, err: '' });
    expect(ended.out).toMatch(/\nNo dead letter is of the tenant "acem"; did you mean "acme"\?\n$/);
  });

  test('in another case has none, and the text names the one that may be meant', async () => {
    const { typed, sent } = await topicOf();
    const ended = await typed('dead-letters redrive --tenant ACME');
    expect(ended.code).toBe(5);
    expect(ended.out).toMatch(/\nNo dead letter is of the tenant "ACME"; did you mean "acme"\?\n$/);
    expect(sent).toEqual([
      { command: 'redrive', selection: { tenantId: 'ACME' }, batchSize: 20 },
      { command: 'list', selection: ALL },
    ]);
  });

  test('with a name like none other has no proposal, and one that has dead letters no note', async () => {
    const { typed } = await topicOf();
    const other = await typed('dead-letters list --tenant umbrella');
    expect(other.out).toMatch(/\nNo dead letter is of the tenant "umbrella"\.\n$/);
    const known = await typed('dead-letters list --tenant acme --stage tag');
    expect(known.out).toBe('No dead letter matches; dead-letters list shows all of them.\n');
  });

  test('has no note where the topic cannot be read, or only in part', async () => {
    const { typed } = await topicOf(LETTERS, 9_000);
    const cut = await typed('dead-letters list --tenant acem');
    expect(cut.out).not.toContain('did you mean');
    await functions.close();
    functions = await scriptedFunctions((_, count) =>
      count === 1 ? listAnswer([]) : new Failing({ InvokeResult: 1, RetMsg: 'no' }),
    );
    const failed = await functions.typed('dead-letters list --tenant acem');
    expect(failed).toMatchObject({ code: 0, err: '' });
    expect(failed.out).toBe('No dead letter matches; dead-letters list shows all of them.\n');
  });
});
