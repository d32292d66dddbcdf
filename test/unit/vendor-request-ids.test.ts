import { describe, expect, test } from 'vitest';
import { serveHttp } from '../../shared/http/serve.ts';
import { outcomeLine } from '../../shared/log.ts';
import { handleMessage } from '../../shared/tenant-key/handle.ts';
import type { Message } from '../../shared/tenant-key/message.ts';
import { httpRequestOf } from '../../shared/triggers/trigger.ts';
import { invocationBy } from '../world/invocation.ts';
import {
  type ProvisioningWorld,
  provisioningWorld,
  SETTINGS,
} from '../world/provisioning-world.ts';
import { CONFIG, LET_IN } from '../world/world-config.ts';

// Whoever reads of a failed call can quote it to the vendor's support, wherever they read of it.

const MESSAGE: Message = {
  text: '{"requestId":"r-1","tenantId":"acme","keyName":"main"}',
  source: { door: 'queue', topic: 'key-requests', partition: 0, offset: 7 },
  callerWaits: false,
};

/** The vendor's id of the last call of an action. */
function idOf(world: ProvisioningWorld, action: string): string {
  const calls = world.machine.journal.list().filter((call) => call.action === action);
  const { requestId = '' } = calls.at(-1) ?? {};
  expect(requestId).toMatch(/^[0-9a-f-]{36}$/);
  return requestId;
}

/** A world in which each call of an action fails, and CreateKey leaves the tags to us if they shall fail. */
async function failing(action: string, error: string): Promise<ProvisioningWorld> {
  const world = provisioningWorld();
  await world.call('CreateTags', { Tags: [{ TagKey: 'tenant-keys:tenant', TagValue: 'acme' }] });
  if (/Tag|Resources/.test(action)) world.fail('CreateKey', { tagCode: 1 }, { times: 1 });
  if (action === 'ListKeyDetail') world.fail('CreateKey', { lostAnswer: true }, { times: 1 });
  world.fail(action, { error });
  return world;
}

const QUOTA = 'LimitExceeded.CmkLimitExceeded';

describe('a message of the queue', () => {
  test.each([
    ['rejected', 'CreateKey', 'InvalidParameterValue.InvalidHsmClusterId'],
    ['parked', 'CreateKey', 'InvalidParameterValue.InvalidAlias'],
    ['waiting', 'CreateKey', QUOTA],
    ['waiting', 'CreateKey', 'InternalError'],
    ['waiting', 'ListKeyDetail', 'UnauthorizedOperation'],
    ['waiting', 'TagResources', 'LimitExceeded.TagValue'],
    ['waiting', 'DescribeResourceTagsByResourceIds', 'UnauthorizedOperation'],
  ])('is %s with the id of the call of %s that failed with %s', async (kind, action, error) => {
    const world = await failing(action, error);
    const outcome = await world.clock.run(handleMessage(MESSAGE, world.ports, SETTINGS, 30_000));
    if (outcome.kind === 'provisioned') throw new Error('The call must fail.');
    const vendor = { kmsRequestId: idOf(world, action) };
    expect(outcome).toMatchObject({ kind, failed: { code: error } });
    expect(JSON.parse(outcomeLine(MESSAGE, outcome, 0))).toMatchObject(vendor);
    const events = world.events().filter(({ type }) => type !== 'tenant-key.waiting');
    const reports = [...world.deadLetters(), ...events.map(({ data }) => data)];
    expect(reports.length).toBeGreaterThan(0);
    for (const report of reports) expect(report).toMatchObject(vendor);
  });
});

describe('an HTTP answer', () => {
  const POST = 'POST /v1/tenants/acme/keys';
  const KEYS = 'GET /v1/tenants/acme/keys';

  test.each<[status: number, line: string, query: object, action: string, error: string]>([
    [202, POST, {}, 'CreateKey', QUOTA],
    [202, POST, {}, 'CreateKey', 'InvalidParameterValue.InvalidAlias'],
    [422, POST, {}, 'CreateKey', 'InvalidParameterValue.InvalidHsmClusterId'],
    [503, POST, {}, 'CreateKey', 'InternalError'],
    [503, POST, {}, 'TagResources', 'LimitExceeded.TagValue'],
    [503, POST, {}, 'ListKeyDetail', 'UnauthorizedOperation'],
    [503, POST, { plan: 'true' }, 'ListKeyDetail', 'UnauthorizedOperation'],
    [503, KEYS, {}, 'ListKeyDetail', 'InternalError'],
    [502, KEYS, {}, 'ListKeyDetail', 'InvalidParameterValue.InvalidAlias'],
    [503, `${KEYS}/main`, {}, 'ListKeyDetail', 'UnauthorizedOperation'],
  ])('%i to %s %j has the id of the call of %s that failed with %s', async (...row) => {
    const [status, line, queryString, action, error] = row;
    const world = await failing(action, error);
    const [httpMethod, path] = line.split(' ');
    const body = line === POST ? '{"requestId":"r-1","keyName":"main"}' : '';
    const request = httpRequestOf({ httpMethod, path, headers: {}, queryString, body });
    const { ports, clock } = world;
    const invocation = invocationBy(clock, clock.nowMs() + 30_000, { id: 'i-1', log: () => {} });
    const answer = await clock.run(
      serveHttp(request, { ...ports, authenticate: LET_IN }, CONFIG, invocation),
    );
    expect([answer.status, JSON.parse(answer.body)]).toMatchObject([
      status,
      { code: error, kmsRequestId: idOf(world, action) },
    ]);
  });
});
