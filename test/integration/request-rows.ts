import type { Switches } from '../../emulator/api/switches.ts';
import type { Effect, Fault } from '../../emulator/faults/faults.ts';
import type { KeyAlias } from '../../shared/tenant-key/key.ts';
import { markDescription } from '../../shared/tenant-key/marker.ts';
import { type ProvisioningWorld, SETTINGS } from '../world/provisioning-world.ts';
import { type Asked, askInvoke, type Decision } from '../world/ways-in.ts';

/** A request, the state in which it arrives, and the outcome that it must have by every way in. */
export type RequestRow = {
  readonly name: string;
  readonly request: Asked;
  /** For a caller who waits for the answer, and also for a message of a queue unless `queued` says otherwise. */
  readonly expected: Decision;
  /** For a message of a queue, which nobody sends again. */
  readonly queued?: Decision;
  /** The events are what fails, so none tells of the outcome. */
  readonly isSilent?: true;
  /** What is so before the request comes. */
  readonly given?: (world: ProvisioningWorld) => unknown;
};

const REQUEST = { requestId: 'r-1', tenantId: 'acme', keyName: 'main' };

const PROVISIONED: Decision = { kind: 'provisioned' };
const INVALID: Decision = { kind: 'rejected', code: 'RequestInvalid' };
const CONFLICT: Decision = { kind: 'rejected', code: 'KeyConflict' };
const rejected = (code: string): Decision => ({ kind: 'rejected', code });
const parked = (code: string): Decision => ({ kind: 'parked', code });
const waits = (code: string): Decision => ({ kind: 'waiting', code });
const retry = (code: string): Decision => ({ kind: 'retry', code });

type Ends = Pick<RequestRow, 'expected' | 'queued' | 'isSilent'>;

/** Time may fix it: a caller sends the request again, and a message of a queue waits. */
const passes = (code: string): Ends => ({ expected: retry(code), queued: waits(code) });

/** The same field with one value after the other, all of which must end in the same way. */
function each(field: string, expected: Decision, values: readonly unknown[]): RequestRow[] {
  return values.map((value) => ({
    name: `${field} ${labelOf(value)}`,
    request: { ...REQUEST, [field]: value },
    expected,
  }));
}

function labelOf(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length <= 60 ? text : `${text.slice(0, 40)}… of ${text.length} characters`;
}

/** An object with fields of its own, whatever they are called. */
function fields(text: string): unknown {
  return JSON.parse(text);
}

function tags(count: number): object {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`tag-${index}`, '1']));
}

const EVERY_TAG_CHARACTER = 'aZ09密 +-=._:/@()[],;><b';

