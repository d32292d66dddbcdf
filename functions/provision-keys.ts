import { readConfig } from '../shared/config.ts';
import { provisionEvent } from '../shared/triggers/queue-consumer.ts';
import {
  cloudPorts,
  functionHandler,
  instanceReports,
  lazyStatuses,
  nodeRuntime,
} from './compose.ts';

const runtime = nodeRuntime();
const config = readConfig(process.env, 'provision-keys');

/** The queue consumer: provisions the keys that the messages of a batch request. */
export const main_handler = functionHandler(config, runtime, cloudPorts, provisionEvent, {
  reports: instanceReports(config, runtime),
  statusesOf: lazyStatuses,
});
