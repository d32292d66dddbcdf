import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from 'vitest';
import { rateLimits } from '../../emulator/api/rate-limits.ts';
import { ACCOUNT, refuse } from '../../emulator/api/service.ts';
import { DEFAULT_SWITCHES } from '../../emulator/api/switches.ts';
import { type ApiCall, answerCall, type World } from '../../emulator/cloud/answer-call.ts';
import { faultInjector } from '../../emulator/faults/faults.ts';
import type { JsonObject } from '../../emulator/json/json.ts';
import type { Functions } from '../../emulator/scf/actions/invoke.ts';
import { emulatedServices } from '../../emulator/services.ts';
import { type CloudState, emptyCloudState } from '../../emulator/state/cloud.ts';
import { localTopics } from '../../emulator/topics/topics.ts';
import { callVariants } from './call-variants.ts';
import { COMMON_CODES } from './common-codes.ts';
import { codesOf } from './declared-codes.ts';
import { idOf, REGION, START_S, UIN } from './emulated-account.ts';
import { EMULATED_CALLS } from './emulated-calls.ts';

/** A host with one function that returns its event. */
const HOST: Functions = {
  has: (name) => name === 'worker',
  invoke: async (functionName, value, requestId = '') => {
    return { ok: true, value, functionName, requestId, durationMs: 1 };
  },
  logOf: () => [],
};

const SERVICES = emulatedServices([HOST], REGION);

const ACTIONS = SERVICES.flatMap(({ product, actions }) =>
  [...actions.values()].map((action) => ({ ...action, product })),
);

const NOW_MS = START_S * 1_000;

/** When keys that were to be deleted are deleted, and import tokens have expired. */
const LATER_MS = NOW_MS + 365 * 86_400_000;

const SWITCHES = { ...DEFAULT_SWITCHES, rateLimits: false };

/** Under these, new keys and tags exceed a limit, and functions are never ready for a change. */
const STRICT = { ...SWITCHES, cmkLimit: 0, emptyUinAccepted: false, functionSettlesMs: 10 ** 12 };

function worldWith(state: CloudState, changed: Partial<World> = {}): World {
  let ids = 100;
  const topics = localTopics(new Map([['key-requests', 1]]), { nowMs: () => NOW_MS, record() {} });
  topics.get('key-requests')!.append([{ key: null, value: 'waits', headers: {} }]);
  return {
    services: SERVICES,
    account: { uin: UIN, appId: '1250000000' },
    state,
    topics,
    switches: SWITCHES,
    faults: faultInjector(() => 0),
    rates: rateLimits(),
    nowMs: NOW_MS,
    newId: () => idOf(++ids),
    ...changed,
  };
}

/** Everything that calls change. */
const contentOf = ({ state, topics }: World) => ({
  state,
  messages: topics.get('key-requests')!.read(0, 10),
});

function callOf(action: string, params: unknown, changed: Partial<ApiCall> = {}): ApiCall {
  const { version } = SERVICES.find(({ actions }) => actions.has(action))!;
  const signature = { ok: true, caller: ACCOUNT } as const;
  return { version, action, region: REGION, params, signature, ...changed };
}

/** Carries out calls that succeed; keys get the ids from `idOf(firstKey)` on. */
function carryOut(
  state: CloudState,
  calls: Iterable<(typeof EMULATED_CALLS)[number]>,
  firstKey = 1,
) {
  let [keys, others] = [firstKey - 1, 50];
  for (const [name, params] of calls) {
    let isKey = name === 'CreateKey';
    const newId = () => {
      const id = isKey ? ++keys : ++others;
      isKey = false; // The next one is the id of the answer.
      return idOf(id);
    };
    const { entry } = answerCall(callOf(name, params), worldWith(state, { newId }));
    expect(entry, name).toMatchObject({ code: null });
  }
  return state;
}

/** An account with something of each kind, and with a key in each state. */
const FULL = fullState();

function fullState(): CloudState {
  const left = EMULATED_CALLS.filter(([name]) => !/^(?:Delete|Detach)/.test(name));
  const state = carryOut(emptyCloudState(), left);
  const more: typeof EMULATED_CALLS = [
    ...['disabled', 'archived', 'pending'].map((Alias) => ['CreateKey', { Alias }] as const),
    ['DisableKey', { KeyId: idOf(3) }],
    ['ArchiveKey', { KeyId: idOf(4) }],
    ['DisableKey', { KeyId: idOf(5) }],
    ['ScheduleKeyDeletion', { KeyId: idOf(5), PendingWindowInDays: 7 }],
    ...EMULATED_CALLS.filter(([name]) => name === 'TagResources'),
  ];
  return carryOut(state, more, 3);
}

/** The same account after a year, when a call has already removed what was to be deleted. */
const LATER = structuredClone(FULL);
answerCall(callOf('ListKeys', {}), worldWith(LATER, { nowMs: LATER_MS }));

/** For each action, a call that succeeds, and the state before it. */
const SUCCESSES: ReadonlyMap<string, readonly [params: JsonObject, before: CloudState]> = new Map([
  ...EMULATED_CALLS.map(([name, params], index) => {
    const before = carryOut(emptyCloudState(), EMULATED_CALLS.slice(0, index));
    return [name, [params, before]] as const;
  }),
  ['Invoke', [{ FunctionName: 'worker' }, FULL]],
]);

