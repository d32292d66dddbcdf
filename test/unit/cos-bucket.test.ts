import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';
import { cosBucket } from '../../shared/cos/bucket.ts';
import { listedObjects } from '../../shared/cos/listing.ts';
import { cosAuthorization, type SignedRequest } from '../../shared/cos/signature.ts';
import type { Send } from '../../shared/topics/http.ts';
import { virtualClock } from '../world/virtual-clock.ts';

/** The official SDK; its declarations do not compile with the compiler's options of this project. */
const COS: any = createRequire(import.meta.url)('cos-nodejs-sdk-v5');

const SECRETS = { secretId: 'AKIDexample', secretKey: 'secret-of-an-example' };
const HOST = 'statuses-1250000000.cos.ap-guangzhou.myqcloud.com';

describe('a signature', () => {
  test.each<[string, SignedRequest]>([
    ['of nothing but the host', { method: 'GET', path: '/', params: {}, headers: { host: HOST } }],
    [
      'of an object with headers in any order',
      {
        method: 'PUT',
        path: '/statuses/acme/r-1:2.3_4/000-queued.json',
        params: {},
        headers: {
          'x-cos-forbid-overwrite': 'true',
          'content-type': 'application/json',
          host: HOST,
          'content-md5': 'mQ/fVh815F3k6TAUm8m0eg==',
          'x-cos-security-token': "a+b/c=d!'()*",
        },
      },
    ],
    [
      'of parameters that need an escape',
      {
        method: 'GET',
        path: '/',
        params: { prefix: "statuses/acme/a b!'()*~/", 'max-keys': '1000', lifecycle: '' },
        headers: { host: HOST },
      },
    ],
  ])('%s is that of the official SDK', (_, request) => {
    const { method, path, params, headers } = request;
    expect(cosAuthorization(request, SECRETS, 1_790_000_000)).toBe(
      COS.getAuthorization({
        SecretId: SECRETS.secretId,
        SecretKey: SECRETS.secretKey,
        KeyTime: '1789999940;1790000600',
        ...{ Method: method, Pathname: path, Query: params, Headers: headers },
      }),
    );
  });
});

type Sent = Parameters<Send>[1] & { readonly url: string };

/** A bucket whose requests are kept, with what answers them. */
function watchedBucket({ endpoint, secrets = SECRETS, answer, bucket = 'b-1250000000' }: Watched) {
  const clock = virtualClock();
  const sent: Sent[] = [];
  const send: Send = async (url, request) => {
    sent.push({ url, ...request });
    await answer?.(clock);
    return { status: 200, text: async () => 'text' };
  };
  const place = { bucket, region: 'ap-guangzhou', endpoint };
  const runtime = { send, readCredentials: () => secrets, wallMs: () => 0, clock };
  return { clock, sent, ask: cosBucket(place, runtime) };
}

type Watched = {
  readonly endpoint?: string;
  readonly secrets?: {
    readonly secretId?: string;
    readonly secretKey?: string;
    readonly token?: string;
  };
  readonly answer?: (clock: ReturnType<typeof virtualClock>) => Promise<void>;
  readonly bucket?: string;
};

describe('a bucket', () => {
  test('is named by the host in the cloud', async () => {
    const { ask, sent, clock } = watchedBucket({});
    const key = 'statuses/acme/r:1/0-queued.json';
    const answer = await clock.run(ask({ method: 'PUT', key, body: '{}' }, 1_000));
    expect(answer).toEqual({ status: 200, text: 'text' });
    const url =
      'https://b-1250000000.cos.ap-guangzhou.myqcloud.com/statuses/acme/r%3A1/0-queued.json';
    expect(sent).toMatchObject([{ url, method: 'PUT', body: '{}' }]);
    expect(sent[0]!.headers).toMatchObject({
      host: 'b-1250000000.cos.ap-guangzhou.myqcloud.com',
      'content-md5': 'mZFLkyvTelC5g8XnyQrpOw==',
    });
    expect(sent[0]!.headers).not.toHaveProperty('x-cos-security-token');
  });

  test('is named by the path at an endpoint of this machine', async () => {
    const { ask, sent, clock } = watchedBucket({
      endpoint: 'http://127.0.0.1:4700',
      secrets: { ...SECRETS, token: 'of-a-role' },
    });
    const params = { prefix: 'statuses/acme/', lifecycle: '' };
    await clock.run(ask({ method: 'GET', params }, 1_000));
    const url = 'http://127.0.0.1:4700/b-1250000000/?prefix=statuses%2Facme%2F&lifecycle';
    expect(sent).toMatchObject([{ url, headers: { 'x-cos-security-token': 'of-a-role' } }]);
    expect(sent[0]!.headers).not.toHaveProperty('content-md5');
  });

  test.each([{}, { secretId: 'AKIDexample' }])(
    'is sent nothing without credentials: %j',
    async (secrets) => {
      const { ask, sent } = watchedBucket({ secrets });
      await expect(ask({ method: 'GET' }, 1_000)).rejects.toMatchObject({ code: 'NoCredentials' });
      expect(sent).toEqual([]);
    },
  );

  test('that does not answer by the deadline fails the request', async () => {
    const { ask, clock } = watchedBucket({ answer: (own) => own.sleep(2_000) });
    const asked = clock.run(ask({ method: 'GET' }, 300));
    await expect(asked).rejects.toMatchObject({ code: 'NoAnswer' });
    expect(clock.nowMs()).toBe(300);
  });
});

test('a list gives keys and times, and leaves out what is none', () => {
  const xml = [
    '<ListBucketResult><Name>b</Name>',
    '<Contents><Key>a/1.json</Key><LastModified>2026-11-30T00:00:00.000Z</LastModified></Contents>',
    '<Contents><Key>a/&amp;.json</Key><LastModified>2026-11-30T00:00:00.000Z</LastModified></Contents>',
    '<Contents><Key>a/2.json</Key></Contents>',
    '<Contents><Key>a/3.json<LastModified>2026-11-30T00:00:00.000Z</LastModified></Contents>',
    '</ListBucketResult>',
  ].join('');
  expect(listedObjects(xml)).toEqual([{ key: 'a/1.json', changedAt: '2026-11-30T00:00:00.000Z' }]);
  expect(listedObjects('<ListBucketResult/>')).toEqual([]);
});
