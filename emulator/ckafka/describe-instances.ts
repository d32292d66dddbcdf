import { defineAction } from '../api/define-action.ts';
import { refuse } from '../api/refuse.ts';
import { CKAFKA_INSTANCE_ID } from '../state/ckafka.ts';
import { CKAFKA_CODES } from './ckafka-codes.ts';
import { ckafkaPage } from './ckafka-page.ts';

/** The state `running`. */
const RUNNING = 1;

const INSTANCE = {
  InstanceId: CKAFKA_INSTANCE_ID,
  InstanceName: 'local',
  Status: RUNNING,
  IfCommunity: false,
};

/** Lists instances: there is one in each region, and it is running. */
export const describeInstances = defineAction({
  name: 'DescribeInstances',
  parameters: {
    InstanceId: { type: 'string' },
    SearchWord: { type: 'string' },
    Status: { type: 'integer[]' },
    Offset: { type: 'integer' },
    Limit: { type: 'integer' },
    TagKey: { type: 'string' },
    VpcId: { type: 'string' },
  },
  mutating: false,
  callsPerSecondMax: 100,
  codes: CKAFKA_CODES,
  answer({ InstanceId, SearchWord = '', Status = [RUNNING], Limit = 10, ...rest }) {
    if (rest.TagKey !== undefined || rest.VpcId !== undefined) {
      return refuse('InvalidParameter', 'The local cloud has no tags and networks of instances.');
    }
    const instances = [INSTANCE].filter(
      (instance) =>
        (InstanceId ?? instance.InstanceId) === instance.InstanceId &&
        instance.InstanceName.includes(SearchWord) &&
        Status.includes(instance.Status),
    );
    const page = ckafkaPage(instances, { Limit, ...rest });
    if (!page.ok) return page;
    const Result = { InstanceList: page.rows, TotalCount: instances.length };
    return { ok: true, response: { Result } };
  },
});
