import { describe, expect, test } from 'vitest';
import { handleMessage } from '../../shared/tenant-key/handle.ts';
import {
  type ProvisioningWorld,
  provisioningWorld,
  SETTINGS,
} from '../world/provisioning-world.ts';

const handle = ({ clock, ports }: ProvisioningWorld) => {
  const text = JSON.stringify({ requestId: 'r-1', tenantId: 'acme', keyName: 'main' });
  const source = { door: 'queue', topic: 'key-requests', partition: 0, offset: 7 } as const;
  const message = { text, source, callerWaits: false };
  return clock.run(handleMessage(message, ports, SETTINGS, clock.nowMs() + 30_000));
};

describe('an outcome that cannot be published', () => {
  test('is retried as often as a call, and becomes a retry with that failure', async () => {
    const world = provisioningWorld();
    world.fail('topics:publish:key-events', { http: 503 });
    expect(await handle(world)).toMatchObject({
      ...{ kind: 'retry', attempts: 5, delayMs: 2_000, inPlace: false },
      failed: { kind: 'failed', code: 'TopicsUnavailable', stage: 'announce', problems: [] },
    });
  });

  test('because of a defect of our own has the thrown error as its cause', async () => {
    const world = provisioningWorld();
    const cause = new TypeError('a defect of ours');
    const publishEvent = async () => {
      throw cause;
    };
    const faulty = { ...world, ports: { ...world.ports, publishEvent } };
    expect(await handle(faulty)).toMatchObject({
      failed: { error: { message: 'OwnFault: internal error', cause } },
    });
  });
});
