import { describe, expect, test } from 'vitest';
import { readCursor, writeCursor } from '../../shared/http/cursor.ts';
import { readListQuery } from '../../shared/http/list-query.ts';
import { type Query, readQuery } from '../../shared/http/query.ts';
import type { Route } from '../../shared/http/route.ts';
import { MARKER_KEYS } from '../world/machine-ports.ts';

const PROVISION: Route = { route: 'provision', tenantId: 'acme' };

/** As the platform passes a query on: a word without a value is `true`. */
function read(query: Readonly<Record<string, readonly string[]>>, route: Route = PROVISION): Query {
  return readQuery({ query: new Map(Object.entries(query)) }, route);
}

function detailOf(query: Query | ReturnType<typeof readListQuery>): string {
  if (query.ok) throw new Error('the query is clear');
  const { status, code, retryable, detail } = query.problem;
  expect([status, code, retryable]).toEqual([400, 'QueryInvalid', false]);
  return detail;
}

describe('a POST for a key', () => {
  test.each<[string, Readonly<Record<string, readonly string[]>>, boolean]>([
    ['no query', {}, false],
    ['?plan', { plan: ['true'] }, true],
    ['?plan=', { plan: [''] }, true],
    ['?plan=1', { plan: ['1'] }, true],
    ['?plan=true&plan=1', { plan: ['true', '1'] }, true],
    ['?plan=false', { plan: ['false'] }, false],
    ['?plan=0', { plan: ['0'] }, false],
  ])('with %s is clear', (_, query, isPlan) => {
    expect(read(query)).toEqual({ ok: true, isPlan });
  });

  test.each<[string, Readonly<Record<string, readonly string[]>>]>([
    ['?plan=maybe', { plan: ['maybe'] }],
    ['?plan=yes', { plan: ['yes'] }],
    ['?plan=TRUE', { plan: ['TRUE'] }],
    ['?plan=constructor', { plan: ['constructor'] }],
    ['?plan=true&plan=false', { plan: ['true', 'false'] }],
    ['plan as an empty list', { plan: [] }],
  ])('with %s is not clear', (_, query) => {
    expect(detailOf(read(query))).toBe(
      'plan must be there once, without a value, true or 1 for a preview, or false or 0 for none.',
    );
  });

  test.each([['PLAN'], ['Plan'], ['zzz'], [' plan'], ['plan[]'], ['__proto__'], ['']])(
    'with the word %j is not clear',
    (word) => {
      const query = new Map([[word, ['true']]]);
      expect(detailOf(readQuery({ query }, PROVISION))).toBe(
        `The query has ${JSON.stringify(word)}. This path knows only plan.`,
      );
    },
  );

  test('shows no more than the beginning of a word', () => {
    expect(detailOf(read({ ['x'.repeat(1_000)]: ['1'] }))).toContain(`"${'x'.repeat(40)}".`);
  });
});

test.each<[Route]>([
  [{ route: 'plan', tenantId: 'acme' }],
  [{ route: 'show', tenantId: 'acme', keyName: 'main' }],
  [{ route: 'health' }],
  [{ route: 'openapi' }],
])('%j has no query', (route) => {
  expect(read({}, route)).toMatchObject({ ok: true });
  expect(detailOf(read({ plan: ['true'] }, route))).toBe(
    'The query has "plan". This path has no query.',
  );
});

