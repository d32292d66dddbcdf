import { describe, expect, test } from 'vitest';
import type { CloudEvent } from '../../shared/events/generated/cloud-event.ts';
import { provisioningWorld } from '../world/provisioning-world.ts';
import { askInvoke, askQueue, type Decision, postText, WAYS_IN } from '../world/ways-in.ts';
import { REQUEST_ROWS, type RequestRow } from './request-rows.ts';

type Passed = {
  readonly decision: Decision;
  readonly events: readonly object[];
  /** Of its dead letters. */
  readonly states: readonly (string | undefined)[];
};

/** What becomes of a request in a new world. */
async function passThrough(wayIn: string, { request, given }: RequestRow): Promise<Passed> {
  const world = provisioningWorld();
  await given?.(world);
  const before = world.events().length;
  const decision = await WAYS_IN[wayIn]!(world, request);
  const states = world.deadLetters().map(({ state }) => state);
  return { decision, events: world.events().slice(before).map(comparable), states };
}

/** What a message of a queue must come to, if not to the same as a request whose caller waits. */
function queuedLike({ queued, isSilent }: RequestRow, asked: Passed): object {
  if (queued === undefined) return asked;
  const data = { requestId: 'r-1', tenantId: 'acme', keyName: 'main' };
  const event = {
    type: 'tenant-key.waiting',
    subject: 'acme/main',
    data: expect.objectContaining(data),
  };
  return {
    decision: queued,
    events: isSilent ? [] : [expect.objectContaining(event)],
    states: ['waiting'],
  };
}

/** The id of an invalid request's event depends on its text, which differs between the ways in. */
function comparable(event: CloudEvent): object {
  return 'code' in event.data && event.data.code === 'RequestInvalid'
    ? { ...event, id: 'of the text' }
    : event;
}

describe('a request has the same outcome and the same events through every way in', () => {
  test.each(REQUEST_ROWS.map((row) => [row.name, row] as const))('with %s', async (_, row) => {
    const others = ['a Function URL', 'API Gateway', 'a bare invoke'];
    const [queued, first, ...same] = await Promise.all(
      ['CKafka', ...others].map((wayIn) => passThrough(wayIn, row)),
    );
    expect(first!.decision).toEqual(row.expected);
    expect(same).toEqual([first, first]);
    // A caller sends such a request again, so it leaves nothing behind.
    if (row.expected.kind === 'retry') expect(first).toMatchObject({ events: [], states: [] });
    expect(queued).toEqual(queuedLike(row, first!));
  });

  test('as at least 200 different requests show', () => {
    expect(REQUEST_ROWS.length).toBeGreaterThanOrEqual(200);
    expect(new Set(REQUEST_ROWS.map(({ name }) => name)).size).toBe(REQUEST_ROWS.length);
  });
});

describe('a failure that may be an outage', () => {
  test.each(['InternalError', 'FailedOperation.SomethingNew', 'FailedOperation.TaggingError'])(
    'such as %s, lets a message of a queue wait, and otherwise is left to the caller to retry',
    async (code) => {
      const decisions = Object.keys(WAYS_IN).map(async (wayIn) => {
        const world = provisioningWorld({ switches: { taggingErrorLeavesKey: false } });
        world.fail('CreateKey', { error: code });
        return [wayIn, await WAYS_IN[wayIn]!(world, ASKED)];
      });
      expect(Object.fromEntries(await Promise.all(decisions))).toEqual({
        'a Function URL': { kind: 'retry', code },
        'API Gateway': { kind: 'retry', code },
        CKafka: { kind: 'waiting', code },
        'a bare invoke': { kind: 'retry', code },
      });
    },
  );

  const ASKED = { requestId: 'r-1', tenantId: 'acme', keyName: 'main' };
});

describe('a message without an identity is parked when it comes from a queue, and rejected otherwise', () => {
  const RUBBISH: readonly (readonly [name: string, text: string, code: string, status: number])[] =
    [
      ['is empty', '', 'RequestUnreadable', 400],
      ['is a space', ' ', 'RequestUnreadable', 400],
      ['is not JSON', 'key please', 'RequestUnreadable', 400],
      ['is cut', '{"requestId":"r-1","tenantId":"acme"', 'RequestUnreadable', 400],
      ['has a comma too many', '{"requestId":"r-1","tenantId":"acme",}', 'RequestUnreadable', 400],
      ['is two objects', '{}{}', 'RequestUnreadable', 400],
      ['begins with a byte order mark', '\ufeff{"requestId":"r-1"}', 'RequestUnreadable', 400],
      ['is a list', '[]', 'RequestUnreadable', 400],
      [
        'is a list of requests',
        '[{"requestId":"r-1","tenantId":"acme"}]',
        'RequestUnreadable',
        400,
      ],
      ['is null', 'null', 'RequestUnreadable', 400],
      ['is a number', '42', 'RequestUnreadable', 400],
      ['is a text', '"acme"', 'RequestUnreadable', 400],
      [
        'has a name twice',
        '{"requestId":"r-1","tenantId":"acme","keyName":"main","tenantId":"globex"}',
        'RequestUnreadable',
        400,
      ],
      [
        'has a name twice, once escaped',
        '{"requestId":"r-1","tenantId":"acme","keyName":"main","\\u0074enantId":"globex"}',
        'RequestUnreadable',
        400,
      ],
      ['was not UTF-8', '{"requestId":"r-1","tenantId":"\ufffd"}', 'RequestUnreadable', 400],
      ['is nested too deeply', `${'['.repeat(9)}${']'.repeat(9)}`, 'RequestUnreadable', 400],
      ['is too large', `"${'x'.repeat(32_767)}"`, 'RequestTooLarge', 413],
      ['is an empty object', '{}', 'RequestInvalid', 422],
      ['has no requestId', '{"tenantId":"acme","keyName":"main"}', 'RequestInvalid', 422],
      ['has a requestId of null', '{"requestId":null,"tenantId":"acme"}', 'RequestInvalid', 422],
      [
        'has a requestId with a line break',
        '{"requestId":"r\\n1","tenantId":"acme","keyName":"main"}',
        'RequestInvalid',
        422,
      ],
      [
        'has a requestId of 65 characters',
        `{"requestId":"${'r'.repeat(65)}","tenantId":"acme","keyName":"main"}`,
        'RequestInvalid',
        422,
      ],
      [
        'has a tenantId that is a number',
        '{"requestId":"r-1","tenantId":7,"keyName":"main"}',
        'RequestInvalid',
        422,
      ],
      [
        'has a tenantId of look-alike letters',
        '{"requestId":"r-1","tenantId":"аcme","keyName":"main"}',
        'RequestInvalid',
        422,
      ],
      [
        'has an empty tenantId',
        '{"requestId":"r-1","tenantId":"","keyName":"main"}',
        'RequestInvalid',
        422,
      ],
    ];

  test.each(RUBBISH)('because it %s', async (_, text, code, status) => {
    const [queue, invoke, url] = [provisioningWorld(), provisioningWorld(), provisioningWorld()];

    expect(await askQueue(queue, text)).toEqual({ kind: 'parked', code });
    expect(queue.deadLetters()).toMatchObject([{ code, stage: 'parse', text }]);

    expect(await askInvoke(invoke, text)).toEqual({ kind: 'rejected', code });
    expect(await postText(url, text)).toEqual({ kind: 'rejected', code, status });
    for (const world of [invoke, url]) {
      expect([...world.deadLetters(), ...world.events()]).toEqual([]);
    }
    for (const world of [queue, invoke, url]) expect(world.calls()).toEqual([]);
  });
});
