import { randomSource } from '../../../emulator/api/random-source.ts';
import { provisionEvent } from '../../../shared/triggers/queue-consumer.ts';
import { invocationBy } from '../../world/invocation.ts';
import { machinePorts } from '../../world/machine-ports.ts';
import { CONFIG } from '../../world/world-config.ts';
import { type BacklogWorld, withLatency } from './backlog-world.ts';
import type { Consumer } from './drain-backlog.ts';

/** The timeout of the queue consumer in serverless.yml. */
const TIME_MS = 60_000;

/**
 * An instance of the queue consumer with its own rate limiter; instances share no state.
 *
 * @param tagCallsPerSecondMax Limit for changes of tags; a fifth of the calls by default.
 */
export function ourConsumer(
  { machine, clock }: BacklogWorld,
  callsPerSecondMax: number,
  seed: string,
  tagCallsPerSecondMax?: number,
): Consumer {
  const { random } = randomSource(seed, 'jitter');
  const client = withLatency(clock);
  const tagPace = tagCallsPerSecondMax === undefined ? {} : { tagCallsPerSecondMax };
  const ports = machinePorts(machine, clock, { callsPerSecondMax, ...tagPace, random, client });
  const config = { ...CONFIG, kmsCallsPerSecondMax: callsPerSecondMax };
  return (event) =>
    provisionEvent(event, ports, config, invocationBy(clock, clock.nowMs() + TIME_MS));
}
