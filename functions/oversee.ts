import { readConfig } from '../shared/config.ts';
import { keyStatusTable } from '../shared/key-status/table.ts';
import { keyGrowth } from '../shared/oversight/key-growth.ts';
import { serveOversight } from '../shared/oversight/serve.ts';
import { openTopicReader } from '../shared/topics/open.ts';
import { functionHandler, lazyStatuses, nodeRuntime, oversightPorts } from './compose.ts';

const runtime = nodeRuntime();
const config = readConfig(process.env, 'oversee');
const records = openTopicReader(config.topics, runtime);
const keyStatus = keyStatusTable(config.signingKeys);
const growth = keyGrowth();

/** Answers operators how the application is, and blocks tenants, lists keys and queues requests for them. */
export const main_handler = functionHandler(
  config,
  runtime,
  (clients) => ({ ...oversightPorts(clients, records), keyStatus, growth }),
  serveOversight,
  { statusesOf: lazyStatuses },
);
