import type { Switches } from '../../emulator/api/switches.ts';

/** The requests of a world, and its state at the beginning. */
export type Scenario = {
  readonly name: string;
  /** The texts in each partition of key-requests, in their order. */
  readonly partitions: readonly (readonly string[])[];
  readonly batchMax: number;
  /** The share of each instance: 1, or a multiple of 5. */
  readonly callsPerSecondMax: number;
  readonly switches: Partial<Switches>;
  /** Keys that exist before, with descriptions that are not ours. */
  readonly foreignKeys: readonly { readonly alias: string; readonly description: string }[];
  /** A key with this alias can never be created: a gateway takes the call for an attack. */
  readonly cursedAlias?: string;
  /** What people and timers do during the deliveries. */
  readonly deeds: readonly Deed[];
  /** Every kind of mishap may occur, and any code of the failure table. */
  readonly isWild: boolean;
};

/** Something that a person or a timer does during the deliveries. */
export type Deed = {
  readonly atMs: number;
  readonly what:
    | 'ask over HTTP'
    | 'redrive'
    | 'resume'
    | 'repair fleet'
    | 'disable a key'
    | 'untag a key'
    | 'raise the quota';
};

const DEEDS: readonly Deed['what'][] = [
  'ask over HTTP',
  'ask over HTTP',
  'redrive',
  'redrive',
  'resume',
  'resume',
  'repair fleet',
  'disable a key',
  'untag a key',
  'raise the quota',
];

/** Names that contain one another catch a search that takes the first match. */
const TENANTS = ['acme', 'acme-eu', 'acme-eu-1', 'eu-acme', 'a', 'Not A Tenant'];
const KEY_NAMES = ['main', 'main-2', 'ain'];

/** A scenario of its own for each seed. @param random The seed's. */
export function randomScenario(random: () => number): Scenario {
  if (random() < 0.03) return { ...CURSED, isWild: true };
  const chance = (probability: number) => random() < probability;
  const pick = <T>(some: readonly T[]): T => some[Math.floor(random() * some.length)] as T;
  const upTo = (count: number) => Math.floor(random() * (count + 1));

  const texts = Array.from({ length: 1 + upTo(3) }, (_, index) => randomText(index, chance, pick));
  const delivered = texts.flatMap((text) => (chance(0.2) ? [text, text] : [text]));
  const partitions = chance(0.5)
    ? [delivered]
    : [
        delivered.filter((_, index) => index % 2 === 0),
        [...delivered.filter((_, index) => index % 2 === 1), ...texts.filter(() => chance(0.2))],
      ];
  return {
    name: 'random',
    partitions,
    batchMax: 1 + upTo(4),
    callsPerSecondMax: pick([5, 5, 20]),
    switches: {
      cmkLimit: pick([1, 3, 200, 200]),
      tagsMustExist: chance(0.5),
      taggingErrorLeavesKey: chance(0.5),
      listStaleMs: pick([0, 0, 300, 5_000]),
      tagStaleMs: pick([0, 0, 300]),
    },
    foreignKeys: chance(0.2) ? [randomForeignKey(pick)] : [],
    deeds: Array.from({ length: upTo(2) }, () => ({ atMs: upTo(20_000), what: pick(DEEDS) })),
    isWild: true,
  };
}

/** The digest in a forged marker. */
const X43 = 'x'.repeat(43);

type Chance = (probability: number) => boolean;
type Pick = <T>(some: readonly T[]) => T;

function randomText(index: number, chance: Chance, pick: Pick): string {
  if (chance(0.08)) return `{"canary":${index}`;
  const tenantId = pick(TENANTS);
  return request(`r-${index}`, tenantId, pick(KEY_NAMES), {
    ...(chance(0.15) ? { description: pick(['canary one', 'canary two']) } : {}),
    ...(chance(0.15) ? { tags: { team: tenantId } } : {}),
    ...(chance(0.1) ? { keyUsage: 'ASYMMETRIC_DECRYPT_RSA_2048' } : {}),
  });
}

function randomForeignKey(pick: Pick): Scenario['foreignKeys'][number] {
  const alias = `${pick(TENANTS.slice(0, 5))}_${pick(KEY_NAMES)}`;
  return { alias, description: pick(['By hand.', `tenant-keys:1:${X43}:k1:${X43}`]) };
}

function request(requestId: string, tenantId: string, keyName: string, more: object = {}): string {
  return JSON.stringify({ requestId, tenantId, keyName, ...more });
}

const PLAIN = {
  batchMax: 3,
  callsPerSecondMax: 20,
  switches: {},
  foreignKeys: [],
  deeds: [],
  isWild: false,
};

/** A message that fails as in an outage, among others that do not. */
const CURSED: Scenario = {
  ...PLAIN,
  name: 'a message that looks like an outage',
  partitions: [
    ['cursed', 'acme', 'acme-eu', 'globex'].map((tenantId) =>
      request(`r-${tenantId}`, tenantId, 'main'),
    ),
  ],
  batchMax: 4,
  callsPerSecondMax: 5, // One message at a time: the others come after it.
  cursedAlias: 'cursed_main',
};

/** Small worlds in which every schedule of a few faults can be tried. */
export const SCENARIOS: readonly Scenario[] = [
  {
    ...PLAIN,
    name: 'a request, poison and a look-alike, delivered to two instances',
    partitions: [
      [request('r-1', 'acme', 'main'), '{"canary":1', request('r-2', 'acme-eu', 'main')],
      [request('r-1', 'acme', 'main')],
    ],
    foreignKeys: [{ alias: 'eu-acme_main', description: 'By hand.' }],
  },
  CURSED,
  {
    ...PLAIN,
    name: 'two specifications of one name, and a name that is taken',
    partitions: [
      [request('r-1', 'acme', 'main'), request('r-2', 'a', 'ain')],
      [request('r-3', 'acme', 'main', { description: 'canary' })],
    ],
    foreignKeys: [{ alias: 'a_ain', description: 'By hand.' }],
  },
  {
    ...PLAIN,
    name: 'the quota runs out, and is raised',
    partitions: [[request('r-1', 'acme', 'main'), request('r-2', 'acme', 'main-2')]],
    switches: { cmkLimit: 1 },
    deeds: [
      { atMs: 3_000, what: 'raise the quota' },
      { atMs: 4_000, what: 'resume' },
    ],
  },
  {
    ...PLAIN,
    name: 'a redrive beside the deliveries of the same request',
    partitions: [[request('r-1', 'acme', 'main', { tags: { team: 'a' } })]],
    deeds: [
      { atMs: 0, what: 'redrive' },
      { atMs: 700, what: 'redrive' },
    ],
  },
];
