import middy from '@middy/core';
import { readConfig } from '../shared/config.ts';
import { type FleetAnswer, serveFleet } from '../shared/fleet/serve.ts';
import { deadlineMsOf, logFaults, type ScfContext } from '../shared/invocation.ts';
import { callCounter } from '../shared/tencent/call-stats.ts';
import {
  type CloudLinks,
  cloudLinks,
  fleetPorts,
  linksWithCounter,
  nodeRuntime,
} from './compose.ts';

const runtime = nodeRuntime();
const { clock, log } = runtime;
const config = readConfig(process.env);
let links: CloudLinks | undefined;

/** Compares tenants, keys and tags for the timer and operators, and mends tags for operators. */
export const main_handler = middy<unknown, FleetAnswer, Error, ScfContext>({
  timeoutEarlyInMillis: 0,
})
  .use(logFaults(log))
  .handler((event: unknown, context: ScfContext) => {
    links ??= cloudLinks(config, runtime, config.accountUin ?? context.tencentcloud_uin ?? '');
    const counter = callCounter();
    const ports = fleetPorts(linksWithCounter(links, counter), config.provisioning.retry);
    const job = { ports, config, invocationId: context.request_id, counter, log };
    return serveFleet(event, job, deadlineMsOf(context, clock.nowMs()));
  });
