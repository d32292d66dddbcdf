import { describe, expect, test } from 'vitest';
import { checkFleet } from '../../cli/fleet/check.ts';
import { repairFleet } from '../../cli/fleet/repair.ts';
import { parseTenants, readTenants } from '../../cli/fleet/tenants.ts';
import type {
  Finding,
  FleetReport,
  RepairAnswer,
} from '../../shared/fleet/generated/fleet-command.ts';
import { ApiError } from '../../shared/tenant-key/api-error.ts';
import { scriptedContext } from './cli-operator.ts';

const HASH = 'A'.repeat(43);

const NO_FINDINGS = {
  ...{ orphan: 0, duplicate: 0, untagged: 0, 'wrongly-tagged': 0 },
  ...{ 'wrong-state': 0, foreign: 0, 'marker-copied': 0, 'marker-damaged': 0 },
};

const step = (keyId: string) => ({ keyId, resourceId: `r-${keyId}`, tenantId: `t-${keyId}` });

describe('fleet check', () => {
  const check = (answer: object, more = {}) =>
    checkFleet({ command: 'check', ...more }, scriptedContext([answer]));

  const finding = (kind: Finding['kind'], repairable: boolean): Finding => ({
    kind,
    keyId: '23e80852-1e38-11e9-b129-5cb9019b4b01',
    alias: 'acme_main',
    detail: 'The key has no tag tenant-keys:tenant, by which access to it is given to its tenant.',
    repairable,
  });

  const REPORT: FleetReport = {
    ...{ keys: 2_000, own: 1_900, tenants: 640 },
    counts: { ...NO_FINDINGS, untagged: 21, foreign: 1 },
    findings: [...Array(21).fill(finding('untagged', true)), finding('foreign', false)],
    plan: [step('a'), step('b')],
    planHash: HASH,
  };

  test('counts the findings, shows the first of them, and proposes the repair', async () => {
    const { text, exit, answer } = await check(REPORT);
    expect(text.split('\n').slice(0, 12).join('\n')).toBe(`\
2000 keys, 1900 of them ours, of 640 tenants. Without --tenants FILE, orphans
cannot be found.

count  finding   meaning
   21  untagged  ours, without the tenant's tag
    1  foreign   not ours, though named or tagged like ours

untagged  23e80852-1e3  acme_main, repairable
  The key has no tag tenant-keys:tenant, by which access to it is given to its
  tenant.
untagged  23e80852-1e3  acme_main, repairable
  The key has no tag tenant-keys:tenant, by which access to it is given to its`);
    expect(text.split('\n').slice(-7).join('\n')).toBe(`\
  tenant.

And 2 more; --json has them.

A repair would set the tenant's tag on 2 keys and change nothing else:
  tenant-keys fleet repair --plan ${HASH}
`);
    expect([exit, answer]).toEqual(['done', REPORT]);
  });

  test('names the tenant of a key as it was sent', async () => {
    const sent = { tenantId: 'x--a', externalTenantId: 'auth0|5f7c' };
    const findings = [{ ...finding('untagged', true), ...sent }];
    const { text } = await check({ ...REPORT, findings });
    expect(text).toContain('\nuntagged  23e80852-1e3  acme_main of auth0|5f7c, repairable\n');
  });

  test('says when the function itself leaves findings out', async () => {
    const { text } = await check({ ...REPORT, findings: REPORT.findings.slice(0, 3) });
    expect(text).toContain('\nAnd 19 more, which the function does not report.\n');
  });

  test('of a fleet in order says so', async () => {
    const report = {
      ...{ ...REPORT, counts: NO_FINDINGS, findings: [], plan: [] },
      tenantsWithoutKey: [],
    };
    expect((await check(report)).text).toBe(`\
2000 keys, 1900 of them ours, of 640 tenants. Every tenant has a key.

No problems were found.

There is nothing to repair.
`);
  });

  test('says of a list with ids that were made that the ones that were sent are wanted', async () => {
    const tenantsWithoutKey = ['acme', 'x--tdsziwgy3cy3twqjqyp6jeg6uq'];
    const { text } = await check({ ...REPORT, tenantsWithoutKey });
    expect(text.split('\n').slice(0, 4)).toEqual([
      '2000 keys, 1900 of them ours, of 640 tenants. 2 tenants without a key: acme,',
      'x--tdsziwgy3cy3twqjqyp6jeg6uq. An id like this is made from another: give that',
      'one, which events and answers have as externalTenantId.',
      '',
    ]);
  });

  test('names tenants without a key, the first of them', async () => {
    const tenantsWithoutKey = Array.from({ length: 21 }, (_, index) => `t${index}`);
    const { text } = await check({ ...REPORT, tenantsWithoutKey });
    expect(text.split('\n').slice(0, 3)).toEqual([
      '2000 keys, 1900 of them ours, of 640 tenants. 21 tenants without a key: t0, t1,',
      't2, t3, t4, t5, t6, t7, t8, t9, t10, t11, t12, t13, t14, t15, t16, t17, t18, t19',
      'and 1 more.',
    ]);
  });
});

