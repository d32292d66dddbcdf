import { createHash, createHmac } from 'node:crypto';
import { Client as KmsClient } from 'tencentcloud-sdk-nodejs/tencentcloud/services/kms/v20190118/kms_client.js';
import { Client as ScfClient } from 'tencentcloud-sdk-nodejs/tencentcloud/services/scf/v20180416/scf_client.js';
import { Client as TagClient } from 'tencentcloud-sdk-nodejs/tencentcloud/services/tag/v20180813/tag_client.js';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { failure } from '../../emulator/scf/invoke-result.ts';
import { type LocalCloud, startLocalCloud } from '../../local/cloud.ts';

let cloud: LocalCloud;
let kms: KmsClient;
let tag: TagClient;

beforeAll(async () => {
  cloud = await startLocalCloud({ port: 0, seed: 'official sdk' });
  kms = new KmsClient(settings());
  tag = new TagClient(settings());
});
beforeEach(() => fetch(`${cloud.url}/reset`, { method: 'POST' }));
afterAll(() => cloud.close());

type Credentials = {
  readonly secretId?: string;
  readonly secretKey?: string;
  readonly token?: string;
};

/** Only the endpoint differs between the real cloud and the local one. */
function settings(credentials: Credentials = {}) {
  const { secretId, secretKey, url } = cloud;
  return {
    credential: { secretId, secretKey, ...credentials },
    region: 'ap-guangzhou',
    profile: { httpProfile: { endpoint: new URL(url).host, protocol: 'http://' } },
  };
}

