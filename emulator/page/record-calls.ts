import type { JournalEntry } from '../api/journal.ts';
import { findAction } from '../api/run-action.ts';
import type { Service } from '../api/service.ts';
import type { ApiCall, Reply } from '../cloud/answer-call.ts';
import type { CosCall } from '../cloud/answer-cos.ts';
import type { CallOutcome, CallWatcher } from '../cloud/call-watch.ts';
import type { CloudMachine } from '../cloud/machine.ts';
import type { CosSuccess } from '../cos/operation.ts';
import { jsonSize } from '../json/json-size.ts';
import { type KeyFacts, type KeyPlace, keyChanges, keyFacts, keysNamedBy } from './key-changes.ts';
import type { KeptAnswer, RecordedCall, RecordedCalls } from './recorded-calls.ts';
import { subjectOf } from './subject.ts';
import type { CallRow, KeyChange } from './wire.ts';

type RecordingOptions = {
  readonly machine: Pick<CloudMachine, 'watchCalls' | 'keysIn' | 'tagsOf' | 'journal'>;
  readonly services: readonly Service[];
  readonly calls: RecordedCalls;
  /** Receives one sentence about a call that could not be recorded. */
  readonly warn: (sentence: string) => void;
};

/**
 * Records every call with its answer and what it did to keys.
 *
 * @returns A function that gives the number of a call that was carried out.
 */
export function recordCalls(options: RecordingOptions): NumberOf {
  const { machine, services, calls, warn } = options;
  const watch: CallWatcher = (call) => {
    const changesOf = keyWatch(call, machine, services);
    return (outcome) => {
      const { entry, reply, answer } = outcome;
      if (entry === undefined) return;
      const { keyIds, changes } = changesOf(idsIn(outcome));
      const [region, received] = [regionOf(call), keptCall(call)];
      const { requestId, params } = entry;
      const number = calls.add((count) => {
        const shown = { row: rowOf(count, entry, reply), region, requestId, params };
        const [bytes, kept] = [bytesOf(shown, received), keptAnswer(answer)];
        return { ...shown, ...{ answer: kept, keyIds, changes, received, bytes } };
      });
      if (answer instanceof Promise) {
        void answer.then((body) => calls.amend(number, { answer: keptAnswer(body) }));
      }
    };
  };

  machine.watchCalls(unfailing(watch, warn));
  machine.journal.onAmend(({ requestId, code, answer }) => {
    const amended = calls.list().find((call) => call.requestId === requestId);
    if (amended === undefined) return;
    calls.amend(amended.row.number, { answer: keptAnswer(answer), code });
  });

  return (call) => calls.list().find(({ received }) => received.call === call)?.row.number;
}

export type NumberOf = (call: ApiCall | CosCall) => number | undefined;

/** What goes wrong in the recording of a call must not fail the call itself. */
function unfailing(watch: CallWatcher, warn: RecordingOptions['warn']): CallWatcher {
  function attempt<T>(act: () => T): T | undefined {
    try {
      return act();
    } catch (error) {
      warn(`A call is missing on the page: ${error instanceof Error ? error.message : error}`);
      return undefined;
    }
  }

  return (call) => {
    const tell = attempt(() => watch(call));
    return (outcome) => attempt(() => tell?.(outcome));
  };
}

type KeysOfCall = {
  readonly keyIds: readonly string[];
  readonly changes: readonly KeyChange[];
};

