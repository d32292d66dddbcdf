import { cloudClients, cloudPorts, lazyStatuses, nodeRuntime } from '../../../functions/compose.ts';
import { readConfig } from '../../../shared/config.ts';
import { serveHttp } from '../../../shared/http/serve.ts';
import { UNLIMITED_RATE } from '../../../shared/tencent/rate-limiter.ts';
import { httpRequestOf } from '../../../shared/triggers/trigger.ts';
import { invocationBy } from '../../world/invocation.ts';
import { LET_IN, NO_KEPT } from '../../world/world-config.ts';
import { BENCH_BUCKET } from '../worlds/bench-bucket.ts';
import type { CloudAccess } from './cloud-process.ts';
import { concurrently } from './concurrently.ts';
import type { Contender } from './contenders.ts';

/**
 * The HTTP API, from the event of its URL to the answer: a request is queued, or gets its key at once. Without a
 * store, it keeps no statuses.
 */
export function statusContender(
  { url, secretId, secretKey }: CloudAccess,
  { isQueued, hasStore }: { readonly isQueued: boolean; readonly hasStore: boolean },
): Contender {
  const config = readConfig(
    {
      REGION: 'ap-guangzhou',
      API_ENDPOINT: url,
      TOPICS_URL: url,
      ENVIRONMENT: 'tenant-keys',
      ACCOUNT_UIN: '100000000001',
      MARKER_KEYS: 'k1:0123456789abcdef0123456789abcdef',
      STATUS_STORE: hasStore ? `cos://${BENCH_BUCKET}` : '',
    },
    'accept-request',
  );
  const runtime = { ...nodeRuntime(), readCredentials: () => ({ secretId, secretKey }) };
  const clients = cloudClients(config, runtime);
  const ports = cloudPorts({
    ...clients,
    kms: { ...clients.kms, rateLimiter: UNLIMITED_RATE },
    statuses: lazyStatuses(config, runtime),
  });
  const own = { ...ports, authenticate: LET_IN, findKept: NO_KEPT };
  const headers = isQueued ? { prefer: 'respond-async' } : {};
  return (first, count, concurrency) =>
    concurrently(first, count, concurrency, async (index) => {
      const event = {
        httpMethod: 'POST',
        path: `/v1/tenants/t-${index}/keys`,
        headers,
        queryString: {},
        body: JSON.stringify({ requestId: `r-${index}`, keyName: 'main' }),
      };
      const invocation = invocationBy(ports.clock, ports.clock.nowMs() + 30_000);
      const answer = await serveHttp(httpRequestOf(event), own, config, invocation);
      const isAccepted = answer.status === (isQueued ? 202 : 201);
      // A Location has a query where the status could not be written.
      if (isAccepted && !answer.headers.Location?.includes('?')) return;
      throw new Error(`the request was answered ${answer.status}: ${answer.body}`);
    });
}