describe('the official SDK, with only another endpoint,', () => {
  test('makes a key with tags, finds it, tags it, reads its tags and deletes it', async () => {
    const team = { TagKey: 'team', TagValue: 'red' };
    await tag.CreateTags({ Tags: [team] });
    const { KeyId = '', TagCode } = await kms.CreateKey({ Alias: 'acme_main', Tags: [team] });
    expect(TagCode).toBe(0);

    const found = await kms.ListKeyDetail({
      Offset: 0,
      Limit: 200,
      Role: 0,
      KeyState: 0,
      KeyUsage: 'ALL',
      SearchKeyAlias: 'acme_main',
    });
    expect(found.TotalCount).toBe(1);
    const [key] = found.KeyMetadatas ?? [];
    expect(key).toMatchObject({ KeyId, Alias: 'acme_main', KeyState: 'Enabled' });
    const resource = `qcs::kms:ap-guangzhou:uin/${cloud.account.uin}:key/${key?.ResourceId}`;

    const { FailedResources } = await tag.TagResources({
      ResourceList: [resource],
      Tags: [{ TagKey: 'tenant-keys:tenant', TagValue: 'acme' }],
    });
    expect(FailedResources).toEqual([]);
    const { ResourceTagMappingList } = await tag.GetResources({ ResourceList: [resource] });
    expect(ResourceTagMappingList?.[0]?.Tags).toMatchObject([
      { TagKey: 'team', TagValue: 'red' },
      { TagKey: 'tenant-keys:tenant', TagValue: 'acme' },
    ]);

    await kms.DisableKey({ KeyId });
    await kms.ScheduleKeyDeletion({ KeyId, PendingWindowInDays: 7 });
    const { KeyMetadata } = await kms.DescribeKey({ KeyId });
    expect(KeyMetadata?.KeyState).toBe('PendingDelete');

    await fetch(`${cloud.url}/clock/advance`, { method: 'POST', body: '{"ms":604801000}' });
    await expect(kms.DescribeKey({ KeyId })).rejects.toMatchObject({
      code: 'ResourceUnavailable.CmkNotFound',
    });
  });

  test('carries text of any script unchanged', async () => {
    const Description = '租户 acme – “ключ” 🔑';
    const { KeyId = '' } = await kms.CreateKey({ Alias: 'acme_main', Description });
    const { KeyMetadata } = await kms.DescribeKey({ KeyId });
    expect(KeyMetadata?.Description).toBe(Description);
  });

  test('may use the temporary credentials of a role with the permission, while they are valid', async () => {
    const { secretId, secretKey, token } = cloud.issueTemporaryCredentials('a-role', 3_600_000);
    const list = (credentials: Credentials) => new KmsClient(settings(credentials)).ListKeys({});
    await expect(list({ secretId, secretKey, token })).rejects.toMatchObject({
      code: 'UnauthorizedOperation',
      message: `you are not authorized to perform operation (kms:ListKeys)\nresource (*) has no permission`,
    });
    const statement = [{ effect: 'allow', action: 'kms:ListKeys', resource: '*' }];
    cloud.grantRole('a-role', { version: '2.0', statement });
    expect(await list({ secretId, secretKey, token })).toMatchObject({ TotalCount: 0 });

    const failure = { code: 'AuthFailure.TokenFailure' };
    await expect(list({ secretId, secretKey })).rejects.toMatchObject(failure);
    await expect(list({ secretId, secretKey, token: 'x' })).rejects.toMatchObject(failure);
    const expired = cloud.issueTemporaryCredentials('a-role', 0);
    await expect(list(expired)).rejects.toMatchObject(failure);
  });

  test('invokes a function, and distinguishes one that failed from one that does not exist', async () => {
    const scf = new ScfClient(settings());
    cloud.addFunctions({
      has: (name) => name === 'greet',
      invoke: async (functionName, event, requestId = '') => {
        const facts = { functionName, requestId, durationMs: 1.5 };
        const { name } = event as { name?: string };
        return name
          ? { ok: true, value: { hello: name }, ...facts }
          : { ...failure(430), ...facts };
      },
      logOf: () => [],
    });
    const greet = async (event: object) => {
      const params = { FunctionName: 'greet', ClientContext: JSON.stringify(event) };
      return (await scf.Invoke(params)).Result;
    };
    expect(await greet({ name: 'acme' })).toMatchObject({
      RetMsg: '{"hello":"acme"}',
      ErrMsg: '',
      Duration: 1.5,
      BillDuration: 2,
    });
    expect((await greet({}))?.ErrMsg).toMatch(/"errorMessage":"user code exception caught"/);
    await expect(scf.Invoke({ FunctionName: 'bow' })).rejects.toMatchObject({
      code: 'ResourceNotFound.FunctionName',
    });
  });

  const rows: readonly (readonly [string, () => Promise<unknown>, string])[] = [
    [
      'a wrong secret',
      () => new KmsClient(settings({ secretKey: 'wrong' })).ListKeys({}),
      'AuthFailure.SignatureFailure',
    ],
    [
      'an unknown id',
      () => new KmsClient(settings({ secretId: 'AKIDwrong' })).ListKeys({}),
      'AuthFailure.SecretIdNotFound',
    ],
    [
      'an unknown parameter',
      () => kms.request('CreateKey', { Alias: 'acme_main', Colour: 'red' }),
      'UnknownParameter',
    ],
    ['a missing parameter', () => kms.request('CreateKey', {}), 'MissingParameter'],
    [
      'a parameter of the wrong type',
      () => kms.request('CreateKey', { Alias: 7 }),
      'InvalidParameter',
    ],
    ['an unknown action', () => kms.request('DestroyKey', {}), 'InvalidAction'],
  ];
  test.each(rows)("receives %s with the vendor's code and an id", async (_, call, code) => {
    await expect(call()).rejects.toMatchObject({
      code,
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });
});

describe('a call that is signed by hand', () => {
  test.each([
    ['now', 0, undefined],
    ['six minutes ago', -360, 'AuthFailure.SignatureExpire'],
    ['six minutes from now', 360, 'AuthFailure.SignatureExpire'],
  ])('%s is answered accordingly', async (_, aheadS, code) => {
    const answer = await fetch(cloud.url, signed(Math.floor(Date.now() / 1_000) + aheadS));
    expect(answer.status).toBe(200);
    const { Response } = (await answer.json()) as ApiBody;
    expect(Response.Error?.Code).toBe(code);
    expect(Response.RequestId).toMatch(/^[0-9a-f-]{36}$/);
  });
});

type ApiBody = {
  readonly Response: { readonly RequestId: string; readonly Error?: { readonly Code: string } };
};

/** Signs as the vendor documents: with the host as it is sent, including the port, in lower case. */
function signed(timestampS: number): RequestInit {
  const body = '{}';
  const { host } = new URL(cloud.url);
  const date = new Date(timestampS * 1_000).toISOString().slice(0, 10);
  const names = 'content-type;host;x-tc-action';
  const head = `content-type:application/json\nhost:${host}\nx-tc-action:listkeys\n`;
  const canonical = ['POST', '/', '', head, names, sha256(body)].join('\n');
  const scope = `${date}/kms/tc3_request`;
  const text = ['TC3-HMAC-SHA256', timestampS, scope, sha256(canonical)].join('\n');
  const key = hmac(hmac(hmac(`TC3${cloud.secretKey}`, date), 'kms'), 'tc3_request');
  const signature = hmac(key, text).toString('hex');
  return {
    method: 'POST',
    body,
    headers: {
      authorization: `TC3-HMAC-SHA256 Credential=${cloud.secretId}/${scope}, SignedHeaders=${names}, Signature=${signature}`,
      'content-type': 'application/json',
      'x-tc-action': 'ListKeys',
      'x-tc-version': '2019-01-18',
      'x-tc-region': 'ap-guangzhou',
      'x-tc-timestamp': String(timestampS),
    },
  };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function hmac(key: Buffer | string, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