/** The last check refuses this material. The test of an import has a call that succeeds. */
const IMPORT: JsonObject = {
  KeyId: idOf(2),
  ImportToken: [...FULL.kms.get(REGION)!.imports.keys()][0],
  EncryptedKeyMaterial: 'AAAA',
};

/** The refusals that were provoked, by their cause. */
const counts = { parameters: 0, time: 0, switches: 0, admission: 0, faults: 0 };

/** The codes of the calls that are refused, and those that changed or recorded something. */
function refusals(
  cause: keyof typeof counts,
  calls: readonly ApiCall[],
  before: CloudState,
  changed: () => Partial<World> = () => ({}),
) {
  const codes: string[] = [];
  const effects: string[] = [];
  for (const call of calls) {
    const world = worldWith(structuredClone(before), changed());
    const content = contentOf({ ...world, state: before });
    const { entry, input } = answerCall(call, world);
    const code = entry?.code ?? undefined;
    if (code === undefined) continue;
    codes.push(code);
    if (input === undefined && isDeepStrictEqual(contentOf(world), content)) continue;
    effects.push(`${code} for ${JSON.stringify(call.params).slice(0, 300)}`);
  }
  counts[cause] += codes.length;
  return { codes, effects };
}

test('the account has a key in each state', () => {
  const keys = [...FULL.kms.get(REGION)!.keys.values()];
  expect(keys.map(({ id, state }) => [id, state])).toEqual([
    [idOf(1), 'Enabled'],
    [idOf(2), 'PendingImport'],
    [idOf(3), 'Disabled'],
    [idOf(4), 'Archived'],
    [idOf(5), 'PendingDelete'],
  ]);
});

describe.each(ACTIONS)('a refused call of $name changes nothing', (action) => {
  const { name, product, parameters } = action;
  const [params, before] = SUCCESSES.get(name) ?? [IMPORT, FULL];
  const calls = ['text', ...callVariants(parameters, params)].map((each) => callOf(name, each));

  test('for its parameters or the state of what it names, and has a known code', () => {
    const { codes, effects } = refusals('parameters', calls, FULL);
    expect(effects).toEqual([]);
    const known = new Set([...codesOf(name), ...COMMON_CODES]);
    expect([...new Set(codes)].filter((code) => !known.has(code))).toEqual([]);
  });

  test('for what time has changed', () => {
    const inTime = product === 'kms' || product === 'tag' ? calls : [];
    const { effects } = refusals('time', inTime, LATER, () => ({ nowMs: LATER_MS }));
    expect(effects).toEqual([]);
  });

  test('for a limit or a change in progress', () => {
    const call = callOf(name, params);
    const throttled = { count: () => Number.POSITIVE_INFINITY, clear() {} };
    const { codes, effects } = refusals('switches', [call], before, () => ({
      ...{ rates: throttled, switches: { ...SWITCHES, rateLimits: true } },
    }));
    expect(codes).toEqual(['RequestLimitExceeded']);
    const strict = refusals('switches', [call], before, () => ({ switches: STRICT }));
    expect([...effects, ...strict.effects]).toEqual([]);
  });

  test('for its signature, its region or a missing permission', () => {
    const caller = { kind: 'role', name: 'nobody' } as const;
    const { codes, effects } = refusals(
      'admission',
      [
        callOf(name, params, { signature: { ok: true, caller } }),
        callOf(name, params, { signature: refuse('AuthFailure.SignatureFailure', 'Wrong.') }),
        callOf(name, params, { version: '' }),
        ...['', 'eu-atlantis', 'ap-beijing'].map((region) => callOf(name, params, { region })),
      ],
      before,
    );
    expect(codes.length).toBeGreaterThanOrEqual(3);
    expect(effects).toEqual([]);
  });

  test('under a fault with any of its codes, but for the TaggingError that leaves a key', () => {
    const errors = [...new Set([...codesOf(name), ...COMMON_CODES])];
    const effective = errors.filter((error) => {
      const faults = faultInjector(() => 0);
      faults.add([{ action: name, effect: { error } }]);
      const { codes, effects } = refusals('faults', [callOf(name, params)], before, () => ({
        faults,
      }));
      expect(codes).toEqual([error]);
      return effects.length > 0;
    });
    expect(effective).toEqual(name === 'CreateKey' ? ['FailedOperation.TaggingError'] : []);
  });
});

test('a TaggingError leaves no key if its switch is off', () => {
  const [params, before] = SUCCESSES.get('CreateKey')!;
  const faults = faultInjector(() => 0);
  faults.add([{ action: 'CreateKey', effect: { error: 'FailedOperation.TaggingError' } }]);
  const switches = { ...SWITCHES, taggingErrorLeavesKey: false };
  const call = callOf('CreateKey', params);
  expect(refusals('faults', [call], before, () => ({ faults, switches }))).toEqual({
    codes: ['FailedOperation.TaggingError'],
    effects: [],
  });
});

test('the refusals are counted', () => {
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  process.stdout.write(
    `${total} refused calls of ${ACTIONS.length} actions: ${JSON.stringify(counts)}\n`,
  );
  expect(total).toBeGreaterThan(10_000);
});
