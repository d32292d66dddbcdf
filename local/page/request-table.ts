import { type Listeners, listeners } from '../../emulator/async/listeners.ts';
import type { Place } from '../../emulator/topics/topic-log.ts';
import type { JsonObject } from '../../shared/tenant-key/json.ts';
import type { Activity, Names, RequestOutcome, RequestReceived } from '../activity.ts';
import { type KeptEntries, keptEntries } from './kept-entries.ts';
import type { RequestOutcomeName, RequestPage, RequestRow, RequestWayIn } from './wire.ts';

/** The last requests with what became of them. */
export type RequestTable = {
  /** Adds a request that has arrived, or an outcome to the requests that it is about. */
  readonly add: (activity: Activity) => void;
  readonly find: (number: number) => TracedRequest | undefined;
  /** The newest request with these names. */
  readonly newest: (names: Names) => RequestRow | undefined;
  readonly list: (filter: RequestFilter) => RequestPage;
  readonly clear: () => void;
  /** Calls `listener` with each row that is new or has changed, until the returned function is called. */
  readonly onChange: Listeners<RequestRow>['add'];
};

/** A request with what is known of it. */
export type TracedRequest = {
  readonly row: RequestRow;
  /** Of a message of the queue. */
  readonly place?: Place | undefined;
  /** Its outcomes, oldest first. */
  readonly outcomes: readonly RequestStep[];
};

export type RequestStep = {
  readonly atMs: number;
  readonly wayIn: RequestOutcome['wayIn'];
  readonly outcome: RequestOutcomeName;
  readonly code?: string | undefined;
  readonly detail?: JsonObject | undefined;
};

export type RequestFilter = {
  /** Part of a name, of a code or of the id of a key, in any case. */
  readonly search: string;
  readonly wayIn?: RequestWayIn | undefined;
  readonly outcome?: RequestOutcomeName | undefined;
  readonly limit: number;
};

/**
 * @param nowMs The cloud's own clock.
 * @param rowsMax How many requests are kept; older ones are dropped.
 */
export function requestTable(nowMs: () => number, rowsMax = ROWS_MAX): RequestTable {
  const entries = keptEntries(keysOf, rowsMax);
  const { add: onChange, notify } = listeners<RequestRow>();
  let count = 0;

  function create(wayIn: RequestWayIn, activity: RequestReceived | RequestOutcome): Entry {
    count += 1;
    const { arrival, place } = activity;
    const isToBeQueued = activity.kind === 'request' && activity.isToBeQueued === true;
    const atMs = nowMs();
    const times = { receivedAtMs: atMs, updatedAtMs: atMs };
    const row: RequestRow = {
      ...{ number: count, wayIn, ...present(namesOnly(activity)), outcome: 'received' },
      ...times,
    };
    const entry: Entry = { row, arrival, place, isToBeQueued, outcomes: [] };
    entries.add(entry);
    return entry;
  }

  function receive(request: RequestReceived): void {
    const { wayIn, place } = request;
    // What the timer sends in again has a row, or gets one with its outcome.
    if (wayIn === 'retry') return;
    const queued = wayIn === 'queue' ? queuedAs(request, entries) : undefined;
    if (queued === undefined) {
      notify(create(wayIn, request).row);
    } else {
      entries.change(queued, () => {
        queued.place = place;
        queued.isToBeQueued = false;
      });
    }
  }

  function end(outcome: RequestOutcome): void {
    const concerned = concernedBy(outcome, entries);
    const changed = concerned.length === 0 ? [create(outcome.wayIn, outcome)] : concerned;
    for (const entry of changed) {
      entries.change(entry, () => update(entry, outcome, nowMs()));
      notify(entry.row);
    }
  }

  return {
    add: (activity) => {
      if (activity.kind === 'request') receive({ ...activity, ...shortNames(activity) });
      else if (activity.kind === 'outcome') end({ ...activity, ...shortNames(activity) });
    },
    find: entries.get,
    newest: (names) => entries.find(namesKey(shortNames(names))).at(-1)?.row,
    list: (filter) => pageOf(entries.all(), filter),
    clear: entries.clear,
    onChange,
  };
}

const ROWS_MAX = 2_000;

type Entry = TracedRequest & {
  row: RequestRow;
  readonly arrival: number | undefined;
  place: Place | undefined;
  /** It arrived over HTTP, and will arrive in the queue. */
  isToBeQueued: boolean;
  readonly outcomes: RequestStep[];
};

