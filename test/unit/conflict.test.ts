import { describe, expect, test } from 'vitest';
import { rejectionProblem, responseOf } from '../../shared/http/problems.ts';
import { differences } from '../../shared/tenant-key/conflict.ts';
import { handleMessage } from '../../shared/tenant-key/handle.ts';
import type { FoundKey } from '../../shared/tenant-key/key.ts';
import type { Message } from '../../shared/tenant-key/message.ts';
import { parseRequest } from '../../shared/tenant-key/parse.ts';
import { specFingerprint } from '../../shared/tenant-key/request.ts';
import { provisioningWorld, SETTINGS } from '../world/provisioning-world.ts';

const REQUEST = { requestId: 'r-1', tenantId: 'acme', keyName: 'main' };

const messageOf = (fields: object): Message => ({
  text: JSON.stringify({ ...REQUEST, ...fields }),
  source: { door: 'queue', topic: 'key-requests', partition: 0, offset: 7 },
  callerWaits: false,
});

/** The outcome of the second of two requests for one name. */
const outcomeAfter = async (first: object, second: object, then: object = {}) => {
  const world = provisioningWorld();
  const send = (fields: object) =>
    world.clock.run(handleMessage(messageOf(fields), world.ports, SETTINGS, 30_000));
  expect(await send(first)).toMatchObject({ kind: 'provisioned' });
  if ('Description' in then) {
    const { KeyMetadatas } = await world.call('ListKeyDetail', { KeyUsage: 'ALL' });
    const [key] = KeyMetadatas as { KeyId: string; Description: string }[];
    const Description = `${then.Description}\n${key?.Description.split('\n').at(-1)}`;
    await world.call('UpdateKeyDescription', { KeyId: key?.KeyId, Description });
  }
  const outcome = await send(second);
  if (outcome.kind !== 'rejected') throw new Error(`It is ${outcome.kind}.`);
  return { outcome, world };
};

const WITH = (what: string, name: string) =>
  `The tenant's key of this name was created with ${what} as its ${name}.`;

describe("a conflict with the tenant's own key", () => {
  const SM2 = { keyUsage: 'ASYMMETRIC_DECRYPT_SM2' };
  test.each<[string, object, object, readonly string[]]>([
    ['keyUsage', {}, SM2, [WITH('"ENCRYPT_DECRYPT"', 'keyUsage')]],
    ['origin', { origin: 'EXTERNAL' }, {}, [WITH('"EXTERNAL"', 'origin')]],
    ['description', { description: 'private' }, {}, [WITH('another value', 'description')]],
    ['tags', {}, { tags: { team: 'a' } }, [WITH('another value', 'tags')]],
    [
      'keyUsage and tags',
      SM2,
      { tags: { team: 'a' } },
      [WITH('"ASYMMETRIC_DECRYPT_SM2"', 'keyUsage'), WITH('another value', 'tags')],
    ],
    [
      'tags that the request lacks',
      { tags: { team: 'a' } },
      {},
      ["The tenant's key of this name was created with other tags or another hsmClusterId."],
    ],
  ])('names what differs: %s', async (_, first, second, details) => {
    const { outcome, world } = await outcomeAfter(first, second);
    expect(outcome.failed.problems.map(({ detail }) => detail)).toEqual(details);
    const { data } = world.events().at(-1) ?? {};
    expect(data).toMatchObject({ code: 'KeyConflict', problems: outcome.failed.problems });
    expect(JSON.stringify(world.events())).not.toContain('private');
    const { body } = responseOf(rejectionProblem(outcome.failed), '');
    expect(JSON.parse(body)).toMatchObject({ status: 409, errors: outcome.failed.problems });
  });

  test('keeps the value of no text that an operator wrote since', async () => {
    const { outcome } = await outcomeAfter({}, { tags: { team: 'a' } }, { Description: 'since' });
    expect(JSON.stringify(outcome)).not.toContain('since');
  });
});

test('a key of the tenant that was made outside of the cluster differs in hsmClusterId', () => {
  const parsed = parseRequest(JSON.stringify(REQUEST));
  if (!parsed.ok) throw new Error('The request is valid.');
  const { request } = parsed;
  const found = { keyUsage: 'ENCRYPT_DECRYPT', origin: undefined, description: '' };
  const asked = { ...request, hsmClusterId: 'cls-1' };
  expect(differences(found as FoundKey, asked, specFingerprint(request))).toEqual([
    { pointer: '#/hsmClusterId', detail: WITH('another value', 'hsmClusterId') },
  ]);
});

test('a conflict with a foreign key names no field of that key (P2, P11)', async () => {
  const world = provisioningWorld();
  await world.call('CreateKey', { Alias: 'acme_main', KeyUsage: 'ASYMMETRIC_DECRYPT_SM2' });
  const sent = handleMessage(messageOf({}), world.ports, SETTINGS, 30_000);
  const outcome = await world.clock.run(sent);
  if (outcome.kind !== 'rejected') throw new Error(`It is ${outcome.kind}.`);
  expect(outcome.failed.problems.map(({ pointer }) => pointer)).toEqual(['#/keyName']);
  expect(JSON.stringify([outcome, world.events()])).not.toContain('SM2');
  const { body } = responseOf(rejectionProblem(outcome.failed), '');
  expect(JSON.parse(body)).not.toHaveProperty('errors');
});
