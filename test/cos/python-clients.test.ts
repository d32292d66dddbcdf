import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { type LocalCloud, startLocalCloud } from '../../local/cloud.ts';

let cloud: LocalCloud;
beforeAll(async () => {
  cloud = await startLocalCloud({ port: 0, seed: 'seed' });
});
afterAll(() => cloud.close());

/** Runs a program of this folder, which prints what came of each step. */
async function run(program: string, ...args: readonly string[]): Promise<unknown> {
  const path = fileURLToPath(new URL(program, import.meta.url));
  const { url, secretId, secretKey } = cloud;
  const { stdout } = await promisify(execFile)(inject('python'), [
    ...[path, url, secretId, secretKey],
    ...args,
  ]);
  return JSON.parse(stdout);
}

test("the vendor's SDK for Python finds the cloud that it knows", async () => {
  const rule = {
    ID: 'old',
    Filter: { Prefix: 'x/' },
    Status: 'Enabled',
    Expiration: { Days: '7' },
  };
  expect(await run('cos_sdk.py')).toEqual({
    create: null,
    'create again': '409 BucketAlreadyOwnedByYou',
    'head bucket': true,
    put: ['AES256', 34],
    get: '{"a":1}',
    range: ['bytes 1-3/7', '"a"'],
    head: ['7', 'text/x', 'one'],
    'get none': '404 NoSuchKey',
    // The SDK's own word, as the answer to HEAD has no body.
    'head none': '404 NoSuchResource',
    exists: [true, false],
    'other version': '412 PreconditionFailed',
    delete: 'deleted',
    signed: ['200 ', '200 signed'],
    'wrong key': '403 SignatureDoesNotMatch',
    'wrong id': '403 InvalidAccessKeyId',
    'fast clock': '403 RequestTimeTooSkewed',
    'slow clock': '403 AccessDenied',
    'no bucket': '404 NoSuchBucket',
    'other region': '404 NoSuchBucket',
    lifecycle: ['404 NoSuchLifecycleConfiguration', null, { Rule: [rule] }, null],
    acl: 'FULL_CONTROL',
    many: [[1_000, 1_000, 500], true],
    prefixes: [['many/'], ['signed ü']],
    'delete many': [1_000, 1_000, 500],
    'delete full': '409 BucketNotEmpty',
    'delete empty': null,
  });
});

test.each(['when_required', 'when_supported'])(
  'a client of S3 works by paths, with checksums %s',
  async (checksums) => {
    const many = ['many/0', 'many/1', 'many/2', 'many/3', 'many/4'];
    expect(await run('s3_client.py', checksums)).toEqual({
      create: 'done',
      put: 'done',
      get: ['one', { part: '1' }, 3],
      range: ['bytes 1-2/3', 'ne'],
      head: '"f97c5d29941bfb1b2fdab0874906ab82"',
      'head none': '404 404',
      'get none': '404 NoSuchKey',
      list: ['a b/ü', ...many],
      'list v2': [['many/0', 'many/1'], ['many/2', 'many/3'], ['many/4']],
      'wrong key': '403 SignatureDoesNotMatch',
      delete: 'done',
      // Newer clients of S3 send another checksum than the one that COS needs.
      'delete many': '400 InvalidDigest',
      buckets: ['s3-1250000000'],
      'delete bucket': 'done',
    });
  },
);
