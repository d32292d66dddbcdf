import { serveHttp } from '../../shared/http/serve.ts';
import { provisionEvent } from '../../shared/triggers/queue-consumer.ts';
import { httpRequestOf } from '../../shared/triggers/trigger.ts';
import { invocationBy } from './invocation.ts';
import type { ProvisioningWorld } from './provisioning-world.ts';
import { CONFIG, LET_IN } from './world-config.ts';

export type Asked = {
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
  readonly authenticate?: typeof LET_IN;
};

export type Answered = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: any;
};

/** Sends a request such as `GET /v1/tenants/acme/requests/r-1?accepted=…` to the HTTP API, and lets the time pass. */
export async function askHttp(
  { ports, clock }: Pick<ProvisioningWorld, 'ports' | 'clock'>,
  line: string,
  { body, headers = {}, authenticate = LET_IN }: Asked = {},
): Promise<Answered> {
  const [httpMethod = '', url = ''] = line.split(' ');
  const { pathname: path, searchParams } = new URL(url, 'http://local');
  const queryString = Object.fromEntries(searchParams);
  const event = { httpMethod, path, headers, queryString, body: JSON.stringify(body) ?? '' };
  const invocation = invocationBy(clock, clock.nowMs() + 30_000);
  const served = serveHttp(httpRequestOf(event), { ...ports, authenticate }, CONFIG, invocation);
  const answer = await clock.run(served);
  return { status: answer.status, headers: answer.headers, body: JSON.parse(answer.body) };
}

/** Requests the key of a tenant, to be made later. */
export function askLater(
  world: Pick<ProvisioningWorld, 'ports' | 'clock'>,
  tenantId: string,
  body: object,
): Promise<Answered> {
  const headers = { prefer: 'respond-async' };
  return askHttp(world, `POST /v1/tenants/${tenantId}/keys`, { body, headers });
}

/** Hands the messages of the queue to its consumer, from this one on. */
export async function consume(world: ProvisioningWorld, from = 0, config = CONFIG): Promise<void> {
  const { ports, clock, machine } = world;
  const messages = machine.topics.get('key-requests')?.read(from, 1_000) ?? [];
  const Records = messages.map(({ value, offset }) => {
    return { Ckafka: { topic: 'key-requests', partition: 0, offset, msgKey: '', msgBody: value } };
  });
  const invocation = invocationBy(clock, clock.nowMs() + 60_000);
  await clock.run(provisionEvent({ Records }, ports, config, invocation));
}
