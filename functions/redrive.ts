import middy from '@middy/core';
import { readConfig } from '../shared/config.ts';
import { serveDeadLetters } from '../shared/dead-letters/serve.ts';
import { deadlineMsOf, logFaults, type ScfContext } from '../shared/invocation.ts';
import { callCounter } from '../shared/tencent/call-stats.ts';
import { openTopicReader } from '../shared/topics/open.ts';
import {
  type CloudLinks,
  cloudLinks,
  linksWithCounter,
  nodeRuntime,
  operatorPorts,
} from './compose.ts';

const runtime = nodeRuntime();
const { clock, log } = runtime;
const config = readConfig(process.env);
const records = openTopicReader(config.topics, runtime);
let links: CloudLinks | undefined;

/** Resumes the quota lane when a timer says so, and carries out operators' commands about dead letters. */
export const main_handler = middy<unknown, unknown, Error, ScfContext>({ timeoutEarlyInMillis: 0 })
  .use(logFaults(log))
  .handler((event: unknown, context: ScfContext) => {
    links ??= cloudLinks(config, runtime, config.accountUin ?? context.tencentcloud_uin ?? '');
    const counter = callCounter();
    const ports = operatorPorts(linksWithCounter(links, counter), records);
    const job = { ports, config, invocationId: context.request_id, counter, log };
    return serveDeadLetters(event, job, deadlineMsOf(context, clock.nowMs()));
  });