const NAMES: readonly RequestRow[] = [
  ...each('requestId', PROVISIONED, [
    ...['r', '0', 'A.b_c:d-9', '...', '::', '-', '_', 'null', '__proto__', 'R'.repeat(64)],
    '4ca7089c-3bb0-48cf-bcdb-26d130fed2ae',
  ]),
  ...each('requestId', INVALID, [
    ...['a b', 'a/b', 'a+b', 'a@b', 'a#b', 'a"b', "a'b", 'a\\b', 'a%b', 'a,b', 'a;b', 'a|b'],
    ...['<b>', '{}', '[]', '$x', '~', 'a=b', 'a?b', 'a&b', 'a*b', '(a)', '!', '^', '`'],
  ]),
  ...each('tenantId', PROVISIONED, [
    ...['a', '0', 'acme-eu', '1-2-3', 'a--b', 'kms', 'kmsx', 'x-kms-y', 'xn--p1ai', '007'],
    ...['null', 'undefined', 'constructor', 'prototype', 'true', 't'.repeat(36)],
    // Ids of identity providers, and whatever else is printable.
    ...[
      'Acme',
      'ACME',
      '-acme',
      'acme-',
      '-',
      '--',
      'acme_eu',
      '_',
      '__proto__',
      'a.b',
      'auth0|5f',
    ],
    ...['a/b', '../etc', 'a:b', 'acme!', 'a+b', 'a@b', 'a%20b', '%00', 'a?b', 'a#b', 'a&b', '...'],
    ...['a=b', '*', '{a}', '[a]', '"acme"', "'acme'", '<b>', 'a\\b', '$(x)', 'a,b', 'a;b', '~'],
    ...['kms-', 'kms-x', 'kms--x', 'KMS-x', 'x--a', 't'.repeat(37), '"'.repeat(128)],
  ]),
  ...each('tenantId', INVALID, [...['a b', 'Acme Inc', 'auth0|5f 7c', '" "']]),
  ...each('keyName', PROVISIONED, [
    ...['m', '0', '2024-01', 'a--b', 'kms', 'kms-x', 'null', 'constructor', 'k'.repeat(22)],
  ]),
  ...each('keyName', INVALID, [
    ...[null, 7, 0, true, [], ['main'], {}, '', ' ', 'Main', 'MAIN', '-main', 'main-', '-', '_'],
    ...['a_b', 'a.b', 'a b', ' main', 'main ', 'main\n', 'main\u0000', 'a/b', '../x', '%20'],
    ...['ключ', '密钥', 'mаin', 'é', 'ﬁn', 'İ', '１', '😀', '\u202emain', 'main\u200b', '\ud83d'],
    ...['k'.repeat(23), 'k'.repeat(10_000)],
  ]),
  { name: 'no keyName', request: { requestId: 'r-1', tenantId: 'acme' }, expected: INVALID },
];

const KINDS_OF_KEY: readonly RequestRow[] = [
  ...each('keyUsage', PROVISIONED, [
    ...['ENCRYPT_DECRYPT', 'ASYMMETRIC_DECRYPT_RSA_2048', 'ASYMMETRIC_DECRYPT_SM2'],
    ...['ASYMMETRIC_SIGN_VERIFY_SM2', 'ASYMMETRIC_SIGN_VERIFY_ECC'],
    ...['ASYMMETRIC_SIGN_VERIFY_RSA_2048', 'ASYMMETRIC_SIGN_VERIFY_ECDSA384'],
    'ASYMMETRIC_SIGN_VERIFY_RSA_3072',
  ]),
  ...each('keyUsage', INVALID, [
    ...['', 'ALL', 'encrypt_decrypt', 'ENCRYPT', 'ENCRYPT_DECRYPT ', 'ENCRYPT_DECRYPT\n', 'RSA'],
    'SIGN_VERIFY',
    ...[null, 1, true, [], ['ENCRYPT_DECRYPT'], {}],
  ]),
  ...each('origin', PROVISIONED, ['TENCENT_KMS', 'EXTERNAL']),
  ...each('origin', INVALID, [
    ...['', 'external', 'KMS', 'IMPORT', 'EXTERNAL ', 'TENCENT_KMS\u0000', null, 1, 2, false, []],
    ['EXTERNAL'],
    {},
  ]),
  ...each('hsmClusterId', PROVISIONED, ['cluster-local-1']),
  ...each('hsmClusterId', rejected('InvalidParameterValue.InvalidHsmClusterId'), [
    ...['cluster-local-2', 'cls-hsm-12ab34cd', 'default', 'x', 'H'.repeat(64)],
  ]),
  ...each('hsmClusterId', INVALID, [
    ...['', '-x', 'a_b', 'a b', 'a/b', 'ü', 'H'.repeat(65), null, 7, true, [], {}],
  ]),
];

