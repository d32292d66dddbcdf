import type { Effect } from '../../emulator/faults/faults.ts';
import { FAILURES } from '../../shared/tenant-key/failures/failures.ts';
import { OWN_FAILURES } from '../../shared/tenant-key/failures/own-failures.ts';

/** What can happen to one call of an instance. */
export type Mishap =
  | { readonly kind: 'effect'; readonly name: string; readonly effect: Effect }
  /** The instance dies, and its pending work never ends. */
  | { readonly kind: 'crash'; readonly name: string; readonly when: 'before' | 'after' }
  /** Compaction has removed what it may from the topic by then, or some of it. */
  | { readonly kind: 'compaction'; readonly name: string; readonly when: 'before' | 'after' }
  /** The same messages arrive twice. */
  | { readonly kind: 'doubled'; readonly name: string }
  /** The cloud answers with any code of the failure table, which is chosen separately. */
  | { readonly kind: 'any-code'; readonly name: string };

/** One mishap of each kind, for the schedules of a few faults. */
const OF_EVERY_CALL: readonly Mishap[] = [
  effect('hangs', { delayMs: 100_000 }),
  effect('late', { lateMs: 2_500 }),
  effect('answer lost', { lostAnswer: true }),
  effect('fails inside', { error: 'InternalError' }),
  effect('fails after', { error: 'InternalError', after: true }),
  effect('unavailable', { error: 'UnsupportedOperation.ServiceTemporaryUnavailable' }),
  effect('not allowed', { error: 'UnauthorizedOperation' }),
  effect('refused', { error: 'InvalidParameterValue' }),
  crash('before'),
  crash('after'),
];

/** More of the same kinds, for random worlds. */
const MORE: readonly Mishap[] = [
  effect('slow', { delayMs: 700 }),
  effect('throttled', { error: 'RequestLimitExceeded' }),
  effect('credentials expired', { error: 'AuthFailure.TokenFailure' }),
  effect('clock off', { error: 'AuthFailure.SignatureExpire' }),
  effect('unknown code', { error: 'Unheard.Of' }),
  effect('gateway', { http: 502 }),
  effect('page', { notJson: true }),
  effect('cut', { truncate: true }),
  { kind: 'any-code', name: 'any code' },
];

const OF_ONE_ACTION: Readonly<Record<string, readonly Mishap[]>> = {
  CreateKey: [
    effect('TagCode 1', { tagCode: 1 }),
    effect('TagCode 2, lost', { tagCode: 2, lostAnswer: true }),
    effect('TaggingError', { error: 'FailedOperation.TaggingError' }),
    effect('quota', { error: 'LimitExceeded.CmkLimitExceeded' }),
    effect('no tags', { error: 'InvalidParameterValue.TagsNotExisted' }),
  ],
  TagResources: [effect('processing', { error: 'FailedOperation.ResourceTagProcessing' })],
};

const OF_TOPICS: readonly Mishap[] = [
  effect('down', { http: 503 }),
  effect('refused', { http: 413 }),
  effect('hangs', { delayMs: 100_000 }),
  effect('late', { lateMs: 2_500 }),
  effect('answer lost', { lostAnswer: true }),
  crash('before'),
  crash('after'),
];

/** A producer that is not sure whether the broker has a message sends it again. */
const OF_REQUESTS: readonly Mishap[] = [...OF_TOPICS, { kind: 'doubled', name: 'doubled' }];

/** A topic that is read is a table, which a broker compacts at any time. */
const OF_READINGS: readonly Mishap[] = [
  ...OF_TOPICS,
  { kind: 'compaction', name: 'compacted before', when: 'before' },
  { kind: 'compaction', name: 'compacted after', when: 'after' },
];

const OWN_CODES: ReadonlySet<string> = new Set(OWN_FAILURES.map(([code]) => code));

/**
 * The codes of the mishap `any-code`: all codes of the cloud, except those that blame the sender. The
 * cloud is taken not to send these for requests that are valid.
 */
export const EVERY_CODE: readonly string[] = [...FAILURES.values()]
  .filter(({ code, end }) => !OWN_CODES.has(code) && end !== 'reject')
  .map(({ code }) => code);

/**
 * What can happen to a call of this action.
 *
 * @param isWild With the additional mishaps of random worlds.
 */
export function mishapsOf(action: string, isWild: boolean): readonly Mishap[] {
  const known = MENUS.get(`${action} ${isWild}`);
  if (known !== undefined) return known;
  const menu = menuOf(action, isWild);
  MENUS.set(`${action} ${isWild}`, menu);
  return menu;
}

function menuOf(action: string, isWild: boolean): readonly Mishap[] {
  if (action.startsWith('topics:read:')) return OF_READINGS;
  if (action === 'topics:publish:key-requests') return OF_REQUESTS;
  if (action.startsWith('topics:')) return OF_TOPICS;
  return [...OF_EVERY_CALL, ...(OF_ONE_ACTION[action] ?? []), ...(isWild ? MORE : [])];
}

const MENUS = new Map<string, readonly Mishap[]>();

function effect(name: string, what: Effect): Mishap {
  return { kind: 'effect', name, effect: what };
}

function crash(when: 'before' | 'after'): Mishap {
  return { kind: 'crash', name: `crash ${when}`, when };
}
