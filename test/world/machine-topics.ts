import type { CloudMachine } from '../../emulator/api/cloud-machine.ts';
import { ApiError } from '../../shared/tenant-key/api-error.ts';
import type { Topics } from '../../shared/topics/topics.ts';

/** The topics of the emulated cloud in the same process, under the faults that are set for them. */
export function machineTopics(machine: CloudMachine): Topics {
  return {
    publish: async (topic, messages) => {
      const effect = machine.faults.strike(`topics:publish:${topic}`) ?? {};
      if (effect.http === 413) throw new ApiError('TopicRefused', { detail: 'a fault' });
      if (effect.http !== undefined) throw new ApiError('TopicsUnavailable', { detail: 'a fault' });
      const log = machine.topics.get(topic);
      if (log === undefined) throw new Error(`there is no topic ${topic}`);
      log.append(messages.map(({ key = null, value, headers = {} }) => ({ key, value, headers })));
      if (effect.lostAnswer === true) throw new ApiError('TopicsUnavailable', { detail: 'lost' });
    },
    close: async () => {},
  };
}
