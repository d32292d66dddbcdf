import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type FunctionUrlEvent, functionUrlResponse } from '../emulator/scf/function-url.ts';
import type { FunctionHost } from '../emulator/scf/host.ts';
import { type RunningFunctions, runFunctions } from '../emulator/scf/run-functions.ts';
import { parseIdempotencyKey, prefersAsync } from '../shared/http/headers.ts';
import { routeOf } from '../shared/http/route.ts';
import { openRetry } from '../shared/retry-envelope.ts';
import { tenantOf } from '../shared/tenant-key/tenant-id.ts';
import { KEY_REQUESTS } from '../shared/topics/topics.ts';
import {
  type Activity,
  fieldsOf,
  type Names,
  namesOf,
  readAnswer,
  readFailure,
  readLogLine,
} from './activity.ts';
import type { LocalCloud } from './cloud.ts';

type Report = (activity: Activity) => void;

/**
 * Runs the functions that are deployed to a local cloud, and reports what happens in them.
 *
 * @param distUrl The folder `dist/`, with a slash at its end.
 * @param report Is not called any more once the application is being closed.
 * @throws Error in one sentence if the program of the functions' threads is missing.
 */
export function runApplication(cloud: LocalCloud, distUrl: URL, report: Report): RunningFunctions {
  const workerUrl = new URL('emulator/worker.mjs', distUrl);
  if (!existsSync(workerUrl)) {
    throw new Error(`${fileURLToPath(workerUrl)} is missing: run \`npm run build\`.`);
  }
  let isClosing = false;
  // Closing ends the invocations in progress, which is not a failure.
  const reportUntilClosed: Report = (activity) => void (isClosing || report(activity));
  const functions = runFunctions(cloud, {
    workerUrl,
    onLog: (line) => {
      const activity = withDetail(readLogLine(line), line.line);
      // Such a fault also ends the invocation, and is reported as its result.
      const isReportedAsResult = activity?.kind === 'failure' && !hasUrl(cloud, line.functionName);
      if (activity !== undefined && !isReportedAsResult) reportUntilClosed(activity);
    },
    onResult: (result) => {
      // 435: the function does not exist, which only its caller needs to know.
      if (!result.ok && result.code !== 435) reportUntilClosed(readFailure(result));
    },
    onProblem: (functionName, reason) =>
      reportUntilClosed({ kind: 'failure', functionName, reason }),
    watchUrls: (invoke) => watchUrls(invoke, cloud.switches, reportUntilClosed),
  });
  const stopWatching = watchRequests(cloud, reportUntilClosed);

  return {
    ...functions,
    close: () => {
      isClosing = true;
      stopWatching();
      return functions.close();
    },
  };
}

function hasUrl({ functionsIn, region }: LocalCloud, functionName: string): boolean {
  const triggers = functionsIn(region).get(functionName)?.triggers.values() ?? [];
  return [...triggers].some(({ type }) => type === 'http');
}

/** An outcome with the text that says so. */
function withDetail<Read extends ReturnType<typeof readLogLine>>(
  activity: Read,
  text: string,
): Read {
  if (activity?.kind !== 'outcome' || text.length > DETAIL_LENGTH_MAX) return activity;
  return { ...activity, detail: fieldsOf(text) };
}

const DETAIL_LENGTH_MAX = 16_384;

/** Reports the requests that arrive at functions' URLs, and the answers to them. */
function watchUrls(
  invoke: FunctionHost['invoke'],
  switches: LocalCloud['switches'],
  report: Report,
): FunctionHost['invoke'] {
  let arrivals = 0;
  return async (functionName, event) => {
    const request = event as FunctionUrlEvent;
    const requested = namesIn(request);
    arrivals += 1;
    const arrival = arrivals;
    const isToBeQueued = prefersAsync(request.headers.prefer);
    if (requested !== undefined) {
      report({ kind: 'request', wayIn: 'http', arrival, isToBeQueued, ...requested });
    }
    const result = await invoke(functionName, event);
    const { status, body } = functionUrlResponse(result, switches());
    const { httpMethod: method, path } = request;
    const outcome = requested && readAnswer(status, body, requested);
    const answered = outcome && { ...withDetail(outcome, body), arrival };
    report(answered ?? { kind: 'answer', method, path, status });
    return result;
  };
}

/** The names in a request for a key; undefined if no key is requested. */
function namesIn({
  httpMethod,
  path,
  queryString,
  headers,
  body,
}: FunctionUrlEvent): Names | undefined {
  const route = routeOf(httpMethod, path);
  if (route.route !== 'provision' || Object.hasOwn(queryString, 'plan')) return undefined;
  const idempotencyKey = parseIdempotencyKey(headers['idempotency-key'] ?? '') || undefined;
  const { requestId = idempotencyKey, keyName } = namesOf(fieldsOf(body));
  return { requestId, ...tenantOf(route.tenantId), keyName };
}

/** Reports the requests that arrive in the queue, until the returned function is called. */
function watchRequests({ topicEngine }: LocalCloud, report: Report): () => void {
  return topicEngine.onArrival(KEY_REQUESTS, (messages) => {
    for (const { value, partition, offset } of messages) {
      const text = value ?? '';
      const opened = openRetry(text);
      const wayIn = opened === undefined ? 'queue' : 'retry';
      const { tenantId, ...names } = namesOf(fieldsOf(opened?.payload ?? text));
      const tenant = tenantId === undefined ? {} : tenantOf(tenantId);
      report({ kind: 'request', wayIn, place: { partition, offset }, ...names, ...tenant });
    }
  });
}
