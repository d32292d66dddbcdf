import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { type Ended, type RunOptions, run } from './cli-run.ts';

/** Functions at an address of their own, whose answers a test writes. */
export type ScriptedFunctions = {
  readonly url: string;
  /** The commands that were sent so far. */
  readonly sent: readonly any[];
  /** Runs a line against them; their address is shown as `URL`. */
  readonly typed: (line: string | readonly string[], options?: RunOptions) => Promise<Ended>;
  readonly close: () => Promise<void>;
};

/** What a function answers: an object, or `HANGS` for nothing at all, or the fields of SCF's result. */
type Answer = object | typeof HANGS;

export const HANGS = Symbol('no answer');

/** The fields of SCF's result, for a function that fails. */
export class Failing {
  readonly result: object;
  constructor(result: object) {
    this.result = result;
  }
}

export async function scriptedFunctions(
  answer: (command: any, count: number) => Answer,
): Promise<ScriptedFunctions> {
  const sent: any[] = [];
  const server = createServer(async (request, response) => {
    const command = await commandIn(request);
    sent.push(command);
    const given = answer(command, sent.length);
    if (given === HANGS) return;
    const Result =
      given instanceof Failing
        ? given.result
        : { FunctionRequestId: 'f-1', RetMsg: JSON.stringify(given) };
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ Response: { RequestId: 'r-1', Result } }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const env = {
    ...{ TENCENTCLOUD_SECRET_ID: 'AKID', TENCENTCLOUD_SECRET_KEY: 'key' },
    TENANT_KEYS_ENDPOINT: url,
  };
  return {
    url,
    sent,
    typed: async (line, options = {}) => {
      const ended = await run(line, { ...options, env: { ...env, ...options.env } });
      const shown = (printed: string) => printed.replaceAll(url, 'URL');
      return { code: ended.code, out: shown(ended.out), err: shown(ended.err) };
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function commandIn(request: IncomingMessage): Promise<unknown> {
  return JSON.parse(JSON.parse(await text(request)).ClientContext);
}
