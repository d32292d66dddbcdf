import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** `npm start` in a process of its own, so that its work is none of the browser's or of the test's. */
export type LocalCloudProcess = {
  readonly url: string;
  readonly secretId: string;
  readonly secretKey: string;
  readonly region: string;
  /** A token for every tenant. */
  readonly token: string;
  /** Asks the local cloud itself, such as `GET /journal`. */
  readonly ask: (route: string, body?: unknown) => Promise<any>;
  /** Requests a key over HTTP. */
  readonly request: (tenantId: string, body: object) => Promise<{ status: number; body: any }>;
  readonly stop: () => Promise<void>;
};

const PROGRAM = fileURLToPath(new URL('../../dist/local/start.mjs', import.meta.url));

/** Needs the bundles that `npm run build` makes. */
export async function startLocalCloudProcess(
  args: readonly string[] = [],
): Promise<LocalCloudProcess> {
  const child = spawn(process.execPath, [PROGRAM, '--port', '0', '--json', ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout });
  const [line] = await once(lines, 'line');
  const { url, secretId, secretKey, region, token } = JSON.parse(line);

  async function send(path: string, method: string, body: unknown, headers = {}) {
    const json = body === undefined ? {} : { body: JSON.stringify(body) };
    const answer = await fetch(`${url}${path}`, { method, headers, ...json });
    const text = await answer.text();
    return { status: answer.status, body: text === '' ? undefined : JSON.parse(text) };
  }

  return {
    ...{ url, secretId, secretKey, region, token },
    ask: async (route, body) => {
      const [method = '', path = ''] = route.split(' ');
      const answer = await send(path, method, body);
      if (answer.status >= 300) throw new Error(`${route}: ${JSON.stringify(answer.body)}`);
      return answer.body;
    },
    request: (tenantId, body) =>
      send(`/functions/accept-request/v1/tenants/${tenantId}/keys`, 'POST', body, {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
      }),
    stop: async () => {
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
    },
  };
}