const DESCRIPTIONS: readonly RequestRow[] = [
  ...each('description', PROVISIONED, [
    ...['', ' ', 'For orders.', 'two\nlines', 'a\ttab', '"quoted" \\ {"a":1}', "'; DROP TABLE"],
    ...[
      '客户密钥 — für Rechnungen 😀',
      '👨‍👩‍👧',
      '\u202eright to left',
      'e\u0301',
      'null',
      '<b>&amp;</b>',
    ],
    ...['x'.repeat(880), 'é'.repeat(440), '密'.repeat(293), '😀'.repeat(220)],
    `tenant-keys:2:${'A'.repeat(43)}:k1:${'A'.repeat(43)}`,
  ]),
  ...each('description', INVALID, [
    ...[null, 7, true, [], ['text'], {}, '\u0000', '\u001b[31mred', 'a\r\nb', 'a\rb', 'a\u000bb'],
    ...['\u0008', '\u007f', '\u0085', '\u009b31m', 'half a \ud83d', 'half a \ude00'],
    ...['x'.repeat(881), `${'é'.repeat(440)}x`, '密'.repeat(294), '😀'.repeat(221)],
  ]),
];

const TAGS: readonly RequestRow[] = [
  ...each('tags', PROVISIONED, [
    ...[{}, { env: 'prod' }, { env: 'prod', Env: 'test' }, { 环境: '生产' }, tags(10)],
    ...[{ [EVERY_TAG_CHARACTER]: EVERY_TAG_CHARACTER }, { 'a b': 'c d' }, { 0: '0' }],
    ...[
      { ['k'.repeat(127)]: 'v' },
      { k: 'v'.repeat(255) },
      { ['密'.repeat(127)]: '钥'.repeat(255) },
    ],
    ...[{ qcs: 'x' }, { Project: 'x' }, { 'x-project': 'x' }, { k: 'project' }, { k: 'qcs:x' }],
    ...[fields('{"__proto__":"x"}'), { constructor: 'x' }, { toString: 'x' }],
  ]),
  ...each('tags', INVALID, [
    ...[null, 7, true, 'env', [], ['env'], [{ env: 'prod' }], tags(11), tags(1_000)],
    ...[
      { '': 'v' },
      { ' ': 'v' },
      { ' k': 'v' },
      { 'k ': 'v' },
      { 'k\n': 'v' },
      { 'k\u0000': 'v' },
    ],
    ...[{ 'k!': 'v' }, { 'k"': 'v' }, { 'k\\': 'v' }, { 'k%': 'v' }, { 'k#': 'v' }, { 'k*': 'v' }],
    ...[{ ä: 'v' }, { '😀': 'v' }, { 𠀀: 'v' }, { '＋': 'v' }, { '\ud83d': 'v' }],
    ...[{ ['k'.repeat(128)]: 'v' }, { ['密'.repeat(128)]: 'v' }],
    ...[{ 'qcs:': 'v' }, { 'qcs:x': 'v' }, { project: 'v' }, { projects: 'v' }, { 项目: 'v' }],
    ...[{ 项目一: 'v' }, { qcloud: 'v' }, { 'qcloud:x': 'v' }, { tencent: 'v' }, { tencents: 'v' }],
    ...[
      { 'tenant-keys:tenant': 'acme' },
      { 'tenant-keys:tenant': 'globex' },
      { 'tenant-keys:': '1' },
    ],
    ...[{ k: '' }, { k: ' ' }, { k: ' v' }, { k: 'v ' }, { k: 'v\n' }, { k: 'v!' }, { k: 'é' }],
    ...[{ k: '😀' }, { k: '\u202ev' }, { k: '\ud83d' }, { k: 'v'.repeat(256) }],
    ...[{ k: null }, { k: 7 }, { k: true }, { k: [] }, { k: ['v'] }, { k: {} }],
    ...[fields('{"__proto__":7}'), { ok: 'v', bad: '' }],
  ]),
];

