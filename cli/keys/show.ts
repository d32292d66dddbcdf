import { ApiError } from '../../shared/tenant-key/api-error.ts';
import type { JsonObject } from '../../shared/tenant-key/json.ts';
import { table } from '../../terminal/table.ts';
import { labelled } from '../../terminal/text.ts';
import type { DeploymentResult, Terminal } from '../deployment/command.ts';
import type { CommandOf } from '../invocation/operator-command.ts';
import type { TargetOptions } from '../invocation/target.ts';
import type { Io } from '../report/io.ts';
import { madeIdText } from '../report/made-id.ts';
import type { Style } from '../report/style.ts';
import { withApi } from './access.ts';
import type { ApiAnswer, KeyApi } from './api.ts';
import { keyNamed } from './names.ts';
import { untilSettled } from './patience.ts';
import { refusalResult } from './problems.ts';

/** Shows one key of a tenant. */
export function showKey(
  { key }: ShowCommand,
  options: TargetOptions,
  { print, style }: Terminal,
  io: Io,
): Promise<DeploymentResult> {
  return withApi(options, io, async (api) => {
    const { tenantId, keyName } = keyNamed(key);
    const answer = await api.ask({ command: 'show-key', tenantId, keyName });
    if (answer.status !== 200) return refusalResult(answer, api, io.wallMs(), tenantId);
    print(keyText(answer.body, style));
    return { exit: 'done', answer: answer.body };
  });
}

/** `key` is `TENANT/NAME`. */
export type ShowCommand = { readonly command: 'show'; readonly key: string };

function keyText(key: JsonObject, { width }: Style): string {
  const known = FIELDS.filter(([, field]) => field !== 'externalTenantId' || field in key);
  const rows = known.map(([label, field]) => [label, textOf(key[field])] as const);
  return labelled(rows, width);
}

const FIELDS = [
  ['key', 'keyId'],
  ['tenant', 'tenantId'],
  ['sent as', 'externalTenantId'],
  ['name', 'keyName'],
  ['alias', 'alias'],
  ['state', 'keyState'],
  ['usage', 'keyUsage'],
  ['origin', 'origin'],
  ['created', 'createdAt'],
] as const;

/** Lists keys of a tenant, or of all tenants, part by part to the end of the list. */
export function listKeys(
  command: ListCommand,
  options: TargetOptions,
  { print, printAnswer, style }: Terminal,
  io: Io,
): Promise<DeploymentResult> {
  return withApi(options, io, async (api) => {
    const listed: JsonObject[] = [];
    const onKey = (key: JsonObject) => {
      listed.push(key);
      printAnswer?.(key);
    };
    const refused = await readList(api, command, io, onKey);
    if (refused === undefined || listed.length > 0) print(listText(listed, command, style));
    if (refused === undefined) return { exit: 'done' };
    const { answer: _, ...refusal } = refusalResult(refused, api, io.wallMs());
    return listed.length > 0 ? { ...refusal, exit: 'partly' } : refusal;
  });
}

/** Reads as many keys of the list as are wanted. Returns the answer that refused a part. */
async function readList(
  api: KeyApi,
  { limit, ...listed }: ListCommand,
  io: Io,
  onKey: (key: JsonObject) => void,
): Promise<ApiAnswer | undefined> {
  let wanted = limit;
  for await (const answer of listParts(api, listed, io)) {
    if (answer.status !== 200) return answer;
    const keys = keysIn(answer.body).slice(0, wanted);
    keys.forEach(onKey);
    wanted -= keys.length;
    if (wanted === 0) break;
  }
  return undefined;
}

export type ListCommand = Omit<CommandOf<'list-keys'>, 'limit' | 'cursor'> & {
  /** `Infinity` lists all. */
  readonly limit: number;
};

/** As many keys as one part may have. */
const PART = 200;

/**
 * The parts of a list; one that was refused is the last. Where the rate is used up, a part is asked for again: those
 * before it are printed already.
 */
async function* listParts(
  api: KeyApi,
  listed: Omit<ListCommand, 'limit'>,
  { clock }: Io,
): AsyncGenerator<ApiAnswer, void, undefined> {
  let cursor: string | undefined = '';
  while (cursor !== undefined) {
    const part = { ...listed, limit: PART, ...(cursor !== '' && { cursor }) };
    const pauseOf = ({ status, retryAfterMs = 0 }: ApiAnswer) =>
      status === 429 ? retryAfterMs : undefined;
    const endMs = clock.nowMs() + RATE_MS_MAX;
    const answer: ApiAnswer = await untilSettled(() => api.ask(part), pauseOf, { clock, endMs });
    yield answer;
    cursor = cursorIn(answer.body, cursor);
  }
}

/** How long a list waits for the rate. */
const RATE_MS_MAX = 60_000;

/** @throws ApiError at an answer of another server. */
function keysIn({ keys }: JsonObject): readonly JsonObject[] {
  if (Array.isArray(keys)) return keys.filter((key) => typeof key === 'object' && key !== null);
  throw new ApiError('UnreadableAnswer', { detail: 'the answer has no list of keys' });
}

/** @throws ApiError where the list would not end. */
function cursorIn({ nextCursor }: JsonObject, before: string): string | undefined {
  if (typeof nextCursor !== 'string') return undefined;
  if (nextCursor !== before) return nextCursor;
  throw new ApiError('UnreadableAnswer', { detail: 'the list repeats its cursor' });
}

function listText(
  keys: readonly JsonObject[],
  { tenantId = '' }: Pick<ListCommand, 'tenantId'>,
  { width, paint }: Style,
): string {
  if (keys.length === 0) return `There is no such key.\n${madeIdText(tenantId, width)}`;
  const rows = keys.map((key) => [
    `${textOf(key.externalTenantId ?? key.tenantId)}/${textOf(key.keyName)}`,
    ...[key.keyId, key.keyState, key.keyUsage, key.createdAt].map(textOf),
  ]);
  return table(COLUMNS, rows, width, paint);
}

const COLUMNS = [
  { head: 'key', isWhole: true },
  { head: 'id' },
  { head: 'state' },
  { head: 'usage' },
  { head: 'created' },
] as const;

/** A field of an answer, or a question mark where it is none. */
export function textOf(field: unknown): string {
  return typeof field === 'string' ? field : '?';
}
