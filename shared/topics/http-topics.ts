import { ApiError } from '../tenant-key/api-error.ts';
import type { Clock } from '../tenant-key/ports.ts';
import { within } from '../within.ts';
import type { Topics } from './topics.ts';

/** The part of the global `fetch` that we use. */
export type Send = (
  url: string,
  request: {
    readonly method: 'POST';
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
    readonly signal: AbortSignal;
  },
) => Promise<{ readonly status: number; readonly text: () => Promise<string> }>;

export type HttpTopicsOptions = { readonly clock: Clock; readonly send: Send };

/** Topics of the local cloud. @param base Such as `http://127.0.0.1:4700`. */
export function httpTopics(base: string, { clock, send }: HttpTopicsOptions): Topics {
  return {
    publish: async (topic, messages, deadlineMs) => {
      const url = `${base}/topics/${encodeURIComponent(topic)}/messages`;
      const status = await within(deadlineMs - clock.nowMs(), clock, async (signal) => {
        const headers = { 'content-type': 'application/json' };
        const body = JSON.stringify(messages);
        const answer = await send(url, { method: 'POST', headers, body, signal });
        await answer.text(); // A body that nobody reads keeps its connection.
        return answer.status;
      }).catch((cause: unknown) => {
        throw new ApiError('TopicsUnavailable', { detail: 'no connection to the topics', cause });
      });
      checkStatus(status);
    },
    close: async () => {},
  };
}

/** The statuses that are about the messages; any other would meet every message. */
const REFUSALS: ReadonlySet<number> = new Set([400, 413, 422]);

function checkStatus(status: number | undefined): void {
  if (status === undefined) {
    throw new ApiError('TopicsUnavailable', { detail: 'the topics did not answer in time' });
  }
  if (status >= 200 && status < 300) return;
  const code = REFUSALS.has(status) ? 'TopicRefused' : 'TopicsUnavailable';
  throw new ApiError(code, { detail: `the topics answered with HTTP status ${status}` });
}
