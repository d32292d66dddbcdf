import middy from '@middy/core';
import { readConfig } from '../shared/config.ts';
import type { FleetAnswer } from '../shared/fleet/command.ts';
import { serveFleet } from '../shared/fleet/serve.ts';
import { deadlineMsOf, logFaults, type ScfContext } from '../shared/invocation.ts';
import { openMeter } from '../shared/tencent/call-stats.ts';
import { type CloudLinks, cloudLinks, fleetPorts, meteredLinks, nodeRuntime } from './compose.ts';

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
    const meter = openMeter();
    const ports = fleetPorts(meteredLinks(links, meter), config.provisioning.retry);
    const door = { ports, config, invocationId: context.request_id, meter, log };
    return serveFleet(event, door, deadlineMsOf(context, clock.nowMs()));
  });
