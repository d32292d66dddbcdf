import type { JournalEntry } from '../../emulator/api/journal.ts';
import { randomSource } from '../../emulator/api/random-source.ts';
import type { ProvisioningPorts } from '../../shared/ports.ts';
import { batchLimits, type HandledBatch, handleBatch } from '../../shared/tenant-key/handle.ts';
import type { Message } from '../../shared/tenant-key/message.ts';
import type { TencentClient } from '../../shared/tencent/client.ts';
import { machinePorts } from './machine-ports.ts';
import {
  BEGINNING_MS,
  type ProvisioningWorld,
  provisioningWorld,
  SETTINGS,
} from './provisioning-world.ts';

/** Instances without coordination, each with more requests than its rate allows calls. */
export type RateRun = {
  readonly seconds: number;
  readonly instances: number;
  /** The share of each. */
  readonly callsPerSecondMax: number;
  /** The jitter of the latency to the cloud; none by default. */
  readonly jitterMs?: number;
  /** Another client in the account, which makes the same calls and ignores throttling. */
  readonly other?: {
    readonly callsPerSecond: number;
    readonly fromS: number;
    readonly toS: number;
  };
  readonly seed?: string;
};

/** Calls of CreateKey in each second, as the cloud received them. */
export type RateUse = {
  readonly carriedOut: readonly number[];
  readonly throttled: readonly number[];
  readonly carriedOutForOther: readonly number[];
  /** The number of batches that would be redelivered. */
  readonly stops: number;
};

/** The least time of a call on its way to the cloud, and of the response on its way back. */
const WAY_MS = 20;

/** The instances start within a second of each other. The cloud carries out 100 calls a second. */
export async function rateUse(run: RateRun): Promise<RateUse> {
  const { seconds, instances, seed = 'rate-use' } = run;
  const world = provisioningWorld({ seed, switches: { cmkLimit: 1e6, tagsMustExist: false } });
  const { clock, machine } = world;
  const { random } = randomSource(seed, 'ways');
  let stops = 0;

  async function startInstance(_: unknown, number: number): Promise<void> {
    await clock.sleep(random() * 1_000);
    const ports = portsOf(world, run, random);
    for (let batch = 0; clock.nowMs() < seconds * 1_000; batch += 1) {
      const { openedBy } = await handleBacklog(`i${number}-${batch}`, run, ports);
      if (openedBy !== undefined) stops += 1;
    }
  }

  void callAsOther(world, run);
  Array.from({ length: instances }, startInstance);
  await clock.run(clock.sleep(seconds * 1_000));
  const calls = machine.journal.list();
  const perSecond = (isMeant: (call: JournalEntry) => boolean) =>
    callsPerSecond(calls.filter(isMeant), seconds);
  return {
    carriedOut: perSecond((call) => !isOthers(call) && call.code === null),
    throttled: perSecond((call) => !isOthers(call) && call.code === 'RequestLimitExceeded'),
    carriedOutForOther: perSecond((call) => isOthers(call) && call.code === null),
    stops,
  };
}

function portsOf(
  { machine, clock }: ProvisioningWorld,
  { callsPerSecondMax, jitterMs = 0 }: RateRun,
  random: () => number,
): ProvisioningPorts {
  const client = (own: TencentClient): TencentClient => ({
    request: async (...call) => {
      await clock.sleep(WAY_MS + random() * jitterMs);
      return own.request(...call).finally(() => clock.sleep(WAY_MS));
    },
  });
  return machinePorts(machine, clock, { callsPerSecondMax, random, client });
}

/** Handles one batch, of more messages than there is time for. */
function handleBacklog(
  name: string,
  { callsPerSecondMax, seconds }: RateRun,
  ports: ProvisioningPorts,
): Promise<HandledBatch> {
  const messages = Array.from(
    { length: callsPerSecondMax * (seconds + 1) },
    (_, offset): Message => ({
      text: JSON.stringify({ requestId: 'r', tenantId: `${name}-${offset}`, keyName: 'main' }),
      source: { door: 'queue', topic: 'key-requests', partition: 0, offset },
      callerWaits: false,
    }),
  );
  const limits = batchLimits(callsPerSecondMax);
  return handleBatch(messages, ports, SETTINGS, limits, seconds * 2_000);
}

async function callAsOther({ clock, call }: ProvisioningWorld, { other }: RateRun): Promise<void> {
  if (other === undefined) return;
  await clock.sleep(other.fromS * 1_000);
  for (let count = 0; clock.nowMs() < other.toS * 1_000; count += 1) {
    await call('CreateKey', { Alias: `${OTHERS}${count}` }).catch(() => {});
    await clock.sleep(1_000 / other.callsPerSecond);
  }
}

const OTHERS = 'of-another-';

function isOthers({ params }: JournalEntry): boolean {
  return String(params.Alias).startsWith(OTHERS);
}

function callsPerSecond(calls: readonly JournalEntry[], seconds: number): readonly number[] {
  const counts = Array<number>(seconds).fill(0);
  for (const { action, atMs } of calls) {
    const second = Math.floor((atMs - BEGINNING_MS) / 1_000);
    if (action === 'CreateKey' && second < seconds) counts[second]! += 1;
  }
  return counts;
}
