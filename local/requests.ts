import type { Listeners } from '../emulator/async/listeners.ts';
import { untilAborted, within } from '../emulator/async/waiting.ts';
import type { Place } from '../emulator/topics/topic-log.ts';
import { KEY_REQUESTS } from '../shared/topics/topics.ts';
import { callLocalCloud, keysPath } from './calls.ts';
import type { LocalCloud } from './cloud.ts';
import { type Door, fieldsOf, type News, namesOf, type OutcomeNews, readAnswer } from './news.ts';

/** What a new user sees at work first: two tenants, both doors. */
const SAMPLES: readonly Sending[] = [
  sample('http', 'acme', 'main'),
  sample('queue', 'acme', 'backup'),
  sample('http', 'globex', 'main'),
];

/** Sends the sample requests, one after the other, so that their lines can be followed. */
export async function sendSamples(send: Send): Promise<void> {
  for (const sending of SAMPLES) await send(sending);
}

/** Always the same request: where the state is kept, the key of the first start is found again. */
function sample(door: Sending['door'], tenantId: string, keyName: string): Sending {
  const requestId = `sample-${tenantId}-${keyName}`;
  return { door, tenantId, text: JSON.stringify({ requestId, tenantId, keyName }) };
}

/** A request that is to be sent. */
export type Sending = {
  readonly door: Door;
  readonly tenantId: string;
  /** A request as JSON, or whatever else somebody may send. */
  readonly text: string;
  /** Whom the token is for that goes with it over HTTP: the tenant, or else another; null for none. */
  readonly tokenFor?: string | null | undefined;
};

/**
 * Sends a request through a door, as any client does. Resolves to what became of it in the end, or
 * to undefined when that is not known within {@link WAIT_MS} or before a stop.
 */
export type Send = (sending: Sending) => Promise<OutcomeNews | undefined>;

/** Longer than a request takes that fails in every way that the demo knows. */
const WAIT_MS = 20_000;

/**
 * Opens the doors of the application on a local cloud.
 *
 * @param onNews Tells, among other things, what becomes of messages in the queue.
 * @param stop Ends all waiting when it aborts.
 */
export function openDoors(
  { url, issueToken }: Pick<LocalCloud, 'url' | 'issueToken'>,
  onNews: Listeners<News>['add'],
  stop: AbortSignal,
): Send {
  function headersFor(bearer: string | null): Record<string, string> {
    const json = { 'content-type': 'application/json' };
    if (bearer === null) return json;
    return { ...json, authorization: `Bearer ${issueToken({ tenants: [bearer] })}` };
  }

  return ({ door, tenantId, text, tokenFor = tenantId }) =>
    within(WAIT_MS, stop, (closed) => {
      const end =
        door === 'http'
          ? throughHttp(`${url}${keysPath(tenantId)}`, headersFor(tokenFor), text)
          : throughQueue(url, tenantId, text, onNews, closed);
      return untilAborted(end, closed);
    });
}

async function throughHttp(
  url: string,
  headers: Record<string, string>,
  text: string,
): Promise<OutcomeNews | undefined> {
  const response = await fetch(url, { method: 'POST', headers, body: text });
  return readAnswer(response.status, await response.text(), namesOf(fieldsOf(text)));
}

async function throughQueue(
  url: string,
  tenantId: string,
  text: string,
  onNews: Listeners<News>['add'],
  closed: AbortSignal,
): Promise<OutcomeNews> {
  // It may have ended before the answer says where it lies in the topic.
  const ended: OutcomeNews[] = [];
  let check = () => {};
  const leave = onNews((news) => {
    if (news.kind !== 'outcome' || news.door !== 'queue' || news.outcome === 'retry') return;
    ended.push(news);
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
      const end = ended.find((outcome) => isSame(outcome.place, place));
      if (end === undefined) return;
      leave();
      resolve(end);
    };
    check();
  });
}

function isSame(one: Place | undefined, other: Place | undefined): boolean {
  return one?.partition === other?.partition && one?.offset === other?.offset;
}
