import { describe, expect, test } from 'vitest';
import { retryDeadLetters } from '../../cli/dead-letters/retry.ts';
import { objectionOf } from '../../cli/report/consent.ts';
import { ApiError } from '../../shared/tenant-key/api-error.ts';
import { type ScriptedContext, scriptedContext } from './cli-operator.ts';

const COMMAND = {
  command: 'retry',
  selection: { codes: ['LimitExceeded'], olderThanS: 60 },
} as const;
const PLAN_COMMAND = { ...COMMAND, planOnly: true };

const answerOf = (fields: object = {}) => ({
  ...{ retried: 0, counts: {}, due: 0, inFlight: 0, remaining: 0, beyond: 0, unreadable: [] },
  ...fields,
});

const PLAN = answerOf({
  retried: 12,
  counts: { RequestLimitExceeded: 1, 'LimitExceeded.CmkLimitExceeded': 11 },
  ...{ due: 2, inFlight: 1 },
});

const agreed = (context: ScriptedContext) =>
  retryDeadLetters(COMMAND, context, { planOnly: false });

/** As at a terminal where these lines are typed. */
const asked = (context: ScriptedContext) =>
  retryDeadLetters(COMMAND, context, {
    planOnly: false,
    ask: (plan) => {
      context.print(plan);
      return objectionOf(context.prompt!, 'Make them due now?');
    },
  });

describe('dead-letters retry', () => {
  test('shows with --plan what it would do, in 80 columns, and how to do it', async () => {
    const context = scriptedContext([PLAN]);
    const { text, exit, answer } = await retryDeadLetters(COMMAND, context, { planOnly: true });
    expect(text).toBe(`\
count  code
   11  LimitExceeded.CmkLimitExceeded
    1  RequestLimitExceeded

12 requests would become due now. 2 requests are due already. 1 request is on
the way: sent in again in the last five minutes.

Nothing was changed. To make them due:
  tenant-keys dead-letters retry --code LimitExceeded --older-than 60s
`);
    expect([exit, answer]).toEqual(['done', PLAN]);
    expect(context.sent).toEqual([PLAN_COMMAND]);
  });

  test('shows a plan and asks, and does it after "y"', async () => {
    const context = scriptedContext([PLAN, { ...PLAN, retried: 12 }], { typed: ['y'] });
    const { text, exit } = await asked(context);
    expect(context.printed).toEqual([
      expect.stringMatching(/^count {2}code\n[\s\S]*five minutes\.\n\n$/u),
      'Make them due now? [y/N] ',
    ]);
    expect(text).toBe(`\
12 requests made due. The timer sends them in again within a minute, one of each
code first. 2 requests are due already. 1 request is on the way: sent in again
in the last five minutes.
`);
    expect(exit).toBe('done');
    expect(context.sent).toEqual([PLAN_COMMAND, COMMAND]);
  });

  test.each(['', 'n', 'Y!', 'yess'])('changes nothing after "%s"', async (line) => {
    const context = scriptedContext([PLAN], { typed: [line] });
    expect(await asked(context)).toEqual({
      ...{ exit: 'refused', answer: PLAN, text: '', problem: 'Nothing was changed.' },
    });
    expect(context.sent).toEqual([PLAN_COMMAND]);
  });

  test('sends one command after agreement on the command line', async () => {
    const context = scriptedContext([answerOf({ retried: 1, counts: { InternalError: 1 } })]);
    expect(await agreed(context)).toMatchObject({
      exit: 'done',
      text: `\
count  code
    1  InternalError

1 request made due. The timer sends them in again within a minute, one of each
code first.
`,
    });
    expect(context.sent).toEqual([COMMAND]);
  });

  test('says that nothing waits, or why there is nothing to do, and asks nothing', async () => {
    expect(await agreed(scriptedContext([answerOf()]))).toMatchObject({
      exit: 'nothing',
      text: 'No request that waits matches; dead-letters list --state all shows all dead\nletters.\n',
    });
    const rest = answerOf({ due: 1, inFlight: 3 });
    expect(await asked(scriptedContext([rest], { typed: [] }))).toMatchObject({
      exit: 'nothing',
      text: 'There is nothing to do. 1 request is due already. 3 requests are on the way:\nsent in again in the last five minutes.\n',
    });
    expect(
      await retryDeadLetters(COMMAND, scriptedContext([rest]), { planOnly: true }),
    ).toMatchObject({ exit: 'done' });
  });

  test('repeats until none is left, and adds up', async () => {
    const context = scriptedContext([
      answerOf({ retried: 4_000, counts: { A: 4_000 }, due: 1, inFlight: 2, remaining: 6_000 }),
      answerOf({ retried: 4_000, counts: { A: 3_999, B: 1 }, due: 4_001, remaining: 2_000 }),
      answerOf({ retried: 2_000, counts: { B: 2_000 }, due: 8_001 }),
    ]);
    const { answer, exit } = await agreed(context);
    expect(answer).toEqual(
      answerOf({ retried: 10_000, counts: { A: 7_999, B: 2_001 }, due: 1, inFlight: 2 }),
    );
    expect(exit).toBe('done');
    expect(context.sent).toEqual([COMMAND, COMMAND, COMMAND]);
    expect(context.progress).toEqual([
      [4_000, 10_000],
      [8_000, 10_000],
    ]);
  });

  test('that an outage stops is partly done, and is not repeated', async () => {
    const stopped = { retried: 7, counts: { A: 7 }, remaining: 3, stoppedBy: 'TopicsUnavailable' };
    const context = scriptedContext([answerOf(stopped)]);
    expect(await agreed(context)).toMatchObject({
      exit: 'partly',
      text: expect.stringContaining(`\
7 requests made due. The timer sends them in again within a minute, one of each
code first. Stopped by an outage: TopicsUnavailable. 3 requests not reached: run
the same command again.
`),
    });
    const none = answerOf({ remaining: 3, stoppedBy: 'TopicsUnavailable' });
    expect(await agreed(scriptedContext([none]))).toMatchObject({ exit: 'partly' });
  });

  test('that is refused or fails says so', async () => {
    const refused = { refused: { code: 'CommandInvalid', detail: 'No unsettled dead letter.' } };
    expect(await agreed(scriptedContext([refused]))).toMatchObject({ exit: 'refused', ...refused });
    expect(await asked(scriptedContext([refused], { typed: ['y'] }))).toMatchObject({
      exit: 'refused',
      ...refused,
    });
    const error = new ApiError('NoAnswer', { detail: 'late' });
    await expect(agreed(scriptedContext([error]))).rejects.toBe(error);
    const half = answerOf({ retried: 1, counts: { A: 1 }, remaining: 1 });
    expect(await agreed(scriptedContext([half, error]))).toMatchObject({
      ...{ exit: 'partly', failure: error },
    });
  });

  test('says what the table leaves out', async () => {
    const { text } = await agreed(scriptedContext([answerOf({ beyond: 3, unreadable: ['x'] })]));
    expect(text).toContain("3 more dead letters did not fit into the function's memory");
    expect(text).toContain('1 message on the topic cannot be read as a dead letter');
  });
});
