import type { Switches } from '../../emulator/api/switches.ts';
import type { KeyAlias } from '../../shared/tenant-key/key.ts';
import { markDescription } from '../../shared/tenant-key/marker.ts';
import { fingerprintOf } from '../../shared/tenant-key/request.ts';
import { MARKER_KEYS, MARKER_SCOPE } from '../world/machine-ports.ts';
import {
  DAY_MS,
  DEAD_LETTER_ACTIONS,
  EVENT_ACTIONS,
  HOUR_MS,
  KMS_ACTIONS,
  type LastingFault,
  MINUTE_MS,
  STOPPED,
  TAG_ACTIONS,
} from './lasting.ts';

/** The requests of a world, and its state at the beginning. */
export type Scenario = {
  readonly name: string;
  /** The texts in each partition of key-requests at the beginning, in their order. */
  readonly partitions: readonly (readonly string[])[];
  /** Those that come later, to any partition. */
  readonly later: readonly Arrival[];
  readonly batchMax: number;
  /** The share of each instance: 1, or a multiple of 5. */
  readonly callsPerSecondMax: number;
  readonly switches: Partial<Switches>;
  /** Keys that exist before, with descriptions that are not ours. */
  readonly foreignKeys: readonly { readonly alias: string; readonly description: string }[];
  /** Faults that last, and end. */
  readonly lasting: readonly LastingFault[];
  /** How often the timer's function may run while other faults occur. */
  readonly faultyRuns: number;
  /** What people and timers do during the deliveries. */
  readonly deeds: readonly Deed[];
  /** Every kind of mishap may occur, and any code of the failure table. */
  readonly isWild: boolean;
};

export type Arrival = { readonly atMs: number; readonly text: string };

/** Something that a person or a timer does during the deliveries. */
export type Deed = {
  readonly atMs: number;
  readonly what:
    | 'ask over HTTP'
    | 'redrive'
    | 'heal'
    | 'repair fleet'
    | 'disable a key'
    | 'untag a key'
    | 'replace a key'
    | 'raise the quota'
    | 'raise the quota by three';
};

const DEEDS: readonly Deed['what'][] = [
  'ask over HTTP',
  'ask over HTTP',
  'redrive',
  'redrive',
  'heal',
  'heal',
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
  const chance = (probability: number) => random() < probability;
  const pick = <T>(some: readonly T[]): T => some[Math.floor(random() * some.length)] as T;
  const upTo = (count: number) => Math.floor(random() * (count + 1));
  const kind = random();
  if (kind < 0.02) return { ...CURSED, isWild: true };
  if (kind < 0.05) return floodScenario(pick, upTo);
  if (kind < 0.09) return outageScenario(chance, pick, upTo);

  const texts = Array.from({ length: 1 + upTo(3) }, (_, index) => randomText(index, chance, pick));
  const delivered = texts.flatMap((text) => (chance(0.2) ? [text, text] : [text]));
  const forged = chance(0.05) ? [forgedRetry(texts[0] ?? '')] : [];
  const partitions = chance(0.5)
    ? [[...delivered, ...forged]]
    : [
        delivered.filter((_, index) => index % 2 === 0),
        [
          ...delivered.filter((_, index) => index % 2 === 1),
          ...texts.filter(() => chance(0.2)),
          ...forged,
        ],
      ];
  const scenario: Scenario = {
    ...PLAIN,
    name: 'random',
    partitions,
    later: chance(0.1) ? [{ atMs: upTo(3 * MINUTE_MS), text: pick(texts) }] : [],
    batchMax: 1 + upTo(4),
    callsPerSecondMax: pick([5, 5, 20]),
    switches: {
      cmkLimit: pick([1, 3, 200, 200]),
      tagsMustExist: chance(0.5),
      taggingErrorLeavesKey: chance(0.5),
      listStaleMs: pick([0, 0, 300, 5_000]),
      tagStaleMs: pick([0, 0, 300]),
      searchWildcard: chance(0.5),
      // The last one sees no tag for as long as the world lasts.
      tagFilterStaleMs: pick([0, 0, 0, 60_000, 10 ** 12]),
    },
    foreignKeys: chance(0.2) ? [randomForeignKey(pick)] : [],
    deeds: Array.from({ length: upTo(2) }, () => ({
      atMs: upTo(chance(0.4) ? 3_000 : 20_000),
      what: pick(DEEDS),
    })),
    lasting: chance(0.12) ? [randomLasting(chance, pick, upTo)] : [],
    faultyRuns: upTo(4),
    isWild: true,
  };
  if (!chance(0.06)) return scenario;
  const replace: Deed = { atMs: upTo(20_000), what: 'replace a key' };
  return { ...scenario, deeds: [...scenario.deeds, replace] };
}

