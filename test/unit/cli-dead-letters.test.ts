import { describe, expect, test } from 'vitest';
import { discardDeadLetters } from '../../cli/dead-letters/discard.ts';
import { listDeadLetters } from '../../cli/dead-letters/list.ts';
import { planDeadLetters } from '../../cli/dead-letters/plan.ts';
import { redriveDeadLetters } from '../../cli/dead-letters/redrive.ts';
import { showDeadLetter } from '../../cli/dead-letters/show.ts';
import type {
  DeadLetterList,
  DeadLetterSummary,
  RedriveAnswer,
  RedrivePlans,
  ShownDeadLetter,
} from '../../shared/dead-letters/generated/dead-letters-command.ts';
import { ApiError } from '../../shared/tenant-key/api-error.ts';
import { scriptedContext } from './cli-operator.ts';

const ID = 'dl_LmjUxL-3HF_Ow1dmffRWZlc2TggkO7HmRe_HB3KRMJA';
const OTHER_ID = 'dl_5nqvusLX4CuYw1dmffRWZlc2TggkO7HmRe_HB3KRMJA';
const THIRD_ID = 'dl_mZF014BtY7ewrhFCHVG7GoWGfcQZfZHwHDY2fXxWuwc';

const LETTER: DeadLetterSummary = {
  id: ID,
  state: 'parked',
  code: 'LimitExceeded.CmkLimitExceeded',
  stage: 'create',
  attempts: 1,
  firstSeenAt: '2026-11-23T12:19:59.000Z',
  lastSeenAt: '2026-11-23T12:19:59.000Z',
  redrives: 0,
  identity: { requestId: 'r-1', tenantId: 'acme', keyName: 'main' },
  source: { door: 'queue', topic: 'key-requests', partition: 0, offset: 7 },
  isCut: false,
  textLength: 64,
};

const LIST: DeadLetterList = {
  letters: [
    LETTER,
    {
      ...LETTER,
      id: OTHER_ID,
      code: 'UnsupportedOperation.UnsupportedKeyUsageInCurrentRegion',
      attempts: 12,
      firstSeenAt: '2026-11-23T14:19:20.500Z',
      identity: {
        requestId: 'r-2',
        tenantId: 'a-tenant-with-the-longest-name-there',
        keyName: 'key-of-the-longest-nam',
      },
    },
    {
      ...LETTER,
      id: THIRD_ID,
      code: 'Request\u001b[2JUnreadable',
      stage: 'parse',
      firstSeenAt: '2026-11-14T14:19:20.500Z',
      identity: { requestId: 'r-3', tenantId: 'evil\u202etenant' },
    },
  ],
  total: 62,
  counts: { RequestUnreadable: 2, 'LimitExceeded.CmkLimitExceeded': 60 },
  waiting: 0,
  beyond: 0,
  unreadable: [],
};