/** Whoever sends a request chooses its names, and a row must not take the memory of a whole message. */
function shortNames({ requestId, tenantId, externalTenantId, keyName }: Names): Names {
  return {
    ...{ requestId: shortName(requestId), tenantId: shortName(tenantId) },
    ...{ externalTenantId: shortName(externalTenantId), keyName: shortName(keyName) },
  };
}

function shortName(name: string | undefined): string | undefined {
  if (name === undefined || name.length <= NAME_LENGTH_MAX) return name;
  // Through bytes, since a part of a text keeps the whole text in memory.
  return `${Buffer.from(name.slice(0, NAME_LENGTH_MAX)).toString()}…`;
}

/** Longer than any valid name. */
const NAME_LENGTH_MAX = 256;

/** The names of a request or an outcome alone. */
function namesOnly({ requestId, tenantId, externalTenantId, keyName }: Names): Names {
  return { requestId, tenantId, externalTenantId, keyName };
}

/** The fields that have a value. */
function present<Fields extends object>(fields: Fields): Present<Fields> {
  const rows = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(rows) as Present<Fields>;
}

type Present<Fields> = { [Name in keyof Fields]?: Exclude<Fields[Name], undefined> };

/** The message of the queue that was accepted over HTTP. */
function queuedAs(names: Names, entries: KeptEntries<Entry>): Entry | undefined {
  return entries.find(namesKey(names)).find(({ isToBeQueued }) => isToBeQueued);
}

/** The requests that an outcome is about: one delivery, or all deliveries of what was sent in again. */
function concernedBy(outcome: RequestOutcome, entries: KeptEntries<Entry>): readonly Entry[] {
  const { wayIn, arrival, place } = outcome;
  if (wayIn === 'http') return entries.find(arrivalKey(arrival)).slice(-1);
  if (wayIn === 'queue') return entries.find(placeKey(place)).slice(-1);
  const same = entries.find(namesKey(outcome));
  const open = same.filter(({ row }) => OPEN.includes(row.outcome));
  return open.length > 0 ? open : same.slice(-1);
}

/** What an entry is found by. */
function keysOf({ row, arrival, place }: Entry): readonly (string | undefined)[] {
  return [namesKey(row), arrivalKey(arrival), placeKey(place)];
}

function namesKey({ requestId, tenantId, keyName }: Names): string {
  return JSON.stringify([requestId, tenantId, keyName]);
}

function arrivalKey(arrival: number | undefined): string | undefined {
  return arrival === undefined ? undefined : `arrival ${arrival}`;
}

function placeKey(place: Place | undefined): string | undefined {
  return place === undefined ? undefined : `place ${place.partition} ${place.offset}`;
}

/** The outcomes of requests that have a dead letter. */
const OPEN: readonly RequestOutcomeName[] = ['waiting', 'parked'];

function update(entry: Entry, outcome: RequestOutcome, atMs: number): void {
  const { number, wayIn, receivedAtMs, requestId, tenantId, externalTenantId, keyName } = entry.row;
  const { code, keyId, adopted, detail } = outcome;
  // A name that was sent stays, whatever the answer makes of it.
  const sent = present({ requestId, tenantId, externalTenantId, keyName });
  entry.row = {
    ...{ number, wayIn, ...present(namesOnly(outcome)), ...sent },
    ...{ outcome: outcome.outcome, ...present({ code, keyId, adopted }) },
    ...{ receivedAtMs, updatedAtMs: atMs },
  };
  const step = { atMs, wayIn: outcome.wayIn, outcome: outcome.outcome, code, detail };
  // Of one that is tried again for days, the first outcome says how it began.
  if (entry.outcomes.length === STEPS_MAX) entry.outcomes.splice(1, 1);
  entry.outcomes.push(step);
}

const STEPS_MAX = 20;

function pageOf(entries: readonly Entry[], filter: RequestFilter): RequestPage {
  const matching = entries.map(({ row }) => row).filter((row) => isMatch(row, filter));
  const requests = matching.reverse().slice(0, filter.limit);
  return { total: entries.length, matching: matching.length, requests };
}

function isMatch(row: RequestRow, { search, wayIn, outcome }: RequestFilter): boolean {
  if (wayIn !== undefined && row.wayIn !== wayIn) return false;
  if (outcome !== undefined && row.outcome !== outcome) return false;
  const { requestId, tenantId, externalTenantId, keyName, code, keyId } = row;
  const searched = [requestId, externalTenantId ?? tenantId, keyName, tenantId, code, keyId];
  return searched.join('/').toLowerCase().includes(search.toLowerCase());
}