describe('a list of keys', () => {
  const SIGNING = { signingKeys: MARKER_KEYS };
  const LIST: Route = { route: 'list', tenantId: 'acme' };
  const PLACE = { offset: 7, timeS: 1_795_996_800, digest: 'abcdefghijk' };
  const cursor = writeCursor(PLACE, ['acme', 'Enabled', null], MARKER_KEYS);

  function readList(words: Readonly<Record<string, readonly string[]>>, tenantId?: string) {
    const query = new Map(Object.entries(words));
    const read = readListQuery({ query }, tenantId, SIGNING);
    return read.ok ? read.list : detailOf(read);
  }

  test.each(['plan', 'Limit', 'page', 'after', ''])('does not know the word %j', (word) => {
    expect(detailOf(read({ [word]: ['1'] }, LIST))).toBe(
      `The query has ${JSON.stringify(word)}. This path knows only limit, cursor, state, usage.`,
    );
  });

  test('begins with 100 keys in any state and for any usage', () => {
    const none = { keyState: undefined, keyUsage: undefined, place: undefined };
    expect(readList({}, 'acme')).toEqual({ ...none, limit: 100, identity: ['acme', null, null] });
    expect(readList({})).toEqual({ ...none, limit: 100, identity: [null, null, null] });
  });

  test.each(['1', '9', '99', '100', '199', '200'])('has up to %s keys', (limit) => {
    expect(readList({ limit: [limit] })).toMatchObject({ limit: Number(limit) });
  });

  test.each(['0', '201', '1000', '-1', '1.5', '1e2', '0x10', ' 5', '05', '', 'true'])(
    'has not %j keys',
    (limit) => {
      expect(readList({ limit: [limit] })).toBe('limit must be a whole number from 1 to 200.');
    },
  );

  test.each(['enabled', 'ENABLED', 'all', '', 'constructor', 'Enabled,Disabled'])(
    'cannot be of the state %j',
    (state) => {
      expect(readList({ state: [state] })).toBe(
        'state must be one of Enabled, Disabled, PendingDelete, PendingImport, Archived.',
      );
    },
  );

  test.each(['', 'encrypt', 'A B', 'A'.repeat(65)])('cannot be of the usage %j', (usage) => {
    expect(readList({ usage: [usage] })).toBe(
      'usage must be the keyUsage of keys, such as ENCRYPT_DECRYPT.',
    );
  });

  test.each(['limit', 'cursor', 'state', 'usage'])('takes %s once', (word) => {
    expect(readList({ [word]: ['200', '200'] })).toBe(`${word} must be there once.`);
    expect(readList({ [word]: [] })).toBe(`${word} must be there once.`);
  });

  test('goes on at its own cursor, with any limit', () => {
    const words = { cursor: [cursor], state: ['Enabled'], limit: ['3'] };
    expect(readList(words, 'acme')).toMatchObject({ place: PLACE, limit: 3 });
  });

  const FOREIGN =
    'cursor must be one that this list gave, with the same state and usage: leave it out to begin anew.';
  const changed = Buffer.from(cursor, 'base64url').toString().replace('7:', '8:');

  test.each<[string, Readonly<Record<string, readonly string[]>>, string | undefined]>([
    ['of another tenant', { state: ['Enabled'], cursor: [cursor] }, 'globex'],
    ['of one tenant for all', { state: ['Enabled'], cursor: [cursor] }, undefined],
    ['of another state', { state: ['Disabled'], cursor: [cursor] }, 'acme'],
    ['without its state', { cursor: [cursor] }, 'acme'],
    ['with one more filter', { state: ['Enabled'], usage: ['X'], cursor: [cursor] }, 'acme'],
    ['that is empty', { state: ['Enabled'], cursor: [''] }, 'acme'],
    ['that is cut', { state: ['Enabled'], cursor: [cursor.slice(0, -3)] }, 'acme'],
    ['that is a number', { state: ['Enabled'], cursor: ['2'] }, 'acme'],
    [
      'that was changed',
      { state: ['Enabled'], cursor: [Buffer.from(changed).toString('base64url')] },
      'acme',
    ],
  ])('has no part at a cursor %s', (_, words, tenantId) => {
    expect(readList(words, tenantId)).toBe(FOREIGN);
  });

  test('reads the cursor that a former signing key signed, and none of an unknown one', () => {
    const [own] = MARKER_KEYS;
    const other = { id: 'k2', secret: 'another-secret-of-32-characters-or-so' };
    const list = ['acme', 'Enabled', null];
    expect(readCursor(cursor, list, [other, own])).toEqual(PLACE);
    expect(readCursor(cursor, list, [other])).toBeUndefined();
  });
});
