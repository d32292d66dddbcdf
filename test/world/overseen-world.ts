import { oversightPorts } from '../../functions/compose.ts';
import type { Config } from '../../shared/config.ts';
import { keyStatusTable } from '../../shared/key-status/table.ts';
import { keyGrowth } from '../../shared/oversight/key-growth.ts';
import type { OversightPorts } from '../../shared/oversight/ports.ts';
import { type OversightAnswer, serveOversight } from '../../shared/oversight/serve.ts';
import type { TopicRecord } from '../../shared/topics/topics.ts';
import { heldToSchema } from './held-answer.ts';
import { invocationBy } from './invocation.ts';
import { MARKER_KEYS, machineClients } from './machine-ports.ts';
import { machineTopicReader } from './machine-topic-reader.ts';
import { type OperatorWorld, operatorWorld } from './operator-world.ts';
import type { WorldOptions } from './provisioning-world.ts';
import { CONFIG } from './world-config.ts';

/** A world with an instance of the function oversee. */
export type OverseenWorld = OperatorWorld & {
  /** Has it handle an event, and lets the time pass that it takes. The answer fits its schema. */
  readonly ask: <Answer extends OversightAnswer>(
    event: object,
    options?: {
      readonly ports?: Partial<OversightPorts>;
      readonly log?: (line: string) => void;
      /** How much of the function's time is left, in milliseconds. */
      readonly leftMs?: number;
    },
  ) => Promise<Answer>;
  /** The records of the topic `key-status`, the last ones last. */
  readonly statusRecords: () => readonly Pick<TopicRecord, 'key' | 'value'>[];
};

export function overseenWorld(options: WorldOptions = {}, config: Config = CONFIG): OverseenWorld {
  const world = operatorWorld(options);
  const { machine, clock } = world;
  const rate = { callsPerSecondMax: 100, random: () => 0.5 };
  const kept = world.statuses && { statuses: world.statuses };
  const clients = machineClients(machine, clock, { ...rate, ...kept });
  const own: OversightPorts = {
    ...oversightPorts(clients, machineTopicReader(machine, clock)),
    ...{ keyStatus: keyStatusTable(MARKER_KEYS), growth: keyGrowth() },
  };
  return {
    ...world,
    ask: async (event, { ports = {}, log = () => {}, leftMs = 59_000 } = {}) => {
      const invocation = invocationBy(clock, clock.nowMs() + leftMs, { id: 'invocation-1', log });
      const serving = serveOversight(event, { ...own, ...ports }, config, invocation);
      return heldToSchema('oversee', event, await clock.run(serving)) as never;
    },
    statusRecords: () => machine.topics.get('key-status')?.read(0, Number.MAX_SAFE_INTEGER) ?? [],
  };
}