describe('dead-letters list', () => {
  const list = (answer: unknown, selection = {}) =>
    listDeadLetters({ command: 'list', selection }, scriptedContext([answer]));

  test('is a table of 80 columns, the counts by code, and what to do next', async () => {
    const { text, exit, answer } = await list(LIST, { all: true });
    expect(text).toBe(`\
id            age  stage   code                    key                     tries
dl_LmjUxL-3H   2h  create  …eded.CmkLimitExceeded  acme/main                   1
dl_5nqvusLX4  39s  create  …yUsageInCurrentRegion  a-tenant-wi…ongest-nam     12
dl_mZF014BtY   9d  parse   …st\\u001b[2JUnreadable  evil\\u202etenant            1

62 dead letters, 3 of them shown:
count  code
   60  LimitExceeded.CmkLimitExceeded
    2  RequestUnreadable

To preview a redrive:
  tenant-keys dead-letters plan --code LimitExceeded.CmkLimitExceeded
`);
    expect(exit).toBe('done');
    expect(answer).toBe(LIST);
  });

  test('of a selection proposes to plan the same selection', async () => {
    const selection = {
      codes: ['LimitExceeded', 'RequestUnreadable'],
      tenantId: 'a tenant',
      stages: ['create'],
      olderThanS: 5_400,
      limit: 3,
    };
    const { text } = await list(LIST, selection);
    expect(text.split('\n').slice(-4)).toEqual([
      'To preview a redrive:',
      '  tenant-keys dead-letters plan --code LimitExceeded --code RequestUnreadable \\',
      "    --tenant 'a tenant' --stage create --older-than 5400s --limit 3",
      '',
    ]);
  });

  test('of nothing says so, and is done', async () => {
    const answer = { letters: [], total: 0, counts: {}, waiting: 0, beyond: 0, unreadable: [] };
    expect(await list(answer, { all: true })).toMatchObject({
      exit: 'done',
      text: 'There are no parked dead letters.\n',
    });
    expect(await list(answer, { tenantId: 'acme' })).toMatchObject({
      exit: 'done',
      text: 'No dead letter matches; dead-letters list shows all of them.\n',
    });
  });

  test('of what is parked says how many others wait', async () => {
    const [letter] = LIST.letters;
    const answer = { ...LIST, letters: [letter], total: 1, waiting: 2 };
    const { text } = await list(answer, { all: true });
    expect(text.split('\n').slice(-4)).toEqual([
      '',
      '2 more requests wait and are resumed by the timer:',
      '  tenant-keys dead-letters list --state waiting',
      '',
    ]);
    const none = { ...answer, letters: [], total: 0, waiting: 1 };
    expect(await list(none, { all: true })).toMatchObject({
      text: 'There are no parked dead letters.\n1 more request waits and is resumed by the timer:\n  tenant-keys dead-letters list --state waiting\n',
    });
    const { text: waiting } = await list(answer, { all: true, states: ['waiting'] });
    expect(waiting).not.toContain('wait and are resumed');
    expect(waiting).toMatch(/plan --code [\w.]+ \\\n {4}--state waiting\n$/);
  });

  test('of what waits says when it is tried next', async () => {
    const waits = { ...LETTER, state: 'waiting' } as const;
    const letters = [
      { ...waits, nextAttemptAt: '2026-11-23T14:31:59.000Z' },
      { ...waits, id: OTHER_ID, nextAttemptAt: '2026-11-23T14:20:00.000Z' },
      { ...waits, id: THIRD_ID },
      LETTER,
    ];
    const answer = { ...LIST, letters, total: 4 };
    const { text } = await list(answer, { all: true, states: ['waiting', 'parked'] });
    expect(text.split('\n').slice(0, 5)).toEqual([
      'id            age  stage   code                       key        tries  next try',
      'dl_LmjUxL-3H   2h  create  …xceeded.CmkLimitExceeded  acme/main      1    in 11m',
      'dl_5nqvusLX4   2h  create  …xceeded.CmkLimitExceeded  acme/main      1       now',
      'dl_mZF014BtY   2h  create  …xceeded.CmkLimitExceeded  acme/main      1       now',
      'dl_LmjUxL-3H   2h  create  …xceeded.CmkLimitExceeded  acme/main      1',
    ]);
  });

  test('reports what the table leaves out', async () => {
    const answer = {
      ...{ letters: [], total: 0, counts: {}, waiting: 0, beyond: 1_200 },
      unreadable: ['a\u0000', 'b', 'c', 'd', 'e', 'f'],
    };
    const { text } = await list(answer, { all: true });
    expect(text).toBe(`\
There are no parked dead letters.
1200 more dead letters did not fit into the function's memory: settle some of
these first.
6 messages on the topic cannot be read as a dead letter; by key: a\\u0000, b, c,
d, e and 1 more.
`);
  });

  test('has colours on a terminal that shows them', async () => {
    const operator = scriptedContext([LIST], { isColored: true });
    const { text } = await listDeadLetters({ command: 'list', selection: { all: true } }, operator);
    expect(text).toContain('\u001b[1mcode\u001b[0m');
    expect(text).toContain('\u001b[33m…eded.CmkLimitExceeded\u001b[0m  acme/main');
  });
});

