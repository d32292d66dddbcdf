import middy from '@middy/core';
import { readConfig } from '../shared/config.ts';
import { serveDeadLetters } from '../shared/dead-letters/serve.ts';
import { deadlineMsOf, logFaults, type ScfContext } from '../shared/invocation.ts';
import { callCounter } from '../shared/tencent/call-stats.ts';
import { openTopicReader } from '../shared/topics/open.ts';
import { countedClients, instanceClients, nodeRuntime, operatorPorts } from './compose.ts';

const runtime = nodeRuntime();
const { clock, log } = runtime;
const config = readConfig(process.env, 'redrive');
const records = openTopicReader(config.topics, runtime);
const clientsOf = instanceClients(config, runtime);

/**
 * Carries out the commands of operators about dead letters. For the timer, it resumes the dead letters
 * that wait for the key quota.
 */
export const main_handler = middy<unknown, unknown, Error, ScfContext>({ timeoutEarlyInMillis: 0 })
  .use(logFaults(log))
  .handler((event: unknown, context: ScfContext) => {
    const counter = callCounter();
    const ports = operatorPorts(countedClients(clientsOf(context), counter), records);
    const deadLettersContext = { ports, config, invocationId: context.request_id, counter, log };
    return serveDeadLetters(event, deadLettersContext, deadlineMsOf(context, clock.nowMs()));
  });
