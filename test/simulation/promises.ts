import { isDeepStrictEqual } from 'node:util';
import { kmsService } from '../../emulator/kms/service.ts';
import { tagService } from '../../emulator/tag/service.ts';
import type { DeadLetter } from '../../shared/dead-letters/generated/dead-letter.ts';
import type { CloudEvent } from '../../shared/events/generated/cloud-event.ts';
import { REGION } from '../world/machine-ports.ts';
import { BEGINNING_MS } from '../world/provisioning-world.ts';
import { callCloud } from './call-cloud.ts';
import type { History } from './simulate.ts';

/**
 * Checks the promises P1 to P11 on the history of a world.
 *
 * @throws Error that begins with the promise that was broken.
 */
export function checkPromises(history: History): void {
  const observed = observedOf(history);
  checkOneKey(observed);
  checkNoForeignKey(observed, history);
  checkNothingLost(observed);
  checkStableEvents(observed);
  checkJustified(observed, history);
  checkRate(history);
  checkTime(history);
  checkTexts(observed);
  checkKnownKeys(history);
  checkReplacedRecords(history);
  checkServing(history);
  checkSecrets(observed, history);
}

type Asked = {
  readonly text: string;
  readonly requestId?: string;
  /** `tenant_name`. */
  readonly alias?: string;
  readonly isValid: boolean;
  /** Everything but the requestId, as text. */
  readonly spec: string;
};

type Key = {
  readonly id: string;
  readonly alias: string;
  readonly description: string;
  readonly state: string;
  readonly tenantTag: string | undefined;
};

type Observed = {
  readonly asked: readonly Asked[];
  readonly keys: readonly Key[];
  readonly events: readonly CloudEvent[];
  /** Every record of a dead letter that was written. */
  readonly deadLetters: readonly DeadLetter[];
  /** The records of unsettled dead letters at the end. */
  readonly waiting: readonly DeadLetter[];
};

function observedOf({ scenario, machine }: History): Observed {
  const read = (topic: string) => machine.topics.get(topic)?.read(0, 100_000) ?? [];
  const parse = <T>(value: string | null) => JSON.parse(value ?? 'null') as T;
  const waiting = new Map<string, DeadLetter>();
  const deadLetters: DeadLetter[] = [];
  for (const { key, value } of read('key-dead-letters')) {
    if (value === null) waiting.delete(key ?? '');
    else {
      const deadLetter = parse<DeadLetter>(value);
      deadLetters.push(deadLetter);
      waiting.set(key ?? '', deadLetter);
    }
  }
  return {
    asked: [...new Set(scenario.partitions.flat())].map(askedOf),
    keys: keysOf(machine),
    events: read('key-events').map(({ value }) => parse<CloudEvent>(value)),
    deadLetters,
    waiting: [...waiting.values()],
  };
}

function askedOf(text: string): Asked {
  let fields: { requestId?: string; tenantId?: string; keyName?: string };
  try {
    fields = JSON.parse(text);
  } catch {
    return { text, isValid: false, spec: text };
  }
  const { requestId, ...spec } = fields;
  const isValid = /^[a-z0-9-]+$/.test(spec.tenantId ?? '');
  return {
    text,
    ...(requestId === undefined ? {} : { requestId }),
    alias: `${spec.tenantId}_${spec.keyName}`,
    isValid,
    spec: JSON.stringify(spec),
  };
}

function keysOf(machine: History['machine']): readonly Key[] {
  const params = { KeyUsage: 'ALL', Limit: 200 };
  const { KeyMetadatas } = callCloud(machine, kmsService, 'ListKeyDetail', params);
  return (KeyMetadatas as readonly Metadata[]).map((key) => ({
    id: key.KeyId,
    alias: key.Alias,
    description: key.Description,
    state: key.KeyState,
    tenantTag: tenantTagOf(machine, key),
  }));
}

type Metadata = Readonly<
  Record<'KeyId' | 'Alias' | 'Description' | 'KeyState' | 'ResourceId', string>
>;