describe('dead-letters show', () => {
  const SHOWN: ShownDeadLetter = {
    letter: {
      ...LETTER,
      reason: 'The request breaks its contract.',
      nextStep: 'Tell the sender what is wrong; the request must be sent again, corrected.',
      attempts: 3,
      redrives: 2,
      lastSeenAt: '2026-11-23T13:19:59.000Z',
      problems: [
        { pointer: '#/tags/project', detail: 'must not be one of the reserved names' },
        { pointer: '#', detail: 'must have keyName' },
      ],
      kmsRequestId: 'c2af8a64-c922-4d55-aee0-bd86a5c2cd12',
      keyId: '23e80852-1e38-11e9-b129-5cb9019b4b01',
      textLength: 88,
      text: `{"tenantId":"acme","description":"\u001b]0;owned\u0007${'密钥'.repeat(20)}"}\n\nend`,
    } as ShownDeadLetter['letter'],
    runbook: 'https://github.com/example/tenant-keys/blob/main/docs/runbook.md#requestinvalid',
  };

  test('of what waits says when it was sent again, and when it is tried next', async () => {
    const times = {
      nextAttemptAt: '2026-11-23T14:24:00.000Z',
      sentAt: '2026-11-23T14:19:00.000Z',
    };
    const letter = { ...SHOWN.letter, state: 'waiting', ...times };
    const operator = scriptedContext([{ ...SHOWN, letter }]);
    const { text } = await showDeadLetter({ command: 'show', id: 'dl_LmjU' }, operator);
    expect(text).toContain(`
sent again   2026-11-23T14:19:00.000Z
next try     2026-11-23T14:24:00.000Z, in 4m
`);
  });

  test('prints the reason and the next step, and shows the text without its control characters', async () => {
    const operator = scriptedContext([SHOWN]);
    const { text, exit, answer } = await showDeadLetter(
      { command: 'show', id: 'dl_LmjU' },
      operator,
    );
    expect(text).toBe(`\
id           dl_LmjUxL-3HF_Ow1dmffRWZlc2TggkO7HmRe_HB3KRMJA
key          acme/main, requested by r-1
reason       The request breaks its contract. (LimitExceeded.CmkLimitExceeded,
             at create)
next step    Tell the sender what is wrong; the request must be sent again,
             corrected.
problem      #/tags/project: must not be one of the reserved names
problem      the whole request: must have keyName
parked       2026-11-23T12:19:59.000Z, 2h ago, last tried
             2026-11-23T13:19:59.000Z
attempts     3, redriven 2 times
source       queue, topic key-requests, partition 0, offset 7
key id       23e80852-1e38-11e9-b129-5cb9019b4b01
KMS request  c2af8a64-c922-4d55-aee0-bd86a5c2cd12
runbook      https://github.com/example/tenant-keys/blob/main/docs/runbook.md#requestinvalid

Original text (--json prints it byte for byte):
  {"tenantId":"acme","description":"\\u001b]0;owned\\u0007密钥密钥密钥密钥密钥密钥
  密钥密钥密钥密钥密钥密钥密钥密钥密钥密钥密钥密钥密钥密钥"}

  end

To preview a redrive:
  tenant-keys dead-letters plan \\
    --id dl_LmjUxL-3HF_Ow1dmffRWZlc2TggkO7HmRe_HB3KRMJA
`);
    expect([exit, answer]).toEqual(['done', SHOWN]);
  });

  test('without the text says how long it is, and how to get it', async () => {
    const { text: _, ...letter } = SHOWN.letter;
    const operator = scriptedContext([{ ...SHOWN, letter }]);
    const { text } = await showDeadLetter({ command: 'show', id: ID }, operator);
    expect(text).toContain('\nThe original text has 88 characters; --text shows it.\n');
    expect(text).not.toContain('owned');
  });

  test.each([
    [
      'RequestInvalid',
      'A redrive cannot help. To discard it:\n  tenant-keys dead-letters discard \\\n',
    ],
    [
      'SignatureInvalid',
      'A redrive cannot help. To discard it:\n  tenant-keys dead-letters discard \\\n',
    ],
    ['FailedOperation.NeverSeen', 'To preview a redrive:\n  tenant-keys dead-letters plan \\\n'],
  ])('of the code %s proposes what helps', async (code, proposal) => {
    const operator = scriptedContext([{ ...SHOWN, letter: { ...SHOWN.letter, code } }]);
    const { text } = await showDeadLetter({ command: 'show', id: ID }, operator);
    expect(text).toContain(`\n${proposal}`);
  });

  test('of a text that was cut says so', async () => {
    const deadLetter = { ...SHOWN.letter, text: 'abc', cut: { bytes: 200_000, sha256: 'x' } };
    const operator = scriptedContext([{ ...SHOWN, letter: deadLetter }]);
    const { text } = await showDeadLetter({ command: 'show', id: ID }, operator);
    expect(text).toContain('\nThe first 3 of 200000 bytes of the original text:\n  abc\n');
  });

  test('of an id that matches no dead letter is refused', async () => {
    const refused = { code: 'CommandInvalid', detail: 'No unsettled dead letter has the id x.' };
    const result = await showDeadLetter(
      { command: 'show', id: 'x' },
      scriptedContext([{ refused }]),
    );
    expect(result).toEqual({ exit: 'refused', answer: { refused }, text: '', refused });
  });
});

