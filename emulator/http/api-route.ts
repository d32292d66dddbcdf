import type { ApiCall } from '../api/answer-call.ts';
import { checkSignature } from '../api/check-signature.ts';
import type { Credentials } from '../api/credentials.ts';
import type { CloudMachine } from '../cloud-machine.ts';
import { jsonOf, type Outcome, type Route, type Visit } from './route.ts';

/** Every call of API 3.0 is a POST to `/`: its headers say which one it is. */
export function apiRoute(
  machine: CloudMachine,
  credentials: Credentials,
  systemNowMs: () => number,
): Route {
  function handle({ headers, body }: Visit): Outcome {
    const request = { method: 'POST', path: '/', query: '', headers, body };
    const call: ApiCall = {
      version: String(headers['x-tc-version'] ?? ''),
      action: String(headers['x-tc-action'] ?? ''),
      region: String(headers['x-tc-region'] ?? ''),
      params: jsonOf(body),
      signature: checkSignature(request, credentials.find, systemNowMs()),
    };
    return machine.call(call);
  }

  return { method: 'POST', path: '/', handle };
}
