import { beforeEach, describe, expect, test } from 'vitest';
import { localJournal } from '../../emulator/api/journal.ts';
import { rateLimits } from '../../emulator/api/rate-limits.ts';
import { type CallInput, repeatCall } from '../../emulator/api/run-action.ts';
import { ACCOUNT } from '../../emulator/api/service.ts';
import { DEFAULT_SWITCHES, type Switches } from '../../emulator/api/switches.ts';
import {
  type Answered,
  type ApiCall,
  answerCall,
  answerLate,
  type World,
} from '../../emulator/cloud/answer-call.ts';
import { type Effect, faultInjector } from '../../emulator/faults/faults.ts';
import { kmsService } from '../../emulator/kms/service.ts';
import { emptyCloudState } from '../../emulator/state/cloud.ts';
import { tagService } from '../../emulator/tag/service.ts';
import { localTopics } from '../../emulator/topics/topics.ts';
import { LOCAL_TOPICS } from '../../local/cloud.ts';

let world: World;
let inputs: CallInput[];

beforeEach(() => {
  world = newWorld();
  inputs = [];
});

function newWorld(): World {
  let ids = 0;
  return {
    services: [kmsService, tagService],
    account: { uin: '100000000001', appId: '1250000000' },
    state: emptyCloudState(),
    topics: localTopics(LOCAL_TOPICS, { nowMs: () => 0, record() {} }),
    switches: DEFAULT_SWITCHES,
    faults: faultInjector(() => 0),
    rates: rateLimits(),
    nowMs: 1_700_000_000_000,
    newId: () => `id-${++ids}`,
  };
}

const CREATE_KEY: ApiCall = {
  version: '2019-01-18',
  action: 'CreateKey',
  region: 'ap-guangzhou',
  params: { Alias: 'acme_main' },
  signature: { ok: true, caller: ACCOUNT },
};
const TAG = { TagKey: 'team', TagValue: 'red' };
const CREATE_TAGGED_KEY = { ...CREATE_KEY, params: { Alias: 'acme_main', Tags: [TAG] } };

function call(change: Partial<ApiCall> = {}, changed: Partial<World> = {}): Answered {
  const answered = answerCall({ ...CREATE_KEY, ...change }, { ...world, ...changed });
  if (answered.input !== undefined) inputs.push(answered.input);
  return answered;
}

const withSwitches = (switches: Partial<Switches>) => ({
  switches: { ...DEFAULT_SWITCHES, ...switches },
});

/** The answer, or the error's code. */
function responseTo(answered: Answered): unknown {
  if (answered.reply.kind !== 'answer') return answered.reply;
  const { Response } = answered.reply.body as { Response: { Error?: { Code: string } } };
  return Response.Error?.Code ?? Response;
}

const keysIn = ({ state }: World) => [...(state.kms.get('ap-guangzhou')?.keys.values() ?? [])];
const fault = (action: string, effect: Effect) => world.faults.add([{ action, effect, times: 1 }]);

