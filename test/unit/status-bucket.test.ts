import { describe, expect, test } from 'vitest';
import type { CosAnswer, CosRequest } from '../../shared/cos/bucket.ts';
import { listedObjects } from '../../shared/cos/listing.ts';
import type { RequestStatus } from '../../shared/request-status/status.ts';
import { statusStore } from '../../shared/request-status/store.ts';

const STATUS: RequestStatus = {
  ...{ state: 'queued', tenantId: 'acme', requestId: 'r-1', fingerprint: 'f' },
  ...{ updatedAt: '2026-11-02T00:00:05.000Z', attempts: 0, redrives: 0 },
};
const KEY = 'statuses/acme/r-1/999999999999-queued.json';

const HEADERS = {
  'content-type': 'application/json',
  'x-cos-server-side-encryption': 'AES256',
};

const listOf = (...times: readonly string[]) =>
  times
    .map((time) => `<Contents><Key>${KEY}</Key><LastModified>${time}</LastModified></Contents>`)
    .join('');

/** A store in a bucket that gives these answers in turn, with what it was asked. */
function storeWith(...answers: readonly Partial<CosAnswer>[]) {
  const asked: CosRequest[] = [];
  const store = statusStore(async (request) => {
    asked.push(request);
    return { status: 200, text: '', ...answers[asked.length - 1] };
  });
  return { asked, store };
}

describe('a status in a bucket', () => {
  test('is written under its key, as JSON that is encrypted', async () => {
    const { asked, store } = storeWith({});
    await store.write(STATUS, 1_000);
    expect(asked).toEqual([
      { method: 'PUT', key: KEY, headers: HEADERS, body: JSON.stringify(STATUS) },
    ]);
  });

  test('claims an id without replacing anything', async () => {
    const { asked, store } = storeWith({});
    expect(await store.claim(STATUS, 1_000)).toEqual(STATUS);
    const headers = { ...HEADERS, 'x-cos-forbid-overwrite': 'true' };
    expect(asked).toEqual([{ method: 'PUT', key: KEY, headers, body: JSON.stringify(STATUS) }]);
  });

  test('is that of who claimed the id first, if there is one', async () => {
    const first = { ...STATUS, fingerprint: 'other' };
    const { asked, store } = storeWith({ status: 409 }, { text: JSON.stringify(first) });
    expect(await store.claim(STATUS, 1_000)).toEqual(first);
    expect(asked[1]).toEqual({ method: 'GET', key: KEY });
  });

  test('is read with the time of the first one in the list', async () => {
    const times = ['2026-11-02T00:00:04.000Z', '2026-11-02T00:00:03.000Z', '2026-11-02T00:00:06Z'];
    const { asked, store } = storeWith(
      { text: listOf(...times) },
      { text: JSON.stringify(STATUS) },
    );
    expect(await store.read(STATUS, 1_000)).toEqual({ ...STATUS, acceptedAt: times[1] });
    expect(asked).toEqual([
      { method: 'GET', params: { prefix: 'statuses/acme/r-1/', 'max-keys': '1000' } },
      { method: 'GET', key: KEY },
    ]);
  });

  test('may have been written before the list says so, by the clock of the instance', async () => {
    const { store } = storeWith(
      { text: listOf('2026-11-02T00:00:09.000Z') },
      { text: JSON.stringify(STATUS) },
    );
    expect(await store.read(STATUS, 1_000)).toMatchObject({ acceptedAt: STATUS.updatedAt });
  });

  test('is none if the list has none', async () => {
    const { store } = storeWith({ text: '' });
    expect(await store.read(STATUS, 1_000)).toBeUndefined();
  });
});

describe('a bucket that does not give what was asked for', () => {
  const failure = (detail: string) => ({
    code: 'StatusUnavailable',
    message: `StatusUnavailable: ${detail}`,
  });

  test.each([
    ['<Error><Code>SlowDown</Code></Error>', 'COS answered with HTTP status 503 SlowDown'],
    ['', 'COS answered with HTTP status 503'],
    [`<Code>${'x'.repeat(61)}</Code>`, 'COS answered with HTTP status 503'],
  ])('is unavailable, with its code for the log: %s', async (text, detail) => {
    const { store } = storeWith({ status: 503, text });
    await expect(store.write(STATUS, 1_000)).rejects.toMatchObject(failure(detail));
  });

  test('is unavailable where an object is no status', async () => {
    const { store } = storeWith({ text: listOf('2026-11-02T00:00:03.000Z') }, { text: '{}' });
    await expect(store.read(STATUS, 1_000)).rejects.toMatchObject(
      failure(`the object ${KEY} is no status`),
    );
  });
});

describe('the list of a bucket', () => {
  const entry = '<Key>a</Key><LastModified>2026-11-02T00:00:00Z</LastModified>';

  test('has what is between its marks alone', () => {
    expect(listedObjects(`${entry}<Contents>${entry}</Contents>`)).toEqual([
      { key: 'a', changedAt: '2026-11-02T00:00:00Z' },
    ]);
  });

  test.each([
    '<Contents><Key>a</Key></Contents>',
    '<Contents><LastModified>2026</LastModified></Contents>',
    '<Contents><Key>a<LastModified>2026</LastModified></Contents>',
    '<Contents>a</Key><LastModified>2026</LastModified></Contents>',
    `<Contents>${entry.replace('>a<', '>a&amp;b<')}</Contents>`,
  ])('leaves out %s', (xml) => {
    expect(listedObjects(xml)).toEqual([]);
  });
});
