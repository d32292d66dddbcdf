import { randomSource } from '../../emulator/api/random-source.ts';
import type { FunctionCall, Instance } from '../../emulator/scf/instance.ts';
import { instancePool } from '../../emulator/scf/instance-pool.ts';
import { type Ending, failure } from '../../emulator/scf/invoke-result.ts';
import { cloudPorts } from '../../functions/compose.ts';
import { type PlatformResponse, toPlatform } from '../../shared/http/message.ts';
import { serveHttp } from '../../shared/http/serve.ts';
import type { TencentClient } from '../../shared/tencent/client.ts';
import { httpRequestOf } from '../../shared/triggers/trigger.ts';
import { invocationBy } from './invocation.ts';
import { machineClients } from './machine-ports.ts';
import { machineTopics } from './machine-topics.ts';
import { type ProvisioningWorld, provisioningWorld } from './provisioning-world.ts';
import { CONFIG, LET_IN, NO_KEPT } from './world-config.ts';

/** Callers of the HTTP API who ask for keys of new tenants whose tags exist. */
export type HttpLoad = {
  readonly requestsPerSecond: number;
  readonly seconds: number;
  /** Whether they come independently of each other, instead of at even distances. */
  readonly isRandom: boolean;
  /** How long a call of KMS takes. */
  readonly callMs: number;
  readonly instancesMax: number;
  /** The share of one instance. */
  readonly callsPerSecondMax: number;
};

/** In virtual time. */
export type Loaded = {
  /** The requests that got their key; each caller repeats as the contract says. */
  readonly answered: number;
  /** Those of them whose first try was taken. */
  readonly answeredAtOnce: number;
  /** The time until 99 of 100 callers had their key. */
  readonly waitedMs: number;
  /** The time from the first request to the last key. */
  readonly seconds: number;
  /** Calls that the cloud refused as too many. */
  readonly throttles: number;
  /** Of the checks of `/healthz`, one each tenth of a second, those that were answered with 200. */
  readonly healthyPercent: number;
};

/** Sends the load to the pool of instances that the local cloud has, with the product in them. */
export async function loadHttp(load: HttpLoad): Promise<Loaded> {
  const { requestsPerSecond, seconds, isRandom } = load;
  const world = provisioningWorld({
    seed: 'http-load',
    switches: { cmkLimit: 1e6, tagsMustExist: false },
  });
  const { clock } = world;
  const { random } = randomSource('http-load', 'callers');
  const { callMs } = load;
  const send = httpPlatform(world, {
    ...load,
    random: () => 0.5,
    clientOf: () => (own) => ({
      request: async (...call) => {
        await clock.sleep(callMs / 2);
        return own.request(...call).finally(() => clock.sleep(callMs / 2));
      },
    }),
  });
  const waitsMs: number[] = [];
  let atOnce = 0;
  let endMs = 0;

  async function call(number: number): Promise<void> {
    const askedMs = clock.nowMs();
    for (let tries = 0; ; tries += 1) {
      const { statusCode } = await send('POST', `/v1/tenants/t-${number}/keys`);
      if (statusCode === 201) {
        if (tries === 0) atOnce += 1;
        endMs = clock.nowMs();
        waitsMs.push(endMs - askedMs);
        return;
      }
      if (![429, 432, 503].includes(statusCode)) throw new Error(`HTTP ${statusCode}`);
      await clock.sleep(200 * 2 ** Math.min(tries, 4) * (0.5 + random()));
    }
  }

  const calls: Promise<void>[] = [];
  async function arrive(): Promise<void> {
    for (let number = 0; number < requestsPerSecond * seconds; number += 1) {
      calls.push(call(number));
      const gapMs = 1_000 / requestsPerSecond;
      await clock.sleep(isRandom ? -Math.log(1 - random()) * gapMs : gapMs);
    }
    await Promise.all(calls);
  }

  let healthy = 0;
  async function check(): Promise<void> {
    for (let count = 0; count < seconds * 10; count += 1) {
      const { statusCode } = await send('GET', '/healthz');
      if (statusCode === 200) healthy += 1;
      await clock.sleep(100);
    }
  }

  await clock.run(Promise.all([arrive(), check()]));
  return {
    answered: waitsMs.length,
    answeredAtOnce: atOnce,
    waitedMs: waitsMs.sort((a, b) => a - b)[Math.ceil(waitsMs.length * 0.99) - 1] ?? 0,
    seconds: endMs / 1_000,
    throttles: world.machine.journal.list().filter(({ code }) => code === 'RequestLimitExceeded')
      .length,
    healthyPercent: (healthy / (seconds * 10)) * 100,
  };
}

type Send = (method: string, path: string) => Promise<Pick<PlatformResponse, 'statusCode'>>;

type HttpInstances = Pick<HttpLoad, 'instancesMax' | 'callsPerSecondMax'> & {
  readonly random: () => number;
  /** Wraps the client of the cloud of a new instance. */
  readonly clientOf: () => (client: TencentClient) => TencentClient;
};

/** The function's URL: a request is taken by an instance that is free, or refused with 432. */
export function httpPlatform(world: ProvisioningWorld, instances: HttpInstances): Send {
  const pool = instancePool({
    instancesMax: instances.instancesMax,
    overload: failure(432),
    waitingMax: 0,
    start: () => instanceOf(world, instances),
  });
  return async (httpMethod, path) => {
    const body = JSON.stringify({ requestId: 'r-1', keyName: 'main' });
    const headers = { 'content-type': 'application/json' };
    const eventText = JSON.stringify({ httpMethod, path, headers, queryString: {}, body });
    const facts = {} as FunctionCall['facts'];
    const ending = await pool.run({ eventText, facts }, false);
    return ending.ok ? (ending.value as PlatformResponse) : { statusCode: ending.code };
  };
}

/** An instance with limits of its own. */
function instanceOf(world: ProvisioningWorld, instances: HttpInstances): Instance {
  const { machine, clock } = world;
  const { callsPerSecondMax, random, clientOf } = instances;
  const topics = machineTopics(machine, clock);
  const clients = machineClients(machine, clock, {
    ...{ callsPerSecondMax, random, client: clientOf() },
    topics: {
      ...topics,
      publish: (...messages) => clock.sleep(PUBLISH_MS).then(() => topics.publish(...messages)),
    },
  });
  const ports = { ...cloudPorts(clients), findKept: NO_KEPT, authenticate: LET_IN };
  const config = { ...CONFIG, kmsCallsPerSecondMax: callsPerSecondMax };
  return {
    run: async ({ eventText }): Promise<Ending> => {
      const request = httpRequestOf(JSON.parse(eventText));
      const invocation = invocationBy(clock, clock.nowMs() + TIME_MS);
      const response = await serveHttp(request, ports, config, invocation);
      return { ok: true, value: toPlatform(response, request.method) };
    },
    kill: async () => {},
    isAlive: () => true,
  };
}

/** Of an event, to the brokers of the same region. */
const PUBLISH_MS = 10;

/** The timeout of accept-request in serverless.yml. */
const TIME_MS = 30_000;
