import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { KEY_REQUESTS } from '../../shared/topics/topics.ts';
import type { LocalCloud } from '../local-cloud.ts';
import { type RunningFunctions, runFunctions } from '../scf/run-functions.ts';
import type { TopicLog } from '../topics/topic-log.ts';
import { failureNews } from './failure-news.ts';
import { fieldsOf, namesOf } from './json-fields.ts';
import type { News } from './news.ts';
import { readLogLine } from './read-log-line.ts';
import { watchHttpDoor } from './watch-http-door.ts';

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
