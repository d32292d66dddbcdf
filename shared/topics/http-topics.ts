import { ApiError } from '../tenant-key/api-error.ts';
import type { Clock } from '../tenant-key/ports.ts';
import { within } from '../tenant-key/time.ts';
import type { Topics } from './topics.ts';

/** The part of the global `fetch` that we use. */
export type Send = (
  url: string,
  request: {
    readonly method: 'GET' | 'POST';
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: string;
    readonly redirect?: 'error';
    readonly signal: AbortSignal;
  },
) => Promise<{ readonly status: number; readonly text: () => Promise<string> }>;

export type HttpTopicsOptions = { readonly clock: Clock; readonly send: Send };

/** Topics of the local cloud. @param base Such as `http://127.0.0.1:4700`. */
export function httpTopics(base: string, { clock, send }: HttpTopicsOptions): Topics {
  return {
    publish: async (topic, messages, deadlineMs) => {
      const url = `${base}/topics/${encodeURIComponent(topic)}/messages`;
      const answer = await within(deadlineMs - clock.nowMs(), clock, async (signal) => {
        const headers = { 'content-type': 'application/json' };
        const body = JSON.stringify(messages);
        const response = await send(url, { method: 'POST', headers, body, signal });
        return { status: response.status, text: await response.text() };
      }).catch((cause: unknown) => {
        throw new ApiError('TopicsUnavailable', { detail: 'no connection to the topics', cause });
      });
      checkAnswer(answer, messages.length);
    },
    close: async () => {},
  };
}

/** The statuses that are about the messages; any other would meet every message. */
const REFUSALS: ReadonlySet<number> = new Set([400, 413, 422]);

/** Only an answer that says where each message lies proves that it was taken. */
function checkAnswer(
  answer: { readonly status: number; readonly text: string } | undefined,
  count: number,
): void {
  if (answer === undefined) {
    throw new ApiError('TopicsUnavailable', { detail: 'the topics did not answer in time' });
  }
  const { status, text } = answer;
  if (status >= 200 && status < 300 && placesIn(text) === count) return;
  const code = REFUSALS.has(status) ? 'TopicRefused' : 'TopicsUnavailable';
  throw new ApiError(code, { detail: `the topics answered with HTTP status ${status}` });
}

function placesIn(text: string): number | undefined {
  try {
    const places: unknown = JSON.parse(text);
    return Array.isArray(places) ? places.length : undefined;
  } catch {
    return undefined; // A page of something in between.
  }
}
