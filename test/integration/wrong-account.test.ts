import { afterEach, expect, test } from 'vitest';
import { deployApis } from '../../deploy/calls/apis.ts';
import { runApplication } from '../../local/application.ts';
import { callLocalCloud, keysPath } from '../../local/calls.ts';
import { type LocalCloud, startLocalCloud } from '../../local/cloud.ts';
import { deployApplication } from '../../local/deployment.ts';
import { wallClock } from '../wall-clock.ts';

const ROOT = new URL('../../', import.meta.url);

/** The number of a sub-account, as the context of an invocation may have it. */
const SUB_ACCOUNT = '200012345678';

const closers: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** Makes a call of the account with the official SDK. */
function callerOf({ url, region, secretId, secretKey }: LocalCloud) {
  const credentials = { secretId, secretKey };
  const readCredentials = () => credentials;
  const apis = deployApis({
    region,
    endpoint: url,
    readCredentials,
    clock: wallClock,
    wallMs: Date.now,
  });
  return (product: 'scf' | 'kms' | 'tag', action: string, params: object): Promise<any> =>
    apis[product].client.request(action, params, new AbortController().signal);
}

/** Sends the same request in. */
async function post({ url, token }: LocalCloud) {
  const answer = await fetch(`${url}${keysPath('acme')}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'idempotency-key': 'r-1',
    },
    body: JSON.stringify({ keyName: 'main', tags: { env: 'test' } }),
  });
  return { status: answer.status, body: await answer.json() };
}

test('a key that was made with the number of a sub-account gets its tags once that of STS is set and the other is a former one', async () => {
  const cloud = await startLocalCloud({ port: 0, seed: 'wrong account' });
  closers.push(cloud.close);
  await deployApplication(cloud, ROOT);
  closers.push(runApplication(cloud, new URL('dist/', ROOT), () => {}).close);
  const call = callerOf(cloud);

  const FunctionName = 'accept-request';
  const setVariables = (more: object) => {
    const { environment } = cloud.functionsIn(cloud.region).get(FunctionName) ?? {};
    const pairs = Object.entries({ ...environment, ...more });
    const Variables = pairs.map(([Key, Value]) => ({ Key, Value }));
    return call('scf', 'UpdateFunctionConfiguration', { FunctionName, Environment: { Variables } });
  };
  await setVariables({ ACCOUNT_UIN: SUB_ACCOUNT });
  const untagged = [{ action: 'CreateKey', effect: { tagCode: 1 }, times: 2 }];
  await callLocalCloud(cloud.url, 'POST /faults', untagged);
  const before = await post(cloud);
  expect(before).toMatchObject({ status: 503 });
  const { KeyMetadatas } = await call('kms', 'ListKeyDetail', { SearchKeyAlias: 'acme_main' });
  const [{ KeyId, ResourceId }] = KeyMetadatas;
  const tagsOf = async () => {
    const { Tags } = await call('tag', 'DescribeResourceTagsByResourceIds', {
      ...{ ServiceType: 'kms', ResourcePrefix: 'key', ResourceRegion: cloud.region },
      ResourceIds: [ResourceId],
    });
    return Object.fromEntries(
      Tags.map(({ TagKey, TagValue }: Record<string, string>) => [TagKey, TagValue]),
    );
  };
  expect(await tagsOf()).toEqual({});

  await deployApplication(cloud, ROOT);
  expect(await post(cloud)).toMatchObject({ status: 409, body: { code: 'KeyConflict' } });
  await setVariables({ FORMER_ACCOUNT_UINS: SUB_ACCOUNT });
  expect(await post(cloud)).toMatchObject({ status: 200, body: { keyId: KeyId } });
  expect(await tagsOf()).toEqual({ 'tenant-keys:tenant': 'acme', env: 'test' });
}, 120_000);
