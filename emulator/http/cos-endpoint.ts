import type { Credentials } from '../api/credentials.ts';
import type { Reply } from '../cloud/answer-call.ts';
import type { CloudMachine } from '../cloud/machine.ts';
import { OBJECT_BYTES_MAX } from '../cos/objects.ts';
import { isCosRequest, parseCosRequest, type ReceivedRequest } from '../cos/request.ts';
import { checkCosSignature } from '../cos/signature.ts';
import type { RouteResult } from './route.ts';
import type { Endpoint } from './server.ts';

/**
 * Serves COS, by the host of a bucket as well as by its path.
 *
 * @param homeRegion Where a bucket is created whose region is not named.
 */
export function cosEndpoint(
  { callCos, switches }: Pick<CloudMachine, 'callCos' | 'switches'>,
  { find }: Pick<Credentials, 'find'>,
  homeRegion: string,
  systemNowMs: () => number,
): Endpoint {
  function handle(received: ReceivedRequest): RouteResult {
    const request = parseCosRequest(received, homeRegion);
    const { cosClockSkewMsMax: skewMsMax } = switches();
    const signature = checkCosSignature(request, { find, nowMs: systemNowMs(), skewMsMax });
    const { reply, ...later } = callCos({ request, signature });
    return { reply: withVendorsNames(reply), ...later };
  }

  return { takes: isCosRequest, bodyBytesMax: OBJECT_BYTES_MAX, handle };
}

/** Headers as the vendor writes them, such as `ETag`: its SDK for Python gives them to callers as they came. */
function withVendorsNames(reply: Reply): Reply {
  if (!('headers' in reply)) return reply;
  const headers = Object.entries(reply.headers).map(([name, value]) => [writtenName(name), value]);
  return { ...reply, headers: Object.fromEntries(headers) };
}

function writtenName(name: string): string {
  if (name === 'etag') return 'ETag';
  if (name.startsWith('x-')) return name;
  return name.replace(/(?:^|-)[a-z]/g, (start) => start.toUpperCase());
}
