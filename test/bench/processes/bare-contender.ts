import { createHash, createHmac } from 'node:crypto';
import { Agent, request } from 'node:http';
import { createKeyParams } from '../worlds/create-key-params.ts';
import type { CloudAccess } from './cloud-process.ts';
import { concurrently } from './concurrently.ts';
import type { Contender } from './contenders.ts';

/**
 * A signed call with Node's own HTTP client: the lower bound for creating a key.
 *
 * @see https://cloud.tencent.com/document/api/573/34429 (Signature v3)
 */
export function bareContender(access: CloudAccess): Contender {
  const agent = new Agent({ keepAlive: true });
  return (first, count, concurrency) =>
    concurrently(first, count, concurrency, async (index) => {
      const text = await send(access, agent, JSON.stringify(createKeyParams(index)));
      if (!JSON.parse(text).Response.KeyId) throw new Error(`no key was made: ${text}`);
    });
}

function send(access: CloudAccess, agent: Agent, body: string): Promise<string> {
  const headers = signed(access, body);
  return new Promise((resolve, reject) => {
    const call = request(access.url, { method: 'POST', agent, headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (part: string) => {
        text += part;
      });
      answer.on('end', () => resolve(text));
      answer.on('error', reject);
    });
    call.on('error', reject);
    call.end(body);
  });
}

function signed({ url, secretId, secretKey }: CloudAccess, body: string): Record<string, string> {
  const timestampS = Math.floor(Date.now() / 1_000);
  const date = new Date(timestampS * 1_000).toISOString().slice(0, 10);
  const { host } = new URL(url);
  const canonical = `POST\n/\n\ncontent-type:application/json\nhost:${host}\n\ncontent-type;host\n${sha256(body)}`;
  const scope = `${date}/kms/tc3_request`;
  const text = `TC3-HMAC-SHA256\n${timestampS}\n${scope}\n${sha256(canonical)}`;
  const key = hmac(hmac(hmac(`TC3${secretKey}`, date), 'kms'), 'tc3_request');
  const signature = hmac(key, text).toString('hex');
  return {
    authorization: `TC3-HMAC-SHA256 Credential=${secretId}/${scope}, SignedHeaders=content-type;host, Signature=${signature}`,
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    host,
    'x-tc-action': 'CreateKey',
    'x-tc-version': '2019-01-18',
    'x-tc-region': 'ap-guangzhou',
    'x-tc-timestamp': String(timestampS),
  };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function hmac(key: Buffer | string, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
