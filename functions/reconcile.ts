import middy from '@middy/core';
import { cloudLinks } from '../shared/cloud-links.ts';
import { readConfig } from '../shared/config.ts';
import type { FleetAnswer } from '../shared/fleet/fleet-command.ts';
import { type FleetPorts, fleetPorts } from '../shared/fleet/fleet-ports.ts';
import { serveFleet } from '../shared/fleet/serve-fleet.ts';
import { logFaults } from '../shared/invocation/log-faults.ts';
import { deadlineMsOf, type ScfContext } from '../shared/invocation/scf-context.ts';
import { nodeRuntime } from './runtime/node-runtime.ts';

const runtime = nodeRuntime();
const { clock, log } = runtime;
const config = readConfig(process.env);
let ports: FleetPorts | undefined;

/** Compares tenants, keys and tags for the timer and operators, and mends tags for operators. */
export const main_handler = middy<unknown, FleetAnswer, Error, ScfContext>({
  timeoutEarlyInMillis: 0,
})
  .use(logFaults(log))
  .handler((event: unknown, context: ScfContext) => {
    ports ??= fleetPorts(
      cloudLinks(config, runtime, config.accountUin ?? context.tencentcloud_uin ?? ''),
      config.provisioning.retry,
    );
    const door = { ports, config, invocationId: context.request_id, log };
    return serveFleet(event, door, deadlineMsOf(context, clock.nowMs()));
  });