/** Many requests of one tenant meet the quota, and then one of another. */
function floodScenario(pick: Pick, upTo: UpTo): Scenario {
  const flood = Array.from({ length: 4 + upTo(4) }, (_, index) =>
    request(`r-${index}`, 'a', `main-${index}`),
  );
  const others = ['acme', 'eu-acme'].map((tenantId) => request(`r-${tenantId}`, tenantId, 'main'));
  return {
    ...PLAIN,
    name: 'flood',
    partitions: [flood],
    later: others.map((text) => ({ atMs: 10_000 + upTo(20_000), text })),
    batchMax: 2 + upTo(3),
    callsPerSecondMax: 20,
    switches: { cmkLimit: 1 },
    deeds: [{ atMs: MINUTE_MS * (2 + upTo(3)), what: 'raise the quota by three' }],
    lasting: [],
    faultyRuns: pick([2, 4, 8]),
    isWild: true,
  };
}

/** Many tenants meet the same failure, now and then, or all the time. */
function outageScenario(chance: Chance, pick: Pick, upTo: UpTo): Scenario {
  const tenants = ['acme', 'acme-eu', 'acme-eu-1', 'eu-acme', 'a'];
  const count = 4 + upTo(8);
  const texts = Array.from({ length: count }, (_, index) =>
    request(`r-${index}`, tenants[index % tenants.length] ?? '', `main-${index}`),
  );
  const early = texts.slice(0, 3 + upTo(3));
  const outage = randomLasting(chance, pick, upTo);
  const isLong = outage.untilMs > HOUR_MS;
  const [ofOthers, stopped] = [randomLasting(chance, pick, upTo), stop(pick, upTo)];
  return {
    ...PLAIN,
    name: 'outage',
    partitions: chance(0.5)
      ? [early]
      : [early.filter((_, index) => index % 2 === 0), early.filter((_, index) => index % 2 === 1)],
    later: texts.slice(early.length).map((text) => ({
      atMs: upTo(isLong ? 2 * HOUR_MS : 10 * MINUTE_MS),
      text,
    })),
    batchMax: 1 + upTo(4),
    callsPerSecondMax: pick([5, 20]),
    deeds: chance(0.3) ? [{ atMs: upTo(5 * MINUTE_MS), what: pick(DEEDS) }] : [],
    lasting: [
      outage,
      ...(chance(0.3) && !isLong ? [ofOthers] : []),
      ...(chance(0.4) ? [stopped] : []),
    ],
    faultyRuns: upTo(6),
    isWild: true,
  };
}

/** A fault of minutes, hours or days: of a service, a topic, one message or one tenant. */
function randomLasting(chance: Chance, pick: Pick, upTo: UpTo): LastingFault {
  const untilMs = lastsMs(chance, upTo);
  if (chance(0.2)) return { ...stop(pick, upTo), fromMs: 0 };
  const [actions, effects] = pick(LASTING);
  const isPartial = actions === CREATE_KEY && chance(0.6);
  return {
    actions,
    effect: pick(effects),
    fromMs: chance(0.5) ? 0 : upTo(20_000),
    untilMs,
    ...(isPartial ? pick<Partial<LastingFault>>([{ tenant: 'acme' }, { tenant: 'a' }]) : {}),
    ...(chance(0.25) && untilMs <= HOUR_MS ? { periodMs: 20_000 + upTo(4 * MINUTE_MS) } : {}),
  };
}

function lastsMs(chance: Chance, upTo: UpTo): number {
  if (chance(0.02)) return 6 * DAY_MS + upTo(4) * DAY_MS;
  if (chance(0.05)) return 2 * HOUR_MS + upTo(24) * HOUR_MS;
  return 30_000 + upTo(chance(0.5) ? 3 : 30) * MINUTE_MS;
}

/** The timer misses minutes, or the queue stands still. */
function stop(pick: Pick, upTo: UpTo): LastingFault {
  const fromMs = upTo(3 * MINUTE_MS);
  const untilMs = fromMs + 60_000 + upTo(9 * MINUTE_MS);
  return { actions: [pick([STOPPED.timer, STOPPED.queue])], effect: {}, fromMs, untilMs };
}

