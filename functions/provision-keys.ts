import middy from '@middy/core';
import { readConfig } from '../shared/config.ts';
import { deadlineMsOf, logFaults, type ScfContext } from '../shared/invocation.ts';
import type { CloudPorts } from '../shared/ports.ts';
import { provisionEvent } from '../shared/triggers/queue-consumer.ts';
import { cloudPorts, instanceClients, nodeRuntime } from './compose.ts';

const runtime = nodeRuntime();
const { clock, log } = runtime;
const config = readConfig(process.env, 'provision-keys');
const clientsOf = instanceClients(config, runtime);
let ports: CloudPorts | undefined;

/** The queue consumer: provisions the keys that the messages of a batch request. */
export const main_handler = middy<unknown, unknown, Error, ScfContext>({ timeoutEarlyInMillis: 0 })
  .use(logFaults(log))
  .handler((event: unknown, context: ScfContext) => {
    ports ??= cloudPorts(clientsOf(context));
    const consumerContext = { ports, config, invocationId: context.request_id, log };
    return provisionEvent(event, consumerContext, deadlineMsOf(context, clock.nowMs()));
  });
