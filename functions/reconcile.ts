import middy from '@middy/core';
import { readConfig } from '../shared/config.ts';
import { serveFleet } from '../shared/fleet/serve.ts';
import { deadlineMsOf, logFaults, type ScfContext } from '../shared/invocation.ts';
import { callCounter } from '../shared/tencent/call-stats.ts';
import { countedClients, fleetPorts, instanceClients, nodeRuntime } from './compose.ts';

const runtime = nodeRuntime();
const { clock, log } = runtime;
const config = readConfig(process.env, 'reconcile');
const clientsOf = instanceClients(config, runtime);

/** Compares tenants, keys and tags, for the timer and for operators; repairs tags for operators. */
export const main_handler = middy<unknown, unknown, Error, ScfContext>({ timeoutEarlyInMillis: 0 })
  .use(logFaults(log))
  .handler((event: unknown, context: ScfContext) => {
    const counter = callCounter();
    const clients = countedClients(clientsOf(context), counter);
    const ports = fleetPorts(clients, config.provisioning.retry);
    const fleetContext = { ports, config, invocationId: context.request_id, counter, log };
    return serveFleet(event, fleetContext, deadlineMsOf(context, clock.nowMs()));
  });
