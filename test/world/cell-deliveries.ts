import type { Config } from '../../shared/config.ts';
import { serveHttp } from '../../shared/http/serve.ts';
import type { ProvisioningPorts } from '../../shared/ports.ts';
import type { Outcome } from '../../shared/tenant-key/message.ts';
import { provisionEvent } from '../../shared/triggers/queue-consumer.ts';
import { invocationBy } from './invocation.ts';
import type { ProvisioningWorld } from './provisioning-world.ts';
import { LET_IN, NO_KEPT } from './world-config.ts';

/** What a caller who waits is told. */
export type CallerAnswer = {
  readonly kind: Outcome['kind'];
  readonly code?: string;
  /** Of HTTP. */
  readonly status?: number;
  readonly retryAfterS?: number;
};

/** A request by a way in, alone or in the middle of others. */
export type Delivery = {
  readonly way: 'HTTP' | 'queue' | 'invoke';
  readonly id: string;
  readonly text: string;
  readonly isInBatch: boolean;
};

export type Delivered = {
  /** Undefined by the queue. */
  readonly answer?: CallerAnswer;
};

/** How many requests of other tenants come with one in a batch. */
export const OTHERS = 4;

/** Their tenants. */
export function othersOf(id: string): readonly string[] {
  return Array.from({ length: OTHERS }, (_, index) => `${id}-${index}`);
}

/**
 * Delivers a request, with others if it is in a batch: in one event, or over HTTP at the same time.
 *
 * @param consume Has the consumer of the queue handle texts.
 */
export async function deliverCell(
  { way, id, text, isInBatch }: Delivery,
  world: ProvisioningWorld,
  ports: ProvisioningPorts,
  config: Config,
  consume: (texts: readonly string[], ports: ProvisioningPorts, config: Config) => Promise<void>,
): Promise<Delivered> {
  const others = isInBatch ? othersOf(id) : [];
  const texts = [...others.slice(0, 2).map(textOf), text, ...others.slice(2).map(textOf)];
  const index = texts.indexOf(text);
  switch (way) {
    case 'queue':
      await consume(texts, ports, config);
      return {};
    case 'invoke': {
      const reports = await invoke(texts, world, ports, config);
      const { outcome: kind, code } = reports[index] as Report;
      return { answer: { kind, ...(code === undefined ? {} : { code }) } };
    }
    case 'HTTP': {
      const tenants = [...others.slice(0, 2), id, ...others.slice(2)];
      const asked = texts.map((each, at) => post(tenants[at] ?? id, each, world, ports, config));
      const answers = await Promise.all(asked);
      return { answer: answers[index] as CallerAnswer };
    }
  }
}

function textOf(tenantId: string): string {
  return JSON.stringify({ requestId: tenantId, tenantId, keyName: 'main' });
}

const LIMIT_MS = 60_000;

type Report = { readonly outcome: Outcome['kind']; readonly code?: string };

async function invoke(
  texts: readonly string[],
  { clock }: ProvisioningWorld,
  ports: ProvisioningPorts,
  config: Config,
): Promise<readonly Report[]> {
  const invocation = invocationBy(clock, clock.nowMs() + LIMIT_MS);
  return (await provisionEvent(texts, ports, config, invocation)) as readonly Report[];
}

async function post(
  tenantId: string,
  bodyText: string,
  { clock }: ProvisioningWorld,
  ports: ProvisioningPorts,
  config: Config,
): Promise<CallerAnswer> {
  const request = {
    ...{ method: 'POST', path: `/v1/tenants/${tenantId}/keys`, bodyText, query: new Map() },
    headers: new Map([['content-type', 'application/json']]),
  };
  const api = { ...ports, findKept: NO_KEPT, authenticate: LET_IN };
  const invocation = invocationBy(clock, clock.nowMs() + LIMIT_MS, { id: `post-${tenantId}` });
  const { status, body, headers } = await serveHttp(request, api, config, invocation);
  const { status: result, code } = JSON.parse(body) as { status: unknown; code?: string };
  const retryAfterS = Number(headers['Retry-After']);
  return {
    ...{ kind: kindOf(status, result), status },
    ...(code === undefined ? {} : { code }),
    ...(Number.isNaN(retryAfterS) ? {} : { retryAfterS }),
  };
}

function kindOf(status: number, result: unknown): Outcome['kind'] {
  if (status === 200 || status === 201) return 'provisioned';
  if (status === 202) return result === 'waiting' ? 'waiting' : 'parked';
  return status === 429 || status === 503 ? 'retry' : 'rejected';
}
