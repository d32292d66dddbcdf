import { ACCOUNT } from '../../emulator/api/service.ts';
import type { ApiCall, Reply } from '../../emulator/cloud/answer-call.ts';
import type { CloudMachine } from '../../emulator/cloud/machine.ts';
import type { Clock } from '../../shared/tenant-key/ports.ts';
import type { TencentClient } from '../../shared/tencent/client.ts';

/**
 * Calls the emulated cloud in the same process, without sockets, and fails as the official SDK does:
 * the contract tests hold the same failures on real sockets.
 */
export function machineClient(
  machine: CloudMachine,
  clock: Clock,
  version: string,
  region: string,
): TencentClient {
  return {
    request: async (action, params) => {
      const call: ApiCall = { action, version, region, params, signature: BY_ACCOUNT };
      const { reply, late } = machine.call(call);
      if (late !== undefined) void clock.sleep(late.afterMs).then(late.run);
      if (reply.delayMs > 0) await clock.sleep(reply.delayMs);
      return answerOf(reply);
    },
  };
}

const BY_ACCOUNT = { ok: true, caller: ACCOUNT } as const;

function answerOf(reply: Reply): unknown {
  switch (reply.kind) {
    case 'none':
      throw new Error('request to http://local/ failed, reason: socket hang up');
    case 'truncated':
      throw Object.assign(new Error('aborted'), { type: 'body-timeout' });
    case 'page':
      throw Object.assign(new Error('page'), { httpCode: reply.status });
    case 'answer': {
      const { Response } = reply.body as { Response: ApiResponse };
      if (Response.Error === undefined) return Response;
      const { Code: code, Message } = Response.Error;
      throw Object.assign(new Error(Message), { code, requestId: Response.RequestId });
    }
  }
}

type ApiResponse = {
  readonly RequestId: string;
  readonly Error?: { readonly Code: string; readonly Message: string };
};
