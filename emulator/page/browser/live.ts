import { batch, signal } from '@preact/signals';

/** `waiting` until the first connection; `away` while the tab has been in the background for a minute. */
export const connection = signal<'waiting' | 'live' | 'reconnecting' | 'away'>('waiting');

/**
 * The events of the stream, typed. Each listener is called within an animation frame with everything that
 * arrived since the last one, so that the page is drawn at most once a frame.
 */
export function eventsOf<Events>(): EventsOf<Events> {
  return (name, listener) => {
    const all = listeners.get(name) ?? new Set();
    if (!listeners.has(name)) {
      listeners.set(name, all);
      source?.addEventListener(name, receive);
    }
    all.add(listener as Listener);
    return () => void all.delete(listener as Listener);
  };
}

export type EventsOf<Events> = <Name extends keyof Events & string>(
  name: Name,
  listener: (data: Events[Name]) => void,
) => () => void;

/** Calls the listener after each connection, and when events were left out: it must read what it shows again. */
export function onConnected(listener: () => void): () => void {
  connected.add(listener);
  return () => void connected.delete(listener);
}

/** Connects, and again whenever the connection is lost. */
export function startLive(): void {
  connect();
  document.addEventListener('visibilitychange', () => {
    clearTimeout(leaving);
    // A browser has six connections to a server, and every open tab would hold one.
    if (document.hidden) leaving = window.setTimeout(leave, AWAY_AFTER_MS);
    else if (connection.value === 'away') connect();
  });
}

type Listener = (data: unknown) => void;

const AWAY_AFTER_MS = 60_000;
const RETRY_MS = 1_000;

const listeners = new Map<string, Set<Listener>>();
const connected = new Set<() => void>();
let source: EventSource | undefined;
let leaving: number | undefined;
let received: MessageEvent<string>[] = [];

function connect(): void {
  source?.close();
  const opened = new EventSource('/page/stream');
  source = opened;
  for (const name of listeners.keys()) opened.addEventListener(name, receive);
  opened.addEventListener('lagged', callConnected);
  opened.addEventListener('open', () => {
    connection.value = 'live';
    callConnected();
  });
  opened.addEventListener('error', () => {
    if (source !== opened) return;
    if (connection.value === 'live') connection.value = 'reconnecting';
    // The browser tries again by itself unless it got an answer that is no stream.
    if (opened.readyState === EventSource.CLOSED) window.setTimeout(reconnect, RETRY_MS, opened);
  });
}

function callConnected(): void {
  for (const listener of connected) listener();
}

function reconnect(closed: EventSource): void {
  if (source === closed) connect();
}

function leave(): void {
  source?.close();
  source = undefined;
  connection.value = 'away';
}

function receive(event: MessageEvent<string>): void {
  received.push(event);
  if (received.length > 1) return;
  // In the background there are no frames.
  if (document.hidden) window.setTimeout(deliver, RETRY_MS);
  else window.requestAnimationFrame(deliver);
}

function deliver(): void {
  const events = received;
  received = [];
  batch(() => {
    for (const { type, data } of events) {
      for (const listener of listeners.get(type) ?? []) listener(JSON.parse(data));
    }
  });
}
