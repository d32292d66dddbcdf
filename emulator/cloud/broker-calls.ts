import type { CallInput } from '../api/run-action.ts';
import { CKAFKA_VERSION } from '../state/ckafka.ts';
import type { TopicControl, TopicSettings } from '../topics/topic-engine.ts';
import type { OffsetRange } from '../topics/topic-log.ts';
import type { ApiCall, Reply } from './answer-call.ts';
import type { CloudMachine, Late } from './machine.ts';

/** How a machine answers calls whose effects on brokers take time. */
export type BrokerCalls = {
  /** Answers a call after its effect. */
  readonly call: (call: ApiCall) => Promise<{ readonly reply: Reply; readonly late?: Late }>;
  /** Creates the topics on the brokers that the control plane has from an earlier start. */
  readonly start: () => Promise<void>;
  /** Removes the messages of the topics that this cloud made. */
  readonly reset: () => Promise<void>;
};

type BrokerCallsOptions = {
  readonly control: TopicControl;
  /** Its topics are on the brokers. Those of other regions are only stored. */
  readonly region: string;
  /** The offsets that the machine answers with are put here before a call needs them. */
  readonly offsets: Map<string, readonly OffsetRange[]>;
  /** Receives one sentence about a failure after its call was answered. */
  readonly warn: (sentence: string) => void;
};

/**
 * Carries out calls of the control plane on brokers: the machine answers at once, and then the brokers
 * follow. If they do not, the topics are as before and the answer is a FailedOperation. One such call
 * follows the other, so that none is undone together with another.
 */
export function brokerCalls(machine: CloudMachine, options: BrokerCallsOptions): BrokerCalls {
  const { control, warn } = options;
  const exclusive = oneAfterTheOther();
  const follow = brokerFollower(machine, options);
  const topics = (): readonly TopicSettings[] => [...machine.topicsIn(options.region).values()];

  async function callBrokers(call: ApiCall): ReturnType<BrokerCalls['call']> {
    const unread = await readOffsets(call, machine, options);
    const before = machine.topicsText();
    const { reply, late } = machine.call(call);
    if (late !== undefined) return { reply, late: { ...late, run: () => runLate(late) } };
    const problem = unread ?? (await follow(before));
    return { reply: problem === undefined ? reply : failedReply(reply, problem, machine) };
  }

  function runLate(late: Late): Promise<void> {
    return exclusive(async () => {
      const before = machine.topicsText();
      late.run();
      const problem = await follow(before);
      if (problem !== undefined) warn(problem);
    });
  }

  return {
    call: async (call) =>
      call.version === CKAFKA_VERSION ? exclusive(() => callBrokers(call)) : machine.call(call),
    start: async () => {
      for (const topic of topics()) await control.create(topic);
    },
    reset: () => exclusive(() => control.reset(topics())),
  };
}

type Exclusive = <T>(act: () => Promise<T>) => Promise<T>;

function oneAfterTheOther(): Exclusive {
  let last: Promise<unknown> = Promise.resolve();
  return (act) => {
    const acted = last.then(act);
    last = acted.catch(() => {});
    return acted;
  };
}

/**
 * Carries out on the brokers what the machine has answered since the last time.
 *
 * @returns A function that takes the topics as they were before, and resolves to the reason why the
 *   brokers did not follow; undefined if they did.
 */
function brokerFollower(
  machine: CloudMachine,
  { control, region }: BrokerCallsOptions,
): (before: string) => Promise<string | undefined> {
  let changes: CallInput[] = [];
  machine.onChanged((input) => {
    if (input.version === CKAFKA_VERSION && input.region === region) changes.push(input);
  });

  async function carryOut({ action, params }: CallInput): Promise<void> {
    const name = String(params.TopicName);
    const topic = machine.topicsIn(region).get(name);
    if (action === 'DeleteTopic') await control.remove(name);
    if (topic === undefined) return;
    if (action === 'CreateTopic') await control.create(topic);
    if (action === 'CreatePartition') await control.addPartitions(name, topic.partitions);
    if (action === 'ModifyTopicAttributes') await control.change(topic);
  }

  return async (before) => {
    const followed = changes;
    changes = [];
    try {
      for (const input of followed) await carryOut(input);
      return undefined;
    } catch (error) {
      machine.restoreTopics(before);
      return (error as Error).message;
    }
  };
}

/** Reads the offsets that a call answers with; returns the reason when the brokers do not give them. */
async function readOffsets(
  { action, params, signature }: ApiCall,
  machine: CloudMachine,
  { control, region, offsets }: BrokerCallsOptions,
): Promise<string | undefined> {
  if (action !== 'DescribeTopicSyncReplica' || !signature.ok) return undefined;
  const { TopicName: name } = (params ?? {}) as { readonly TopicName?: unknown };
  if (typeof name !== 'string' || !machine.topicsIn(region).has(name)) return undefined;
  try {
    offsets.set(name, await control.offsets(name));
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

/** The reply of an operation that failed, if its caller receives one. */
function failedReply(reply: Reply, Message: string, { journal }: CloudMachine): Reply {
  if (!('body' in reply)) return reply;
  const { Response } = reply.body as { readonly Response: { readonly RequestId: string } };
  const { RequestId } = Response;
  const body = { Response: { Error: { Code: FAILED, Message }, RequestId } };
  journal.amend({ requestId: RequestId, code: FAILED, answer: body });
  return { ...reply, body };
}

const FAILED = 'FailedOperation';
