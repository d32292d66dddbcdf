import type { ServerResponse } from 'node:http';
import { refusal } from '../http/route.ts';
import type { Handler } from '../http/server.ts';

/** Sends events to every page that is open. */
export type PageStream = {
  readonly handle: Handler;
  /** Sends the newest data of an event soon, in place of data that has not been sent yet. */
  readonly send: (name: string, data: () => unknown) => void;
  /** Adds a row to an event whose data is a list. */
  readonly sendRow: (name: string, row: unknown) => void;
  /** Sends everything that waits, and then this event. */
  readonly sendNow: (name: string, data: unknown) => void;
  /** Ends all timers. Connections end with the server. */
  readonly close: () => void;
};

type StreamOptions = {
  /** The events with which each connection begins. */
  readonly first: () => readonly (readonly [name: string, data: unknown])[];
  readonly limits?: StreamLimits;
};

type StreamLimits = {
  /** The time between two batches. */
  readonly batchMs: number;
  readonly heartbeatMs: number;
  /** The rows of one batch. */
  readonly rowsMax: number;
  /** How much may wait for a slow reader, who is then told that it lagged. */
  readonly waitingBytesMax: number;
};

const LIMITS: StreamLimits = {
  batchMs: 200,
  heartbeatMs: 15_000,
  rowsMax: 1_000,
  waitingBytesMax: 1024 * 1024,
};

/**
 * Serves `GET /page/stream`. Events are sent in batches, so that a page that shows many calls a second
 * has little to do.
 *
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export function pageStream({ first, limits = LIMITS }: StreamOptions): PageStream {
  const readers = new Set<Reader>();
  const pending = pendingEvents(limits.rowsMax);
  let batch: NodeJS.Timeout | undefined;
  const heartbeat = setInterval(() => write(readers, ':\n\n'), limits.heartbeatMs).unref();

  function flush(): void {
    clearTimeout(batch);
    batch = undefined;
    const text = pending.take();
    for (const reader of readers) deliver(reader, text, limits.waitingBytesMax);
  }

  function soon(): void {
    batch ??= setTimeout(flush, limits.batchMs).unref();
  }

  function open(response: ServerResponse): void {
    response.writeHead(200, HEADERS);
    const reader = { response, isLagging: false };
    readers.add(reader);
    response.once('close', () => readers.delete(reader));
    const events = first().map(([name, data]) => eventText(name, data));
    response.write(`retry: ${RETRY_MS}\n\n${events.join('')}`);
  }

  return {
    handle: ({ method = '', url = '' }, response) => {
      if (url.split('?', 1)[0] !== '/page/stream') return false;
      if (method === 'GET') open(response);
      else refuseMethod(method, response);
      return true;
    },
    send: (name, data) => {
      if (readers.size === 0) return;
      pending.put(name, data);
      soon();
    },
    sendRow: (name, row) => {
      if (readers.size === 0) return;
      pending.addRow(name, row);
      soon();
    },
    sendNow: (name, data) => {
      flush();
      pending.put(name, () => data);
      flush();
    },
    close: () => {
      clearTimeout(batch);
      clearInterval(heartbeat);
    },
  };
}

type Reader = { readonly response: ServerResponse; isLagging: boolean };

const HEADERS = {
  'content-type': 'text/event-stream',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
};

const RETRY_MS = 1_000;

function refuseMethod(method: string, response: ServerResponse): void {
  const { reply } = refusal(`/page/stream takes GET, not ${method}.`, 405);
  response.writeHead(405, { allow: 'GET', 'content-type': 'application/json' });
  response.end('body' in reply && method !== 'HEAD' ? JSON.stringify(reply.body) : undefined);
}

function write(readers: ReadonlySet<Reader>, text: string): void {
  for (const { response } of readers) {
    if (response.writableLength === 0) response.write(text);
  }
}

/** What a reader cannot take in time is left out. Once it has caught up it is told to read again. */
function deliver(reader: Reader, text: string, waitingBytesMax: number): void {
  const { response, isLagging } = reader;
  if (isLagging) return;
  if (response.writableLength <= waitingBytesMax) {
    response.write(text);
    return;
  }
  reader.isLagging = true;
  response.once('drain', () => {
    reader.isLagging = false;
    response.write(eventText(LAGGED, null));
  });
}

/** The page must read everything again. */
const LAGGED = 'lagged';

/** The events of the next batch, each name once. */
function pendingEvents(rowsMax: number) {
  const events = new Map<string, () => unknown>();
  const lists = new Map<string, unknown[]>();

  return {
    put: (name: string, data: () => unknown) => void events.set(name, data),
    addRow: (name: string, row: unknown) => {
      const rows = lists.get(name) ?? [];
      if (rows.length < rowsMax) rows.push(row);
      else events.set(LAGGED, () => null);
      lists.set(name, rows);
      events.set(name, () => rows);
    },
    take: (): string => {
      const texts = [...events].map(([name, data]) => eventText(name, data()));
      events.clear();
      lists.clear();
      return texts.join('');
    },
  };
}

function eventText(name: string, data: unknown): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}
