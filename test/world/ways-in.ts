import { readFileSync } from 'node:fs';
import type { CloudEvent } from '../../shared/events/generated/cloud-event.ts';
import { toPlatform } from '../../shared/http/message.ts';
import { serveHttp } from '../../shared/http/serve.ts';
import { provisionEvent } from '../../shared/triggers/queue-consumer.ts';
import { httpRequestOf } from '../../shared/triggers/trigger.ts';
import { invocationBy } from './invocation.ts';
import type { ProvisioningWorld } from './provisioning-world.ts';
import { CONFIG, LET_IN } from './world-config.ts';

/** The outcome of a request, as a way in reports it. */
export type Decision = {
  readonly kind: 'provisioned' | 'rejected' | 'waiting' | 'parked' | 'retry';
  readonly code?: string;
};

/** A request as JSON, valid or not, with a printable requestId and tenantId. */
export type Asked = { readonly requestId: string; readonly tenantId: string };

/** Sends a request in, and reads its outcome from the results. */
export type WayIn = (world: ProvisioningWorld, asked: Asked) => Promise<Decision>;

export const WAYS_IN: Readonly<Record<string, WayIn>> = {
  'a Function URL': (world, { requestId, tenantId, ...others }) => {
    const event = { ...functionUrlEvent(tenantId, JSON.stringify(others)) };
    const idempotency = { 'idempotency-key': `"${requestId.replace(/["\\]/g, '\\$&')}"` };
    return askHttp(world, { ...event, headers: { ...event.headers, ...idempotency } });
  },
  'API Gateway': (world, asked) => {
    const { Prefer: _, ...headers } = API_GATEWAY.headers;
    const pathParameters = { tenantId: asked.tenantId };
    const path = keysPath(asked.tenantId);
    const body = JSON.stringify(asked);
    return askHttp(world, { ...API_GATEWAY, headers, pathParameters, path, body });
  },
  CKafka: (world, asked) => askQueue(world, JSON.stringify(asked)),
  'a bare invoke': (world, asked) => askInvoke(world, asked),
};

/** Sends any text to a Function URL, and also returns the status. */
export async function postText(
  world: ProvisioningWorld,
  text: string,
): Promise<Decision & { readonly status: number }> {
  const { statusCode, body } = await serve(world, functionUrlEvent('acme', text));
  return { ...decisionOfHttp(statusCode, body), status: statusCode };
}

/** Sends any text in as a CKafka record. */
export async function askQueue(world: ProvisioningWorld, text: string): Promise<Decision> {
  const [record] = CKAFKA.Records;
  const Records = [{ Ckafka: { ...record?.Ckafka, msgBody: text } }];
  const events = world.events().length;
  const deadLetters = world.deadLetters().length;
  try {
    await provision(world, { Records });
  } catch (error) {
    const [, code] = /^Processing stopped at ([\w.]+): /.exec((error as Error).message) ?? [];
    if (code === undefined) throw error;
    return { kind: 'retry', code };
  }
  const published = world.events().slice(events).map(decisionOfEvent);
  const [deadLetter] = world.deadLetters().slice(deadLetters);
  const [decision = SILENT] = published;
  if (published.length > 1) throw new Error(`${published.length} events came`);
  // The event of a request that waits has no code, since the next cause would be another event.
  const { kind, code = kind === 'waiting' ? deadLetter?.code : undefined } = decision;
  const kept = kind === 'waiting' || kind === 'parked' ? { state: kind, code } : undefined;
  if (deadLetter?.state !== kept?.state || deadLetter?.code !== kept?.code) {
    const { state, code: written } = deadLetter ?? {};
    throw new Error(
      `the event says ${JSON.stringify(decision)}, the dead letter ${state} ${written}`,
    );
  }
  return { kind, ...(code === undefined ? {} : { code }) };
}

/** Only that a request waits may be without an event: if the events are what cannot be written. */
const SILENT: Decision = { kind: 'waiting' };

/** Invokes the function by name, with a request or the text of one. */
export async function askInvoke(
  world: ProvisioningWorld,
  asked: object | string,
): Promise<Decision> {
  const reports = await provision(world, typeof asked === 'string' ? [asked] : asked);
  const [{ outcome: kind, code }] = reports as [{ outcome: Decision['kind']; code?: string }];
  return { kind, ...(code === undefined ? {} : { code }) };
}

const TIME_MS = 60_000;

function provision(world: ProvisioningWorld, event: unknown): Promise<unknown> {
  const { ports, clock } = world;
  const invocation = invocationBy(clock, clock.nowMs() + TIME_MS);
  return clock.run(provisionEvent(event, ports, CONFIG, invocation));
}

async function askHttp(world: ProvisioningWorld, event: object): Promise<Decision> {
  const { statusCode, body } = await serve(world, event);
  return decisionOfHttp(statusCode, body);
}

async function serve({ ports, clock }: ProvisioningWorld, event: object) {
  const request = httpRequestOf(event);
  const api = { ...ports, authenticate: LET_IN };
  const invocation = invocationBy(clock, clock.nowMs() + TIME_MS);
  const response = await clock.run(serveHttp(request, api, CONFIG, invocation));
  return toPlatform(response, request.method);
}

function decisionOfHttp(status: number, body: string): Decision {
  const { status: result, code } = JSON.parse(body) as { status: unknown; code?: string };
  const reason = code === undefined ? {} : { code };
  if (status === 201 && result === 'created') return { kind: 'provisioned' };
  if (status === 200 && result === 'adopted') return { kind: 'provisioned' };
  if (status === 202 && (result === 'waiting' || result === 'parked'))
    return { kind: result, ...reason };
  if (status === 429 || status === 503) return { kind: 'retry', ...reason };
  if (status >= 400 && status < 500) return { kind: 'rejected', ...reason };
  throw new Error(`HTTP ${status} is not a decision: ${body}`);
}

function decisionOfEvent({ type, data }: CloudEvent): Decision {
  const kind = type.replace('tenant-key.', '') as Decision['kind'];
  return { kind, ...('code' in data ? { code: data.code } : {}) };
}

function functionUrlEvent(tenantId: string, body: string) {
  const { 'idempotency-key': _, traceparent: __, ...headers } = FUNCTION_URL.headers;
  return { ...FUNCTION_URL, headers, path: keysPath(tenantId), body };
}

function keysPath(tenantId: string): string {
  return `/v1/tenants/${encodeURIComponent(tenantId)}/keys`;
}

type HttpEvent = { readonly headers: Readonly<Record<string, string>> };

const FUNCTION_URL = sample<HttpEvent>('function-url');
const API_GATEWAY = sample<HttpEvent>('api-gateway');
const CKAFKA = sample<{ readonly Records: readonly { readonly Ckafka: object }[] }>('ckafka');

function sample<Event>(name: string): Event {
  const url = new URL(`../../events/samples/doors/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(url, 'utf8')) as Event;
}