describe('dead-letters plan', () => {
  const PLANS: RedrivePlans = {
    plans: [
      {
        ...{ id: ID, outcome: 'provisioned', tenantId: 'acme', keyName: 'main' },
        calls: ['CreateTags', 'CreateKey', 'TagResources'],
      },
      { id: OTHER_ID, outcome: 'parked', code: 'LimitExceeded.CmkLimitExceeded', calls: [] },
      { id: THIRD_ID, outcome: 'refused', code: 'RedrivesExhausted', calls: [] },
    ],
    total: 4,
    beyond: 0,
    unreadable: [],
  };

  test('previews each dead letter, and proposes to redrive the same selection', async () => {
    const selection = { tenantId: 'acme' };
    const operator = scriptedContext([PLANS]);
    const { text, exit } = await planDeadLetters({ command: 'plan', selection }, operator);
    expect(text).toBe(`\
id            key        outcome      code                  calls
dl_LmjUxL-3H  acme/main  provisioned  -                     CreateTags, CreateK…
dl_5nqvusLX4  -          parked       …ed.CmkLimitExceeded  -
dl_mZF014BtY  -          refused      RedrivesExhausted     -

Preview: 1 provisioned, 1 parked, 1 refused (3 of 4 that match). Nothing was
changed.

To redrive them:
  tenant-keys dead-letters redrive --tenant acme
`);
    expect(exit).toBe('done');
  });

  test('proposes no redrive that would settle nothing', async () => {
    const answer = { ...PLANS, plans: PLANS.plans.slice(1), total: 2 };
    const operator = scriptedContext([answer]);
    const { text } = await planDeadLetters({ command: 'plan', selection: { all: true } }, operator);
    expect(text.split('\n').slice(4).join('\n')).toBe(`\
Preview: 1 parked, 1 refused. Nothing was changed.

What to do about the first that remains:
  tenant-keys dead-letters show dl_5nqvusLX4
`);
  });

  test('of nothing says so', async () => {
    const operator = scriptedContext([{ ...PLANS, plans: [], total: 0 }]);
    expect(await planDeadLetters({ command: 'plan', selection: {} }, operator)).toMatchObject({
      exit: 'done',
      text: 'No dead letter matches; dead-letters list shows all of them.\n',
    });
  });

  test('that had no time for any dead letter says so', async () => {
    const operator = scriptedContext([{ ...PLANS, plans: [] }]);
    expect(await planDeadLetters({ command: 'plan', selection: {} }, operator)).toMatchObject({
      text: 'There was no time to preview any of 4 dead letters: select fewer.\n',
    });
  });
});

