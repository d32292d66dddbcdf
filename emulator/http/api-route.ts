import type { ApiCall } from '../api/answer-call.ts';
import { checkSignature } from '../api/check-signature.ts';
import type { Credentials } from '../api/credentials.ts';
import type { Reply } from '../api/reply.ts';
import type { CloudMachine } from '../cloud-machine.ts';
import { jsonOf, type Outcome, type Route, type Visit } from './route.ts';

/** Every call of API 3.0 is a POST to `/`: its headers say which one it is. */
export function apiRoute(
  machine: CloudMachine,
  credentials: Credentials,
  systemNowMs: () => number,
): Route {
  async function handle({ headers, body }: Visit): Promise<Outcome> {
    const request = { method: 'POST', path: '/', query: '', headers, body };
    const call: ApiCall = {
      version: String(headers['x-tc-version'] ?? ''),
      action: String(headers['x-tc-action'] ?? ''),
      region: String(headers['x-tc-region'] ?? ''),
      params: jsonOf(body),
      signature: checkSignature(request, credentials.find, systemNowMs()),
    };
    const { reply, late } = machine.call(call);
    return { reply: await whole(reply), ...(late === undefined ? {} : { late }) };
  }

  return { method: 'POST', path: '/', handle };
}

/** Waits for what the answer still lacks. */
async function whole(reply: Reply): Promise<Reply> {
  return 'body' in reply ? { ...reply, body: await reply.body } : reply;
}
