import { describe, expect, test } from 'vitest';
import { randomSource } from '../../emulator/api/random-source.ts';
import { ACCOUNT } from '../../emulator/api/service.ts';
import { cloudMachine } from '../../emulator/cloud/machine.ts';
import { recordCalls } from '../../emulator/page/record-calls.ts';
import { recordedCalls } from '../../emulator/page/recorded-calls.ts';
import { NO_STORE } from '../../emulator/persistence/input-store.ts';
import { emulatedServices } from '../../emulator/services.ts';
import { UIN } from './emulated-account.ts';

const REGION = 'ap-guangzhou';
const services = emulatedServices([], REGION);

/** A cloud that draws the same ids as every other one, with a second for each call, so that none is throttled. */
function cloud() {
  let nowMs = 1_767_225_600_000;
  const { newId } = randomSource('seed', 'ids');
  const machine = cloudMachine({
    ...{ services, topics: new Map(), random: () => 0, store: NO_STORE },
    account: { uin: UIN, appId: '1250000000' },
    baseNowMs: () => nowMs,
    newId,
  });
  const call: typeof machine.call = (received) => {
    nowMs += 1_000;
    return machine.call(received);
  };
  return { ...machine, call };
}

/** A cloud whose calls are recorded, with what the recording warned of. */
function recordedCloud() {
  const [machine, calls, warnings] = [cloud(), recordedCalls(), [] as string[]];
  recordCalls({ machine, services, calls, warn: (sentence) => void warnings.push(sentence) });
  return { machine, calls, warnings };
}

const deep = (levels: number) => JSON.parse('['.repeat(levels) + ']'.repeat(levels));

/** Values that JSON can have, whatever the vendor documents. */
const HOSTILE: readonly (readonly [name: string, value: unknown])[] = [
  ['an object that cannot become a text', { toString: 1, valueOf: 1 }],
  ['a row that cannot become a text', [{ TagKey: { toString: 1 }, TagValue: { toString: 1 } }]],
  ['half a character', 'a\ud800'],
  ['a list in a list 199 deep', deep(199)],
  ['a list in a list 1,000 deep', deep(1_000)],
  ['the name of a prototype', JSON.parse('{"__proto__":{"TagKey":1}}')],
  ['null', [null]],
  ['a text with tags', '<script>alert(1)</script>\u202e\ufffd'],
];

const ACTIONS: readonly string[] = [
  ...['CreateKey', 'UpdateAlias', 'ListKeyDetail', 'CreateTags', 'TagResources', 'UnTagResources'],
  ...['CreateFunction', 'CreateTrigger', 'Invoke', 'CreateRole', 'DeletePolicy', 'CreateTopic'],
];

/** They make the region that a call names matter. */
const RESOURCES = { ResourceList: ['creatorUin/1/x'], ResourceIds: ['creatorUin/1/x'] };

/** All names that the recording looks at, and some that only calls have. */
const NAMES: readonly string[] = [
  ...['Alias', 'KeyId', 'KeyIds', 'ResourceList', 'ResourceIds', 'ResourceRegion', 'Tags'],
  ...['TagKeys', 'TagKey', 'SearchKeyAlias', 'FunctionName', 'TopicName', 'RoleName'],
  ...['PolicyName', 'PolicyId', 'TriggerDesc', 'Environment', 'ClientContext', 'Code', '__proto__'],
];

describe('a call with values of any type', () => {
  test.each(HOSTILE)('is answered as without the page: %s', (_, value) => {
    const [plain, { machine, calls, warnings }] = [cloud(), recordedCloud()];
    let count = 0;
    for (const { version, actions } of services) {
      for (const action of [...actions.keys()].filter((name) => ACTIONS.includes(name))) {
        for (const name of NAMES) {
          const params = { ...RESOURCES, ...Object.fromEntries([[name, value]]) };
          const signature = { ok: true, caller: ACCOUNT } as const;
          const call = { version, action, region: REGION, params, signature };
          expect(machine.call(call)).toEqual(plain.call(call));
          count += 1;
        }
      }
    }
    expect(warnings).toEqual([]);
    // Each has its number, so that the page finds it.
    expect(calls.find(count)?.row.number).toBe(count);
    expect(JSON.stringify(calls.list())).not.toBe('');
  });

  test('is answered, and a sentence says so, when its recording fails', () => {
    const [machine, warnings] = [cloud(), [] as string[]];
    const add = () => {
      throw new Error('the memory is full.');
    };
    const calls = { ...recordedCalls(), add };
    recordCalls({ machine, services, calls, warn: (sentence) => void warnings.push(sentence) });
    const signature = { ok: true, caller: ACCOUNT } as const;
    const call = {
      version: '2019-01-18',
      action: 'CreateKey',
      params: { Alias: 'one' },
      signature,
    };
    expect(machine.call({ ...call, region: REGION }).reply).toMatchObject({
      body: { Response: { Alias: 'one' } },
    });
    expect(warnings).toEqual(['A call is missing on the page: the memory is full.']);
  });
});
