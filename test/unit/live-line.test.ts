import { describe, expect, test } from 'vitest';
import type { News } from '../../local/news.ts';
import { liveLine } from '../../local/screen.ts';
import { paintFor } from '../../terminal/paint.ts';

const NAMES = { requestId: 'req-1', tenantId: 'acme', keyName: 'main' };
const KEY_ID = '6f1c1d2e-8c3a-11ef-9d5b-5254009db3a0';

const lineOf = (news: News) => liveLine(news, '13:05:09', paintFor(false));

describe('the live line', () => {
  test.each<[string, News, string]>([
    [
      'of a request says whose key it is for',
      { kind: 'request', door: 'http', ...NAMES },
      '13:05:09  http   acme/main             asked: req-1',
    ],
    [
      'of a request that says nothing is there all the same',
      { kind: 'request', door: 'queue' },
      '13:05:09  queue  (nobody named)        asked',
    ],
    [
      'of a new key shows the beginning of its id',
      { kind: 'outcome', door: 'http', outcome: 'provisioned', ...NAMES, keyId: KEY_ID },
      '13:05:09  http   acme/main             provisioned: key 6f1c1d2e',
    ],
    [
      'of a key that was there before says so',
      {
        kind: 'outcome',
        door: 'queue',
        outcome: 'provisioned',
        ...NAMES,
        keyId: KEY_ID,
        adopted: true,
      },
      '13:05:09  queue  acme/main             provisioned: key 6f1c1d2e, adopted',
    ],
    [
      'of a parked request has its code, and fits into 80 columns',
      {
        kind: 'outcome',
        door: 'queue',
        outcome: 'parked',
        ...NAMES,
        code: 'LimitExceeded.CmkLimitExceeded',
      },
      '13:05:09  queue  acme/main             parked: LimitExceeded.CmkLimitExceeded',
    ],
    [
      'of a letter that was redriven says what became of it',
      { kind: 'outcome', door: 'letter', outcome: 'rejected', ...NAMES, code: 'KeyConflict' },
      '13:05:09  letter acme/main             rejected: KeyConflict',
    ],
    [
      'of a failure names the function',
      { kind: 'failure', functionName: 'provision-keys', reason: 'TimeLimitReached' },
      '13:05:09  provision-keys: TimeLimitReached',
    ],
    [
      'of another answer has its status',
      { kind: 'answer', method: 'GET', path: '/v1/tenants/acme/keys', status: 200 },
      '13:05:09  http   GET /v1/tenants/acme/keys: 200',
    ],
  ])('%s', (_name, news, expected) => {
    expect(lineOf(news)).toBe(expected);
  });

  test('lets no text of a caller move the cursor', () => {
    const names = { requestId: 'a\nb\u001b[2J', tenantId: 'ac\u202eme', keyName: 'x'.repeat(50) };
    expect(lineOf({ kind: 'request', door: 'queue', ...names })).toBe(
      `13:05:09  queue  ac?me/${'x'.repeat(37)}...  asked: a?b?[2J`,
    );
  });

  test.each<[string, boolean, string | undefined, string]>([
    ['a terminal', true, undefined, '\u001b[31mred\u001b[0m'],
    ['a terminal with an empty NO_COLOR', true, '', '\u001b[31mred\u001b[0m'],
    ['a terminal with NO_COLOR', true, '1', 'red'],
    ['a file', false, undefined, 'red'],
  ])('has its colours according to %s', (_name, isTerminal, noColor, expected) => {
    expect(paintFor(isTerminal, noColor)('red', 'red')).toBe(expected);
  });
});
