/**
 * What the page of the local cloud and its server send to each other. The page's own scripts import this
 * module, so it depends on nothing.
 */

/** A call of an API, as a row of the page. */
export type CallRow = {
  /** Counted from 1 since the start; the page asks for the rest of a call by it. */
  readonly number: number;
  readonly action: string;
  /** `account` or `role/<name>`; empty when the signature was not valid. */
  readonly caller: string;
  /** The most telling parameter, such as an alias, the id of a key or the name of an object. */
  readonly subject: string;
  /** The error code; null for a success; `HTTP 503` for a page in place of an answer. */
  readonly code: string | null;
  /** What the caller received, which under a fault may differ from what happened. */
  readonly received: 'answer' | 'half an answer' | 'a page' | 'nothing';
  readonly mutating: boolean;
  /** On the cloud's own clock. */
  readonly atMs: number;
};

/**
 * `GET /page/calls?before=&limit=&search=&kind=`: the newest first. `before` is the number of a call, `kind` is
 * `failed` or `changes`, and each word of `search` must occur in the action, subject, code, caller or parameters.
 */
export type CallPage = {
  readonly calls: readonly CallRow[];
  /** Whether there are older ones that match. */
  readonly more: boolean;
};

/** `GET /page/calls/<number>`: everything that is known about a call. Secrets are left out. */
export type CallDetail = CallRow & {
  readonly region: string;
  readonly requestId: string;
  readonly params: unknown;
  /** The answer, also if its caller did not receive it; null when there was none, or it is too large. */
  readonly answer: unknown;
  readonly changes: readonly KeyChange[];
  /** Why the call cannot be sent again; absent when it can. */
  readonly notRepeatable?: string;
};

/**
 * `POST /page/calls/<number>/again`: the number of the new call. Under a fault that delays its effect, there is
 * none before that time has passed.
 */
export type SentAgain = { readonly number: number } | { readonly afterMs: number };

/** What one call did to a key. */
export type KeyChange = {
  readonly keyId: string;
  /** Such as `state`, `rotation`, `tag team`. */
  readonly field: string;
  /** Absent when there was none before. */
  readonly from?: string;
  /** Absent when there is none any more. */
  readonly to?: string;
};

/** The states of keys, in the order in which a filter offers them. */
export const KEY_STATES = [
  'Enabled',
  'Disabled',
  'PendingDelete',
  'PendingImport',
  'Archived',
] as const;

export type KeyRow = {
  readonly keyId: string;
  readonly alias: string;
  readonly state: string;
  readonly keyUsage: string;
  readonly origin: string;
  readonly createTimeMs: number;
  /** The days between two rotations; absent when the key is not rotated. */
  readonly rotationDays?: number;
  readonly tags: readonly (readonly [name: string, value: string])[];
};

/** `GET /page/keys?search=&state=&skip=&size=`: the newest first. */
export type KeyPage = {
  /** All keys of the region. */
  readonly total: number;
  /** Those that match the search and the state. */
  readonly matching: number;
  readonly keys: readonly KeyRow[];
};

/** `GET /page/keys/<keyId>` */
export type KeyDetail = KeyRow & {
  readonly description: string;
  /** When it is deleted, in milliseconds since 1970; absent when it is not to be. */
  readonly deletionAtMs?: number;
  /** The calls that concerned it, oldest first, with what each did. */
  readonly history: readonly (CallRow & { readonly changes: readonly KeyChange[] })[];
};

/** `GET /page/settings` */
export type Settings = {
  readonly region: string;
  readonly nowMs: number;
  readonly faults: readonly (Readonly<Record<string, unknown>> & { readonly number: number })[];
  readonly switches: readonly SwitchRow[];
  /** What a fault may be set for, each action with the codes that the vendor declares for it. */
  readonly actions: readonly { readonly action: string; readonly codes: readonly string[] }[];
};

export type SwitchRow = {
  readonly name: string;
  readonly value: boolean | number;
  readonly default: boolean | number;
  /** What it does, in a sentence. */
  readonly text: string;
};

/**
 * The events of `GET /page/stream`, by name, each with its data. Whoever serves more pages may add events of
 * their own.
 */
export type StreamEvents = {
  /**
   * The calls since the last event of this kind, oldest first. One that was sent before replaces that row: its
   * effect failed on brokers.
   */
  readonly calls: readonly CallRow[];
  /** Keys or tags have changed. */
  readonly keys: { readonly total: number };
  /** Faults, switches or the clock have changed. */
  readonly settings: null;
  /** Functions or topics have been deployed or removed. */
  readonly deployed: { readonly functions: readonly string[] };
  /** Everything but what is deployed was cleared. */
  readonly reset: null;
  /** Events were left out because too many came at once: read everything again. */
  readonly lagged: null;
};
