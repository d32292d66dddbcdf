import { ACCOUNT, type Service } from '../../emulator/api/service.ts';
import type { CloudMachine } from '../../emulator/cloud/machine.ts';
import { REGION } from '../world/machine-ports.ts';

/** Calls the cloud without the product, as an operator might. */
export function callCloud(
  machine: CloudMachine,
  { version }: Service,
  action: string,
  params: object,
): Record<string, unknown> {
  const signature = { ok: true, caller: ACCOUNT } as const;
  const { reply } = machine.call({ action, version, region: REGION, params, signature });
  if (reply.kind !== 'answer') throw new Error(`${action} had no answer`);
  return (reply.body as { Response: Record<string, unknown> }).Response;
}