describe('dead-letters redrive', () => {
  const SELECTION = { codes: ['LimitExceeded'] };
  const STARTED_AT = '2026-11-23T14:20:00.000Z';
  const provisioned = (id: string) => ({ id, outcome: 'provisioned', keyId: `key-of-${id}` });
  const round = (results: readonly object[], remaining: number, more = {}): RedriveAnswer =>
    ({
      results,
      startedAt: STARTED_AT,
      remaining,
      ...(remaining > 0 && {
        next: {
          command: 'redrive',
          selection: SELECTION,
          startedAt: STARTED_AT,
          after: `after ${results.length}`,
        },
      }),
      ...more,
    }) as RedriveAnswer;
  const redrive = async (...answers: unknown[]) => {
    const operator = scriptedContext(answers);
    const result = await redriveDeadLetters(
      { command: 'redrive', selection: SELECTION },
      operator,
      { planOnly: false },
    );
    return { ...result, operator };
  };

  test('continues from where the function ended until nothing remains, and merges the answers', async () => {
    const rounds = [
      round([provisioned('a'), provisioned('b')], 3),
      round([provisioned('c')], 2),
      round([provisioned('d'), provisioned('e')], 0),
    ];
    const { exit, answer, operator } = await redrive(...rounds);
    expect(exit).toBe('done');
    expect(answer).toEqual({
      results: ['a', 'b', 'c', 'd', 'e'].map(provisioned),
      startedAt: STARTED_AT,
      remaining: 0,
    });
    expect(operator.sent).toEqual([
      { command: 'redrive', selection: SELECTION, batchSize: 20 },
      { command: 'redrive', selection: SELECTION, startedAt: STARTED_AT, after: 'after 2' },
      { command: 'redrive', selection: SELECTION, startedAt: STARTED_AT, after: 'after 1' },
    ]);
    expect(operator.progress).toEqual([
      [2, 5],
      [3, 5],
    ]);
  });

  test('reports the outcome of each dead letter', async () => {
    const { text, exit } = await redrive(
      round(
        [
          {
            ...{ id: ID, outcome: 'provisioned', tenantId: 'acme', keyName: 'main' },
            ...{ keyId: '23e80852-1e38-11e9-b129-5cb9019b4b01', adopted: true },
          },
          { id: OTHER_ID, outcome: 'parked', code: 'LimitExceeded.CmkLimitExceeded' },
          { id: THIRD_ID, outcome: 'left', code: 'InternalError' },
        ],
        1,
        { stoppedBy: 'InternalError' },
      ),
    );
    expect(text).toBe(`\
id            key        outcome      what
dl_LmjUxL-3H  acme/main  provisioned  key 23e80852-1e3, adopted
dl_5nqvusLX4  -          parked       LimitExceeded.CmkLimitExceeded
dl_mZF014BtY  -          left         InternalError

3 dead letters: 1 provisioned, 1 parked, 1 left. Stopped by an outage:
InternalError. 1 dead letter not reached: run the same command again when it is
over.

What to do about the dead letter that remains:
  tenant-keys dead-letters show dl_5nqvusLX4
`);
    expect(exit).toBe('partly');
  });

  test.each<[string, string, RedriveAnswer]>([
    ['all settled', 'done', round([provisioned('a'), { id: 'b', outcome: 'rejected' }], 0)],
    ['one parked again', 'partly', round([provisioned('a'), { id: 'b', outcome: 'parked' }], 0)],
    ['one refused', 'partly', round([{ id: 'b', outcome: 'refused' }], 0)],
    ['one left', 'partly', round([{ id: 'b', outcome: 'left' }], 0)],
    ['an outage', 'partly', round([], 2, { stoppedBy: 'NoAnswer' })],
    ['an outage at the last', 'partly', round([provisioned('a')], 0, { stoppedBy: 'NoAnswer' })],
    ['no time for a letter', 'partly', round([], 2)],
    ['no dead letter', 'nothing', round([], 0)],
  ])('with %s ends as %s', async (_, exit, answer) => {
    expect(await redrive(answer)).toMatchObject({ exit });
  });

  test.each<[string, RedriveAnswer]>([
    ['2 dead letters not reached: run the same command again.\n', round([], 2)],
    ['Stopped by an outage: NoAnswer.\n', round([], 0, { stoppedBy: 'NoAnswer' })],
  ])('that took no dead letter says "%s"', async (text, answer) => {
    expect(await redrive(answer)).toMatchObject({ text });
  });

  test('that someone must make possible again says what to do, and names the topic', async () => {
    const left = { id: ID, outcome: 'left', code: 'TopicForbidden', topic: 'key-events' } as const;
    const { text, exit } = await redrive(round([left], 3, { stoppedBy: 'TopicForbidden' }));
    expect(text.split('\n\n')[1]).toBe(
      `1 dead letter: 1 left. Stopped by TopicForbidden: The brokers do not let the
user of the functions use the topic. The topic is key-events. Allow TOPICS_USER
to read and write the topic. The request is tried again by itself; if it was
parked, redrive it. 3 dead letters not reached: run the same command again when
it is over.
`,
    );
    expect(exit).toBe('partly');
    const unpublished = await redrive(round([], 0, { stoppedBy: 'TopicMissing' }));
    expect(unpublished.text).not.toContain('outage');
  });

  test('proposes to show a dead letter that was refused, not one that an outage left', async () => {
    const left = { id: THIRD_ID, outcome: 'left', code: 'NoAnswer' };
    const refused = { id: ID, outcome: 'refused', code: 'RedrivesExhausted' };
    const { text } = await redrive(round([left, refused], 0));
    expect(text.split('\n').slice(-4)).toEqual([
      '',
      'What to do about the dead letter that remains:',
      '  tenant-keys dead-letters show dl_LmjUxL-3H',
      '',
    ]);
  });

  test('stops when the function makes no progress', async () => {
    const { exit, operator } = await redrive(round([provisioned('a')], 2), round([], 2));
    expect(exit).toBe('partly');
    expect(operator.sent).toHaveLength(2);
  });

  test('reports what was done when a later invocation fails or is refused', async () => {
    const failure = new ApiError('NoAnswer', { detail: 'Invoke: socket hang up' });
    const failed = await redrive(round([provisioned('a')], 2), failure);
    expect(failed).toMatchObject({ exit: 'partly', failure, answer: { remaining: 2 } });
    expect(failed.text).toContain(
      '\n1 dead letter: 1 provisioned. 2 dead letters not reached: run the same command\nagain.\n',
    );

    const refused = { code: 'NoAnswer', detail: 'The cloud did not answer in time.' };
    const stopped = await redrive(round([provisioned('a')], 2), { refused });
    expect(stopped).toMatchObject({ exit: 'partly', refused, answer: { remaining: 2 } });
  });

  test('that fails at once, fails', async () => {
    const failure = new ApiError('NotConnected', { detail: 'Invoke' });
    await expect(redrive(failure)).rejects.toBe(failure);
  });

  test('that is refused at once changed nothing', async () => {
    const refused = { code: 'CommandInvalid', detail: 'No unsettled dead letter has the id x.' };
    expect(await redrive({ refused })).toMatchObject({ exit: 'refused', text: '', refused });
  });

  test('of nothing says so', async () => {
    expect(await redrive(round([], 0))).toMatchObject({
      text: 'No dead letter matches; dead-letters list shows all of them.\n',
    });
  });
});

