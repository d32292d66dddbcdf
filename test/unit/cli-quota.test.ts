import { describe, expect, test } from 'vitest';
import { showQuota } from '../../cli/quota/quota.ts';
import type { QuotaReport } from '../../shared/dead-letters/generated/dead-letters-command.ts';
import { scriptedContext } from './cli-operator.ts';

describe('quota show', () => {
  const show = (answer: QuotaReport) => showQuota({ command: 'quota' }, scriptedContext([answer]));

  test('shows how full the quota is, and when it will be', async () => {
    const answer = { used: 150, limit: 200, waiting: 1, madeLately: 45, fullOn: '2026-12-26' };
    expect(await show(answer)).toEqual({
      exit: 'done',
      answer,
      text: `\
keys     [############################----------] 150 of 200 (75 %)
waiting  1 dead letter
created  45 keys in the last 30 days
full     on 2026-12-26, at that rate

The timer resumes them within a minute.
`,
    });
  });

  test('says what to do when it is full', async () => {
    const { text } = await show({ used: 200, limit: 200, waiting: 60, madeLately: 1 });
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
    const report = { used: 200, limit: 200, waiting: 25_000, beyond: 50_000, madeLately: 1 };
    const { text } = await show(report);
    expect(text).toContain('waiting  25000 dead letters\n');
    expect(text).toContain("50000 more dead letters did not fit into the function's memory");
  });

  test.each<[string, QuotaReport, string, string | undefined]>([
    [
      'nearly full never looks full',
      { used: 999, limit: 1_000, waiting: 0, madeLately: 0 },
      'keys     [#####################################-] 999 of 1000 (99 %)',
      'full     not at that rate',
    ],
    [
      'a quota of none is full',
      { used: 0, limit: 0, waiting: 0, madeLately: 0 },
      'keys     [######################################] 0 of 0 (100 %)',
      'full     now: ask Tencent Cloud for a higher quota',
    ],
    [
      'more than the quota is full',
      { used: 3, limit: 2, waiting: 0, madeLately: 0 },
      'keys     [######################################] 3 of 2 (150 %)',
      'full     now: ask Tencent Cloud for a higher quota',
    ],
    [
      'what KMS does not report is not invented',
      { waiting: 0, madeLately: 0 },
      'keys     KMS does not report the quota',
      undefined,
    ],
  ])('%s', async (_, answer, keys, full) => {
    const lines = (await show(answer)).text.trimEnd().split('\n');
    expect([lines[0], lines[1], lines[3]]).toEqual([keys, 'waiting  no dead letter', full]);
  });
});
