import { type Reply, replyAfter, replyWithoutEffect } from '../../emulator/cloud/answer-call.ts';
import type { CloudMachine } from '../../emulator/cloud/machine.ts';
import { messageBytes } from '../../emulator/topics/topics.ts';
import { ApiError } from '../../shared/tenant-key/api-error.ts';
import type { Clock } from '../../shared/tenant-key/ports.ts';
import type { Topics } from '../../shared/topics/topics.ts';

/** How long a topic takes to answer. */
const LATENCY_MS = 20;

/** The topics of the emulated cloud in the same process, under the faults that are set for them. */
export function machineTopics(machine: CloudMachine, clock: Clock): Topics {
  /** Waits for an answer, though not beyond the deadline. */
  async function wait(delayMs: number, deadlineMs: number): Promise<void> {
    await clock.sleep(Math.min(delayMs, deadlineMs - clock.nowMs()));
    if (clock.nowMs() >= deadlineMs) throw unavailable('the deadline passed');
  }

  return {
    publish: async (topic, messages, deadlineMs) => {
      const log = machine.topics.get(topic);
      if (log === undefined) throw new Error(`there is no topic ${topic}`);
      const added = messages.map(({ key = null, value, headers = {} }) => ({
        key,
        value,
        headers,
      }));
      if (added.some((each) => messageBytes(each) > machine.messageBytesMax(topic))) {
        throw new ApiError('TopicRefused', { detail: 'a message is too large' });
      }
      const run = () => log.append(added);

      const effect = machine.faults.effectOn(`topics:publish:${topic}`) ?? {};
      await wait(LATENCY_MS, deadlineMs);
      const early = replyWithoutEffect(effect);
      if (early?.kind === 'none') {
        void clock.sleep(effect.lateMs ?? 0).then(machine.unlessReset(run));
      }
      const reply = early ?? replyAfter(effect, 200, run());
      if (reply.delayMs > 0) await wait(reply.delayMs, deadlineMs);
      checkReply(reply);
    },
    close: async () => {},
  };
}

function checkReply(reply: Reply): void {
  if (reply.kind === 'answer') return;
  if (reply.kind === 'page' && reply.status === 413) {
    throw new ApiError('TopicRefused', { detail: 'a fault' });
  }
  throw unavailable(reply.kind === 'page' ? 'a fault' : 'the answer was lost');
}

function unavailable(detail: string): ApiError {
  return new ApiError('TopicsUnavailable', { detail });
}
