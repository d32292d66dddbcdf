import { describe, expect, test } from 'vitest';
import { DEAD_LETTERS_VERBS } from '../../shared/dead-letters/serve.ts';
import { parseCommand } from '../../shared/operator-command.ts';

/** The sentence names every verb of the table. */
const VERBS = new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(
  Object.keys(DEAD_LETTERS_VERBS.rows),
);
const ALL = { all: true };
const parseDeadLettersCommand = (event: unknown) => parseCommand(DEAD_LETTERS_VERBS, event);

describe('a command about dead letters', () => {
  test.each<[string, object]>([
    ['lists all', { command: 'list', selection: {} }],
    [
      'lists by all criteria',
      {
        command: 'list',
        selection: {
          ...{ all: true, codes: ['LimitExceeded', 'KeyGone'], tenantId: 'Not A Tenant' },
          ...{ stages: ['parse', 'create', 'tag', 'announce'], ids: ['a_-9'] },
          ...{ olderThanS: 0, limit: 1 },
        },
      },
    ],
    ['shows a dead letter', { command: 'show', id: 'a' }],
    ['shows a dead letter with its text', { command: 'show', id: 'a', text: true }],
    ['plans', { command: 'plan', selection: ALL }],
    ['redrives', { command: 'redrive', selection: { limit: 3 } }],
    [
      'continues a redrive',
      {
        ...{ command: 'redrive', selection: ALL, startedAt: '2026-11-02T00:00:00.000Z' },
        after: '2026-11-01T00:00:00.000Z abc',
      },
    ],
    ['discards', { command: 'discard', ids: ['a'], reason: 'Für “tests”: 测试 🗝' }],
    ['asks about the quota', { command: 'quota' }],
  ])('that %s is accepted unchanged', (_, command) => {
    expect(parseDeadLettersCommand(command)).toEqual(command);
  });

  test('to list needs no selection', () => {
    expect(parseDeadLettersCommand({ command: 'list' })).toEqual({ command: 'list' });
  });

  const ID = 'id must be an id or its beginning, such as dl_3q2.';
  const EMPTY_SELECTION =
    'selection must have at least one criterion; {"all": true} selects every dead letter.';
  test.each<[string, unknown, string]>([
    ['a text', 'list', 'The command must be a JSON object.'],
    ['nothing', null, 'The command must be a JSON object.'],
    ['an object without a command', {}, 'command is required.'],
    ['another command', { command: 'delete' }, `command must be ${VERBS}.`],
    ['an unknown field', { command: 'list', force: true }, 'force is not a known field.'],
    ['a plan without a criterion', { command: 'plan', selection: {} }, EMPTY_SELECTION],
    ['a redrive without a selection', { command: 'redrive' }, EMPTY_SELECTION],
    ['a show without an id', { command: 'show' }, 'show needs id.'],
    ['a field of another command', { command: 'quota', id: 'a' }, 'id does not go with quota.'],
    [
      'a selection that is a list',
      { command: 'plan', selection: [] },
      'selection must be an object.',
    ],
    [
      'a selection by an unknown field',
      { command: 'plan', selection: { tenant: 'acme' } },
      'selection/tenant is not a known field.',
    ],
    [
      'all that is false',
      { command: 'plan', selection: { all: false } },
      'selection/all must be true, or left out.',
    ],
    [
      'no codes',
      { command: 'plan', selection: { codes: [] } },
      'selection/codes must be a list of 1 to 100 codes.',
    ],
    [
      'an invalid code',
      { command: 'plan', selection: { codes: ['KeyGone', 'a b'] } },
      'selection/codes/1 must be a code, such as LimitExceeded.CmkLimitExceeded.',
    ],
    [
      'an invalid stage',
      { command: 'plan', selection: { stages: ['settle'] } },
      'selection/stages/0 must be parse, create, tag or announce.',
    ],
    [
      'a limit that is a fraction',
      { command: 'plan', selection: { limit: 0.5 } },
      'selection/limit must be a whole number of at least 1.',
    ],
    [
      'an age that is too large',
      { command: 'plan', selection: { olderThanS: 1e15 } },
      'selection/olderThanS must be a whole number of seconds, at most 1000000000.',
    ],
    ['an invalid id', { command: 'show', id: '../a' }, ID],
    ['an id that could be a flag', { command: 'show', id: '-a' }, ID],
    [
      'a part of an id to discard',
      { command: 'discard', ids: ['-a'], reason: 'why' },
      'ids/0 must be a whole id, as list answers it.',
    ],
    [
      'a reason of spaces',
      { command: 'discard', ids: ['a'], reason: '   ' },
      'reason must be 1 to 200 printable characters, not all of them spaces.',
    ],
    [
      'a reason of two lines',
      { command: 'discard', ids: ['a'], reason: 'a\nb' },
      'reason must be 1 to 200 printable characters, not all of them spaces.',
    ],
    [
      'a reason with a character that nobody sees',
      { command: 'discard', ids: ['a'], reason: 'a\u200bb' },
      'reason must be 1 to 200 printable characters, not all of them spaces.',
    ],
    [
      'a reason of spaces that are no space',
      { command: 'discard', ids: ['a'], reason: '\u3000' },
      'reason must be 1 to 200 printable characters, not all of them spaces.',
    ],
    [
      'a time in another format',
      { command: 'redrive', selection: ALL, startedAt: 'today' },
      'startedAt must be startedAt of the answer before.',
    ],
  ])('that is %s is refused with a sentence about the problem', (_, command, detail) => {
    expect(parseDeadLettersCommand(command)).toEqual({
      refused: { code: 'CommandInvalid', detail },
    });
  });

  test('with several problems is refused with all of them at once', () => {
    const command = { command: 'show', selection: { limit: -1, ids: [] }, id: 7 };
    expect(parseDeadLettersCommand(command)).toMatchObject({
      refused: {
        detail: expect.stringMatching(
          /^(?=.*selection\/limit must )(?=.*selection\/ids must )(?=.*(?:^| )id must )/,
        ),
      },
    });
    expect(parseDeadLettersCommand({ command: 'discard', selection: ALL, startedAt: 'x' })).toEqual(
      {
        refused: {
          code: 'CommandInvalid',
          detail: 'startedAt must be startedAt of the answer before.',
        },
      },
    );
    const startedAt = '2026-11-02T00:00:00.000Z';
    expect(parseDeadLettersCommand({ command: 'show', selection: ALL, startedAt })).toEqual({
      refused: {
        code: 'CommandInvalid',
        detail: 'selection does not go with show. startedAt does not go with show. show needs id.',
      },
    });
  });
});
