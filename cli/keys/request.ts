import { createHash } from 'node:crypto';
import { ApiError } from '../../shared/tenant-key/api-error.ts';
import type { JsonObject } from '../../shared/tenant-key/json.ts';
import { printable } from '../../terminal/text.ts';
import { type DeploymentResult, type Terminal, usageResult } from '../deployment/command.ts';
import type { TargetOptions } from '../invocation/target.ts';
import type { Io } from '../report/io.ts';
import { madeIdNote, madeIdText } from '../report/made-id.ts';
import { withOperand } from '../report/style.ts';
import { withApi } from './access.ts';
import type { ApiAnswer, KeyApi } from './api.ts';
import { keyNamed, type TypedAwaited } from './names.ts';
import { type Patience, untilSettled } from './patience.ts';
import { isTransient, refusalResult } from './problems.ts';
import { textOf } from './show.ts';
import { type Awaited, askPatiently, keyIn, waitForEnd } from './wait.ts';

export type RequestCommand = {
  readonly command: 'request';
  /** `TENANT/NAME`. */
  readonly key: string;
  /** The fields of the request that flags give. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** A new one when left out. */
  readonly requestId: string | undefined;
  /** Wait for the end of what was only accepted. */
  readonly wait: boolean;
  /** Ask for an answer before there is a key. */
  readonly isAsync: boolean;
  readonly timeoutMs: number;
};

/** Requests a key, and with `wait` waits until the request has come to an end. */
export function requestKey(
  command: RequestCommand,
  options: TargetOptions,
  terminal: Terminal,
  io: Io,
): Promise<DeploymentResult> {
  return withApi(options, io, async (api) => {
    const { key, fields, wait, timeoutMs } = command;
    const { tenantId, keyName } = keyNamed(key);
    terminal.print(madeIdText(tenantId, terminal.style.width));
    const requestId = command.requestId ?? newRequestId(key, io);
    const patience = { clock: io.clock, endMs: io.clock.nowMs() + timeoutMs };
    const request = { requestId, tenantId, keyName, ...fields };
    const answer = await post(api, request, command, patience);
    if (answer.status === 202) {
      const accepted = { tenantId, keyName, requestId };
      if (!wait) return acceptedResult(answer.body, accepted, terminal);
      terminal.print(placeLine(key, answer.body));
      terminal.printAnswer?.(answer.body);
      const result = await waitedResult(api, accepted, answer.body, patience, terminal, io);
      return refuseOther(result, fields);
    }
    if (answer.status !== 200 && answer.status !== 201) {
      return refusalResult(answer, api, io.wallMs());
    }
    const { status, keyId } = answer.body;
    terminal.print(printable(`${key}: ${textOf(status)}, key ${textOf(keyId)}`).concat('\n'));
    return { exit: 'done', answer: answer.body };
  });
}

/** By the time of day: a request of an earlier run has an end of its own, which this one must not be told. */
function newRequestId(key: string, { wallMs }: Io): string {
  const digest = createHash('sha256').update(key).digest('hex').slice(0, 8);
  return `cli-${wallMs().toString(36)}-${digest}`;
}

/** Sends the request; a patient caller sends it again where it failed for now, since it is idempotent. */
async function post(
  api: KeyApi,
  request: JsonObject,
  { isAsync, wait }: Pick<RequestCommand, 'isAsync' | 'wait'>,
  patience: Patience,
): Promise<ApiAnswer> {
  const command = { command: 'request-key', request } as const;
  if (!wait) return api.ask(command, isAsync);
  const pauseOf = (answer: ApiAnswer | ApiError) => {
    if (answer instanceof ApiError) return 0;
    return isTransient(answer) ? (answer.retryAfterMs ?? 0) : undefined;
  };
  const answer = await untilSettled(() => askPatiently(api, command, isAsync), pauseOf, patience);
  if (answer instanceof ApiError) throw answer;
  return answer;
}

/** The request is accepted and there is no key yet, which is not done: the exit code says so. */
function acceptedResult(
  body: JsonObject,
  { tenantId, keyName, requestId }: Awaited,
  { print, style }: Terminal,
): DeploymentResult {
  const key = `${tenantId}/${keyName}`;
  print(placeLine(key, body));
  const id = textOf(body.requestId ?? requestId);
  print(
    `To wait for it:\n${style.nextCommand(withOperand(['keys', 'wait'], key, ['--request', id]))}`,
  );
  return { exit: 'partly', answer: body };
}