const WHOLE_REQUESTS: readonly RequestRow[] = [
  ...['colour', 'KeyName', 'tenantid', 'keyname', 'alias', 'keyId', 'Tags', 'type', 'key name'].map(
    (name) => unknownField(name),
  ),
  ...['', ' ', '密', '😀', 'a/b~c', '__proto__', 'constructor', 'toString', 'x'.repeat(1_000)].map(
    (name) => unknownField(name),
  ),
  {
    name: 'every field at once',
    request: {
      ...{ ...REQUEST, keyUsage: 'ASYMMETRIC_DECRYPT_SM2', origin: 'EXTERNAL' },
      ...{ description: 'For orders.', tags: { env: 'prod', 团队: '计费' } },
      ...{ hsmClusterId: 'cluster-local-1' },
    } as Asked,
    expected: PROVISIONED,
  },
  {
    name: 'everything wrong at once',
    request: {
      ...{
        requestId: 'a b',
        tenantId: 'ACME INC',
        keyName: null,
        keyUsage: 1,
        origin: 2,
        colour: 3,
      },
      ...{ description: 4, tags: { project: 5 }, hsmClusterId: 6 },
    } as Asked,
    expected: INVALID,
  },
  {
    name: 'the longest of everything',
    request: {
      ...{ requestId: 'R'.repeat(64), tenantId: 't'.repeat(36), keyName: 'k'.repeat(22) },
      ...{ description: '😀'.repeat(220), tags: tags(10) },
    } as Asked,
    expected: PROVISIONED,
  },
];

function unknownField(name: string): RequestRow {
  const request = { ...REQUEST, ...(fields(`{${JSON.stringify(name)}:"x"}`) as object) };
  return { name: `an unknown field ${labelOf(name)}`, request, expected: INVALID };
}

/** What the cloud answers, whenever it is asked. */
const fault =
  (action: string, effect: Effect, more: Partial<Fault> = {}) =>
  (world: ProvisioningWorld) =>
    world.fail(action, effect, more);

const switches = (change: Partial<Switches>) => (world: ProvisioningWorld) =>
  world.machine.setSwitches(change);

/** CreateKey answers with this code for ever. */
function createKeyFails(code: string, ends: Ends): RequestRow {
  const given = fault('CreateKey', { error: code });
  return { name: `CreateKey answers ${code}`, request: REQUEST, ...ends, given };
}

const CREATE_KEY_FAILURES: readonly RequestRow[] = [
  ...[
    'UnsupportedOperation.UnsupportedKeyUsageInCurrentRegion',
    'InvalidParameterValue.InvalidKeyUsage',
    'InvalidParameterValue.InvalidType',
    'InvalidParameterValue.InvalidHsmClusterId',
  ].map((code) => createKeyFails(code, { expected: rejected(code) })),
  createKeyFails('LimitExceeded.CmkLimitExceeded', {
    expected: waits('LimitExceeded.CmkLimitExceeded'),
  }),
  ...[
    'InvalidParameterValue.InvalidAlias',
    'InvalidParameterValue.TagKeysDuplicated',
    'InvalidParameter',
    'MissingParameter',
    'UnknownParameter',
    'UnsupportedOperation',
  ].map((code) => createKeyFails(code, { expected: parked(code) })),
  ...[
    'InvalidParameterValue.AliasAlreadyExists',
    'InvalidParameterValue.TagsNotExisted',
    'NobodyKnows.ThisCode',
    'UnauthorizedOperation',
    'AuthFailure.SecretIdNotFound',
    'AuthFailure.SignatureExpire',
    'AuthFailure.TokenFailure',
    'RequestLimitExceeded',
    'RequestLimitExceeded.UinLimitExceeded',
    'ResourceInsufficient',
    'ServiceUnavailable',
    'ResourceUnavailable.NotPurchased',
    'UnsupportedOperation.ServiceTemporaryUnavailable',
    'UnsupportedRegion',
  ].map((code) => createKeyFails(code, passes(code))),
];

const ALIAS = 'acme_main';

const foreignKey = (params: object) => (world: ProvisioningWorld) =>
  world.call('CreateKey', { Alias: ALIAS, ...params });

/** The product has made the key for a request, and an operator has then changed it. */
const ownKey =
  (request: object, actions: readonly (readonly [string, object?])[] = []) =>
  async (world: ProvisioningWorld) => {
    await askInvoke(world, { ...REQUEST, requestId: 'r-0', ...request });
    const { KeyMetadatas } = await world.call('ListKeyDetail', { KeyUsage: 'ALL' });
    const [{ KeyId }] = KeyMetadatas as [{ KeyId: string }];
    for (const [action, params] of actions) await world.call(action, { KeyId, ...params });
  };

