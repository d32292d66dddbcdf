import { randomSource } from '../../emulator/api/random-source.ts';
import type { Switches } from '../../emulator/api/switches.ts';
import { batchLimits, handleBatch } from '../../shared/tenant-key/handle.ts';
import type { Message } from '../../shared/tenant-key/message.ts';
import type { TencentClient } from '../../shared/tencent/client.ts';
import { type CallsInSeconds, callsInSeconds, OTHERS_ALIAS } from './calls-in-seconds.ts';
import { httpPlatform } from './http-load.ts';
import { machinePorts } from './machine-ports.ts';
import { type ProvisioningWorld, provisioningWorld, SETTINGS } from './provisioning-world.ts';

/** Instances of the queue consumer and of the HTTP API in one account, without coordination. */
export type RateRun = {
  readonly seconds: number;
  /** Instances of the queue consumer; each always has more requests than its rate allows calls. */
  readonly queue?: Instances;
  readonly http?: Instances & {
    /** Of callers who come independently of each other. Without it, as many as there are instances ask on and on. */
    readonly requestsPerSecond?: number;
  };
  /** The jitter of the latency to the cloud; none by default. */
  readonly jitterMs?: number;
  /** Another client in the account, which makes the same calls and ignores throttling. */
  readonly other?: {
    readonly callsPerSecond: number;
    readonly fromS: number;
    readonly toS: number;
  };
  readonly seed?: string;
  readonly switches?: Partial<Switches>;
};

type Instances = {
  readonly instances: number;
  /** What each may use at most. */
  readonly callsPerSecondMax: number;
};

export type RateUse = CallsInSeconds & {
  /** Of each instance of a function, in the last three quarters of the run. */
  readonly keysOfQueue: readonly number[];
  readonly keysOfHttp: readonly number[];
  /** How long callers waited who got their key, from the shortest to the longest. */
  readonly waitsMs: readonly number[];
  /** The number of batches that would be redelivered. */
  readonly stops: number;
};

/** The least time of a call on its way to the cloud, and of the response on its way back. */
const WAY_MS = 20;

/** What maxMsgNum of serverless.yml allows. */
const BATCH_LENGTH = 300;

/** From the end of a batch to the beginning of the next, as a trigger needs to commit and to fetch. */
const BETWEEN_BATCHES_MS = 150;

/** The instances start within a second of each other. The cloud carries out 100 calls a second. */
export async function rateUse(run: RateRun): Promise<RateUse> {
  const { seconds, seed = 'rate-use', queue, http } = run;
  const switches = { cmkLimit: 1e6, tagsMustExist: false, ...run.switches };
  const world = provisioningWorld({ seed, switches });
  const { clock, machine } = world;
  const { random } = randomSource(seed, 'ways');
  const keys = { queue: [] as number[], http: [] as number[] };
  const waitsMs: number[] = [];
  let stops = 0;

  /** A client on which calls take their time, and that counts the keys of its instance. */
  const counted = (kind: keyof typeof keys) => {
    const index = keys[kind].push(0) - 1;
    return (own: TencentClient): TencentClient => ({
      request: async (...call) => {
        await clock.sleep(WAY_MS + random() * (run.jitterMs ?? 0));
        try {
          const answer = await own.request(...call);
          if (clock.nowMs() > seconds * 250) keys[kind][index]! += 1;
          return answer;
        } finally {
          await clock.sleep(WAY_MS);
        }
      },
    });
  };

  async function consume(share: Instances, number: number): Promise<void> {
    const { callsPerSecondMax } = share;
    const ports = machinePorts(machine, clock, {
      ...{ callsPerSecondMax, random, client: counted('queue') },
    });
    const limits = batchLimits(callsPerSecondMax);
    await clock.sleep(random() * 1_000);
    for (let batch = 0; clock.nowMs() < seconds * 1_000; batch += 1) {
      const messages = messagesOf(`q${number}-${batch}`);
      const deadlineMs = clock.nowMs() + 60_000;
      const { stoppedBy } = await handleBatch(messages, ports, SETTINGS, limits, deadlineMs);
      if (stoppedBy !== undefined) stops += 1;
      await clock.sleep(BETWEEN_BATCHES_MS);
    }
  }

  function startHttp({ requestsPerSecond, ...share }: NonNullable<RateRun['http']>): void {
    const send = httpPlatform(world, {
      ...{ instancesMax: share.instances, callsPerSecondMax: share.callsPerSecondMax, random },
      clientOf: () => counted('http'),
    });
    let callers = 0;

    async function ask(): Promise<void> {
      const askedMs = clock.nowMs();
      const path = `/v1/tenants/h-${++callers}/keys`;
      for (let tries = 0; (await send('POST', path)).statusCode !== 201; tries += 1) {
        await clock.sleep(200 * 2 ** Math.min(tries, 4) * (0.5 + random()));
      }
      waitsMs.push(clock.nowMs() - askedMs);
    }

    async function askOnAndOn(): Promise<void> {
      await clock.sleep(random() * 1_000);
      while (clock.nowMs() < seconds * 1_000) {
        await ask();
        await clock.sleep(random() * 20);
      }
    }

    async function arrive(perSecond: number): Promise<void> {
      while (clock.nowMs() < seconds * 1_000) {
        await clock.sleep((-Math.log(1 - random()) * 1_000) / perSecond);
        void ask();
      }
    }

    if (requestsPerSecond !== undefined) void arrive(requestsPerSecond);
    else for (let count = 0; count < share.instances; count += 1) void askOnAndOn();
  }

  void callAsOther(world, run);
  for (let number = 0; number < (queue?.instances ?? 0); number += 1) void consume(queue!, number);
  if (http !== undefined) startHttp(http);
  await clock.run(clock.sleep(seconds * 1_000));
  return {
    ...callsInSeconds(machine.journal.list(), seconds),
    keysOfQueue: keys.queue,
    keysOfHttp: keys.http,
    waitsMs: waitsMs.sort((a, b) => a - b),
    stops,
  };
}

function messagesOf(name: string): readonly Message[] {
  return Array.from({ length: BATCH_LENGTH }, (_, offset) => ({
    text: JSON.stringify({ requestId: 'r', tenantId: `${name}-${offset}`, keyName: 'main' }),
    source: { door: 'queue', topic: 'key-requests', partition: 0, offset },
    callerWaits: false,
  }));
}

async function callAsOther({ clock, call }: ProvisioningWorld, { other }: RateRun): Promise<void> {
  if (other === undefined) return;
  await clock.sleep(other.fromS * 1_000);
  for (let count = 0; clock.nowMs() < other.toS * 1_000; count += 1) {
    await call('CreateKey', { Alias: `${OTHERS_ALIAS}${count}` }).catch(() => {});
    await clock.sleep(1_000 / other.callsPerSecond);
  }
}
