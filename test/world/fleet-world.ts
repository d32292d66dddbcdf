import { randomSource } from '../../emulator/api/random-source.ts';
import { LOCAL_ACCOUNT } from '../../emulator/api/service.ts';
import { fleetPorts } from '../../functions/compose.ts';
import type {
  FindingKind,
  FleetReport,
  RepairAnswer,
} from '../../shared/fleet/generated/fleet-command.ts';
import { type FleetAnswer, serveFleet } from '../../shared/fleet/serve.ts';
import type { FleetPorts } from '../../shared/ports.ts';
import type { KeyAlias, Tag } from '../../shared/tenant-key/key.ts';
import { type MarkerSettings, markDescription } from '../../shared/tenant-key/marker.ts';
import { heldToSchema } from './held-answer.ts';
import { invocationBy } from './invocation.ts';
import { machineClients } from './machine-ports.ts';
import {
  type ProvisioningWorld,
  provisioningWorld,
  SETTINGS,
  type WorldOptions,
} from './provisioning-world.ts';
import { CONFIG } from './world-config.ts';

/** A key that is created without the product. */
export type Planted = {
  readonly alias: string;
  readonly description?: string;
  readonly tags?: readonly Tag[];
  /** 2 creates a key whose material the tenant imports. */
  readonly type?: 1 | 2;
};

/** A world with a fleet in it, and an operator who asks about it. */
export type FleetWorld = ProvisioningWorld & {
  /** Creates a key without the product, and returns its id. */
  readonly plant: (key: Planted) => Promise<string>;
  /** Creates a key as the product does, and returns its id. */
  readonly plantOwn: (alias: string, more?: Partial<Planted>) => Promise<string>;
  readonly tag: (keyId: string, value: string) => Promise<unknown>;
  readonly untag: (keyId: string) => Promise<unknown>;
  /** The value of the key's tenant tag. */
  readonly tagOf: (keyId: string) => Promise<string | undefined>;
  /** The ports of one instance of the function; each instance has a rate limiter of its own. */
  readonly instance: (callsPerSecondMax?: number) => FleetPorts;
  /** Invokes the function; time does not pass by itself. The answer fits its schema. */
  readonly serve: (event: unknown, timeMs?: number, ports?: FleetPorts) => Promise<FleetAnswer>;
  /** Invokes the function, and lets time pass until it has answered. */
  readonly ask: (event: unknown, timeMs?: number, ports?: FleetPorts) => Promise<FleetAnswer>;
  readonly check: (tenants?: readonly string[]) => Promise<FleetReport>;
  readonly repair: (planHash: string, timeMs?: number) => Promise<RepairAnswer>;
  /** The lines of the log. */
  readonly lines: readonly string[];
};

export const TENANT_TAG = 'tenant-keys:tenant';

/** As the product marks the key of a request. */
export function marked(alias: string, settings: Partial<MarkerSettings> = {}): string {
  return markDescription('', alias as KeyAlias, 'f'.repeat(43), { ...SETTINGS, ...settings });
}

export function fleetWorld(options: WorldOptions = {}): FleetWorld {
  const world = provisioningWorld(options);
  const { machine, clock, call } = world;
  // Keys of many years are planted here within a moment.
  machine.setSwitches({ rateLimits: false, tagsMustExist: false, ...options.switches });
  const { random } = randomSource(options.seed ?? 'world', 'fleet');
  const lines: string[] = [];

  const nameOf = (keyId: string) =>
    `qcs::kms:ap-guangzhou:uin/${LOCAL_ACCOUNT.uin}:key/${resourceIdOf(keyId)}`;

  async function plant({ alias, description = '', tags = [], type = 1 }: Planted) {
    const Tags = tags.map(({ key, value }) => ({ TagKey: key, TagValue: value }));
    const params = { Alias: alias, Description: description, Type: type, Tags };
    return (await call('CreateKey', params)).KeyId as string;
  }

  const instance = (callsPerSecondMax = 100) =>
    fleetPorts(machineClients(machine, clock, { callsPerSecondMax, random }), SETTINGS.retry);
  const own = instance();

  async function serve(event: unknown, timeMs = 60_000, ports = own): Promise<FleetAnswer> {
    const log = (line: string) => void lines.push(line);
    const invocation = invocationBy(clock, clock.nowMs() + timeMs, { log });
    const answer = await serveFleet(event, ports, CONFIG, invocation);
    return heldToSchema('reconcile', event, answer);
  }

  const ask: FleetWorld['ask'] = (...invocation) => clock.run(serve(...invocation));

  return {
    ...world,
    plant,
    plantOwn: (alias, more = {}) => {
      const tags = [{ key: TENANT_TAG, value: alias.split('_')[0]! }];
      return plant({ alias, description: marked(alias), tags, ...more });
    },
    tag: (keyId, value) => {
      const Tags = [{ TagKey: TENANT_TAG, TagValue: value }];
      return call('TagResources', { ResourceList: [nameOf(keyId)], Tags });
    },
    untag: (keyId) =>
      call('UnTagResources', { ResourceList: [nameOf(keyId)], TagKeys: [TENANT_TAG] }),
    tagOf: async (keyId) => {
      const { Tags } = await call('DescribeResourceTagsByResourceIds', {
        ...{ ServiceType: 'kms', ResourcePrefix: 'key', ResourceRegion: 'ap-guangzhou' },
        ...{ ResourceIds: [resourceIdOf(keyId)], Limit: 50 },
      });
      const found = (Tags as { TagKey: string; TagValue: string }[]).find(
        ({ TagKey }) => TagKey === TENANT_TAG,
      );
      return found?.TagValue;
    },
    instance,
    serve,
    ask,
    check: async (tenants) =>
      expectDone(await ask({ command: 'check', ...(tenants === undefined ? {} : { tenants }) })),
    repair: async (planHash, timeMs) =>
      expectDone(await ask({ command: 'repair', planHash }, timeMs)),
    lines,
  };
}

export function resourceIdOf(keyId: string): string {
  return `creatorUin/${LOCAL_ACCOUNT.uin}/${keyId}`;
}

/** The ids of the keys of each kind of finding, in their order. */
export function keysByKind({ findings }: FleetReport): Partial<Record<FindingKind, string[]>> {
  const found: Partial<Record<FindingKind, string[]>> = {};
  for (const { kind, keyId } of findings) found[kind] = [...(found[kind] ?? []), keyId].sort();
  return found;
}

function expectDone<Answer>(answer: FleetAnswer): Answer {
  if ('refused' in answer) throw new Error(`refused: ${JSON.stringify(answer.refused)}`);
  return answer as Answer;
}