/** The key of another alias has been copied, with its marker, to the alias that is asked for. */
const copiedMarker = async (world: ProvisioningWorld) => {
  await ownKey({ keyName: 'other' })(world);
  const { KeyMetadatas } = await world.call('ListKeyDetail', {});
  const [{ Description }] = KeyMetadatas as [{ Description: string }];
  await foreignKey({ Description })(world);
};

const forgedMarker = () => {
  const forgers = [{ id: 'k1', secret: 'not-our-secret-but-as-long-as-ours' }] as const;
  return markDescription('', ALIAS as KeyAlias, 'A'.repeat(43), {
    ...SETTINGS,
    markerKeys: forgers,
  });
};

function held(name: string, ends: Decision | Ends, given: RequestRow['given']): RequestRow {
  const all = 'kind' in ends ? { expected: ends } : ends;
  return { name, request: REQUEST, ...all, ...(given === undefined ? {} : { given }) };
}

const DELETION = ['ScheduleKeyDeletion', { PendingWindowInDays: 7 }] as const;

const KEYS_THAT_ARE_THERE: readonly RequestRow[] = [
  held('the same was asked for before', PROVISIONED, ownKey({})),
  held('the same was asked for, spelt out', PROVISIONED, ownKey({ origin: 'TENCENT_KMS' })),
  held('another description was asked for', CONFLICT, ownKey({ description: 'x' })),
  held('other tags were asked for', CONFLICT, ownKey({ tags: { env: 'prod' } })),
  held('another usage was asked for', CONFLICT, ownKey({ keyUsage: 'ASYMMETRIC_DECRYPT_SM2' })),
  held('another origin was asked for', CONFLICT, ownKey({ origin: 'EXTERNAL' })),
  held('another cluster was asked for', CONFLICT, ownKey({ hsmClusterId: 'cluster-local-1' })),
  held('a foreign key has the alias', CONFLICT, foreignKey({})),
  held(
    'a foreign key of another usage',
    CONFLICT,
    foreignKey({ KeyUsage: 'ASYMMETRIC_DECRYPT_SM2' }),
  ),
  held('a foreign key that waits for material', CONFLICT, foreignKey({ Type: 2 })),
  held('a foreign key with a forged marker', CONFLICT, foreignKey({ Description: forgedMarker() })),
  held('a foreign key with a copied marker', CONFLICT, copiedMarker),
  held('an alias that begins like it', PROVISIONED, foreignKey({ Alias: 'acme_main-2' })),
  held('an alias that ends like it', PROVISIONED, foreignKey({ Alias: 'x-acme_main' })),
  held('an alias in capitals', PROVISIONED, foreignKey({ Alias: 'ACME_main' })),
  held('the key is disabled', parked('KeyDisabled'), ownKey({}, [['DisableKey']])),
  held(
    'the key is scheduled for deletion',
    parked('KeyPendingDelete'),
    ownKey({}, [['DisableKey'], DELETION]),
  ),
  held('the key is archived', parked('KeyArchived'), ownKey({}, [['ArchiveKey']])),
  held(
    'a foreign key that no list shows',
    passes('InvalidParameterValue.AliasAlreadyExists'),
    (world) => {
      world.machine.setSwitches({ listStaleMs: 3_600_000 });
      return foreignKey({})(world);
    },
  ),
];

/** CreateKey cannot tag, so that the Tag service is needed. */
function untagged(name: string, ends: Decision | Ends, ...faults: Fault[]): RequestRow {
  const given = (world: ProvisioningWorld) =>
    world.machine.faults.add([{ action: 'CreateKey', effect: { tagCode: 1 } }, ...faults]);
  return held(name, ends, given);
}

function taggingFails(code: string, ends: Ends): RequestRow {
  const name = `TagResources answers ${code}`;
  return untagged(name, ends, { action: 'TagResources', effect: { error: code } });
}