function tenantTagOf(machine: History['machine'], { ResourceId }: Metadata): string | undefined {
  const { Tags } = callCloud(machine, tagService, 'DescribeResourceTagsByResourceIds', {
    ServiceType: 'kms',
    ResourcePrefix: 'key',
    ResourceIds: [ResourceId],
    ResourceRegion: REGION,
  });
  const tags = Tags as readonly { readonly TagKey: string; readonly TagValue: string }[];
  return tags.find(({ TagKey }) => TagKey === 'tenant-keys:tenant')?.TagValue;
}

/** P1: one key for a tenant and name. */
function checkOneKey({ keys, events }: Observed): void {
  const aliases = new Set(keys.map(({ alias }) => alias));
  demand(aliases.size === keys.length, 'P1', 'two keys have one name');
  const keyOf = new Map<string, string>();
  for (const { type, data } of events) {
    if (type !== 'tenant-key.provisioned') continue;
    const known = keyOf.get(data.alias) ?? data.keyId;
    demand(known === data.keyId, 'P1', `${data.alias} was published with two keys`);
    keyOf.set(data.alias, known);
  }
}

/** P2: no key that is not ours is adopted, touched or named. */
function checkNoForeignKey(
  { keys, events, deadLetters }: Observed,
  { scenario, log }: History,
): void {
  for (const planted of scenario.foreignKeys) {
    const key = keys.find(({ alias }) => alias === planted.alias);
    demand(key?.description === planted.description, 'P2', `${planted.alias} was changed`);
    demand(key?.tenantTag === undefined, 'P2', `${planted.alias} was tagged`);
    const output = JSON.stringify([events, deadLetters, log]);
    demand(!output.includes(key?.id ?? '-'), 'P2', `${planted.alias} was named`);
  }
  for (const { type, data } of events) {
    if (type !== 'tenant-key.provisioned') continue;
    const key = keys.find(({ id }) => id === data.keyId);
    demand(key?.alias === data.alias, 'P2', `${data.keyId} is not the key of ${data.alias}`);
    demand(key?.tenantTag === data.tenantId, 'P2', `${data.alias} is not tagged as its tenant's`);
  }
}

/** P3: every request is provisioned or rejected in the end, and never both; malformed messages stay parked. */
function checkNothingLost({ asked, events, waiting }: Observed): void {
  for (const { text, requestId } of asked) {
    if (requestId === undefined) {
      const isKept = waiting.some((deadLetter) => deadLetter.text === text);
      demand(isKept, 'P3', 'a malformed message was lost');
      continue;
    }
    const kinds = new Set(
      events.flatMap(({ type, data }) =>
        'requestId' in data && data.requestId === requestId ? [type as string] : [],
      ),
    );
    kinds.delete('tenant-key.waiting');
    kinds.delete('tenant-key.parked');
    demand(kinds.size > 0, 'P3', `${requestId} was lost`);
    demand(kinds.size === 1, 'P3', `${requestId} was provisioned and rejected`);
    const waits = waiting.some((deadLetter) => deadLetter.identity?.requestId === requestId);
    demand(!waits, 'P3', `the dead letter of ${requestId} was never settled`);
  }
}

/** P4: a repeat of an event is the same byte for byte. */
function checkStableEvents({ events }: Observed): void {
  const textOf = new Map<string, string>();
  const idOf = new Map<string, string>();
  for (const event of events) {
    const text = JSON.stringify(event);
    demand((textOf.get(event.id) ?? text) === text, 'P4', `a repeat of ${event.type} differs`);
    textOf.set(event.id, text);
    const { id, ...others } = event;
    const withoutId = JSON.stringify(others);
    demand((idOf.get(withoutId) ?? id) === id, 'P4', `a repeat of ${event.type} has another id`);
    idOf.set(withoutId, id);
  }
}

