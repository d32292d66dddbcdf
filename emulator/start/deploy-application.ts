import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { LocalCloud } from '../local-cloud.ts';
import { parseCron } from '../scf/cron.ts';
import { type FunctionHost, functionHost } from '../scf/function-host.ts';
import type { FunctionSpec } from '../scf/function-spec.ts';
import { functionUrlRoutes } from '../scf/function-url-routes.ts';
import { runTimerTrigger } from '../scf/timer-trigger.ts';
import { APPLICATION, type ApplicationFunction } from './application.ts';
import { failureNews } from './failure-news.ts';
import type { News } from './news.ts';
import { readLogLine } from './read-log-line.ts';
import { runQueueDoor } from './run-queue-door.ts';
import { watchHttpDoor } from './watch-http-door.ts';

/** The application, as it runs on a local cloud. */
export type Application = {
  /** Rejects when a trigger cannot go on, as when nothing can be written any more. */
  readonly running: Promise<unknown>;
  /** Ends triggers and functions. A batch in hand is delivered again at the next start. */
  readonly close: () => Promise<void>;
};

/** How long credentials of the functions' role last; each event comes with new ones. */
const CREDENTIALS_MS = 7_200_000;

/**
 * Deploys the application to a local cloud: the functions from their built bundles, with their
 * settings and triggers.
 *
 * @param distUrl The folder `dist/`, with a slash at its end.
 * @throws Error in one sentence, when a bundle is missing.
 */
export function deployApplication(
  cloud: LocalCloud,
  distUrl: URL,
  tell: (news: News) => void,
): Application {
  const { account, region, issueTemporaryCredentials, addHandler, addFunctions } = cloud;
  const workerUrl = new URL('emulator/worker.mjs', distUrl);
  requireBundles([workerUrl, ...APPLICATION.map(({ name }) => bundleUrl(name, distUrl))]);
  const stopping = new AbortController();
  // That invocations end with the host is no news.
  const tellUntilStop = (news: News) => void (stopping.signal.aborted || tell(news));
  const host = functionHost({
    workerUrl,
    account,
    region,
    issueCredentials: () => issueTemporaryCredentials('tenant-keys', CREDENTIALS_MS),
    onLog: (line) => {
      const news = readLogLine(line);
      // What fails with its invocation is told as the result of that.
      const isToldElsewhere = news?.kind === 'failure' && !URL_NAMES.has(line.functionName);
      if (news !== undefined && !isToldElsewhere) tellUntilStop(news);
    },
    onResult: (result) => {
      if (!result.ok && host.has(result.functionName)) tellUntilStop(failureNews(result));
    },
  });
  const markerKeys = `local:${cloud.secretFor('markers')}`;
  for (const row of APPLICATION) host.deploy(specOf(row, cloud, distUrl, markerKeys));
  // The platform gives a function no URL unless it is told to.
  const invokeUrl: typeof host.invoke = (name, event) =>
    host.invoke(URL_NAMES.has(name) ? name : '', event);
  addHandler(functionUrlRoutes(watchHttpDoor(invokeUrl, tellUntilStop)));
  addFunctions(host);
  const parts = { cloud, host, tell: tellUntilStop };
  const triggers = APPLICATION.map((row) => runTrigger(row, parts, stopping.signal));

  return {
    running: Promise.all(triggers),
    close: async () => {
      stopping.abort();
      await host.close();
    },
  };
}

type Parts = {
  readonly cloud: LocalCloud;
  readonly host: FunctionHost;
  readonly tell: (news: News) => void;
};

/** Runs the trigger of a function until `signal` aborts, unless it is a URL. */
async function runTrigger(
  { name, trigger }: ApplicationFunction,
  { cloud, host, tell }: Parts,
  signal: AbortSignal,
): Promise<void> {
  const invoke = (event: unknown) => host.invoke(name, event);
  switch (trigger.kind) {
    case 'url':
      return;
    case 'ckafka': {
      const { topics, switches } = cloud;
      const topic = topics.get(trigger.topic);
      if (topic === undefined) throw new Error(`There is no topic ${trigger.topic} to read from.`);
      return runQueueDoor(
        { ...trigger, functionName: name, topic, invoke, switches, tell },
        signal,
      );
    }
    case 'timer': {
      const clock = { nowMs: cloud.nowMs, onSet: cloud.onClockSet };
      const cron = parseCron(trigger.cron);
      return runTimerTrigger({ ...trigger, cron, invoke, clock }, signal);
    }
  }
}

const URL_NAMES: ReadonlySet<string> = new Set(
  APPLICATION.filter(({ trigger }) => trigger.kind === 'url').map(({ name }) => name),
);

function bundleUrl(name: string, distUrl: URL): URL {
  return new URL(`functions/${name}/index.js`, distUrl);
}

function requireBundles(urls: readonly URL[]): void {
  const missing = urls.find((url) => !existsSync(url));
  if (missing === undefined) return;
  throw new Error(`${fileURLToPath(missing)} is missing: run \`npm run build\`.`);
}

function specOf(
  row: ApplicationFunction,
  { url, region }: LocalCloud,
  distUrl: URL,
  markerKeys: string,
): FunctionSpec {
  const { name, timeoutMs, memoryMb, instancesMax } = row;
  return {
    name,
    bundlePath: fileURLToPath(bundleUrl(name, distUrl)),
    handler: 'index.main_handler',
    environment: {
      REGION: region,
      TOPICS_URL: url,
      API_ENDPOINT: url,
      MARKER_KEYS: markerKeys,
      KMS_CALLS_PER_SECOND: String(row.kmsCallsPerSecond),
      TAG_CALLS_PER_SECOND: String(row.tagCallsPerSecond),
    },
    timeoutMs,
    memoryMb,
    instancesMax,
  };
}