const READ_TAGS = 'DescribeResourceTagsByResourceIds';

const CIRCUMSTANCES: readonly RequestRow[] = [
  held('the quota is full', waits('LimitExceeded.CmkLimitExceeded'), switches({ cmkLimit: 0 })),
  held('tags need not exist', PROVISIONED, switches({ tagsMustExist: false })),
  ...[
    { name: 'is lost', effect: { lostAnswer: true } },
    { name: 'is cut', effect: { truncate: true } },
    { name: 'takes an hour', effect: { delayMs: 3_600_000 } },
  ].map(({ name, effect }) =>
    held(`the answer of CreateKey ${name}`, PROVISIONED, (world) => {
      world.machine.setSwitches({ tagsMustExist: false });
      world.fail('CreateKey', effect);
    }),
  ),
  held(
    'CreateKey is carried out and fails',
    PROVISIONED,
    fault('CreateKey', { error: 'InternalError', after: true }),
  ),
  held(
    'CreateKey is carried out too late',
    passes('NoAnswer'),
    fault('CreateKey', { lateMs: 600_000 }),
  ),
  held('a gateway answers for ever', passes('HttpStatus'), fault('CreateKey', { http: 502 })),
  held('a gateway answers once', PROVISIONED, fault('CreateKey', { http: 502 }, { times: 1 })),
  held('nothing answers', passes('NoAnswer'), fault('*', { lostAnswer: true })),
  held(
    'TaggingError leaves the key',
    PROVISIONED,
    fault('CreateKey', { error: 'FailedOperation.TaggingError' }, { times: 1 }),
  ),
  held(
    'the role may not create tags',
    passes('UnauthorizedOperation'),
    fault('CreateTags', { error: 'UnauthorizedOperation' }),
  ),
  held(
    'no room for tag values',
    passes('LimitExceeded.TagValue'),
    fault('CreateTags', { error: 'LimitExceeded.TagValue' }),
  ),
  held('TagCode 1', PROVISIONED, fault('CreateKey', { tagCode: 1 }, { times: 2 })),
  held('TagCode 2', PROVISIONED, fault('CreateKey', { tagCode: 2 }, { times: 2 })),
  held('tags do not show', passes('TagsNotConfirmed'), (world) => {
    world.machine.setSwitches({ tagStaleMs: 3_600_000 });
    world.fail('CreateKey', { tagCode: 1 });
  }),
  ...[
    parked('FailedOperation.PolicyEnforcedInvalid'),
    parked('InvalidParameter.ReservedTagKey'),
  ].map((expected) => taggingFails(expected.code ?? '', { expected })),
  taggingFails('LimitExceeded.ResourceAttachedTags', passes('LimitExceeded.ResourceAttachedTags')),
  untagged('the role may not read tags', passes('UnauthorizedOperation'), {
    action: READ_TAGS,
    effect: { error: 'UnauthorizedOperation' },
  }),
  untagged('the tags are being changed', PROVISIONED, {
    action: 'TagResources',
    effect: { error: 'FailedOperation.ResourceTagProcessing' },
    times: 2,
  }),
  held(
    'the events cannot be written',
    { ...passes('TopicsUnavailable'), isSilent: true },
    fault('topics:publish:key-events', { http: 503 }),
  ),
  held(
    'an event is refused',
    parked('TopicRefused'),
    fault('topics:publish:key-events', { http: 413 }, { times: 1 }),
  ),
  held('neither can be parked', retry('TopicsUnavailable'), (world) => {
    world.machine.setSwitches({ cmkLimit: 0 });
    world.fail('topics:publish:key-dead-letters', { http: 503 });
  }),
];

export const REQUEST_ROWS: readonly RequestRow[] = [
  ...NAMES,
  ...KINDS_OF_KEY,
  ...DESCRIPTIONS,
  ...TAGS,
  ...WHOLE_REQUESTS,
  ...CREATE_KEY_FAILURES,
  ...KEYS_THAT_ARE_THERE,
  ...CIRCUMSTANCES,
];
