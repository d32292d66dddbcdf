import type { Listeners } from '../emulator/async/listeners.ts';
import { untilAborted, within } from '../emulator/async/waiting.ts';
import type { Place } from '../emulator/topics/topic-log.ts';
import { KEY_REQUESTS } from '../shared/topics/topics.ts';
import {
  type Activity,
  fieldsOf,
  namesOf,
  type RequestOutcome,
  readAnswer,
  type WayIn,
} from './activity.ts';
import { callLocalCloud, keysPath, sendRequest } from './calls.ts';
import type { LocalCloud } from './cloud.ts';

/** Sends the sample requests, each after the outcome of the one before. */
export async function sendSamples(send: Send): Promise<void> {
  for (const sending of SAMPLES) await send(sending);
}

/** Two tenants, both ways in, and a dead letter to look at. */
const SAMPLES: readonly Sending[] = [
  sample('http', 'acme', 'main'),
  sample('queue', 'acme', 'backup'),
  sample('http', 'globex', 'main'),
  misspeltSample('globex', 'reports'),
];

/** The same request at each start, so that a kept state still has its key from the first one. */
function sample(wayIn: WayIn, tenantId: string, keyName: string): Sending {
  const requestId = `sample-${tenantId}-${keyName}`;
  return { wayIn, tenantId, text: JSON.stringify({ requestId, tenantId, keyName }) };
}

/**
 * A request with `tenant` for `tenantId`. It is parked, because a rejected event needs the tenant.
 * Its dead letter has the same id at each start.
 */
function misspeltSample(tenantId: string, keyName: string): Sending {
  const requestId = `sample-${tenantId}-${keyName}`;
  const text = JSON.stringify({ requestId, tenant: tenantId, keyName });
  return { wayIn: 'queue', tenantId, text };
}

/** A request to be sent. */
type Sending = {
  readonly wayIn: WayIn;
  readonly tenantId: string;
  /** A request as JSON, or any other text. */
  readonly text: string;
  /** The tenant whose token goes with it over HTTP; `tenantId` by default, null for no token. */
  readonly tokenFor?: string | null | undefined;
};

/**
 * Sends a request as any client does.
 *
 * @returns its final outcome; undefined if it is not known within {@link WAIT_MS_MAX}, or at a stop.
 */
export type Send = (sending: Sending) => Promise<RequestOutcome | undefined>;

/** Longer than any request of the demo takes. */
const WAIT_MS_MAX = 20_000;

/**
 * Makes a sender of requests to the application on a local cloud.
 *
 * @param onActivity Adds a listener, for the outcomes of messages in the queue.
 * @param stop Ends all waiting when it aborts.
 */
export function requestSender(
  { url, issueToken }: Pick<LocalCloud, 'url' | 'issueToken'>,
  onActivity: Listeners<Activity>['add'],
  stop: AbortSignal,
): Send {
  function headersFor(tokenFor: string | null): Record<string, string> {
    const json = { 'content-type': 'application/json' };
    if (tokenFor === null) return json;
    return { ...json, authorization: `Bearer ${issueToken({ tenants: [tokenFor] })}` };
  }

  return ({ wayIn, tenantId, text, tokenFor = tenantId }) =>
    within(WAIT_MS_MAX, stop, (closed) => {
      const outcome =
        wayIn === 'http'
          ? sendOverHttp(`${url}${keysPath(tenantId)}`, headersFor(tokenFor), text)
          : sendToQueue(url, tenantId, text, onActivity, closed);
      return untilAborted(outcome, closed);
    });
}

async function sendOverHttp(
  url: string,
  headers: Record<string, string>,
  text: string,
): Promise<RequestOutcome | undefined> {
  const signal = AbortSignal.timeout(WAIT_MS_MAX);
  const response = await sendRequest(url, { method: 'POST', headers, body: text, signal });
  return readAnswer(response.status, await response.text(), namesOf(fieldsOf(text)));
}

async function sendToQueue(
  url: string,
  tenantId: string,
  text: string,
  onActivity: Listeners<Activity>['add'],
  closed: AbortSignal,
): Promise<RequestOutcome> {
  // The outcome may come before the answer that says at which place the message is.
  const outcomes: RequestOutcome[] = [];
  let check = () => {};
  const leave = onActivity((activity) => {
    if (activity.kind !== 'outcome' || activity.wayIn !== 'queue') return;
    if (activity.outcome === 'retry') return;
    outcomes.push(activity);
    check();
  });
  closed.addEventListener('abort', leave);
  const message = { key: tenantId, value: text };
  const [place] = await callLocalCloud<readonly Place[]>(
    url,
    `POST /topics/${KEY_REQUESTS}/messages`,
    message,
  );
  return new Promise((resolve) => {
    check = () => {
      const found = outcomes.find((outcome) => isSame(outcome.place, place));
      if (found === undefined) return;
      leave();
      resolve(found);
    };
    check();
  });
}

function isSame(one: Place | undefined, other: Place | undefined): boolean {
  return one?.partition === other?.partition && one?.offset === other?.offset;
}
