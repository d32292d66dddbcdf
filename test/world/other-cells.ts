import { signedText } from '../../shared/auth/signed-message.ts';
import type { KeyAlias } from '../../shared/tenant-key/key.ts';
import { markDescription } from '../../shared/tenant-key/marker.ts';
import { provisionEvent } from '../../shared/triggers/queue-consumer.ts';
import type { Cell } from './cells.ts';
import type { CellFailure } from './healing-cells.ts';
import { invocationBy } from './invocation.ts';
import { BEGINNING_MS, SETTINGS } from './provisioning-world.ts';
import { AUDIENCE, CONFIG } from './world-config.ts';

/** Failures that no answer of the cloud causes, and the cells that can meet them. */
export type OtherCells = {
  readonly failure: CellFailure;
  readonly ways: readonly Cell['way'][];
  readonly places: readonly Cell['place'][];
};

const ALL_WAYS = ['HTTP', 'queue', 'invoke'] as const;
const QUEUE = ['queue'] as const;
const ANYWHERE = ['alone', 'in a batch', 'in the retry queue'] as const;
/** What cannot be read, or comes from nobody known, never waits. */
const FRESH = ['alone', 'in a batch'] as const;
/** The others of a batch would meet it too. */
const ALONE = ['alone'] as const;

function fieldsOf(id: string): object {
  return { requestId: id, tenantId: id, keyName: 'main' };
}

const textOf = (id: string) => JSON.stringify(fieldsOf(id));

function unreadable(code: string, text: (id: string) => string): [string, OtherCells] {
  return [
    code,
    { failure: { code, textOf: text, given: () => {} }, ways: ALL_WAYS, places: FRESH },
  ];
}

const MESSAGE_KEYS = [{ id: 'k1', secret: 'a-message-key-of-at-least-32-chars' }] as const;
const OTHER_KEYS = [{ id: 'k1', secret: 'another-key-of-at-least-32-characters' }] as const;
const SIGNED = { ...CONFIG, messageSigning: { keys: MESSAGE_KEYS, ageSMax: 3_600 } };
const NOW_S = BEGINNING_MS / 1_000;

function unproven(
  code: string,
  textOf: (id: string) => string,
  config = SIGNED,
): [string, OtherCells] {
  return [code, { failure: { code, textOf, config, given: () => {} }, ways: QUEUE, places: ALONE }];
}

/** What somebody does to the key of the request, which is there already. */
function changedKey(
  code: string,
  ...actions: readonly (readonly [string, object?])[]
): [string, OtherCells] {
  const given: CellFailure['given'] = async ({ call, clock }, id, ports) => {
    const request = { ...fieldsOf(id), requestId: `${id}-before` };
    const invocation = invocationBy(clock, clock.nowMs() + 60_000);
    const reports = await provisionEvent(request, ports, CONFIG, invocation);
    const [{ keyId: KeyId }] = reports as [{ keyId: string }];
    for (const [action, params] of actions) await call(action, { KeyId, ...params });
  };
  return [code, { failure: { code, given }, ways: ALL_WAYS, places: ANYWHERE }];
}

/** Somebody else has made a key with the alias. */
function foreignKey(
  code: string,
  descriptionOf: (alias: KeyAlias) => string,
): [string, OtherCells] {
  const given: CellFailure['given'] = ({ call }, id) => {
    const alias = `${id}_main` as KeyAlias;
    return call('CreateKey', { Alias: alias, Description: descriptionOf(alias) });
  };
  return [code, { failure: { code, given }, ways: ALL_WAYS, places: ANYWHERE }];
}

/** The key of a request that waits for its tags gets another alias. */
const RENAMED: OtherCells = {
  failure: {
    ...{ code: 'KeyGone', before: 'untagged' },
    given: async ({ call }, id) => {
      const { KeyMetadatas } = await call('ListKeyDetail', { SearchKeyAlias: `${id}_main` });
      const [{ KeyId }] = KeyMetadatas as [{ KeyId: string }];
      await call('UpdateAlias', { KeyId, Alias: `${id}_renamed` });
    },
  },
  ways: QUEUE,
  places: ['in the retry queue'],
};

export const OTHER_CELLS: ReadonlyMap<string, OtherCells> = new Map([
  unreadable('RequestUnreadable', (id) => `{"requestId":"${id}",`),
  unreadable('RequestTooLarge', (id) =>
    JSON.stringify({ ...fieldsOf(id), description: 'x'.repeat(300_000) }),
  ),
  unreadable('RequestInvalid', (id) => JSON.stringify({ ...fieldsOf(id), keyName: 'Main' })),
  unproven('SourceUnexpected', textOf, {
    ...CONFIG,
    waysIn: { ...CONFIG.waysIn, ckafkaTopic: 'another-topic' },
  } as typeof SIGNED),
  unproven('SignatureMissing', textOf),
  unproven('SignatureInvalid', (id) => signedText(textOf(id), OTHER_KEYS, NOW_S, AUDIENCE)),
  unproven('SignatureExpired', (id) =>
    signedText(textOf(id), MESSAGE_KEYS, NOW_S - 7_200, AUDIENCE),
  ),
  changedKey('KeyDisabled', ['DisableKey']),
  changedKey(
    'KeyPendingDelete',
    ['DisableKey'],
    ['ScheduleKeyDeletion', { PendingWindowInDays: 7 }],
  ),
  changedKey('KeyArchived', ['ArchiveKey']),
  foreignKey('KeyConflict', () => ''),
  foreignKey('MarkerUnproven', (alias) =>
    markDescription('', alias, 'A'.repeat(43), {
      ...SETTINGS,
      markerKeys: [{ id: 'k0', secret: 'our-former-secret-of-32-characters' }],
    }),
  ),
  ['KeyGone', RENAMED],
]);