describe('fleet repair', () => {
  const COMMAND = { command: 'repair', planHash: HASH } as const;
  const repair = async (...answers: unknown[]) => {
    const operator = scriptedContext(answers);
    return { ...(await repairFleet(COMMAND, operator)), operator };
  };
  const round = (
    repaired: readonly string[],
    failed: readonly string[],
    remaining: number,
    planHash: string,
  ): RepairAnswer => ({
    repaired: repaired.map(step),
    failed: failed.map((keyId) => ({ ...step(keyId), code: 'InternalError' })),
    remaining,
    planHash,
  });

  test('continues with what remains, and merges the answers', async () => {
    const { exit, answer, operator, text } = await repair(
      round(['a'], ['b'], 3, 'hash-2'),
      round(['b', 'c'], ['d'], 1, 'hash-3'),
      round(['e'], ['d'], 0, 'hash-4'),
    );
    expect(exit).toBe('partly');
    expect(answer).toEqual(round(['a', 'b', 'c', 'e'], ['d'], 0, 'hash-4'));
    expect(operator.sent).toEqual([
      COMMAND,
      { command: 'repair', planHash: 'hash-2' },
      { command: 'repair', planHash: 'hash-3' },
    ]);
    expect(operator.progress).toEqual([
      [2, 5],
      [4, 5],
    ]);
    expect(text).toBe(`\
key  tenant  outcome   code
a    t-a     repaired  -
b    t-b     repaired  -
c    t-c     repaired  -
e    t-e     repaired  -
d    t-d     failed    InternalError

4 keys repaired, 1 failed.

To check the fleet again:
  tenant-keys fleet check
`);
  });

  test.each<[string, string, RepairAnswer]>([
    ['every step taken', 'done', round(['a'], [], 0, HASH)],
    ['a step that failed', 'partly', round(['a'], ['b'], 0, HASH)],
    ['no time for a step', 'partly', round([], [], 2, HASH)],
    ['an empty plan', 'nothing', round([], [], 0, HASH)],
  ])('with %s ends as %s', async (_, exit, answer) => {
    expect(await repair(answer)).toMatchObject({ exit });
  });

  test('stops when the same step fails again', async () => {
    const { exit, operator } = await repair(
      round([], ['a'], 2, 'hash-2'),
      round([], ['a'], 2, 'hash-2'),
    );
    expect([exit, operator.sent.length]).toEqual(['partly', 2]);
  });

  test('reports what was done when a later invocation fails or is refused', async () => {
    const failure = new ApiError('NoAnswer', { detail: 'Invoke: socket hang up' });
    const failed = await repair(round(['a'], [], 2, 'hash-2'), failure);
    expect(failed).toMatchObject({ exit: 'partly', failure });
    expect(failed.text).toContain('\n1 key repaired, 0 failed, 2 left.\n');

    const refused = { code: 'PlanStale', detail: 'Check the fleet again.' };
    const stopped = await repair(round(['a'], [], 2, 'hash-2'), { refused });
    expect(stopped).toMatchObject({ exit: 'partly', refused });
  });

  test('of a stale plan is refused', async () => {
    const refused = { code: 'PlanStale', detail: 'Check the fleet again.' };
    expect(await repair({ refused })).toMatchObject({ exit: 'refused', text: '', refused });
  });
});

describe('the tenants of a check', () => {
  test.each<[string, string, readonly string[]]>([
    ['an id a line', 'acme\nglobex', ['acme', 'globex']],
    [
      'any line ends, blank lines, comments',
      '\ufeff# ours\r\n\r\n acme \rglobex\n',
      ['acme', 'globex'],
    ],
    ['an id that stands twice', 'acme\nacme\n', ['acme']],
    ['ids of identity providers', 'auth0|5f7c\nORG_1', ['auth0|5f7c', 'ORG_1']],
    ['a JSON array', ' ["acme",\n"globex"]\n', ['acme', 'globex']],
  ])('are read from %s', (_, text, tenants) => {
    expect(parseTenants(text, 'tenants.txt')).toEqual(tenants);
  });

  const RULE = 'A tenant id has 1 to 128 printable characters of ASCII without a space.';

  test.each<[string, string]>([
    ['', 'tenants.txt names no tenant: every key would be reported as an orphan.'],
    ['\n# none\n', 'tenants.txt names no tenant: every key would be reported as an orphan.'],
    ['[]', 'tenants.txt names no tenant: every key would be reported as an orphan.'],
    [
      'acme\n\nGlobex Inc\n-x y',
      `tenants.txt, line 3: "Globex Inc" is not a tenant id: character 7 is a space. ${RULE}`,
    ],
    [
      'a\u001b[2J',
      `tenants.txt, line 1: "a\\u001b[2J" is not a tenant id: character 2 is the control character U+001B. ${RULE}`,
    ],
    ['["acme", ""]', `tenants.txt, element 2: "" is not a tenant id: it is empty. ${RULE}`],
    ['["acme", 7]', `tenants.txt, element 2: "7" is not a tenant id: it is no text. ${RULE}`],
    ['["acme", null]', `tenants.txt, element 2: "null" is not a tenant id: it is no text. ${RULE}`],
    ['["acme"', 'tenants.txt begins with [ but is not a JSON array.'],
    [
      Array.from({ length: 100_001 }, (_, index) => `t${index}`).join('\n'),
      'tenants.txt names 100001 tenants: a check takes 100000 at most.',
    ],
  ])('%j is refused in a sentence', (text, problem) => {
    expect(parseTenants(text, 'tenants.txt')).toBe(problem);
  });

  test.each<[string, string]>([
    ['ENOENT', 'lost.txt cannot be read: there is no such file.'],
    ['EISDIR', 'lost.txt cannot be read: it is a directory.'],
    ['EIO', 'lost.txt cannot be read: i/o error.'],
  ])('a file that meets %s is refused in a sentence', async (code, problem) => {
    const read = () => Promise.reject(Object.assign(new Error('i/o error'), { code }));
    expect(await readTenants('lost.txt', read)).toBe(problem);
  });

  test('stdin is called stdin', async () => {
    const problem = 'stdin names no tenant: every key would be reported as an orphan.';
    expect(await readTenants('-', async () => '')).toBe(problem);
  });
});
