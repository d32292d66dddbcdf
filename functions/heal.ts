import { readConfig } from '../shared/config.ts';
import { trustOf } from '../shared/dead-letters/signature.ts';
import { keyStatusTable } from '../shared/key-status/table.ts';
import { healEvent } from '../shared/retry-queue/heal.ts';
import { retryQueue } from '../shared/retry-queue/table.ts';
import { openTopicReader } from '../shared/topics/open.ts';
import { functionHandler, nodeRuntime, operatorPorts } from './compose.ts';

const runtime = nodeRuntime();
const config = readConfig(process.env, 'heal');
const records = openTopicReader(config.topics, runtime);
const queue = retryQueue(trustOf(config));
const keyStatus = keyStatusTable(config.signingKeys);

/** Sends in again what is due in the retry queue, for the timer of each minute. */
export const main_handler = functionHandler(
  config,
  runtime,
  (clients) => ({ ...operatorPorts(clients, records), queue, keyStatus }),
  healEvent,
);
