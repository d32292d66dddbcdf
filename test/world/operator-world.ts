import { randomSource } from '../../emulator/api/random-source.ts';
import { operatorPorts } from '../../functions/compose.ts';
import type { DeadLetter } from '../../shared/dead-letters/generated/dead-letter.ts';
import { isCauseRecordKey } from '../../shared/dead-letters/record-key.ts';
import type { DeadLetterPorts } from '../../shared/ports.ts';
import { compactionOf } from './compaction.ts';
import { type MachinePortsOptions, machineClients } from './machine-ports.ts';
import { machineTopicReader } from './machine-topic-reader.ts';
import {
  type ProvisioningWorld,
  provisioningWorld,
  type WorldOptions,
} from './provisioning-world.ts';

/** A world with an operator: `ports` is still the instance of the queue consumer. */
export type OperatorWorld = ProvisioningWorld & {
  /** The ports of one instance of a function for operators. */
  readonly operator: DeadLetterPorts;
  /** Another instance of such a function, with rate limiters of its own. */
  readonly anotherOperator: (options?: Partial<MachinePortsOptions>) => DeadLetterPorts;
  /** Compacts the topic of dead letters for those who read it, as far as a broker may. */
  readonly compact: (isChosen?: () => boolean) => void;
  /** The unsettled dead letters, each as its last record, in the order in which they were first parked. */
  readonly waiting: () => readonly DeadLetter[];
};

export function operatorWorld(options: WorldOptions = {}): OperatorWorld {
  const { seed = 'world', callsPerSecondMax = 100 } = options;
  const world = provisioningWorld(options);
  const { machine, clock } = world;
  const { random } = randomSource(seed, 'operator');
  const compaction = compactionOf(machine);
  const anotherOperator = (more: Partial<MachinePortsOptions> = {}) => {
    const own = { callsPerSecondMax, random, ...(world.statuses && { statuses: world.statuses }) };
    const clients = machineClients(machine, clock, { ...own, ...more });
    return operatorPorts(clients, machineTopicReader(machine, clock, compaction));
  };
  return {
    ...world,
    operator: anotherOperator(),
    anotherOperator,
    compact: (isChosen) => compaction.compact('key-dead-letters', isChosen),
    waiting: () => {
      const records = new Map<string | null, DeadLetter>();
      const log = machine.topics.get('key-dead-letters')?.read(0, Number.MAX_SAFE_INTEGER) ?? [];
      for (const { key, value } of log) {
        if (key !== null && isCauseRecordKey(key)) continue;
        if (value === null) records.delete(key);
        else records.set(key, JSON.parse(value) as DeadLetter);
      }
      const deadLetters = [...records.values()].map((each) => [each.id, each] as const);
      return [...new Map(deadLetters).values()];
    },
  };
}