/** P7: a rejection is justified. P5: otherwise the order of requests does not matter. */
function checkJustified({ asked, events }: Observed, { scenario }: History): void {
  for (const { requestId, alias, isValid, spec } of asked) {
    if (requestId === undefined) continue;
    const rivals = asked.some((other) => other.alias === alias && other.spec !== spec);
    const isForeign = scenario.foreignKeys.some((planted) => planted.alias === alias);
    for (const { type, data } of events) {
      if (!('requestId' in data) || data.requestId !== requestId) continue;
      if (type === 'tenant-key.provisioned') {
        demand(isValid && !isForeign, 'P7', `${requestId} should have been rejected`);
      } else if (type === 'tenant-key.rejected') {
        const expected = isValid ? 'KeyConflict' : 'RequestInvalid';
        demand(data.code === expected, 'P7', `${requestId} was rejected for ${data.code}`);
        demand(!isValid || rivals || isForeign, 'P7', `${requestId} was rejected without a rival`);
      }
    }
  }
  checkOneSpec(asked, events);
}

/** P5: of two specifications of one name, one wins. */
function checkOneSpec(asked: Observed['asked'], events: Observed['events']): void {
  const specOf = new Map<string, string>();
  for (const { type, data } of events) {
    if (type !== 'tenant-key.provisioned') continue;
    const spec = asked.find(({ requestId }) => requestId === data.requestId)?.spec ?? '';
    const known = specOf.get(data.keyId) ?? spec;
    demand(known === spec, 'P5', 'one key serves two specifications');
    specOf.set(data.keyId, known);
  }
}

/** Which calls share a rate limiter. */
function limiterOf(action: string): 'kms' | 'tag reads' | 'tag changes' {
  if (action === 'TagResources' || action === 'CreateTags') return 'tag changes';
  return /Tags/.test(action) ? 'tag reads' : 'kms';
}

/** P6: no instance sends more than its share in any sliding second. */
function checkRate({ instances, scenario }: History): void {
  const { callsPerSecondMax } = scenario;
  for (const { sent } of instances) {
    for (const rateLimiter of ['kms', 'tag reads', 'tag changes'] as const) {
      const share =
        rateLimiter === 'tag changes' ? Math.max(1, callsPerSecondMax / 5) : callsPerSecondMax;
      const times = sent
        .filter(({ action }) => limiterOf(action) === rateLimiter)
        .map(({ atMs }) => atMs);
      for (let last = share; last < times.length; last += 1) {
        const spanMs = (times[last] ?? 0) - (times[last - share] ?? 0);
        demand(spanMs >= 1_000, 'P6', `${share + 1} ${rateLimiter} in ${spanMs} ms`);
      }
    }
  }
}

/** P8: a function ends within its time. */
function checkTime({ invocations }: History): void {
  const late = invocations.find(({ end }) => end === 'timed out');
  demand(late === undefined, 'P8', `a function exceeded its time limit at ${late?.startMs}`);
}

/** P10: what is parked keeps its text. */
function checkTexts({ asked, deadLetters }: Observed): void {
  const texts = new Set(asked.map(({ text }) => text));
  const isKept = deadLetters.every((deadLetter) => texts.has(deadLetter.text));
  demand(isKept, 'P10', 'a dead letter has another text than its request');
}

/**
 * P10: a dead letter that records a key never creates another. Another redrive may have replaced the records
 * that a redrive read, so every state of the topic counts that it may have read.
 */
function checkKnownKeys({ machine, instances, invocations }: History): void {
  const records = (machine.topics.get('key-dead-letters')?.read(0, 100_000) ?? []).map(
    ({ key, value, timestampMs }): Parked => ({
      key: key ?? '',
      parkedMs: timestampMs - BEGINNING_MS,
      ...(value === null ? {} : { deadLetter: JSON.parse(value) as DeadLetter }),
    }),
  );
  for (const [place, { sent, isOperators }] of instances.entries()) {
    if (!isOperators) continue;
    for (const { action, alias, atMs } of sent) {
      if (action !== 'CreateKey') continue;
      const began = invocations.filter(
        ({ instance, startMs }) => instance === place && startMs <= atMs,
      );
      const beganMs = Math.max(0, ...began.map(({ startMs }) => startMs));
      const isUnknown = wasKeyUnknown(records, alias, beganMs, atMs);
      demand(isUnknown, 'P10', `a redrive created another key of ${alias}`);
    }
  }
}

