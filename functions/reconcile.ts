import { readConfig } from '../shared/config.ts';
import { serveFleet } from '../shared/fleet/serve.ts';
import { fleetPorts, functionHandler, nodeRuntime } from './compose.ts';

const runtime = nodeRuntime();
const config = readConfig(process.env, 'reconcile');
const { retry } = config.provisioning;

/** Compares tenants, keys and tags, for the timer and for operators; repairs tags for operators. */
export const main_handler = functionHandler(
  config,
  runtime,
  (clients) => fleetPorts(clients, retry),
  serveFleet,
);
