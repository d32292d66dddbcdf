import { diagnoseUnread } from './diagnose-unread.ts';
import type { Diagnosis } from './diagnosis.ts';
import type { Reading } from './reading.ts';

/** As far as it is needed. @see https://cloud.tencent.com/document/api/597/40835 (DescribeInstances) */
export type BrokerInstances = {
  readonly Result?: {
    readonly InstanceList?: readonly {
      readonly InstanceId?: string;
      /** 1 runs, 7 is being upgraded; 0 is being made, and any other is out of order or going. */
      readonly Status?: number;
    }[];
  };
};

/** Whether the CKafka instance is there, which somebody must have bought. */
export function diagnoseBrokers(
  instances: Reading<BrokerInstances>,
  instanceId: string,
): Diagnosis {
  const check = 'brokers';
  if (!instances.ok) return diagnoseUnread(check, instances.failure);
  const { InstanceList = [] } = instances.answer.Result ?? {};
  const instance = InstanceList.find(({ InstanceId }) => InstanceId === instanceId);
  if (instance === undefined) {
    return {
      check,
      state: 'bad',
      found: `There is no CKafka instance ${instanceId} in the region.`,
      remedy: 'Buy one (docs/deploy.md), or mend CKAFKA_INSTANCE_ID in .env.',
    };
  }
  const { Status = RUNNING } = instance;
  if (Status === RUNNING) return { check, state: 'good', found: `${instanceId} runs.` };
  const isUpgraded = Status === UPGRADING;
  return {
    check,
    state: isUpgraded ? 'warn' : 'bad',
    found: `${instanceId} ${isUpgraded ? 'is being upgraded' : `does not run (status ${Status})`}.`,
    remedy: 'See what the console of CKafka says of it.',
  };
}

const RUNNING = 1;
const UPGRADING = 7;
