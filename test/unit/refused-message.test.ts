import { expect, test } from 'vitest';
import { handleMessage } from '../../shared/tenant-key/handle.ts';
import type { Message } from '../../shared/tenant-key/message.ts';
import { provisioningWorld, SETTINGS } from '../world/provisioning-world.ts';

test('a refused message is parked without being parsed, with the reason and without an identity', async () => {
  const { clock, ports, deadLetters, calls } = provisioningWorld();
  const detail = 'The signature does not hold.';
  const message: Message = {
    text: JSON.stringify({ requestId: 'r-1', tenantId: 'acme', keyName: 'main' }),
    source: { door: 'queue', topic: 'key-requests', partition: 0, offset: 7 },
    callerWaits: false,
    refused: { code: 'SignatureInvalid', detail },
  };
  const outcome = await clock.run(handleMessage(message, ports, SETTINGS, 30_000));
  expect(outcome).toStrictEqual({
    kind: 'parked',
    failed: {
      ...{ kind: 'failed', code: 'SignatureInvalid', stage: 'parse', identity: undefined },
      problems: [{ pointer: '#', detail }],
    },
    attempts: 1,
  });
  expect(deadLetters()).toMatchObject([
    { code: 'SignatureInvalid', problems: [{ pointer: '#', detail }], text: message.text },
  ]);
  expect(deadLetters()[0]).not.toHaveProperty('identity');
  expect(calls()).toStrictEqual([]);
});