describe('a call', () => {
  test('is answered with status 200, what its action answers and an id', () => {
    expect(call().reply).toMatchObject({
      kind: 'answer',
      status: 200,
      delayMs: 0,
      body: { Response: { KeyId: 'id-1', Alias: 'acme_main', RequestId: 'id-2' } },
    });
  });

  test('that fails is answered with status 200, a code, a message and an id', () => {
    expect(call({ params: {} }).reply).toEqual({
      kind: 'answer',
      status: 200,
      delayMs: 0,
      body: {
        Response: {
          Error: {
            Code: 'MissingParameter',
            Message: 'The request is missing a required parameter `Alias`.',
          },
          RequestId: 'id-1',
        },
      },
    });
  });

  const rows: readonly (readonly [string, Partial<ApiCall>, string])[] = [
    ['must be of a known version', { version: '2020-01-01' }, 'NoSuchVersion'],
    ['must say its version', { version: '' }, 'MissingParameter'],
    ['must say its action', { action: '' }, 'MissingParameter'],
    ['must name an action', { action: 'DestroyKey' }, 'InvalidAction'],
    ['must name an action of its version', { version: '2018-08-13' }, 'InvalidAction'],
    ['of KMS must name a region', { region: '' }, 'MissingParameter'],
    ['of KMS must name one that has KMS', { region: 'eu-atlantis' }, 'UnsupportedRegion'],
    [
      'must have a valid signature',
      {
        signature: { ok: false, code: 'AuthFailure.SignatureFailure', message: '' },
        params: { Wrong: 1 },
      },
      'AuthFailure.SignatureFailure',
    ],
    ['must have known parameters', { params: { Alias: 'a', Colour: 1 } }, 'UnknownParameter'],
    ['must have parameters of the right type', { params: { Alias: 1 } }, 'InvalidParameter'],
    ['must be JSON', { params: undefined }, 'InvalidParameter'],
  ];
  test.each(rows)('%s', (_, change, code) => {
    expect(responseTo(call(change))).toBe(code);
    expect(keysIn(world)).toEqual([]);
  });

  describe('beyond a hundred in a second is refused', () => {
    /** Calls at these times after the beginning of a second; gives those at which one was refused. */
    const refusedAt = (timesMs: readonly number[], switches: Partial<Switches>) =>
      timesMs.filter((afterMs) => {
        const nowMs = world.nowMs + afterMs;
        const change = { ...withSwitches(switches), nowMs };
        return (
          responseTo(call({ action: 'ListKeyDetail', params: {} }, change)) ===
          'RequestLimitExceeded'
        );
      });
    /** A hundred calls in the tenth of a second from here. */
    const hundred = (fromMs: number) => Array.from({ length: 100 }, (_, index) => fromMs + index);

    test('and counts, unless it is said not to', () => {
      const later = [600, 999, 1_000, 1_000, 1_600, 1_601, 1_602];
      const counted = [...hundred(0), ...later];
      expect(refusedAt(counted, {})).toEqual([600, 999, 1_000, 1_000]);
      world = newWorld();
      const notCounted = refusedAt(counted, { throttledCallsCount: false });
      expect(notCounted).toEqual([600, 999, 1_000]);
    });

    test('and who never slows down is refused for ever, if that counts', () => {
      const steady = Array.from({ length: 1_200 }, (_, index) => Math.floor((index * 1_000) / 120));
      expect(refusedAt(steady, {})).toHaveLength(1_100);
      world = newWorld();
      expect(refusedAt(steady, { throttledCallsCount: false }).length).toBeLessThan(250);
    });

    test('in the second before the call, or in a second of the clock', () => {
      const aroundTheEnd = [...hundred(900), ...hundred(1_000), 1_100];
      const slides = { throttledCallsCount: false };
      expect(refusedAt(aroundTheEnd, slides)).toHaveLength(101);
      world = newWorld();
      expect(refusedAt(aroundTheEnd, { rateWindowsFixed: true })).toEqual([1_100]);
    });
  });

  test('is limited for each action and region separately, or not at all', () => {
    const ask = (change: Partial<ApiCall>, switches: Partial<Switches> = {}) =>
      responseTo(call({ action: 'ListKeys', params: {}, ...change }, withSwitches(switches)));
    for (let calls = 0; calls < 200; calls++) ask({});
    expect(ask({})).toBe('RequestLimitExceeded');
    expect(ask({ region: 'ap-beijing' })).toMatchObject({ TotalCount: 0 });
    expect(ask({ action: 'GetServiceStatus' })).toMatchObject({ ServiceEnabled: true });
    expect(ask({}, { rateLimits: false })).toMatchObject({ TotalCount: 0 });
  });

  test('is in the journal without its secrets', () => {
    const params = { KeyId: 'a', EncryptedKeyMaterial: 'b', ImportToken: 'c' };
    expect(call({ action: 'ImportKeyMaterial', params }).entry).toEqual({
      action: 'ImportKeyMaterial',
      caller: 'account',
      params: { KeyId: 'a', EncryptedKeyMaterial: '(secret)', ImportToken: '(secret)' },
      code: 'InvalidParameterValue.InvalidKeyId',
      requestId: 'id-1',
      mutating: true,
      atMs: 1_700_000_000_000,
    });
  });

  test('without a valid signature is in the journal without its parameters', () => {
    const signature = { ok: false, code: 'AuthFailure.InvalidAuthorization', message: '' } as const;
    expect(call({ signature }).entry).toMatchObject({
      params: {},
      code: 'AuthFailure.InvalidAuthorization',
    });
  });

  test('that succeeds has no code, and one that only reads is not mutating', () => {
    expect(call({ action: 'ListKeys', params: {} }).entry).toMatchObject({
      code: null,
      mutating: false,
    });
  });
});

test('the journal drops the oldest calls when it is full', () => {
  const journal = localJournal(3);
  for (const requestId of ['a', 'b', 'c', 'd', 'e']) {
    const call = { action: 'ListKeys', caller: 'account', params: {} };
    journal.add({ ...call, code: null, mutating: false, atMs: 0, requestId });
  }
  expect(journal.list().map(({ requestId }) => requestId)).toEqual(['c', 'd', 'e']);
});

