import type { Send, Sending } from './open-doors.ts';

/** What a new user sees at work first: two tenants, both doors. */
const SAMPLES: readonly Sending[] = [
  sample('http', 'acme', 'main'),
  sample('queue', 'acme', 'backup'),
  sample('http', 'globex', 'main'),
];

/** Sends the sample requests, one after the other, so that their lines can be followed. */
export async function sendSamples(send: Send): Promise<void> {
  for (const sending of SAMPLES) await send(sending);
}

/** Always the same request: where the state is kept, the key of the first start is found again. */
function sample(door: Sending['door'], tenantId: string, keyName: string): Sending {
  const requestId = `sample-${tenantId}-${keyName}`;
  return { door, tenantId, text: JSON.stringify({ requestId, tenantId, keyName }) };
}
