import { createHash } from 'node:crypto';
import { randomSource } from '../../emulator/api/random-source.ts';
import { ACCOUNT } from '../../emulator/api/service.ts';
import { camService } from '../../emulator/cam/service.ts';
import { type CloudMachine, cloudMachine } from '../../emulator/cloud/machine.ts';
import { parseCosRequest, type ReceivedRequest } from '../../emulator/cos/request.ts';
import type { CosCaller } from '../../emulator/cos/signature.ts';
import { type InputStore, NO_STORE } from '../../emulator/persistence/input-store.ts';

export const BUCKET = 'statuses-1250000000';
export const HOST = `${BUCKET}.cos.ap-guangzhou.myqcloud.com`;

/** 2026-01-01T00:00:00Z, which is 8 o'clock in Beijing. */
export const START_MS = 1_767_225_600_000;

export const HOUR_MS = 60 * 60 * 1_000;

export type Sent = {
  readonly host?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  readonly caller?: CosCaller;
  /** Signs as for S3. */
  readonly s3?: boolean;
};

/** A cloud whose clock stands still, with a bucket that is sent requests without a signature. */
export function emulatedCos(store: InputStore = NO_STORE) {
  const machine = cloudMachine({
    services: [camService],
    account: { uin: '100000000001', appId: '1250000000' },
    topics: new Map(),
    baseNowMs: () => START_MS,
    newId: randomSource('seed', 'ids').newId,
    random: () => 0,
    store,
  });
  if (store.inputs.length === 0) answerOf(machine, 'PUT /');
  return {
    machine,
    send: (line: string, sent: Sent = {}) => answerOf(machine, line, sent),
    put: (key: string, body: string | Buffer = key, headers: Sent['headers'] = {}) =>
      answerOf(machine, `PUT /${encodeURIComponent(key)}`, { body, headers }),
  };
}

export type CosTestAnswer = {
  readonly kind: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** The code of an error. */
  readonly code: string | undefined;
};

/** Sends a request such as `GET /?acl` and reads the answer. */
export function answerOf(machine: CloudMachine, line: string, sent: Sent = {}): CosTestAnswer {
  const { reply } = machine.callCos(callOf(line, sent));
  if (!('body' in reply)) return { kind: reply.kind, status: 0, headers: {}, text: '', code: '' };
  const text = Buffer.from(reply.body as Uint8Array).toString();
  const [, code] = /<Code>(\w+)<\/Code>/.exec(text) ?? [];
  return { kind: reply.kind, status: reply.status, headers: reply.headers ?? {}, text, code };
}

export function callOf(
  line: string,
  { host = HOST, headers = {}, body = '', caller = ACCOUNT, s3 = false }: Sent,
) {
  const [method = '', url = ''] = line.split(' ');
  const received: ReceivedRequest = {
    ...{ method, url, body: Buffer.from(body) },
    headers: {
      host,
      ...(method === 'PUT' && { 'content-length': String(Buffer.byteLength(body)) }),
      ...(s3 && { authorization: 'AWS4-HMAC-SHA256 of a test' }),
      ...headers,
    },
  };
  const request = parseCosRequest(received, 'ap-guangzhou');
  return { request, signature: { ok: true, caller } as const };
}

/** A body with its `Content-MD5`. */
export function withDigest(body: string): Sent {
  return { body, headers: { 'content-md5': createHash('md5').update(body).digest('base64') } };
}

/** The texts of all elements with this name. */
export function textsIn({ text }: CosTestAnswer, name: string): readonly string[] {
  return [...text.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, 'g'))].map(([, one]) => one!);
}