type Parked = {
  readonly key: string;
  readonly parkedMs: number;
  /** Undefined when the record of the key was removed. */
  readonly deadLetter?: DeadLetter;
};

/**
 * Whether some dead letter of the alias recorded no key at some time between these two. What a record said
 * counts until it is removed, even if another one with its key says less: compaction must not matter.
 */
function wasKeyUnknown(
  records: readonly Parked[],
  alias: string | undefined,
  beganMs: number,
  endMs: number,
): boolean {
  const open = new Map<string, { readonly id: string; readonly knows: boolean }>();
  const isUnknown = () => {
    const all = [...open.values()];
    return all.some(({ id }) => !all.some((other) => other.id === id && other.knows));
  };
  for (const { key, parkedMs, deadLetter } of records) {
    if (parkedMs > endMs) break;
    if (parkedMs > beganMs && isUnknown()) return true;
    const { id = '', identity, keyId } = deadLetter ?? {};
    if (deadLetter === undefined) open.delete(key);
    else if (`${identity?.tenantId}_${identity?.keyName}` === alias) {
      open.set(key, { id, knows: open.get(key)?.knows === true || keyId !== undefined });
    }
  }
  return isUnknown();
}

/**
 * P10: a record of a dead letter replaces only one that says no more, since compaction forgets that one: it is
 * of the same delivery, and knows the same key and as many redrives.
 */
function checkReplacedRecords({ machine }: History): void {
  const records = new Map<string | null, DeadLetter>();
  for (const { key, value } of machine.topics.get('key-dead-letters')?.read(0, 100_000) ?? []) {
    const before = records.get(key);
    const after = JSON.parse(value ?? 'null') as DeadLetter | null;
    if (after === null) records.delete(key);
    else records.set(key, after);
    if (before === undefined || after === null) continue;
    const isRepeat =
      isDeepStrictEqual(after.source, before.source) &&
      after.keyId === before.keyId &&
      after.redrives >= before.redrives;
    demand(isRepeat, 'P10', `a record of ${after.id} says less than the one that it replaced`);
  }
}

/** P2: a disabled key is not published by an invocation that began after it was disabled. */
function checkServing({ machine, invocations, disabled }: History): void {
  const events = machine.topics.get('key-events')?.read(0, 100_000) ?? [];
  for (const { keyId, atMs } of disabled) {
    for (const { value, timestampMs } of events) {
      const publishedMs = timestampMs - BEGINNING_MS;
      const { type, data } = JSON.parse(value ?? '') as CloudEvent;
      if (type !== 'tenant-key.provisioned' || data.keyId !== keyId || publishedMs <= atMs)
        continue;
      if (publishedMs >= (enabledMs(machine, keyId) ?? Number.POSITIVE_INFINITY)) continue;
      const isExcused = invocations.some(
        ({ startMs, endMs }) => startMs <= atMs && endMs + LATE_MS >= publishedMs,
      );
      demand(isExcused, 'P2', `${keyId} was published although it is disabled`);
    }
  }
}

/** How long after the end of the function a late message may be appended. */
const LATE_MS = 2_600;

function enabledMs(machine: History['machine'], keyId: string): number | undefined {
  const entry = machine.journal
    .list()
    .find(({ action, params }) => action === 'EnableKey' && params.KeyId === keyId);
  return entry === undefined ? undefined : entry.atMs - BEGINNING_MS;
}

/** P11: no secret is disclosed, and no text of a request except in a dead letter. */
function checkSecrets({ events, deadLetters }: Observed, { log }: History): void {
  const withoutTexts = deadLetters.map(({ text: _, ...deadLetter }) => deadLetter);
  const output = JSON.stringify([events, withoutTexts, log]);
  demand(!output.includes('a-secret-of-at-least'), 'P11', 'a signing key of markers was disclosed');
  demand(!output.includes('canary'), 'P11', 'the text of a request was disclosed');
}

function demand(holds: boolean, promise: string, complaint: string): asserts holds {
  if (!holds) throw new Error(`${promise}: ${complaint}`);
}
