import type { AuthRefusal } from '../../shared/auth/caller.ts';
import type { Situation } from './logged-service.ts';
import { SETTINGS } from './provisioning-world.ts';

/** What happens in a deployment, in words, and the alarms that it raises, each with its level. */
export type AlarmRow = readonly [when: string, situation: Situation, raised: readonly string[]];

const HOUR = 60;
const DAY = 24 * HOUR;

/** In the order of the table of alarms. */
export const SITUATIONS: readonly AlarmRow[] = [
  ['nothing happens for an hour', { minutes: HOUR }, []],
  [
    'requests come and are provisioned',
    {
      minutes: 30,
      queue: steady(5),
      http: (minute) => [0, 1, 2, 3, 4].map((n) => `h${minute}-${n}`),
    },
    [],
  ],
  [
    'requests are rejected, as their senders got them wrong',
    { minutes: 30, queue: (minute) => [request(`t${minute}`, 'No!')] },
    [],
  ],
  ['calls fail for a minute', { minutes: 100, queue: steady(3), effect: outage(70, 71) }, []],
  [
    'one of five requests waits',
    {
      minutes: 40,
      queue: steady(5),
      effect: (_, tenantId) => (tenantId.endsWith('-0') ? { error: 'InternalError' } : undefined),
    },
    [],
  ],
  [
    'KMS is down for 20 minutes, and what waited is sent in again',
    {
      minutes: 90,
      queue: steady(5),
      http: (minute) => [`h${minute}`],
      effect: outage(10, 30),
    },
    ['most-requests-fail: info', 'requests-end-late: info'],
  ],
  [
    'KMS is down for an hour',
    { minutes: 160, queue: steady(2), effect: outage(10, 70) },
    ['most-requests-fail: info', 'requests-end-late: info'],
  ],
  [
    'KMS is down for more than two hours',
    { minutes: 170, queue: steady(2), effect: outage(10, 150) },
    ['requests-wait-long: warning', 'most-requests-fail: info', 'requests-end-late: info'],
  ],
  [
    'one tenant of many fails for more than two hours',
    {
      minutes: 150,
      queue: (minute) => [...steady(1)(minute), ...onceAt(5, request('acme'))(minute)],
      effect: (_, tenantId) => (tenantId === 'acme' ? { error: 'InternalError' } : undefined),
    },
    ['requests-wait-long: warning'],
  ],
  [
    'four fifths of the key quota are used',
    { minutes: 30, queue: onceAt(1, ...steady(17)(1)), cmkLimit: 20 },
    ['quota-fills-up: warning'],
  ],
  [
    'the key quota is used up, and requests wait for it',
    { minutes: HOUR, queue: steady(2), http: (minute) => [`h${minute}`], cmkLimit: 100 },
    ['quota-fills-up: warning', 'quota-fills-up: critical'],
  ],
  [
    'a message that cannot be read is parked',
    { minutes: 30, queue: onceAt(3, '{"requestId":') },
    ['requests-parked: warning'],
  ],
  [
    'nobody looks at it for more than a day',
    { minutes: DAY + HOUR, queue: onceAt(3, '{"requestId":') },
    ['requests-parked: warning', 'parked-requests-left: critical'],
  ],
  [
    'heal does not run any more',
    { minutes: 30, queue: steady(2), heals: (minute) => minute < 5 },
    ['heartbeat-missing: critical'],
  ],
  ['heal misses most of its minutes', { minutes: HOUR, heals: (minute) => minute % 8 === 0 }, []],
  [
    'KMS and the topic of dead letters are down for half an hour',
    {
      minutes: HOUR,
      queue: steady(5),
      effect: outage(5, 35),
      isTopicDown: (topic, minute) => topic === 'key-dead-letters' && minute >= 5 && minute < 35,
    },
    [
      ...['most-requests-fail: info', 'heartbeat-missing: critical'],
      ...['dead-letters-unwritable: critical', 'functions-fail: critical'],
    ],
  ],
  [
    'they are down for two minutes',
    {
      minutes: 100,
      queue: steady(3),
      effect: outage(70, 72),
      isTopicDown: (topic, minute) => topic === 'key-dead-letters' && minute >= 70 && minute < 72,
    },
    [],
  ],
  [
    'invocations run out of time for 20 minutes',
    { minutes: HOUR, killed: (minute) => (minute >= 10 && minute < 30 ? [433] : []) },
    ['functions-fail: critical'],
  ],
  [
    'invocations find no instance for some minutes',
    { minutes: HOUR, killed: (minute) => (minute >= 10 && minute < 14 ? [432] : []) },
    [],
  ],
  [
    'a call is refused as too many now and then',
    {
      minutes: HOUR,
      queue: steady(10),
      effect: (_, __, number) =>
        number % 20 === 0 ? { error: 'RequestLimitExceeded' } : undefined,
    },
    [],
  ],
  [
    'another program uses the rate of the account',
    {
      minutes: HOUR,
      queue: steady(10),
      effect: (minute, _, number) =>
        minute >= 10 && number % 2 === 0 ? { error: 'RequestLimitExceeded' } : undefined,
    },
    ['calls-throttled: warning'],
  ],
  [
    'a caller has a token that has expired',
    {
      minutes: 30,
      http: (minute) => (minute < 10 ? Array.from({ length: 6 }, () => 'acme') : []),
      authenticate: refusing({ kind: 'bad-token', reason: 'expired' }),
    },
    ['callers-refused: warning'],
  ],
  [
    'a caller forgets the token now and then',
    {
      minutes: 30,
      http: (minute) => (minute % 2 === 0 ? ['acme'] : []),
      authenticate: refusing({ kind: 'no-token' }),
    },
    [],
  ],
  [
    'somebody writes messages that nobody has signed',
    {
      minutes: 30,
      queue: onceAt(3, request('acme')),
      config: () => ({ messageSigning: { keys: otherKeys(), ageSMax: 86_400 } }),
    },
    ['requests-parked: warning', 'messages-unproven: critical'],
  ],
  [
    'the marker keys were replaced',
    {
      minutes: 30,
      queue: (minute) => (minute === 1 || minute === 10 ? [request('acme')] : []),
      config: (minute) =>
        minute < 5 ? {} : { provisioning: { ...SETTINGS, markerKeys: otherKeys() } },
    },
    ['requests-parked: warning', 'marker-unproven: critical'],
  ],
];

/** Requests of different tenants, so many a minute. */
function steady(perMinute: number): (minute: number) => readonly string[] {
  return (minute) =>
    Array.from({ length: perMinute }, (_, index) => request(`t${minute}-${index}`));
}

function onceAt(at: number, ...texts: readonly string[]): (minute: number) => readonly string[] {
  return (minute) => (minute === at ? texts : []);
}

function request(tenantId: string, keyName = 'main'): string {
  return JSON.stringify({ requestId: `r-${tenantId}`, tenantId, keyName });
}

function outage(from: number, until: number): NonNullable<Situation['effect']> {
  return (minute) => (minute >= from && minute < until ? { error: 'InternalError' } : undefined);
}

function refusing(refusal: AuthRefusal): NonNullable<Situation['authenticate']> {
  return async () => ({ ok: false, refusal });
}

function otherKeys() {
  return [{ id: 'k2', secret: 'another-secret-of-at-least-32-chars' }] as const;
}