describe('under a fault', () => {
  test('an error replaces the effect', () => {
    fault('CreateKey', { error: 'InternalError' });
    expect(responseTo(call())).toBe('InternalError');
    expect(keysIn(world)).toEqual([]);
  });

  test('an error may come after the effect', () => {
    fault('CreateKey', { error: 'InternalError', after: true });
    expect(responseTo(call())).toBe('InternalError');
    expect(keysIn(world)).toMatchObject([{ alias: 'acme_main' }]);
    expect(inputs).toHaveLength(1);
  });

  test('an error after the effect does not replace a real error', () => {
    fault('CreateKey', { error: 'InternalError', after: true });
    expect(responseTo(call({ params: {} }))).toBe('MissingParameter');
  });

  test('a TaggingError leaves the key without its tags', () => {
    fault('CreateKey', { error: 'FailedOperation.TaggingError' });
    expect(responseTo(call(CREATE_TAGGED_KEY))).toBe('FailedOperation.TaggingError');
    expect(keysIn(world)).toMatchObject([{ alias: 'acme_main' }]);
    expect(world.state.tags.resources.size).toBe(0);
  });

  test('a TaggingError leaves no key if the switch is off', () => {
    fault('CreateKey', { error: 'FailedOperation.TaggingError' });
    const answered = call(CREATE_TAGGED_KEY, withSwitches({ taggingErrorLeavesKey: false }));
    expect(responseTo(answered)).toBe('FailedOperation.TaggingError');
    expect(keysIn(world)).toEqual([]);
  });

  test.each([1, 2] as const)('TagCode %d is answered for a key without tags', (tagCode) => {
    fault('CreateKey', { tagCode });
    const answered = call(CREATE_TAGGED_KEY, withSwitches({ tagsMustExist: false }));
    expect(responseTo(answered)).toMatchObject({ KeyId: 'id-1', TagCode: tagCode });
    expect(world.state.tags.resources.size).toBe(0);
  });

  test('an answer is lost, truncated or delayed, but the call takes effect', () => {
    const { nowMs } = world;
    const rows: readonly (readonly [Effect, object])[] = [
      [{ lostAnswer: true }, { kind: 'none', delayMs: 0 }],
      [{ truncate: true }, { kind: 'truncated', status: 200, delayMs: 0 }],
      [{ delayMs: 70 }, { kind: 'answer', status: 200, delayMs: 70 }],
    ];
    for (const [index, [effect, reply]] of rows.entries()) {
      fault('CreateKey', effect);
      const answered = call({ params: { Alias: `acme_${index}` } });
      expect(answered.reply).toMatchObject(reply);
      expect(answered.entry).toMatchObject({ code: null, atMs: nowMs });
      expect(keysIn(world)).toHaveLength(index + 1);
    }
  });

  test('a page replaces answer and effect', () => {
    fault('CreateKey', { http: 502 });
    fault('CreateKey', { notJson: true });
    const [bad, odd] = [call(), call()];
    expect(bad.reply).toEqual({ kind: 'page', status: 502, delayMs: 0 });
    expect(odd.reply).toEqual({ kind: 'page', status: 200, delayMs: 0 });
    expect([bad.entry?.code, odd.entry?.code]).toEqual(['HTTP 502', 'HTTP 200']);
    expect(keysIn(world)).toEqual([]);
  });

  test('a call takes effect later, after a call in between', () => {
    fault('CreateKey', { lateMs: 5_000 });
    expect(call()).toEqual({ reply: { kind: 'none', delayMs: 0 }, late: { afterMs: 5_000 } });
    expect(keysIn(world)).toEqual([]);
    call();
    const late = answerLate(
      CREATE_KEY,
      { afterMs: 5_000 },
      { ...world, nowMs: world.nowMs + 5_000 },
    );
    expect(late.entry).toMatchObject({
      code: 'InvalidParameterValue.AliasAlreadyExists',
      atMs: 1_700_000_005_000,
    });
  });

  test('a late call is subject to the other effects of its fault', () => {
    fault('CreateKey', { lateMs: 5_000, tagCode: 2 });
    const { late } = call();
    expect(late).toEqual({ afterMs: 5_000, tagCode: 2 });
    const answered = answerLate(CREATE_KEY, late!, world);
    expect(responseTo(answered)).toMatchObject({ TagCode: 2 });
    expect(answered.input).toMatchObject({ action: 'CreateKey', tagCode: 2 });
  });

  test('a call without a valid signature is not affected', () => {
    fault('CreateKey', { lostAnswer: true });
    const signature = { ok: false, code: 'AuthFailure.SignatureFailure', message: '' } as const;
    expect(responseTo(call({ signature }))).toBe('AuthFailure.SignatureFailure');
    expect(world.faults.list()).toHaveLength(1);
  });
});

describe('the recorded input of calls', () => {
  test('contains each change, and repeats to the same state', () => {
    call(CREATE_TAGGED_KEY); // Refused, as its tag is not known yet.
    call({ version: '2018-08-13', action: 'CreateTags', params: { Tags: [TAG] } });
    call(CREATE_TAGGED_KEY);
    fault('CreateKey', { tagCode: 1 });
    call({ params: { Alias: 'globex_main', Tags: [TAG] } }, { nowMs: world.nowMs + 60_000 });
    call({ action: 'DescribeKey', params: { KeyId: 'id-4' } });
    expect(inputs.map(({ action }) => action)).toEqual(['CreateTags', 'CreateKey', 'CreateKey']);

    const again = { ...newWorld(), newId: () => 'not drawn' };
    for (const input of JSON.parse(JSON.stringify(inputs))) repeatCall(input, again);
    expect(keysIn(again)).toEqual(keysIn(world));
    expect(again.state).toEqual(world.state);
  });

  test('is refused if its outcome differs', () => {
    call();
    const again = newWorld();
    const [input] = inputs as [CallInput];
    repeatCall(input, again);
    expect(() => repeatCall(input, again)).toThrow(/CreateKey failed/);
    expect(() => repeatCall({ ...input, ids: [] }, newWorld())).toThrow(/fewer ids/);
  });
});
