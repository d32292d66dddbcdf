import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type DeployedCloud, deployCloud } from './deployed-cloud.ts';

let deployed: DeployedCloud;

beforeAll(async () => {
  deployed = await deployCloud({ KEYS_PER_TENANT_MAX: '5' });
});
beforeEach(async () => {
  await deployed.ask('POST /reset');
  await deployed.ask('PUT /switches', { cmkLimit: 20, rateLimits: false });
});
afterAll(() => deployed.close());

async function ask(tenantId: string, keyName: string) {
  const answer = await fetch(`${deployed.functionUrl}/v1/tenants/${tenantId}/keys`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ requestId: `r-${keyName}`, keyName }),
  });
  return { status: answer.status, body: await answer.json() };
}

describe('where the account may have 20 keys, and a tenant five', () => {
  test('a tenant who asks for 20 gets five, and the next tenant is served', async () => {
    const answers = [];
    for (let n = 1; n <= 20; n += 1) answers.push(await ask('acme', `k-${n}`));
    const statuses = answers.map(({ status }) => status);
    expect(statuses).toEqual([...Array(5).fill(201), ...Array(15).fill(409)]);
    expect(answers[19]!.body).toMatchObject({
      code: 'TenantLimitReached',
      detail: expect.stringContaining('which is 5. At present it has 5.'),
    });
    expect((await ask('globex', 'main')).status).toBe(201);
    expect((await ask('acme', 'k-5')).status).toBe(200);
    expect(await deployed.call('GetServiceStatus')).toMatchObject({ CmkUserCount: 6 });
    const rejected = deployed.events().filter(({ type }) => type === 'tenant-key.rejected');
    expect(rejected).toHaveLength(15);
    expect(deployed.deadLetters()).toEqual([]);
  });

  test('its list of keys says that nothing is left', async () => {
    for (let n = 1; n <= 5; n += 1) await ask('acme', `k-${n}`);
    const listed = await fetch(`${deployed.functionUrl}/v1/tenants/acme/keys`);
    expect(await listed.json()).toMatchObject({ limit: 5, left: 0 });
  });
});
