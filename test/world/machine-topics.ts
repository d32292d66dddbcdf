import type { CloudMachine } from '../../emulator/api/cloud-machine.ts';
import { ApiError } from '../../shared/tenant-key/api-error.ts';
import type { Clock } from '../../shared/tenant-key/ports.ts';
import type { Topics } from '../../shared/topics/topics.ts';

/** How long a topic takes to answer. */
const LATENCY_MS = 20;

/** The topics of the emulated cloud in the same process, under the faults that are set for them. */
export function machineTopics(machine: CloudMachine, clock: Clock): Topics {
  return {
    publish: async (topic, messages, deadlineMs) => {
      const effect = machine.faults.strike(`topics:publish:${topic}`) ?? {};
      await clock.sleep(Math.min(LATENCY_MS, deadlineMs - clock.nowMs()));
      if (effect.http === 413) throw new ApiError('TopicRefused', { detail: 'a fault' });
      if (effect.http !== undefined) throw unavailable('a fault');
      if (clock.nowMs() >= deadlineMs) throw unavailable('the deadline passed');
      const log = machine.topics.get(topic);
      if (log === undefined) throw new Error(`there is no topic ${topic}`);
      log.append(messages.map(({ key = null, value, headers = {} }) => ({ key, value, headers })));
      if (effect.lostAnswer === true) throw unavailable('the answer was lost');
    },
    close: async () => {},
  };
}

function unavailable(detail: string): ApiError {
  return new ApiError('TopicsUnavailable', { detail });
}
