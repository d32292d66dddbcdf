import type { Service } from '../api/service.ts';
import type { BrokerCalls } from '../cloud/broker-calls.ts';
import type { CloudMachine } from '../cloud/machine.ts';
import type { Route } from '../http/route.ts';
import type { Handler } from '../http/server.ts';
import type { TopicEngine } from '../topics/topic-engine.ts';
import { builtPage } from './built-page.ts';
import { callRoutes } from './call-routes.ts';
import { keyRoutes } from './key-routes.ts';
import { recordCalls } from './record-calls.ts';
import { type RecordedCalls, recordedCalls } from './recorded-calls.ts';
import { settingsRoutes } from './settings-routes.ts';
import { type PageStream, pageStream } from './stream.ts';
import type { StreamEvents } from './wire.ts';

/** What a page for browsers needs of the cloud, and what others may add to it. */
export type EmulatorPage = Pick<PageStream, 'send' | 'sendRow'> & {
  readonly calls: Pick<RecordedCalls, 'list' | 'find' | 'onRow'>;
  /** Calls `listener` after everything but what is deployed was cleared. */
  readonly onReset: CloudMachine['onReset'];
  /** How many keys of the region count towards the quota. */
  readonly keysInUse: () => number;
  /** Serves more routes for the page, which `GET /` does not list. */
  readonly addRoutes: (routes: readonly Route[]) => void;
};

/** The page as the server and the emulator use it. */
type ServedPage = {
  readonly page: EmulatorPage;
  readonly handlers: readonly Handler[];
  readonly close: () => void;
};

type PageOptions = {
  /** The folder of the built page, with a slash at its end. */
  readonly pageUrl: URL;
  readonly machine: CloudMachine;
  readonly region: string;
  readonly services: readonly Service[];
  readonly topicEngine: TopicEngine;
  readonly onBrokers?: BrokerCalls | undefined;
  /** The routes of the server, to which those of the page are added. */
  readonly routes: Route[];
  /** Receives one sentence about each problem that does not end the page. */
  readonly warn: (sentence: string) => void;
};

/** Serves the page, and records calls for it from now on. */
export function emulatorPage(options: PageOptions): ServedPage {
  const { pageUrl, machine, region, services, topicEngine, onBrokers, routes, warn } = options;
  const calls = recordedCalls();
  const numberOf = recordCalls({ machine, services, calls, warn });
  const { callCos } = machine;
  const callApi = onBrokers?.call ?? machine.call;
  const stream = streamOf(machine, region, services, calls);
  routes.push(
    ...callRoutes({ calls, numberOf, callApi, callCos }),
    ...keyRoutes({ machine, region, calls }),
    ...settingsRoutes({ machine, region, services, topicEngine }),
  );
  return {
    page: {
      ...{ calls, send: stream.send, sendRow: stream.sendRow },
      onReset: machine.onReset,
      keysInUse: () => machine.keysInUse(region),
      addRoutes: (more) => void routes.push(...more),
    },
    handlers: [builtPage(pageUrl), stream.handle],
    close: stream.close,
  };
}

/** The stream with the events of the cloud itself. */
function streamOf(
  machine: CloudMachine,
  region: string,
  services: readonly Service[],
  calls: RecordedCalls,
): PageStream {
  const keys = (): StreamEvents['keys'] => ({ total: machine.keysIn(region).size });
  const deployed = (): StreamEvents['deployed'] => {
    return { functions: [...machine.functionsIn(region).keys()] };
  };
  const first = () => [['deployed', deployed()] as const, ['keys', keys()] as const];
  const stream = pageStream({ first });
  const ofKeys = services.filter(({ product }) => product === 'kms' || product === 'tag');

  calls.onRow((row) => stream.sendRow('calls', row));
  machine.onChanged(({ version }) => {
    if (ofKeys.some((service) => service.version === version)) stream.send('keys', keys);
  });
  // Keys are deleted when their time has come.
  machine.onClockSet(() => stream.send('keys', keys));
  machine.onDeployed(() => stream.send('deployed', deployed));
  machine.onSettings(() => stream.send('settings', () => null));
  machine.onReset(() => {
    calls.clear();
    stream.sendNow('reset', null);
    stream.send('keys', keys);
  });
  return stream;
}
