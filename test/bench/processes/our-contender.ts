import {
  type CloudClients,
  cloudClients,
  cloudPorts,
  nodeRuntime,
} from '../../../functions/compose.ts';
import { type Config, readConfig } from '../../../shared/config.ts';
import { UNLIMITED_RATE } from '../../../shared/tencent/rate-limiter.ts';
import { provisionEvent } from '../../../shared/triggers/queue-consumer.ts';
import { invocationBy } from '../../world/invocation.ts';
import { requestEvent } from '../worlds/request-event.ts';
import { SINK } from '../worlds/sink.ts';
import type { CloudAccess } from './cloud-process.ts';
import type { Contender } from './contenders.ts';

const TIME_MS = 600_000;

/** The batch size of the trigger in serverless.yml. */
const BATCH_LENGTH = 100;

/**
 * The whole queue consumer: it reads the event, validates each request, creates its key, publishes it
 * and writes its log line, which is discarded.
 *
 * @param isPublished Events are published to a topic over HTTP, not to a sink in the process.
 */
export function ourContender(access: CloudAccess, isPublished: boolean): Contender {
  const { url, secretId, secretKey } = access;
  const config = readConfig(
    {
      REGION: 'ap-guangzhou',
      API_ENDPOINT: url,
      TOPICS_URL: url,
      ENVIRONMENT: 'tenant-keys',
      ACCOUNT_UIN: '100000000001',
      MARKER_KEYS: 'k1:0123456789abcdef0123456789abcdef',
    },
    'provision-keys',
  );
  const runtime = { ...nodeRuntime(), readCredentials: () => ({ secretId, secretKey }) };
  const clients = unlimited(cloudClients(config, runtime));
  const ports = cloudPorts(isPublished ? clients : { ...clients, topics: SINK });
  return async (first, count, concurrency) => {
    const settings = atOnce(config, concurrency);
    for (let from = first; from < first + count; from += BATCH_LENGTH) {
      const length = Math.min(BATCH_LENGTH, first + count - from);
      const invocation = invocationBy(ports.clock, ports.clock.nowMs() + TIME_MS);
      const event = requestEvent(from, length);
      const counts = await provisionEvent(event, ports, settings, invocation);
      const { provisioned } = counts as { readonly provisioned?: number };
      if (provisioned === length) continue;
      throw new Error(`not all were provisioned: ${JSON.stringify(counts)}`);
    }
  };
}

/** The local cloud enforces no limit here, so the rate limiter would only add waiting. */
function unlimited(clients: CloudClients): CloudClients {
  return {
    ...clients,
    kms: { ...clients.kms, rateLimiter: UNLIMITED_RATE },
    tag: { ...clients.tag, rateLimiter: UNLIMITED_RATE, changeRateLimiter: UNLIMITED_RATE },
  };
}

/** Batch concurrency is a fifth of the calls allowed per second. */
function atOnce(config: Config, concurrency: number): Config {
  return { ...config, kmsCallsPerSecondMax: 5 * concurrency };
}
