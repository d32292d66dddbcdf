import type { CloudMachine } from '../../emulator/cloud/machine.ts';
import { parseCosRequest } from '../../emulator/cos/request.ts';
import { checkCosSignature } from '../../emulator/cos/signature.ts';
import type { CosRuntime } from '../../shared/cos/bucket.ts';
import type { Clock } from '../../shared/tenant-key/ports.ts';
import type { Send } from '../../shared/topics/http.ts';

export const STATUS_BUCKET = 'tenant-keys-statuses-1250000000';

const SECRETS = { secretId: 'AKIDofaTest', secretKey: 'the-secret-of-a-test' };

/**
 * What a bucket needs to be sent requests on the emulated cloud in the same process: each is signed, and the cloud
 * checks that. Faults have their delays in virtual time.
 */
export function machineBucketRuntime(machine: CloudMachine, clock: Clock): CosRuntime {
  return {
    ...{ clock, wallMs: machine.nowMs },
    readCredentials: () => SECRETS,
    send: machineSend(machine, clock),
  };
}

/** Sends requests to COS alone. */
export function machineSend(machine: CloudMachine, clock: Clock): Send {
  return async (url, { method, headers, body = '', signal }) => {
    const { host, pathname, search } = new URL(url);
    const content = Buffer.from(body);
    const received = {
      ...{ method, url: `${pathname}${search}`, body: content },
      headers: { ...headers, host, 'content-length': String(content.length) },
    };
    const request = parseCosRequest(received, 'ap-guangzhou');
    const find = (id: string) => (id === SECRETS.secretId ? SECRETS : undefined);
    const signers = { find, nowMs: machine.nowMs(), skewMsMax: 0 };
    const signature = checkCosSignature(request, signers);
    const { reply, late } = machine.callCos({ request, signature });
    if (late !== undefined) void clock.sleep(late.afterMs).then(late.run);
    if (reply.delayMs > 0) await clock.sleep(reply.delayMs);
    if (signal.aborted) throw new Error('aborted');
    if (reply.kind === 'none') throw new Error('socket hang up');
    const bytes = 'body' in reply ? (reply.body as Uint8Array) : new Uint8Array();
    const status = 'status' in reply ? reply.status : 0;
    return { status, text: async () => new TextDecoder().decode(bytes) };
  };
}
