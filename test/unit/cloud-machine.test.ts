import { expect, test } from 'vitest';
import { randomSource } from '../../emulator/api/random-source.ts';
import { ACCOUNT } from '../../emulator/api/service.ts';
import type { ApiCall } from '../../emulator/cloud/answer-call.ts';
import { type CloudMachine, cloudMachine } from '../../emulator/cloud/machine.ts';
import { kmsService } from '../../emulator/kms/service.ts';
import { type InputStore, NO_STORE } from '../../emulator/persistence/input-store.ts';
import { LOCAL_TOPICS } from '../../local/cloud.ts';

const machineOn = (store: InputStore) =>
  cloudMachine({
    services: [kmsService],
    account: { uin: '100000000001', appId: '1250000000' },
    topics: LOCAL_TOPICS,
    baseNowMs: () => 1_700_000_000_000,
    newId: randomSource('seed', 'ids').newId,
    random: () => 0,
    store,
  });

const callOf = (action: string, params: unknown): ApiCall => ({
  version: '2019-01-18',
  action,
  region: 'ap-guangzhou',
  params,
  signature: { ok: true, caller: ACCOUNT },
});
const create = (Alias: string) => callOf('CreateKey', { Alias });

const keysIn = (machine: CloudMachine): unknown => {
  const { reply } = machine.call(callOf('ListKeys', {}));
  if (reply.kind !== 'answer') return reply;
  return (reply.body as { Response: { TotalCount: number } }).Response.TotalCount;
};

/** A store on a full disk. */
function fullStore(): InputStore {
  let failure: Error | undefined;
  return {
    ...NO_STORE,
    record: () => {
      failure = new Error('the disk is full');
      throw failure;
    },
    failure: () => failure,
    replace: () => {
      failure = undefined;
    },
  };
}

test('after a failed write nothing changes until a reset', () => {
  const machine = machineOn(fullStore());
  expect(() => machine.call(create('acme_main'))).toThrow('the disk is full');
  const before = keysIn(machine);
  expect(() => machine.call(create('globex_main'))).toThrow('the disk is full');
  expect(keysIn(machine)).toBe(before);
  machine.reset();
  expect(keysIn(machine)).toBe(0);
});

test('an input that cannot be repeated is reported with its file and line, and what to do', () => {
  const inputs = [
    { kind: 'clock', aheadMs: 5 },
    { kind: 'append', topic: 'gone', messages: [], nowMs: 5 },
  ] as const;
  expect(() => machineOn({ ...NO_STORE, path: 'cloud/inputs.log', inputs })).toThrow(
    'cloud/inputs.log:3 cannot be repeated, because another version may have written it: restore another copy of the file, or delete it to start with an empty cloud.',
  );
});

test('the journal lists no parameters that are long or deep', () => {
  const machine = machineOn(NO_STORE);
  const deep = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`);
  machine.call(create('a'.repeat(64 * 1024)));
  machine.call(callOf('CreateKey', { Alias: deep }));
  machine.call(create('acme_main'));
  expect(machine.journal.list().map(({ params }) => params)).toEqual([
    {},
    {},
    { Alias: 'acme_main' },
  ]);
});

test('a new key never replaces one with the same id', () => {
  const ids = ['id-1', 'request-1', 'id-1', 'id-2', 'request-2'];
  const machine = cloudMachine({
    services: [kmsService],
    account: { uin: '100000000001', appId: '1250000000' },
    topics: LOCAL_TOPICS,
    baseNowMs: () => 1_700_000_000_000,
    newId: () => ids.shift() ?? 'any',
    random: () => 0,
    store: NO_STORE,
  });
  machine.call(create('acme_main'));
  machine.call(create('globex_main'));
  expect(keysIn(machine)).toBe(2);
});
