import middy from '@middy/core';
import { cloudLinks } from '../shared/cloud-links.ts';
import { readConfig } from '../shared/config.ts';
import { serveDeadLetters } from '../shared/dead-letters/serve-dead-letters.ts';
import { logFaults } from '../shared/invocation/log-faults.ts';
import { deadlineMsOf, type ScfContext } from '../shared/invocation/scf-context.ts';
import { type OperatorPorts, operatorPorts } from '../shared/operator-ports.ts';
import { openTopicReader } from '../shared/topics/open-topic-reader.ts';
import { nodeRuntime } from './runtime/node-runtime.ts';

const runtime = nodeRuntime();
const { clock, log } = runtime;
const config = readConfig(process.env);
let ports: OperatorPorts | undefined;

/** Resumes the quota lane when a timer says so, and carries out operators' commands about dead letters. */
export const main_handler = middy<unknown, unknown, Error, ScfContext>({ timeoutEarlyInMillis: 0 })
  .use(logFaults(log))
  .handler((event: unknown, context: ScfContext) => {
    const accountUin = config.accountUin ?? context.tencentcloud_uin ?? '';
    ports ??= operatorPorts(
      cloudLinks(config, runtime, accountUin),
      openTopicReader(config.topics, runtime),
    );
    const door = { ports, config, invocationId: context.request_id, log };
    return serveDeadLetters(event, door, deadlineMsOf(context, clock.nowMs()));
  });