/** Waits for the end of a request or for a key. */
export function waitForKey(
  { awaited, timeoutMs }: WaitCommand,
  options: TargetOptions,
  terminal: Terminal,
  io: Io,
): Promise<DeploymentResult> {
  return withApi(options, io, async (api) => {
    const { url } = awaited;
    if (url !== undefined && url !== api.http?.url) return usageResult(otherServer(url, api));
    const patience = { clock: io.clock, endMs: io.clock.nowMs() + timeoutMs };
    return waitedResult(api, awaited, undefined, patience, terminal, io);
  });
}

export type WaitCommand = {
  readonly command: 'wait';
  readonly awaited: TypedAwaited;
  readonly timeoutMs: number;
};

function otherServer(url: string, { http }: KeyApi): string {
  const begins = `The address begins with ${printable(url)}, and`;
  return http === undefined
    ? `${begins} TENANT_KEYS_URL is not set: give only what follows from /v1 on, or set it, with a token.`
    : `${begins} the API is at ${http.url}: the token is sent nowhere else. Check TENANT_KEYS_URL, or give only what follows from /v1 on.`;
}

async function waitedResult(
  api: KeyApi,
  awaited: Awaited,
  known: JsonObject | undefined,
  patience: Patience,
  { print, printAnswer }: Terminal,
  io: Io,
): Promise<DeploymentResult> {
  const { tenantId, keyName, requestId = '' } = awaited;
  const name = keyName === undefined ? requestId : `${tenantId}/${keyName}`;
  const onChange = (body: JsonObject) => {
    print(placeLine(name, body));
    printAnswer?.(body);
  };
  const waited = await waitForEnd(api, awaited, patience, known, onChange);
  switch (waited.kind) {
    case 'refused':
      return refusalResult(waited.answer, api, io.wallMs(), tenantId);
    case 'late':
      if (waited.error !== undefined) throw waited.error;
      return { exit: 'partly', problems: [lateText(name, awaited, waited.body)] };
    case 'status':
      return endResult(name, waited.body, print);
  }
}

function lateText(
  name: string,
  { tenantId, requestId }: Pick<Awaited, 'tenantId' | 'requestId'>,
  body: JsonObject | undefined,
): string {
  const place = body === undefined ? '' : ` It is ${printable(textOf(body.status))}.`;
  const unseen = requestId === undefined ? ` ${UNSEEN}` : '';
  return `${printable(name)} has no key after the time to wait.${place} Run the same command again, or give a longer --timeout.${unseen} ${madeIdNote(tenantId)}`.trimEnd();
}

/** Statuses are kept by request, and a key that does not exist has no trace of those that were rejected. */
const UNSEEN =
  'Whether a request for it was rejected or is parked shows only with --request and its id.';

function endResult(name: string, body: JsonObject, print: Terminal['print']): DeploymentResult {
  const { status, problem } = body;
  if (status === 'provisioned') {
    print(`${printable(`${name}: provisioned, key ${textOf(keyIn(body)?.keyId)}`)}\n`);
    return { exit: 'done', answer: body };
  }
  const { title, detail } = typeof problem === 'object' && problem ? (problem as JsonObject) : {};
  const said = [title, detail].filter((part) => part !== undefined).map(textOf);
  const why = said.length === 0 ? '' : `: ${said.join('. ')}`;
  if (status === 'rejected') {
    const sentence = printable(`${name} was rejected${why}`.trim());
    return { exit: 'refused', answer: body, problems: [sentence] };
  }
  const sentence = printable(`${name} is ${textOf(status)}, so that an operator must act${why}`);
  return { exit: 'partly', answer: body, problems: [sentence.trim()] };
}

/** Where a request is that has been accepted. */
function placeLine(name: string, { status, requestId, reason }: JsonObject): string {
  const why = typeof reason === 'string' ? `: ${reason}` : '';
  return `${printable(`${name}: ${textOf(status)} as ${textOf(requestId)}${why}`)}\n`;
}

/**
 * Where the key was looked for and not the request, it may be an earlier one with another specification, for which
 * this request was rejected.
 */
function refuseOther(result: DeploymentResult, fields: RequestCommand['fields']): DeploymentResult {
  const key = keyIn((result.answer ?? {}) as JsonObject);
  if (key === undefined) return result;
  const other = ['keyUsage', 'origin'].find(
    (field) => fields[field] !== undefined && fields[field] !== key[field],
  );
  if (other === undefined) return result;
  const problem = `The key exists with ${other} ${printable(textOf(key[other]))}: the request was rejected.`;
  return { ...result, exit: 'refused', problems: [problem] };
}
