import { signal } from '@preact/signals';
import type { Settings, StreamEvents } from '../wire.ts';
import { askServer } from './ask-server.ts';
import { eventsOf, onConnected } from './live.ts';
import { attempt } from './notices.tsx';
import { repeatedReader } from './repeated-reader.ts';

// What every page may need to know of the local cloud.

/** Undefined until it was read. */
export const settings = signal<Settings | undefined>(undefined);

/** The names of the functions that are deployed; undefined until they are known. */
export const deployed = signal<readonly string[] | undefined>(undefined);

/** The time of the cloud's own clock; undefined until it is known. */
export function cloudNowMs(): number | undefined {
  const { value } = settings;
  return value && value.nowMs + performance.now() - readAtMs;
}

/** Keeps this state equal to the server's from now on. */
export function followCloud(): void {
  const on = eventsOf<StreamEvents>();
  on('deployed', ({ functions }) => {
    deployed.value = functions;
  });
  on('settings', reader.read);
  on('reset', reader.read);
  onConnected(reader.read);
}

/** Reads the settings again, after the reader of the page changed them. */
export const readSettings = (): void => reader.read();

let readAtMs = 0;

const reader = repeatedReader(() =>
  attempt(async () => {
    const answer = await askServer<Settings>('/page/settings');
    readAtMs = performance.now();
    settings.value = answer;
  }),
);
