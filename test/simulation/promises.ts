import { kmsService } from '../../emulator/kms/service.ts';
import { tagService } from '../../emulator/tag/service.ts';
import type { DeadLetter } from '../../shared/dead-letters/generated/dead-letter.ts';
import type { CloudEvent } from '../../shared/events/generated/cloud-event.ts';
import { REGION } from '../world/machine-ports.ts';
import { BEGINNING_MS } from '../world/provisioning-world.ts';
import { stableText } from '../world/stable-event.ts';
import { callCloud } from './call-cloud.ts';
import { demand } from './demand.ts';
import { checkRecords } from './promises-of-records.ts';
import { checkRetries } from './promises-of-retries.ts';
import type { History } from './simulate.ts';

/**
 * Checks the promises P1 to P12 on the history of a world.
 *
 * @throws Error that begins with the promise that was broken.
 */
export function checkPromises(history: History): void {
  const observed = observedOf(history);
  checkOneKey(observed);
  checkNoForeignKey(observed, history);
  checkNothingLost(observed, history);
  checkStableEvents(observed, history);
  checkJustified(observed, history);
  checkRate(history);
  checkTime(history);
  checkTexts(observed);
  checkRecords(history);
  checkRetries(history);
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

function observedOf({ scenario, machine, ledger }: History): Observed {
  const { partitions, later } = scenario;
  const texts = [...partitions.flat(), ...later.map(({ text }) => text)];
  return {
    asked: [...new Set(texts)].map(askedOf),
    keys: keysOf(machine),
    events: ledger.events.map(({ event }) => event),
    deadLetters: ledger.records.flatMap(({ deadLetter }) => deadLetter ?? []),
    waiting: [...ledger.open.values()].flatMap((left) => [...left.values()]),
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
  { scenario, log, replaced }: History,
): void {
  for (const planted of [...scenario.foreignKeys, ...replaced]) {
    const key = keys.find(({ alias }) => alias === planted.alias);
    demand(key?.description === planted.description, 'P2', `${planted.alias} was changed`);
    demand(key?.tenantTag === undefined, 'P2', `${planted.alias} was tagged`);
    const output = JSON.stringify([events, deadLetters, log]);
    demand(!output.includes(key?.id ?? '-'), 'P2', `${planted.alias} was named`);
  }
  for (const { type, data } of events) {
    if (type !== 'tenant-key.provisioned') continue;
    const key = keys.find(({ id }) => id === data.keyId);
    const isReplaced = replaced.some(({ keyId }) => keyId === data.keyId);
    const expected = isReplaced ? `old_${data.alias}` : data.alias;
    demand(key?.alias === expected, 'P2', `${data.keyId} is not the key of ${data.alias}`);
    // Nothing is repaired on a key whose marker is of another alias than it has, or is that of another key too.
    const isCopied = replaced.some(({ description }) => description === key?.description);
    if ((isReplaced || isCopied) && scenario.deeds.some(({ what }) => what === 'untag a key'))
      continue;
    demand(key?.tenantTag === data.tenantId, 'P2', `${data.alias} is not tagged as its tenant's`);
  }
}

/**
 * P3: every request is provisioned or rejected in the end, and never both; malformed messages stay parked. Nothing
 * is acknowledged before one of that, or waits.
 */
function checkNothingLost({ asked, events, waiting }: Observed, history: History): void {
  const { lost, replaced } = history;
  demand(lost.length === 0, 'P3', 'a message was acknowledged, and is nowhere else');
  for (const { text, requestId, alias } of asked) {
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
    // A repeat of a request whose key was replaced meanwhile is rejected.
    const isReplaced = replaced.some((key) => key.alias === alias);
    demand(kinds.size === 1 || isReplaced, 'P3', `${requestId} was provisioned and rejected`);
    const waits = waiting.some((deadLetter) => deadLetter.identity?.requestId === requestId);
    demand(!waits, 'P3', `the dead letter of ${requestId} was never settled`);
  }
}

/** P4: a repeat of an event is the same, as far as the request and the key decide it. */
function checkStableEvents({ events }: Observed, { replaced }: History): void {
  const textOf = new Map<string, string>();
  const idOf = new Map<string, string>();
  for (const published of events) {
    const text = stableText(published);
    const { id, type, data } = published;
    // Of two keys that refused a request, ours is compared with it field by field, and theirs is not.
    const alias = `${data.tenantId}_${data.keyName}`;
    const isReplaced = replaced.some((key) => key.alias === alias);
    if (isReplaced && type === 'tenant-key.rejected') continue;
    demand((textOf.get(id) ?? text) === text, 'P4', `a repeat of ${type} differs`);
    textOf.set(id, text);
    const withoutId = text.replace(id, '');
    demand((idOf.get(withoutId) ?? id) === id, 'P4', `a repeat of ${type} has another id`);
    idOf.set(withoutId, id);
  }
}

/** P7: a rejection is justified. P5: otherwise the order of requests does not matter. */
function checkJustified({ asked, events }: Observed, { scenario, replaced }: History): void {
  for (const { requestId, alias, isValid, spec } of asked) {
    if (requestId === undefined) continue;
    const rivals = asked.some((other) => other.alias === alias && other.spec !== spec);
    const isForeign = scenario.foreignKeys.some((planted) => planted.alias === alias);
    const isReplaced = replaced.some((key) => key.alias === alias);
    for (const { type, data } of events) {
      if (!('requestId' in data) || data.requestId !== requestId) continue;
      if (type === 'tenant-key.provisioned') {
        demand(isValid && !isForeign, 'P7', `${requestId} should have been rejected`);
      } else if (type === 'tenant-key.rejected') {
        const expected = isValid ? 'KeyConflict' : 'RequestInvalid';
        demand(data.code === expected, 'P7', `${requestId} was rejected for ${data.code}`);
        const isJustified = !isValid || rivals || isForeign || isReplaced;
        demand(isJustified, 'P7', `${requestId} was rejected without a rival`);
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

/** P2: a key that was disabled or replaced is not published by an invocation that began after it was. */
function checkServing(history: History): void {
  const { machine, ledger, invocations, disabled, replaced } = history;
  for (const { keyId, atMs } of [...disabled, ...replaced]) {
    for (const { event, atMs: publishedMs } of ledger.events) {
      const { type, data } = event;
      if (type !== 'tenant-key.provisioned' || data.keyId !== keyId || publishedMs <= atMs)
        continue;
      if (publishedMs >= (enabledMs(machine, keyId) ?? Number.POSITIVE_INFINITY)) continue;
      const isExcused = invocations.some(
        ({ startMs, endMs }) => startMs <= atMs && endMs + LATE_MS >= publishedMs,
      );
      demand(isExcused, 'P2', `${keyId} was published although it is disabled or replaced`);
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
