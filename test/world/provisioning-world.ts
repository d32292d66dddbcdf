import { randomSource } from '../../emulator/api/random-source.ts';
import { LOCAL_ACCOUNT } from '../../emulator/api/service.ts';
import type { Switches } from '../../emulator/api/switches.ts';
import { type CloudMachine, cloudMachine } from '../../emulator/cloud/machine.ts';
import type { Effect, Fault } from '../../emulator/faults/faults.ts';
import { kmsService } from '../../emulator/kms/service.ts';
import { NO_STORE } from '../../emulator/persistence/input-store.ts';
import { tagService } from '../../emulator/tag/service.ts';
import { LOCAL_TOPICS } from '../../local/cloud.ts';
import { cosBucket } from '../../shared/cos/bucket.ts';
import type { DeadLetter } from '../../shared/dead-letters/generated/dead-letter.ts';
import type { CloudEvent } from '../../shared/events/generated/cloud-event.ts';
import { openStatuses } from '../../shared/request-status/open.ts';
import type { RequestStatuses } from '../../shared/request-status/statuses.ts';
import type { ProvisioningSettings } from '../../shared/tenant-key/settings.ts';
import { machineBucketRuntime, STATUS_BUCKET } from './machine-bucket.ts';
import { machineClient } from './machine-client.ts';
import {
  MARKER_KEYS,
  MARKER_SCOPE,
  type MachinePorts,
  machinePorts,
  REGION,
} from './machine-ports.ts';
import { type VirtualClock, virtualClock } from './virtual-clock.ts';

/** Monday, 2 November 2026, 00:00 UTC, when every world begins. */
export const BEGINNING_MS = 1_793_577_600_000;

export const SETTINGS: ProvisioningSettings = {
  markerKeys: MARKER_KEYS,
  markerScope: MARKER_SCOPE,
  settleMs: 1_000,
  retry: { attemptsMax: 5, delayMsMin: 100, delayMsMax: 2_000, attemptMsMin: 200 },
};

/**
 * The product's own adapters and domain on the emulated cloud, in one process and in virtual time:
 * its results depend only on the seed.
 */
export type ProvisioningWorld = {
  readonly ports: MachinePorts;
  readonly machine: CloudMachine;
  readonly clock: VirtualClock;
  /** Makes a call without the product, as an operator might. */
  readonly call: (action: string, params: object) => Promise<Record<string, unknown>>;
  readonly fail: (action: string, effect: Effect, more?: Partial<Fault>) => void;
  readonly events: () => readonly CloudEvent[];
  readonly deadLetters: () => readonly DeadLetter[];
  /** Names of the calls so far, those to the Tag service too. */
  readonly calls: () => readonly string[];
  /** Undefined where none are kept. */
  readonly statuses: RequestStatuses | undefined;
  /** The log lines about statuses so far. */
  readonly statusLines: () => readonly string[];
};

export type WorldOptions = {
  readonly seed?: string;
  readonly switches?: Partial<Switches>;
  /** Calls of KMS in a second. */
  readonly callsPerSecondMax?: number;
  /** How many partitions each topic has. */
  readonly topics?: ReadonlyMap<string, number>;
  /** Whether it keeps statuses, and of the requests by the queue too. None are kept by default. */
  readonly statuses?: 'of all' | 'of http';
};

export function provisioningWorld(options: WorldOptions = {}): ProvisioningWorld {
  const { seed = 'world', switches = {}, callsPerSecondMax = 100, topics = LOCAL_TOPICS } = options;
  const clock = virtualClock();
  const machine = cloudMachine({
    services: [kmsService, tagService],
    account: LOCAL_ACCOUNT,
    topics,
    baseNowMs: () => BEGINNING_MS + clock.nowMs(),
    newId: randomSource(seed, 'ids').newId,
    random: randomSource(seed, 'faults').random,
    store: NO_STORE,
  });
  machine.setSwitches(switches);

  const kmsApi = machineClient(machine, clock, kmsService.version, REGION);
  const tagApi = machineClient(machine, clock, tagService.version, REGION);
  const { random } = randomSource(seed, 'jitter');
  const lines: string[] = [];
  const statuses = options.statuses && openBucket(machine, clock, options.statuses, lines);
  const ports = machinePorts(machine, clock, {
    ...{ callsPerSecondMax, random },
    ...(statuses && { statuses }),
  });

  const messages = <T>(topic: string) =>
    (machine.topics.get(topic)?.read(0, Number.MAX_SAFE_INTEGER) ?? []).map(
      ({ value }) => JSON.parse(value ?? 'null') as T,
    );
  return {
    ports,
    machine,
    clock,
    call: async (action, params) => {
      const client = kmsService.actions.has(action) ? kmsApi : tagApi;
      const answer = await client.request(action, params, new AbortController().signal);
      return answer as Record<string, unknown>;
    },
    fail: (action, effect, more = {}) => machine.faults.add([{ action, effect, ...more }]),
    events: () => messages<CloudEvent>('key-events'),
    deadLetters: () => messages<DeadLetter>('key-dead-letters'),
    calls: () => machine.journal.list().map(({ action }) => action),
    ...{ statuses, statusLines: () => lines },
  };
}

function openBucket(
  machine: CloudMachine,
  clock: VirtualClock,
  kept: NonNullable<WorldOptions['statuses']>,
  lines: string[],
): RequestStatuses {
  const runtime = {
    ...machineBucketRuntime(machine, clock),
    log: (line: string) => void lines.push(line),
  };
  void cosBucket({ bucket: STATUS_BUCKET, region: REGION, endpoint: undefined }, runtime)(
    { method: 'PUT' },
    Number.POSITIVE_INFINITY,
  );
  machine.journal.clear();
  const place = { bucket: STATUS_BUCKET, region: REGION, endpoint: undefined };
  return openStatuses({ ...place, isOfQueue: kept === 'of all' }, runtime);
}
