import { readConfig } from '../shared/config.ts';
import { serveDeadLetters } from '../shared/dead-letters/serve.ts';
import { openTopicReader } from '../shared/topics/open.ts';
import { functionHandler, lazyStatuses, nodeRuntime, operatorPorts } from './compose.ts';

const runtime = nodeRuntime();
const config = readConfig(process.env, 'redrive');
const records = openTopicReader(config.topics, runtime);

/** Carries out the commands of operators about dead letters and the key quota. */
export const main_handler = functionHandler(
  config,
  runtime,
  (clients) => operatorPorts(clients, records),
  serveDeadLetters,
  { statusesOf: lazyStatuses },
);
