import { describe, expect, test } from 'vitest';
import { resumeQuota, showQuota } from '../../cli/quota/quota.ts';
import type {
  QuotaReport,
  ResumeAnswer,
} from '../../shared/dead-letters/generated/dead-letters-command.ts';
import { scriptedContext } from './cli-operator.ts';

describe('quota show', () => {
  const show = (answer: QuotaReport) => showQuota({ command: 'quota' }, scriptedContext([answer]));

  test('shows how full the quota is, and when it will be', async () => {
    const answer = { used: 150, limit: 200, parked: 1, madeLately: 45, fullOn: '2026-12-26' };
    expect(await show(answer)).toEqual({
      exit: 'done',
      answer,
      text: `\
keys     [############################----------] 150 of 200 (75 %)
waiting  1 dead letter
created  45 keys in the last 30 days
full     on 2026-12-26, at that rate

The timer resumes them; to do it now:
  tenant-keys quota resume
`,
    });
  });

  test('says what to do when it is full', async () => {
    const { text } = await show({ used: 200, limit: 200, parked: 60, madeLately: 1 });
    expect(text).toBe(`\
keys     [######################################] 200 of 200 (100 %)
waiting  60 dead letters
created  1 key in the last 30 days
full     now: ask Tencent Cloud for a higher quota

To list them:
  tenant-keys dead-letters list --state waiting
`);
  });

  test('says where the count stopped', async () => {
    const report = { used: 200, limit: 200, parked: 25_000, beyond: 50_000, madeLately: 1 };
    const { text } = await show(report);
    expect(text).toContain('waiting  25000 dead letters\n');
    expect(text).toContain("50000 more dead letters did not fit into the function's memory");
  });

  test.each<[string, QuotaReport, string, string | undefined]>([
    [
      'nearly full never looks full',
      { used: 999, limit: 1_000, parked: 0, madeLately: 0 },
      'keys     [#####################################-] 999 of 1000 (99 %)',
      'full     not at that rate',
    ],
    [
      'a quota of none is full',
      { used: 0, limit: 0, parked: 0, madeLately: 0 },
      'keys     [######################################] 0 of 0 (100 %)',
      'full     now: ask Tencent Cloud for a higher quota',
    ],
    [
      'more than the quota is full',
      { used: 3, limit: 2, parked: 0, madeLately: 0 },
      'keys     [######################################] 3 of 2 (150 %)',
      'full     now: ask Tencent Cloud for a higher quota',
    ],
    [
      'what KMS does not report is not invented',
      { parked: 0, madeLately: 0 },
      'keys     KMS does not report the quota',
      undefined,
    ],
  ])('%s', async (_, answer, keys, full) => {
    const lines = (await show(answer)).text.trimEnd().split('\n');
    expect([lines[0], lines[1], lines[3]]).toEqual([keys, 'waiting  no dead letter', full]);
  });
});

describe('quota resume', () => {
  const resume = (answer: object) => resumeQuota({ command: 'resume' }, scriptedContext([answer]));
  const provisioned = { id: 'abc', outcome: 'provisioned', keyId: 'k-1', tenantId: 'acme' };

  test('reports which keys were created and what still waits', async () => {
    const answer = { results: [provisioned], waiting: 2, headroom: 1 };
    expect(await resume(answer)).toEqual({
      exit: 'done',
      answer,
      text: `\
id   key   outcome      what
abc  acme  provisioned  key k-1

1 dead letter: 1 provisioned. 2 dead letters still waiting for the key quota;
there was room for 1 key.
`,
    });
  });

  test.each<[string, string, Omit<ResumeAnswer, 'results'>, readonly object[]]>([
    ['No dead letter waits for the key quota.', 'nothing', { waiting: 0, headroom: 9 }, []],
    [
      '2 dead letters still waiting for the key quota; there was room for no key.',
      'nothing',
      { waiting: 2, headroom: 0 },
      [],
    ],
    [
      '2 dead letters still waiting for the key quota; KMS does not report how many\nmore keys are allowed.',
      'nothing',
      { waiting: 2 },
      [],
    ],
    [
      'Stopped by an outage: NoAnswer. 2 dead letters still waiting for the key quota;\nthere was room for 9 keys.',
      'partly',
      { waiting: 2, headroom: 9, stoppedBy: 'NoAnswer' },
      [],
    ],
    [
      '1 dead letter: 1 parked. 1 dead letter still waiting for the key quota; there\nwas room for 9 keys.\n\nWhat to do about the dead letter that remains:\n  tenant-keys dead-letters show abc',
      'partly',
      { waiting: 1, headroom: 9 },
      [{ id: 'abc', outcome: 'parked', code: 'LimitExceeded.CmkLimitExceeded' }],
    ],
  ])('"%s" ends as %s', async (summary, exit, answer, results) => {
    const result = await resume({ ...answer, results });
    expect(result.exit).toBe(exit);
    expect(result.text.endsWith(`${summary}\n`), result.text).toBe(true);
  });

  test('is refused as a whole or not at all', async () => {
    const refused = { code: 'NoAnswer', detail: 'The cloud did not answer in time.' };
    expect(await resume({ refused })).toMatchObject({ exit: 'refused', refused });
  });
});
