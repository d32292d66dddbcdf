import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { cosClient } from '../../deploy/calls/cos.ts';
import { readPolicy } from '../../deploy/declaration/policy.ts';
import { functionUrlRoutes } from '../../emulator/scf/function-url-routes.ts';
import { type FunctionHost, functionHost, type LogLine } from '../../emulator/scf/host.ts';
import type { InvokeResult } from '../../emulator/scf/invoke-result.ts';
import { type LocalCloud, startLocalCloud } from '../../local/cloud.ts';
import type { DeadLetter } from '../../shared/dead-letters/generated/dead-letter.ts';
import type { CloudEvent } from '../../shared/events/generated/cloud-event.ts';
import { kmsClient } from '../../shared/kms/client.ts';
import { nodeClock } from '../../shared/node-clock.ts';
import { nodeSend } from '../../shared/node-send.ts';

/** A local cloud with the built functions on it, all on sockets and threads of their own. */
export type DeployedCloud = {
  readonly cloud: LocalCloud;
  readonly host: FunctionHost;
  /** The URL of accept-request. */
  readonly functionUrl: string;
  /** The result of each invocation so far. */
  readonly results: readonly InvokeResult[];
  /** The log lines of the functions so far. */
  readonly lines: readonly LogLine[];
  /** Calls the local cloud's own routes, such as `POST /faults`. */
  readonly ask: (route: string, body?: unknown) => Promise<any>;
  /** Calls KMS without the functions, as an operator might. */
  readonly call: (action: string, params?: object) => Promise<any>;
  readonly events: () => readonly CloudEvent[];
  readonly deadLetters: () => readonly DeadLetter[];
  readonly close: () => Promise<void>;
};

const urlOf = (path: string) => new URL(`../../${path}`, import.meta.url);

/** The bucket of the statuses that the functions may use. */
export const STATUS_STORE = 'cos://tenant-keys-statuses-1250000000';

async function makeBucket({ region, url, secretId, secretKey }: LocalCloud, store: string) {
  const cos = cosClient({
    ...{ region, endpoint: url, clock: nodeClock, wallMs: Date.now, send: nodeSend(Date.now) },
    readCredentials: () => ({ secretId, secretKey }),
  });
  const params = { Bucket: store.slice('cos://'.length) };
  await cos.request('PutBucket', params, new AbortController().signal);
}

/**
 * Starts the functions without the deployment API, which is faster, each with its deployed permissions.
 * Needs the bundles that `npm run build` makes.
 */
export async function deployCloud(
  settings: Readonly<Record<string, string>> = {},
  { instancesMax = 1 }: { readonly instancesMax?: number } = {},
): Promise<DeployedCloud> {
  const cloud = await startLocalCloud({ port: 0, seed: 'deployed' });
  const { region, url, secretId, secretKey } = cloud;
  const kms = kmsClient({
    region,
    endpoint: url,
    readCredentials: () => ({ secretId, secretKey }),
  });
  if (settings.STATUS_STORE !== undefined) await makeBucket(cloud, settings.STATUS_STORE);
  const results: InvokeResult[] = [];
  const lines: LogLine[] = [];
  const host = functionHost({
    workerUrl: urlOf('dist/emulator/worker.mjs'),
    account: cloud.account,
    region,
    issueCredentials: (role) => cloud.issueTemporaryCredentials(role, 3_600_000),
    switches: cloud.switches,
    random: () => 0,
    onLog: (line) => lines.push(line),
    onResult: (result) => results.push(result),
  });
  for (const name of [
    'accept-request',
    'provision-keys',
    'heal',
    'redrive',
    'reconcile',
    'oversee',
  ]) {
    const role = `tenant-keys-${name}`;
    const policy = readFileSync(urlOf(`deploy/policy.${name}.json`), 'utf8');
    cloud.grantRole(role, readPolicy(policy, cloud.environment()));
    host.deploy({
      name,
      bundlePath: fileURLToPath(urlOf(`dist/functions/${name}/index.js`)),
      handler: 'index.main_handler',
      environment: {
        REGION: region,
        API_ENDPOINT: url,
        TOPICS_URL: url,
        ENVIRONMENT: 'tenant-keys',
        ACCOUNT_UIN: '100000000001',
        MARKER_KEYS: 'k1:0123456789abcdef0123456789abcdef',
        KMS_CALLS_PER_SECOND_MAX: '100',
        TAG_CALLS_PER_SECOND_MAX: '20',
        ...settings,
      },
      role,
      timeoutMs: 60_000,
      memoryMb: 128,
      instancesMax,
      isReserved: true,
    });
  }
  await fetch(`${url}/journal`, { method: 'DELETE' }); // It begins with the calls of the functions.
  cloud.addHandler(functionUrlRoutes(host.invoke, cloud.switches));
  cloud.addFunctions(host);

  const messages = <T>(topic: string) =>
    (cloud.topics.get(topic)?.read(0, Number.MAX_SAFE_INTEGER) ?? []).map(
      ({ value }) => JSON.parse(value ?? 'null') as T,
    );
  return {
    cloud,
    host,
    functionUrl: `${url}/functions/accept-request`,
    results,
    lines,
    ask: async (route, body) => {
      const [method = '', path = ''] = route.split(' ');
      const answer = await fetch(`${url}${path}`, { method, body: JSON.stringify(body) ?? null });
      if (!answer.ok) throw new Error(await answer.text());
      return answer.json();
    },
    call: (action, params = {}) => kms.request(action, params, new AbortController().signal),
    events: () => messages<CloudEvent>('key-events'),
    deadLetters: () => messages<DeadLetter>('key-dead-letters'),
    close: async () => {
      await host.close();
      await cloud.close();
    },
  };
}
