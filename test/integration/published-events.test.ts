import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LocalCloud } from '../../local/cloud.ts';
import { tagClient } from '../../shared/tag/client.ts';
import { readBySdk } from '../contract/cloudevents-readers.ts';
import { run } from '../unit/cli-run.ts';
import { type RunningApplication, runningApplication } from '../world/running-application.ts';
import { setTimer } from '../world/timer.ts';

// Whether the official CloudEvents SDK reads what a deployment publishes. Needs the bundles that `npm run build` makes.

const ROOT = new URL('../../', import.meta.url);

let cloud: LocalCloud;
let ask: RunningApplication['ask'];
let close: RunningApplication['close'];

beforeAll(async () => {
  ({ cloud, ask, close } = await runningApplication('published'));
  await setTimer(cloud, 'CLOSE');
}, 60_000);
afterAll(() => close());

async function operate(line: string): Promise<string> {
  const { code, out, err } = await run(`${line} --endpoint ${cloud.url}`);
  expect({ line, code, err }).toEqual({ line, code: 0, err: '' });
  return out;
}

const published = () => ask('GET /topics/key-events/messages?from=0');

const eventsOf = async (type: string) =>
  (await published())
    .map(({ value }: { value: string }) => JSON.parse(value))
    .filter((event: { type: string }) => event.type === type);

/** Sends a text to the queue, and waits for an event of a type about it. */
async function send(text: string, type: string): Promise<void> {
  const before = (await eventsOf(type)).length;
  await ask('POST /topics/key-requests/messages', { value: text });
  await until(type, before + 1);
}

async function until(type: string, count: number): Promise<void> {
  const arrived = async () => (await eventsOf(type)).length;
  await expect.poll(arrived, { timeout: 40_000 }).toBeGreaterThanOrEqual(count);
}

const requestOf = (tenantId: string, more: object = {}) =>
  JSON.stringify({ requestId: `r-${tenantId}`, tenantId, keyName: 'main', ...more });

/** Takes the tenant's tag from a key, as an operator might. */
async function untag(keyId: string): Promise<void> {
  const { region, url: endpoint, secretId, secretKey } = cloud;
  const tags = tagClient({ region, endpoint, readCredentials: () => ({ secretId, secretKey }) });
  const ResourceList = [`qcs::kms:${region}:uin/100000000001:key/creatorUin/100000000001/${keyId}`];
  const params = { ResourceList, TagKeys: ['tenant-keys:tenant'] };
  await tags.request('UnTagResources', params, new AbortController().signal);
}

/** All types that the contracts know. */
function contractTypes(): readonly string[] {
  return ['cloud-event', 'operation-event'].flatMap((name) => {
    const text = readFileSync(new URL(`events/${name}.schema.json`, ROOT), 'utf8');
    return [...text.matchAll(/"const": "(tenant-keys?\.[a-z-]+)"/g)].map(([, type = '']) => type);
  });
}

test('events of every type are read by the official CloudEvents SDK, from Kafka and from HTTP', async () => {
  await send(requestOf('acme'), 'tenant-key.provisioned');
  await send(requestOf('acme', { keyName: 'Main' }), 'tenant-key.rejected');
  await send('{"tenantId":"acme"', 'tenant-key.parked');
  await ask('POST /faults', [
    { action: 'CreateKey', effect: { error: 'UnauthorizedOperation' }, times: 1 },
  ]);
  await send(requestOf('globex'), 'tenant-key.waiting');

  await operate('tenants block acme --reason test --yes');
  await operate('tenants unblock acme --yes');
  await operate('queue pause --yes');
  await operate('queue resume --yes');
  await operate('dead-letters retry --tenant globex --yes');
  const [parked] = await eventsOf('tenant-key.parked');
  const { deadLetterId } = parked.data;
  await run(`dead-letters redrive --id ${deadLetterId} --yes --endpoint ${cloud.url}`); // It is parked again.
  await operate(`dead-letters discard ${deadLetterId} --reason test`);
  await ask('PUT /switches', { cmkLimit: 1 });
  await setTimer(cloud, 'OPEN');
  await ask('POST /clock/advance', { ms: 60_000 }); // To the next run of heal, which looks at the quota.
  await until('tenant-keys.quota-reached', 3);

  const [{ data }] = await eventsOf('tenant-key.provisioned');
  await untag(data.keyId);
  const [, planHash] = /--plan (\S+)/.exec(await operate('fleet check')) ?? [];
  await operate(`fleet repair --plan ${planHash}`);

  const types = new Set<string>();
  for (const { key, value, headers } of await published()) {
    const { time, data, ...attributes } = JSON.parse(value);
    for (const event of readBySdk({ key, value, headers })) {
      expect(event).toMatchObject(attributes);
      expect([event.time, event.data]).toEqual([time, data]);
    }
    types.add(attributes.type);
  }
  expect([...types].sort()).toEqual([...contractTypes()].sort());
}, 120_000);