const CREATE_KEY = ['CreateKey'];

const LASTING: readonly (readonly [readonly string[], readonly LastingFault['effect'][]])[] = [
  [
    CREATE_KEY,
    [
      { http: 403 },
      { error: 'FailedOperation.TaggingError' },
      { error: 'InternalError' },
      { error: 'UnauthorizedOperation' },
    ],
  ],
  [KMS_ACTIONS, [{ error: 'InternalError' }, { http: 502 }, { error: 'ServiceUnavailable' }]],
  [TAG_ACTIONS, [{ error: 'InternalError' }, { error: 'UnauthorizedOperation' }]],
  [EVENT_ACTIONS, [{ http: 503 }]],
  [DEAD_LETTER_ACTIONS, [{ http: 503 }]],
];

/** By which an envelope in a history is known to be forged. */
export const FORGED_ATTEMPTS = 77;

/** An envelope that nobody of ours has written, around a request of somebody else. */
function forgedRetry(payload: string): string {
  const sentAt = '2026-11-02T00:00:00.000Z';
  const retry = {
    firstSeenAt: sentAt,
    code: 'InternalError',
    sinceAt: sentAt,
    attempts: FORGED_ATTEMPTS,
    redrives: 0,
    sentAt,
    source: { door: 'queue' },
  };
  return JSON.stringify({ retry, payload, signature: 'k1:forged' });
}

/** The digest in a forged marker. */
const X43 = 'x'.repeat(43);

type Chance = (probability: number) => boolean;
type Pick = <T>(some: readonly T[]) => T;
type UpTo = (count: number) => number;

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
  const [tenantId = '', keyName = ''] = alias.split('_');
  // As the marker of a key that somebody requested in another environment or region, or under another name.
  const print = fingerprintOf({ tenantId, keyName });
  const markedIn = (scope: Partial<typeof MARKER_SCOPE>, of = alias) =>
    markDescription('', of as KeyAlias, print, {
      markerKeys: MARKER_KEYS,
      markerScope: { ...MARKER_SCOPE, ...scope },
    });
  const description = pick([
    () => 'By hand.',
    () => `tenant-keys:2:${X43}:k1:${X43}`,
    () => markedIn({ environment: 'staging' }),
    () => markedIn({ region: 'ap-shanghai' }),
    () => markedIn({ accountUin: '100000000002' }),
    () => markedIn({}, `${alias}-2`),
  ]);
  return { alias, description: description() };
}

function request(requestId: string, tenantId: string, keyName: string, more: object = {}): string {
  return JSON.stringify({ requestId, tenantId, keyName, ...more });
}

const PLAIN = {
  batchMax: 3,
  callsPerSecondMax: 20,
  switches: {},
  foreignKeys: [],
  later: [],
  deeds: [],
  lasting: [],
  faultyRuns: 2,
  isWild: false,
};

/** A message that fails as in an outage, among others that do not. */
const CURSED: Scenario = {
  ...PLAIN,
  name: 'a message that looks like an outage',
  partitions: [
    ['cursed', 'acme', 'globex'].map((tenantId) => request(`r-${tenantId}`, tenantId, 'main')),
  ],
  batchMax: 4,
  callsPerSecondMax: 5, // One message at a time: the others come after it.
  lasting: [
    {
      actions: ['CreateKey'],
      alias: 'cursed_main',
      effect: { http: 403 },
      fromMs: 0,
      untilMs: 30_000,
    },
  ],
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
      { atMs: 4_000, what: 'heal' },
    ],
  },
  {
    ...PLAIN,
    name: 'a right that comes and goes',
    partitions: [[request('r-1', 'acme', 'main'), request('r-2', 'a', 'main')]],
    lasting: [
      {
        actions: ['CreateKey'],
        effect: { error: 'UnauthorizedOperation' },
        fromMs: 0,
        untilMs: 4 * MINUTE_MS,
        periodMs: 50_000,
      },
    ],
  },
  {
    ...PLAIN,
    name: 'the topic of dead letters is down, and then the events',
    partitions: [[request('r-1', 'acme', 'main')]],
    lasting: [
      { actions: DEAD_LETTER_ACTIONS, effect: { http: 503 }, fromMs: 0, untilMs: 4_000 },
      { actions: EVENT_ACTIONS, effect: { http: 503 }, fromMs: 0, untilMs: 20_000 },
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
