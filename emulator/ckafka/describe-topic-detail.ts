import { defineAction } from '../api/define-action.ts';
import { refuse } from '../api/refuse.ts';
import type { Json } from '../api/service.ts';
import type { CkafkaTopic } from '../state/ckafka.ts';
import { CKAFKA_CODES } from './ckafka-codes.ts';
import { ckafkaPage } from './ckafka-page.ts';
import { findTopics } from './find-topic.ts';
import { topicConfig, topicCreateTimeS } from './topic-config.ts';

/** Lists topics, the youngest first; a search word is looked for anywhere in their names. */
export const describeTopicDetail = defineAction({
  name: 'DescribeTopicDetail',
  parameters: {
    InstanceId: { type: 'string', required: true },
    SearchWord: { type: 'string' },
    Offset: { type: 'integer' },
    Limit: { type: 'integer' },
    AclRuleName: { type: 'string' },
    OrderBy: { type: 'string' },
    OrderType: { type: 'integer' },
    Filters: {
      type: [
        {
          Name: { type: 'string', required: true },
          Values: { type: 'string[]', required: true },
        },
      ],
    },
    SearchWordIgnoreCaseFlag: { type: 'boolean' },
  },
  mutating: false,
  callsPerSecondMax: 100,
  codes: CKAFKA_CODES,
  answer({ InstanceId, SearchWord = '', Offset = 0, Limit = 20, ...rest }, cloud) {
    const stray = Object.keys(rest)[0];
    if (stray !== undefined) {
      return refuse('InvalidParameter', `The local cloud has no use for ${stray}.`);
    }
    const found = findTopics(cloud, InstanceId);
    if (!found.ok) return found;
    const named = [...found.topics.values()].filter(({ name }) => name.includes(SearchWord));
    const page = ckafkaPage(named.reverse(), { Offset, Limit });
    if (!page.ok) return page;
    const Result = { TopicList: page.rows.map(rowOf), TotalCount: named.length };
    return { ok: true, response: { Result } };
  },
});

function rowOf(topic: CkafkaTopic): Json {
  return {
    TopicName: topic.name,
    TopicId: topic.topicId,
    PartitionNum: topic.partitions,
    ReplicaNum: topic.replicas,
    Note: topic.note,
    CreateTime: topicCreateTimeS(topic),
    EnableWhiteList: false,
    IpWhiteListCount: 0,
    ForwardStatus: 1,
    Config: topicConfig(topic),
    Status: 0,
    Tags: [],
  };
}