describe('dead-letters discard', () => {
  const discard = (ids: readonly string[], answers: readonly unknown[]) => {
    const operator = scriptedContext(answers);
    const command = { command: 'discard', ids, reason: 'sent twice' } as const;
    return discardDeadLetters(command, operator, { planOnly: false }).then((result) => ({
      ...result,
      operator,
    }));
  };

  test('sends complete ids unchanged', async () => {
    const answer = { discarded: [ID, OTHER_ID] };
    const { operator, ...ending } = await discard([ID, OTHER_ID], [answer]);
    expect(ending).toEqual({
      exit: 'done',
      answer,
      text: `Discarded: 2 dead letters.\n  ${ID}\n  ${OTHER_ID}\n`,
    });
    expect(operator.sent).toEqual([
      { command: 'discard', ids: [ID, OTHER_ID], reason: 'sent twice' },
    ]);
  });

  test('looks up the complete id of a shortened one', async () => {
    const { exit, operator } = await discard(['dl_LmjUxL'], [LIST, { discarded: [ID] }]);
    expect(exit).toBe('partly'); // The list above has three letters, of which one was still there.
    expect(operator.sent).toEqual([
      { command: 'list', selection: { ids: ['dl_LmjUxL'] } },
      { command: 'discard', ids: [ID, OTHER_ID, THIRD_ID], reason: 'sent twice' },
    ]);
  });

  test('looks up all ids when one is shortened', async () => {
    const { operator } = await discard([ID, '5nqv'], [LIST, { discarded: [] }]);
    expect(operator.sent[0]).toEqual({ command: 'list', selection: { ids: [ID, '5nqv'] } });
  });

  test.each([1, 2])('is refused when answer %i is', async (which) => {
    const refused = { code: 'CommandInvalid', detail: 'No letter that waits has the id Lmj.' };
    const answers = [LIST, LIST].slice(0, which - 1);
    const { operator, ...ending } = await discard(['Lmj'], [...answers, { refused }]);
    expect(ending).toMatchObject({ exit: 'refused', refused });
    expect(operator.sent).toHaveLength(which);
  });

  test('of dead letters that are already settled did nothing', async () => {
    expect(await discard([ID], [{ discarded: [] }])).toMatchObject({
      exit: 'nothing',
      text: 'Discarded: 0 dead letters.\n',
    });
  });
});
