import { describe, expect, test } from 'vitest';
import { cloudEventOf } from '../../shared/events/cloud-event.ts';
import { responseOf } from '../../shared/http/problems.ts';
import { answerOutcome } from '../../shared/http/provision.ts';
import { outcomeLine } from '../../shared/log.ts';
import { ApiError } from '../../shared/tenant-key/api-error.ts';
import { handleMessage } from '../../shared/tenant-key/handle.ts';
import type { Message } from '../../shared/tenant-key/message.ts';
import { vendorAnswer, vendorAnswerOf, vendorText } from '../../shared/tenant-key/vendor-answer.ts';
import { provisioningWorld, SETTINGS } from '../world/provisioning-world.ts';

const MESSAGE: Message = {
  text: '{"requestId":"r-1","tenantId":"acme","keyName":"main"}',
  source: { door: 'queue', topic: 'key-requests', partition: 0, offset: 7 },
  callerWaits: false,
};
const ID = expect.stringMatching(/^[0-9a-f-]{36}$/);

describe("the vendor's free text", () => {
  test.each([
    ['is one line', 'tag\r\n\u0000quota\u202e exceeded', 'tag quota exceeded'],
    ['has no id', 'key 6f1c1d2e-8c3a-11ef-9d5b-5254009db3a0 is gone', 'key […] is gone'],
    ['has no alias', 'alias globex_main exists', 'alias […] exists'],
    ['has no resource name', 'no right to qcs::kms:gz:uin/1:key/creatorUin/1', 'no right to […]'],
    ['has no credential', 'id AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE', 'id […]'],
    ['has no value of a secret', 'Token: abc, secretKey=hunter2', 'Token: […] secretKey=[…]'],
    ['has no bearer token', 'Authorization: Bearer abc.def', 'Authorization: […]'],
    [
      'keeps a name without a value',
      'the token is = wrong, token:',
      'the token is = wrong, token:',
    ],
    [
      'keeps long words',
      'InvalidParameterValueTagKeyIllegal',
      'InvalidParameterValueTagKeyIllegal',
    ],
  ])('%s', (_, text, reported) => {
    expect(vendorText(text)).toBe(reported);
  });

  test('has at most 200 characters, and no half of a pair', () => {
    expect(vendorText('a '.repeat(5_000))).toHaveLength(199);
    expect(vendorText(`${'b'.repeat(199)}😀😀`)).toBe(`${'b'.repeat(199)}😀`);
  });
});

describe("the vendor's answer", () => {
  test('is left out where it has no known form', () => {
    expect(vendorAnswer(7, 'x', 7)).toEqual({});
    expect(vendorAnswer(undefined, 2, ' ')).toEqual({ tagCode: 2 });
  });

  test('has an id of at most 64 visible characters', () => {
    expect(vendorAnswer(`a\n${'b'.repeat(100)}`)).toEqual({ kmsRequestId: `a${'b'.repeat(63)}` });
  });

  test('has the id of the call that failed, rather than that of CreateKey', () => {
    const vendor = { kmsRequestId: 'created', tagCode: 2, tagMsg: 'quota' };
    const error = new ApiError('InternalError', { detail: '', kmsRequestId: 'failed' });
    expect(vendorAnswerOf({ error, vendor })).toEqual({ ...vendor, kmsRequestId: 'failed' });
    expect(vendorAnswerOf({ error: new ApiError('NoAnswer', { detail: '' }), vendor })).toEqual(
      vendor,
    );
  });
});

test('a key whose tags fail is reported with RequestId, TagCode and TagMsg wherever somebody reads of it', async () => {
  const world = provisioningWorld();
  await world.call('CreateTags', { Tags: [{ TagKey: 'tenant-keys:tenant', TagValue: 'acme' }] });
  world.fail('CreateKey', { tagCode: 2 }, { times: 1 });
  world.fail('TagResources', { error: 'InvalidParameter.Tag' });
  const outcome = await world.clock.run(handleMessage(MESSAGE, world.ports, SETTINGS, 30_000));
  if (outcome.kind === 'provisioned') throw new Error('The tags must fail.');
  const vendor = { kmsRequestId: ID, tagCode: 2, tagMsg: 'business processing error' };
  expect(world.deadLetters().at(-1)).toMatchObject(vendor);
  expect(JSON.parse(outcomeLine(MESSAGE, outcome, 0))).toMatchObject(vendor);

  const { failed } = outcome;
  const bodyOf = (kind: 'parked' | 'waiting' | 'rejected' | 'retry') => {
    const end = { kind, failed, attempts: 1, delayMs: 1_000, inPlace: false };
    return JSON.parse(responseOf(answerOutcome(end as never, MESSAGE), '').body);
  };
  for (const kind of ['parked', 'waiting', 'rejected', 'retry'] as const) {
    expect(bodyOf(kind), kind).toMatchObject(vendor);
  }
  const { identity } = failed;
  if (identity === undefined) throw new Error('The message names its request.');
  const rejected = { type: 'tenant-key.rejected', failed: { ...failed, identity } } as const;
  const parked = { type: 'tenant-key.parked', message: MESSAGE, failed } as const;
  for (const event of [rejected, parked]) {
    expect(cloudEventOf(event, 'ap-guangzhou', '', 0).data, event.type).toMatchObject(vendor);
  }
});

test('a conflict is reported with the RequestId of the refused CreateKey', async () => {
  const world = provisioningWorld();
  await world.call('CreateKey', { Alias: 'acme_main' });
  await world.clock.run(handleMessage(MESSAGE, world.ports, SETTINGS, 30_000));
  expect(world.events()).toMatchObject([
    { type: 'tenant-key.rejected', data: { code: 'KeyConflict', kmsRequestId: ID } },
  ]);
});
