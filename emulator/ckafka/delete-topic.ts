import { defineAction } from '../api/define-action.ts';
import { CKAFKA_CODES } from './ckafka-codes.ts';
import { findTopic } from './find-topic.ts';
import { OPERATED } from './operated.ts';

/** Deletes a topic with all of its messages. */
export const deleteTopic = defineAction({
  name: 'DeleteTopic',
  parameters: {
    InstanceId: { type: 'string', required: true },
    TopicName: { type: 'string', required: true },
  },
  mutating: true,
  callsPerSecondMax: 100,
  codes: CKAFKA_CODES,
  answer({ InstanceId, TopicName }, cloud) {
    const found = findTopic(cloud, InstanceId, TopicName);
    if (!found.ok) return found;
    cloud.state.ckafka.get(cloud.region)?.delete(TopicName);
    cloud.topics.get(TopicName)?.clear();
    return OPERATED;
  },
});
