import type { LocalCloud } from '../local-cloud.ts';
import { keysPath } from './keys-path.ts';
import type { Paint } from './paint.ts';

/** What is running and where, within 80 columns. */
export function firstScreen(
  { url, region, secretId, secretKey }: LocalCloud,
  dataDir: string | undefined,
  readyMs: number,
  paint: Paint,
): string {
  const title = paint('bold', 'tenant-keys on a local Tencent cloud');
  return `${title}, ready in ${(readyMs / 1_000).toFixed(1)} s (Ctrl-C stops it)

  ${paint('bold', url.padEnd(52))}  KMS and Tag, for any SDK
    ${keysPath('<tenant>')}  HTTP door: POST request
    /topics/key-requests/messages                       queue door: POST message
    /topics/key-events/messages                         what became of them
    /topics/key-dead-letters/messages                   what is parked
    /journal                                            every call of the cloud
    /faults  /switches                                  make it fail

  An official SDK goes there with the endpoint ${new URL(url).host} over http,
  the region ${region} and these credentials:
    export TENCENTCLOUD_SECRET_ID=${secretId}
    export TENCENTCLOUD_SECRET_KEY=${secretKey}
${dataDir === undefined ? '' : `\n  All is kept in ${dataDir}.\n`}`;
}

/** A command that may be copied as it stands. */
export function tryIt(url: string, paint: Paint): string {
  return `
Try it, twice:

curl -w '\\n' -H 'content-type: application/json' \\
  -d '{"requestId":"try-1","keyName":"main"}' \\
  ${url}${keysPath('initech')}

${paint('dim', 'Each request and what becomes of it has a line here:')}
`;
}

export function demoScreen({ url, region }: LocalCloud, paint: Paint): string {
  const title = paint('bold', 'tenant-keys on a local Tencent cloud: the demo');
  return `${title}
Real functions, the official SDK, ${url}, region ${region}.

`;
}
