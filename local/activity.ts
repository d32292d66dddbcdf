import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { LocalCloud } from '../emulator/local-cloud.ts';
import { type FunctionUrlEvent, functionUrlResponse } from '../emulator/scf/function-url.ts';
import type { FunctionHost, LogLine } from '../emulator/scf/host.ts';
import { type RunningFunctions, runFunctions } from '../emulator/scf/run-functions.ts';
import type { TopicLog } from '../emulator/topics/topic-log.ts';
import { parseIdempotencyKey } from '../shared/http/headers.ts';
import { routeOf } from '../shared/http/route.ts';
import type { JsonObject } from '../shared/tenant-key/json.ts';
import { KEY_REQUESTS } from '../shared/topics/topics.ts';
import {
  type FailureNews,
  failureNews,
  fieldsOf,
  type Names,
  type News,
  namesOf,
  OUTCOMES,
  type OutcomeNews,
  readAnswer,
  textOf,
} from './news.ts';

/**
 * Runs what is deployed to a local cloud, and tells what happens in it.
 *
 * @param distUrl The folder `dist/`, with a slash at its end.
 * @throws Error in one sentence, when the program of the functions' threads is missing.
 */
export function runApplication(
  cloud: LocalCloud,
  distUrl: URL,
  tell: (news: News) => void,
): RunningFunctions {
  const workerUrl = new URL('emulator/worker.mjs', distUrl);
  if (!existsSync(workerUrl)) {
    throw new Error(`${fileURLToPath(workerUrl)} is missing: run \`npm run build\`.`);
  }
  let stopped = false;
  // That invocations end with the host is no news.
  const tellUntilStop = (news: News) => void (stopped || tell(news));
  const functions = runFunctions(cloud, {
    workerUrl,
    onLog: (line) => {
      const news = readLogLine(line);
      // What fails with its invocation is told as the result of that.
      const isToldElsewhere = news?.kind === 'failure' && !hasUrl(cloud, line.functionName);
      if (news !== undefined && !isToldElsewhere) tellUntilStop(news);
    },
    onResult: (result) => {
      if (!result.ok && result.code !== 435) tellUntilStop(failureNews(result));
    },
    onProblem: (functionName, reason) => tellUntilStop({ kind: 'failure', functionName, reason }),
    watchUrls: (invoke) => watchHttpDoor(invoke, tellUntilStop),
  });
  const requests = cloud.topics.get(KEY_REQUESTS);
  const leave = requests && tellRequests(requests, tellUntilStop);

  return {
    ...functions,
    close: () => {
      stopped = true;
      leave?.();
      return functions.close();
    },
  };
}

function hasUrl({ functionsIn, region }: LocalCloud, functionName: string): boolean {
  const triggers = functionsIn(region).get(functionName)?.triggers.values() ?? [];
  return [...triggers].some(({ type }) => type === 'http');
}

/** Tells of requests as they are published. */
function tellRequests(topic: TopicLog, tell: (news: News) => void): () => void {
  let seen = topic.size();
  return topic.onChange(() => {
    if (topic.size() < seen) seen = 0; // There was a reset.
    const messages = topic.read(seen, topic.size() - seen);
    seen += messages.length;
    for (const { value } of messages) {
      tell({ kind: 'request', door: 'queue', ...namesOf(fieldsOf(value ?? '')) });
    }
  });
}

/**
 * Reads what a function logged: what became of a message of the queue or of a letter, or a fault of
 * its own. What becomes of a request at the HTTP door is in its answer; the events name no door.
 */
export function readLogLine({
  functionName,
  line,
}: LogLine): OutcomeNews | FailureNews | undefined {
  const fields = fieldsOf(line);
  if (fields.outcome === 'fault') {
    const reason = textOf(fields, 'detail') ?? 'It does not say why.';
    return { kind: 'failure', functionName, reason };
  }
  const outcome = OUTCOMES.find((known) => known === fields.outcome);
  const door = doorIn(fields);
  if (door === undefined || outcome === undefined) return undefined;
  const { partition, offset, adopted } = fields;
  return {
    kind: 'outcome',
    door,
    outcome,
    ...namesOf(fields),
    keyId: textOf(fields, 'keyId'),
    adopted: typeof adopted === 'boolean' ? adopted : undefined,
    code: textOf(fields, 'code'),
    place: isOffset(partition) && isOffset(offset) ? { partition, offset } : undefined,
  };
}

/** The line of a letter has the door besides by which it came in at first. */
function doorIn({ letterId: deadLetterId, door }: JsonObject): 'letter' | 'queue' | undefined {
  if (deadLetterId !== undefined) return 'letter';
  return door === 'queue' ? door : undefined;
}

function isOffset(value: unknown): value is number {
  return Number.isSafeInteger(value);
}

/** Tells what comes in at a function's URL, and what it is answered. */
export function watchHttpDoor(
  invoke: FunctionHost['invoke'],
  tell: (news: News) => void,
): FunctionHost['invoke'] {
  return async (functionName, event) => {
    const request = event as FunctionUrlEvent;
    const asked = namesIn(request);
    if (asked !== undefined) tell({ kind: 'request', door: 'http', ...asked });
    const result = await invoke(functionName, event);
    const { status, body } = functionUrlResponse(result);
    const { httpMethod: method, path } = request;
    const outcome = asked && readAnswer(status, body, asked);
    tell(outcome ?? { kind: 'answer', method, path, status });
    return result;
  };
}

/** Whose key is asked for; undefined when none is. */
function namesIn({ httpMethod, path, queryString, headers, body }: FunctionUrlEvent) {
  const route = routeOf(httpMethod, path);
  if (route.route !== 'provision' || Object.hasOwn(queryString, 'plan')) return undefined;
  const idempotencyKey = parseIdempotencyKey(headers['idempotency-key'] ?? '') || undefined;
  const { requestId = idempotencyKey, keyName } = namesOf(fieldsOf(body));
  return { requestId, tenantId: route.tenantId, keyName } satisfies Names;
}