/** Sees the keys that a call names as they are now, and later those, and the ones that it made. */
function keyWatch(
  call: ApiCall | CosCall,
  machine: RecordingOptions['machine'],
  services: readonly Service[],
): (madeIds: readonly string[]) => KeysOfCall {
  if (!('action' in call) || !call.signature.ok) return () => NO_KEYS;
  const found = findAction(call, services);
  const isMutating = found.ok && found.action.mutating;
  const places = keysNamedBy(call);
  const named = places.map(({ keyId }) => keyId);
  if (!isMutating) return () => ({ keyIds: named, changes: [] });

  const before = places.map((place): [KeyPlace, KeyFacts] => [place, keyFacts(machine, place)]);
  return (madeIds) => {
    const made = madeIds.filter((id) => machine.keysIn(call.region).has(id));
    const news = made.map((keyId): [KeyPlace, KeyFacts] => {
      return [{ region: call.region, keyId }, NO_FACTS];
    });
    const changes = [...before, ...news].flatMap(([place, facts]) =>
      keyChanges(place.keyId, facts, keyFacts(machine, place)),
    );
    return { keyIds: [...named, ...made], changes };
  };
}

const NO_KEYS: KeysOfCall = { keyIds: [], changes: [] };

const NO_FACTS: KeyFacts = new Map();

/** The ids that a call of API 3.0 drew for what it made, whether or not its answer names them. */
function idsIn({ input }: CallOutcome): readonly string[] {
  return input !== undefined && 'ids' in input ? input.ids : [];
}

/** An answer as it is kept; undefined when there is none yet, or it is too large. */
function keptAnswer(answer: CallOutcome['answer']): KeptAnswer | undefined {
  if (answer === undefined || answer instanceof Promise) return undefined;
  const value = 'status' in answer ? documentOf(answer) : answer;
  const bytes = jsonSize(value, ANSWER_BYTES_MAX);
  return bytes === undefined ? undefined : { value, bytes };
}

const ANSWER_BYTES_MAX = 16 * 1024;

/** The answer of COS, whose content is a document or an object. */
function documentOf({ status, content }: Pick<CosSuccess, 'status' | 'content'>): object {
  if (content === undefined) return { status };
  const isLarge = content.length > ANSWER_BYTES_MAX;
  return { status, body: isLarge ? `(${content.length} bytes)` : content.toString() };
}

function rowOf(number: number, entry: JournalEntry, reply: Reply): CallRow {
  const { action, caller, params, code, mutating, atMs } = entry;
  const [subject, received] = [subjectOf(params), receivedIn(reply)];
  return { number, action, caller, subject, code, received, mutating, atMs };
}

function receivedIn({ kind }: Reply): CallRow['received'] {
  switch (kind) {
    case 'answer':
      return 'answer';
    case 'truncated':
      return 'half an answer';
    case 'page':
      return 'a page';
    case 'none':
      return 'nothing';
  }
}

function regionOf(call: ApiCall | CosCall): string {
  return 'action' in call ? call.region : (call.request.region ?? call.request.homeRegion);
}

function keptCall(call: ApiCall | CosCall): RecordedCall['received'] {
  if (!call.signature.ok) return NOT_SIGNED;
  const bytes = receivedBytes(call);
  return bytes === undefined || bytes > CALL_BYTES_MAX ? TOO_LARGE : { call };
}

/** About how many bytes a call has as it was received; undefined when there are too many. */
function receivedBytes(call: ApiCall | CosCall): number | undefined {
  if ('action' in call) return jsonSize(call.params, CALL_BYTES_MAX);
  const { body, headers, url } = call.request;
  return body.length + url.length + (jsonSize(headers, CALL_BYTES_MAX) ?? CALL_BYTES_MAX);
}

/** About how much a call takes in memory, without its answer. Parts that both have count twice. */
function bytesOf(shown: object, { call }: RecordedCall['received']): number {
  const bytes = jsonSize(shown, Number.MAX_SAFE_INTEGER) ?? 0;
  return bytes + (call === undefined ? 0 : (receivedBytes(call) ?? 0));
}

const CALL_BYTES_MAX = 64 * 1024;

const NOT_SIGNED = { notKept: 'Its signature was not valid, so it was not kept.' };

const TOO_LARGE = {
  notKept: `It has more than ${CALL_BYTES_MAX} bytes or is nested too deeply, so it was not kept.`,
};
