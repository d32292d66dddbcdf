import { describe, expect, test } from 'vitest';
import { responseOf } from '../../shared/http/problems.ts';
import { readProvisionRequest } from '../../shared/http/provision-request.ts';
import { outcomeLine } from '../../shared/log.ts';
import { handleMessage } from '../../shared/tenant-key/handle.ts';
import type { Message } from '../../shared/tenant-key/message.ts';
import { provisioningWorld, SETTINGS } from '../world/provisioning-world.ts';

const messageOf = (fields: object): Message => ({
  text: JSON.stringify(fields),
  source: { door: 'queue', topic: 'key-requests', partition: 0, offset: 7 },
  callerWaits: false,
});

describe('a parked message that does not say whose request it is', () => {
  test.each<[string, object, object]>([
    [
      'without a tenant',
      { requestId: 'r-1', keyName: 'main' },
      { requestId: 'r-1', keyName: 'main' },
    ],
    ['whose tenant is a number', { requestId: 'r-1', tenantId: 7 }, { requestId: 'r-1' }],
    [
      'without a requestId',
      { tenantId: 'acme', keyName: 'main' },
      { tenantId: 'acme', keyName: 'main' },
    ],
    [
      'whose other names break lines',
      { requestId: 'r\n1', tenantId: 'a\u202eb', keyName: 'main' },
      { keyName: 'main' },
    ],
  ])('%s is reported with each name that is well formed', async (_, fields, names) => {
    const message = messageOf(fields);
    const world = provisioningWorld();
    const outcome = await world.clock.run(handleMessage(message, world.ports, SETTINGS, 30_000));
    expect(outcome.kind).toBe('parked');
    expect(world.deadLetters()).toMatchObject([{ claimed: names }]);
    expect(world.deadLetters()[0]?.claimed).toEqual(names);
    expect(world.events()[0]?.data).toMatchObject(names);
    expect(JSON.parse(outcomeLine(message, outcome, 0))).toMatchObject(names);
    for (const name of ['requestId', 'tenantId', 'keyName']) {
      if (!(name in names)) expect(world.events()[0]?.data).not.toHaveProperty(name);
    }
  });

  test('has events in the order of the tenant that it claims', async () => {
    const world = provisioningWorld();
    const message = messageOf({ tenantId: 'acme', keyName: 'main' });
    await world.clock.run(handleMessage(message, world.ports, SETTINGS, 30_000));
    expect(world.events()).toMatchObject([{ subject: 'acme/main', partitionkey: 'acme' }]);
  });

  test('has no names if nothing in it is well formed', async () => {
    const world = provisioningWorld();
    const message = messageOf({ requestId: 7 });
    await world.clock.run(handleMessage(message, world.ports, SETTINGS, 30_000));
    expect(world.deadLetters()[0]).not.toHaveProperty('claimed');
    expect(world.events()[0]).not.toHaveProperty('subject');
  });
});

test.each([
  ['"r-7"', 'r-7'],
  ['', undefined],
])(
  'an HTTP body that is not JSON is refused with the requestId of its header %s',
  (key, requestId) => {
    const headers = new Map([
      ['content-type', 'application/json'],
      ['idempotency-key', key],
    ]);
    const request = { method: 'POST', path: '', query: new Map(), headers, bodyText: '{' };
    const read = readProvisionRequest(request as never, 'acme');
    if (read.ok) throw new Error('The body is not JSON.');
    expect(JSON.parse(responseOf(read.problem, '').body).requestId).toBe(requestId);
  },
);
