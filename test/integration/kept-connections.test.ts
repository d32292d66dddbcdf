import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cloudClients, cloudPorts, nodeRuntime } from '../../functions/compose.ts';
import { type LocalCloud, startLocalCloud } from '../../local/cloud.ts';
import { readConfig } from '../../shared/config.ts';
import { provisionEvent } from '../../shared/triggers/queue-consumer.ts';
import { requestEvent } from '../bench/worlds/request-event.ts';
import { invocationBy } from '../world/invocation.ts';

let cloud: LocalCloud;
let wire: Server;
let connections = 0;

beforeEach(async () => {
  connections = 0;
  cloud = await startLocalCloud({ port: 0, seed: 'kept' });
  const port = Number(new URL(cloud.url).port);
  wire = createServer((caller) => {
    connections += 1;
    const called = connect(port, '127.0.0.1');
    caller.pipe(called).pipe(caller);
    for (const end of [caller, called]) end.on('error', () => {});
  }).listen(0, '127.0.0.1');
  await once(wire, 'listening');
});
afterEach(async () => {
  await cloud.close();
  wire.close();
});

test.each([
  ['calls KMS over one connection', false, 1],
  ['makes tags known over one more, which is kept too', true, 2],
])('an instance that is invoked again and again %s', async (_, tagsMustExist, kept) => {
  const body = JSON.stringify({ tagsMustExist });
  await fetch(`${cloud.url}/switches`, { method: 'PUT', body });
  const invoke = instance();
  for (let index = 0; index < 5; index += 1) await invoke(index);
  expect(connections).toBe(kept);
});

/** An instance of the queue consumer, whose calls to the cloud use real connections. */
function instance(): (index: number) => Promise<void> {
  const { port } = wire.address() as AddressInfo;
  const config = readConfig(
    {
      REGION: 'ap-guangzhou',
      API_ENDPOINT: `http://127.0.0.1:${port}`,
      TOPICS_URL: cloud.url,
      ENVIRONMENT: 'tenant-keys',
      ACCOUNT_UIN: '100000000001',
      MARKER_KEYS: 'k1:0123456789abcdef0123456789abcdef',
      KMS_CALLS_PER_SECOND_MAX: '100',
    },
    'provision-keys',
  );
  const { secretId, secretKey } = cloud;
  const runtime = { ...nodeRuntime(), readCredentials: () => ({ secretId, secretKey }) };
  const ports = cloudPorts(cloudClients(config, runtime));
  return async (index) => {
    const invocation = invocationBy(ports.clock, ports.clock.nowMs() + 30_000);
    const counts = await provisionEvent(requestEvent(index, 1), ports, config, invocation);
    expect(counts).toEqual({ provisioned: 1 });
  };
}
