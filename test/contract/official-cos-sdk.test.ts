import { request as httpRequest } from 'node:http';
import { createRequire } from 'node:module';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type LocalCloud, startLocalCloud } from '../../local/cloud.ts';

/** The official SDK; its declarations do not compile with the compiler's options of this project. */
const COS: any = createRequire(import.meta.url)('cos-nodejs-sdk-v5');

let cloud: LocalCloud;
beforeAll(async () => {
  cloud = await startLocalCloud({ port: 0, seed: 'seed' });
  await client().putBucket(BUCKET);
});
afterAll(() => cloud.close());

const BUCKET = { Bucket: 'statuses-1250000000', Region: 'ap-guangzhou' };

/** A client that differs from one for the cloud by its address alone. */
function client(options: object = {}): any {
  const { secretId: SecretId, secretKey: SecretKey, url } = cloud;
  return new COS({ SecretId, SecretKey, Protocol: 'http:', Ip: new URL(url).host, ...options });
}

const at = (Key: string, more: object = {}) => ({ ...BUCKET, Key, ...more });

describe('the official SDK for Node', () => {
  test('creates, finds, lists and deletes buckets', async () => {
    const cos = client();
    const other = { Bucket: 'other-1250000000', Region: 'eu-frankfurt' };
    await cos.putBucket(other);
    expect(await cos.headBucket(other)).toMatchObject({ statusCode: 200 });
    const { Buckets } = await cos.getService();
    expect(Buckets).toMatchObject([
      { Name: 'other-1250000000', Location: 'eu-frankfurt' },
      { Name: 'statuses-1250000000', Location: 'ap-guangzhou' },
    ]);
    expect(await cos.deleteBucket(other)).toMatchObject({ statusCode: 204 });
    await expect(cos.headBucket(other)).rejects.toMatchObject({ statusCode: 404 });
    await expect(cos.putBucket(BUCKET)).rejects.toMatchObject({ code: 'BucketAlreadyOwnedByYou' });
  });

  test('puts, reads, heads and deletes an object', async () => {
    const cos = client({ UploadCheckContentMd5: true });
    const key = 'a/b c+ü&=*\'"?#.json';
    const meta = { 'x-cos-meta-part': 'one', ServerSideEncryption: 'AES256' };
    const put = await cos.putObject(at(key, { Body: '{"a":1}', ContentType: 'text/x', ...meta }));
    expect(put).toMatchObject({ statusCode: 200, ETag: expect.stringMatching(/^"[0-9a-f]{32}"$/) });
    const got = await cos.getObject(at(key));
    expect(got).toMatchObject({ ETag: put.ETag, Body: Buffer.from('{"a":1}') });
    expect(got.headers).toMatchObject({
      'content-type': 'text/x',
      'x-cos-meta-part': 'one',
      'x-cos-server-side-encryption': 'AES256',
    });
    const part = await cos.getObject(at(key, { Range: 'bytes=1-3' }));
    expect(part).toMatchObject({ statusCode: 206, Body: Buffer.from('"a"') });
    expect((await cos.headObject(at(key))).headers).toMatchObject({ 'content-length': '7' });
    const since = new Date(Date.now() + 60_000).toUTCString();
    expect(await cos.getObject(at(key, { IfModifiedSince: since }))).toEqual({ NotModified: true });
    expect(await cos.deleteObject(at(key))).toMatchObject({ statusCode: 204 });
    await expect(cos.getObject(at(key))).rejects.toMatchObject({
      ...{ statusCode: 404, code: 'NoSuchKey' },
      RequestId: expect.stringMatching(/^[A-Za-z\d+/]+=*$/),
    });
  });

  test('is told that an object exists', async () => {
    const cos = client();
    const once = at('once', { Body: '1', Headers: { 'x-cos-forbid-overwrite': 'true' } });
    await cos.putObject(once);
    await expect(cos.putObject(once)).rejects.toMatchObject({
      ...{ statusCode: 409, code: 'FileAlreadyExists' },
    });
  });

  test('sets, reads and removes a lifecycle', async () => {
    const cos = client();
    const rule = {
      ID: 'old',
      Status: 'Enabled',
      Filter: { Prefix: 'x/' },
      Expiration: { Days: 7 },
    };
    expect(await cos.getBucketLifecycle(BUCKET)).toMatchObject({ Rules: [] });
    await cos.putBucketLifecycle({ ...BUCKET, Rules: [rule] });
    expect((await cos.getBucketLifecycle(BUCKET)).Rules).toEqual([
      { ...rule, Expiration: { Days: '7' } },
    ]);
    await cos.deleteBucketLifecycle(BUCKET);
    expect(await cos.getBucketLifecycle(BUCKET)).toMatchObject({ statusCode: 404, Rules: [] });
  });

  test('reads and sets the list of a bucket', async () => {
    const cos = client();
    expect(await cos.getBucketAcl(BUCKET)).toMatchObject({ ACL: 'private' });
    await cos.putBucketAcl({ ...BUCKET, ACL: 'public-read' });
    expect(await cos.getBucketAcl(BUCKET)).toMatchObject({ ACL: 'public-read' });
    await cos.putBucketAcl({ ...BUCKET, ACL: 'private' });
  });

  test('lists 2,500 objects by markers, and deletes them', async () => {
    const cos = client();
    const bucket = { ...BUCKET, Bucket: 'many-1250000000' };
    // Everyone may write, as the SDK needs several milliseconds for each of the objects.
    await cos.putBucket({ ...bucket, ACL: 'public-read-write' });
    const keys = Array.from({ length: 2_500 }, (_, n) => `many/${String(n).padStart(4, '0')}`);
    for (let from = 0; from < keys.length; from += 50) {
      const put = (key: string) =>
        fetch(`${cloud.url}/${bucket.Bucket}/${key}`, { method: 'PUT', body: key });
      const answers = await Promise.all(keys.slice(from, from + 50).map(put));
      expect(answers.every(({ ok }) => ok)).toBe(true);
    }
    const listed: string[] = [];
    const sizes: number[] = [];
    for (let Marker: string | undefined = ''; Marker !== undefined; ) {
      const page: any = await cos.getBucket({ ...bucket, Prefix: 'many/', Marker });
      listed.push(...page.Contents.map(({ Key }: { Key: string }) => Key));
      sizes.push(page.Contents.length);
      Marker = page.IsTruncated === 'true' ? page.NextMarker : undefined;
    }
    expect(sizes).toEqual([1_000, 1_000, 500]);
    expect(listed).toEqual(keys);
    for (let from = 0; from < keys.length; from += 1_000) {
      const Objects = keys.slice(from, from + 1_000).map((Key) => ({ Key }));
      const { Deleted } = await cos.deleteMultipleObject({ ...bucket, Objects });
      expect(Deleted).toHaveLength(Objects.length);
    }
    expect(await cos.deleteBucket(bucket)).toMatchObject({ statusCode: 204 });
  }, 120_000);

  test('signs URLs for reading and writing, which need nothing else', async () => {
    const cos = client();
    const urlFor = (Method: string, Expires = 60): Promise<string> =>
      new Promise((resolve, reject) => {
        cos.getObjectUrl(at('signed ü', { Method, Expires }), (error: unknown, data: any) =>
          error === null ? resolve(data.Url) : reject(error),
        );
      });
    expect(await sendSigned('PUT', await urlFor('PUT'), 'signed')).toEqual([200, '']);
    expect(await sendSigned('GET', await urlFor('GET'))).toEqual([200, 'signed']);
    const [status, answer] = await sendSigned('DELETE', await urlFor('GET'));
    expect([status, answer]).toEqual([403, expect.stringContaining('SignatureDoesNotMatch')]);
    const [late, expired] = await sendSigned('GET', await urlFor('GET', -60));
    expect([late, expired]).toEqual([403, expect.stringContaining('Request has expired')]);
  });

  const refused: readonly (readonly [string, object, object])[] = [
    ['a wrong id', { SecretId: 'AKIDwrong' }, { code: 'InvalidAccessKeyId' }],
    ['a wrong key', { SecretKey: 'wrong' }, { code: 'SignatureDoesNotMatch' }],
    ['a fast clock', { SystemClockOffset: 3_600_000 }, { code: 'RequestTimeTooSkewed' }],
    ['a slow clock', { SystemClockOffset: -3_600_000 }, { code: 'AccessDenied' }],
  ];
  test.each(refused)('is refused with %s', async (_, options, error) => {
    const cos = client({ CorrectClockSkew: false, ...options });
    await expect(cos.getObject(at('any'))).rejects.toMatchObject({ statusCode: 403, ...error });
  });

  test('corrects its clock by the answer', async () => {
    for (const SystemClockOffset of [3_600_000, -3_600_000]) {
      const cos = client({ SystemClockOffset });
      expect(await cos.putObject(at('clock', { Body: '' }))).toMatchObject({ statusCode: 200 });
    }
  });

  test('is refused in a bucket that does not exist, or is in another region', async () => {
    const cos = client();
    for (const place of [{ Bucket: 'none-1250000000' }, { Region: 'ap-tokyo' }]) {
      const read = cos.getObject(at('any', place));
      await expect(read).rejects.toMatchObject({ statusCode: 404, code: 'NoSuchBucket' });
    }
  });

  test('acts as a role with temporary credentials', async () => {
    const resource = `qcs::cos:ap-guangzhou:uid/1250000000:${BUCKET.Bucket}/mine/*`;
    const statement = [{ effect: 'allow', action: 'name/cos:PutObject', resource }];
    cloud.grantRole('worker', { version: '2.0', statement });
    const { secretId, secretKey, token } = cloud.issueTemporaryCredentials('worker', 60_000);
    const as = { SecretId: secretId, SecretKey: secretKey };
    const cos = client({ ...as, SecurityToken: token });
    expect(await cos.putObject(at('mine/a', { Body: 'a' }))).toMatchObject({ statusCode: 200 });
    const denied = { statusCode: 403, code: 'AccessDenied' };
    await expect(cos.putObject(at('other', { Body: 'a' }))).rejects.toMatchObject(denied);
    await expect(cos.getObject(at('mine/a'))).rejects.toMatchObject(denied);
    const without = client(as).putObject(at('mine/a', { Body: 'a' }));
    await expect(without).rejects.toMatchObject({ code: 'InvalidAccessKeyId' });
  });
});

/** Sends a signed URL of the vendor's domain to the local cloud. */
async function sendSigned(method: string, signed: string, body = ''): Promise<[number, string]> {
  const { host, pathname, search } = new URL(signed);
  const sent = httpRequest(`${cloud.url}${pathname}${search}`, { method, headers: { host } });
  const answered = new Promise<[number, string]>((resolve, reject) => {
    sent.once('error', reject);
    sent.once('response', (response) => {
      text(response).then((content) => resolve([response.statusCode ?? 0, content]), reject);
    });
  });
  sent.end(body);
  return answered;
}
