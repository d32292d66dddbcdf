import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Status } from '../../cli/status/generated/status.ts';
import type { LocalCloud } from '../../local/cloud.ts';
import { run } from '../unit/cli-run.ts';
import { type RunningApplication, runningApplication } from '../world/running-application.ts';

// What a block does in the running application. Needs the bundles that `npm run build` makes.

let cloud: LocalCloud;
let ask: RunningApplication['ask'];
let close: RunningApplication['close'];

beforeAll(async () => {
  ({ cloud, ask, close } = await runningApplication('blocked tenant'));
}, 60_000);
afterAll(() => close());

const operate = (line: string, typed?: readonly string[]) =>
  run(`${line} --endpoint ${cloud.url}`, typed === undefined ? {} : { typed });

async function post(tenantId: string): Promise<number> {
  const path = `/functions/accept-request/v1/tenants/${tenantId}/keys`;
  const { status } = await fetch(`${cloud.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${cloud.token}` },
    body: JSON.stringify({ requestId: 'r-1', keyName: 'main' }),
  });
  return status;
}

test('a tenant is blocked and unblocked in the running application', async () => {
  expect(await operate('tenants block globex')).toMatchObject({ code: 2 });
  const planned = await operate('tenants block globex --plan');
  expect(planned).toMatchObject({ code: 0, err: '' });
  expect(planned.out).toContain('Is the name right?');
  expect(await operate('tenants block globex', ['y'])).toMatchObject({
    ...{ code: 0, err: 'Block the tenant? [y/N] ' },
  });
  expect(await operate('tenants block globex --yes')).toMatchObject({ code: 5 });
  expect((await operate('tenants list')).out).toMatch(/^globex, blocked \d+s ago\n$/);
  const { blocked } = JSON.parse((await operate('status --json')).out) as Status;
  expect(blocked?.tenants).toMatchObject([{ tenantId: 'globex' }]);
  // A new instance waits half a second for the blocks, and all of them read these again after a minute.
  await expect.poll(() => post('globex'), { timeout: 90_000, interval: 2_000 }).toBe(403);
  expect(await post('acme')).toBe(201);

  expect(await operate('tenants unblock globex --yes')).toMatchObject({ code: 0 });
  expect(await operate('tenants unblock globex --yes')).toMatchObject({ code: 5 });
  expect((await operate('tenants list')).out).toBe('No tenant is blocked.\n');
  await ask('POST /clock/advance', { ms: 60_000 });
  const published = cloud.topics.get('key-events')?.read(0, Number.MAX_SAFE_INTEGER) ?? [];
  const types = published.map(({ value }) => JSON.parse(value ?? '{}').type);
  expect(types.filter((type) => type.startsWith('tenant-keys.tenant-'))).toEqual([
    ...['tenant-keys.tenant-blocked', 'tenant-keys.tenant-unblocked'],
  ]);
});
