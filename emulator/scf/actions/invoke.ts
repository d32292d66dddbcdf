import { type Action, defineAction, type Refusal, refuse } from '../../api/service.ts';
import type { JsonObject } from '../../json/json.ts';
import { type LoggedInvocation, logText } from '../function-log.ts';
import type { FunctionHost } from '../host.ts';
import { failure, failureJson, type InvokeResult, SYNC_BYTES_MAX } from '../invoke-result.ts';

/** The functions that Invoke can reach. */
export type Functions = Pick<FunctionHost, 'has' | 'invoke' | 'logOf'>;

/**
 * Runs a function and answers its result or, for the type `Event`, answers at once. A failure of
 * the function is part of the answer; the codes concern only the call.
 *
 * @see https://www.tencentcloud.com/document/product/583/17243
 */
export function invokeAction(hosts: readonly Functions[], region: string): Action {
  return defineAction({
    name: 'Invoke',
    parameters: {
      FunctionName: { type: 'string', required: true },
      InvocationType: { type: 'string' },
      Qualifier: { type: 'string' },
      ClientContext: { type: 'string' },
      LogType: { type: 'string' },
      Namespace: { type: 'string' },
      RoutingKey: { type: 'string' },
    },
    mutating: false, // The function itself makes all changes, by calls of its own.
    callsPerSecondMax: 100,
    answer(params, cloud) {
      const { FunctionName: name, InvocationType: type = 'RequestResponse' } = params;
      const host = hosts.find(({ has }) => cloud.region === region && has(name));
      if (host === undefined) return unknownFunction(name);
      const read =
        checkVersion(params) ??
        checkLogType(params.LogType) ??
        readEvent(params.ClientContext, type);
      if (!read.ok) return read;
      const requestId = cloud.newId();
      const isEvent = type === 'Event';
      const running = host.invoke(name, read.event, requestId, isEvent ? type : undefined);
      if (isEvent) return { ok: true, response: startedJson(requestId) };
      const response = running
        .then(async (result) => {
          if (params.LogType !== 'Tail') return resultJson(result, '');
          // The last lines of the function's thread come by another way than its result.
          await new Promise(setImmediate);
          return resultJson(result, tailOf(host.logOf(name), requestId));
        })
        .catch((error: unknown) => {
          // JSON that the function's thread could write may be too deep for this thread.
          const failed = failure(430, String(error));
          return resultJson({ ...failed, functionName: name, requestId, durationMs: 0 }, '');
        });
      return { ok: true, response };
    },
  });
}

function unknownFunction(name: string): Refusal {
  const message = `The function ${JSON.stringify(name)} does not exist in this region.`;
  return refuse('ResourceNotFound.FunctionName', message);
}

type Version = { readonly Qualifier?: string; readonly Namespace?: string };

/** Each function has one version, in one namespace. */
function checkVersion({
  Qualifier = '$LATEST',
  Namespace = 'default',
}: Version): Refusal | undefined {
  if (['$LATEST', '$DEFAULT'].includes(Qualifier) && Namespace === 'default') return undefined;
  const message = 'The function has only the version $LATEST, in the namespace default.';
  return refuse('ResourceNotFound.Function', message);
}

function checkLogType(type = 'None'): Refusal | undefined {
  if (['None', 'Tail'].includes(type)) return undefined;
  return refuse('InvalidParameterValue', 'LogType must be None or Tail.');
}

/** The last 4 kB of what an invocation logged. */
function tailOf(log: readonly LoggedInvocation[], requestId: string): string {
  const invocation = log.find((row) => row.requestId === requestId);
  const bytes = Buffer.from(invocation === undefined ? '' : logText(invocation));
  // A character that was cut in half is left out.
  return bytes
    .subarray(-TAIL_BYTES_MAX)
    .toString()
    .replace(/^\uFFFD+/, '');
}

const TAIL_BYTES_MAX = 4_096;

type ReadEvent = { readonly ok: true; readonly event: unknown } | Refusal;

const BYTES_MAX: ReadonlyMap<string, number> = new Map([
  ['RequestResponse', SYNC_BYTES_MAX],
  ['Event', 128 * 1024],
]);

/** The event of a call; an absent one is an empty object. */
function readEvent(text = '{}', type: string): ReadEvent {
  const bytesMax = BYTES_MAX.get(type);
  if (bytesMax === undefined) {
    const types = [...BYTES_MAX.keys()].join(' or ');
    return refuse('InvalidParameterValue', `InvocationType must be ${types}.`);
  }
  if (Buffer.byteLength(text) > bytesMax) {
    const message = `ClientContext may have ${bytesMax} bytes for the type ${type}.`;
    return refuse('RequestSizeLimitExceeded', message);
  }
  try {
    const event: unknown = JSON.parse(text);
    JSON.stringify(event); // JSON.parse accepts any depth, but JSON.stringify does not.
    return { ok: true, event };
  } catch {
    return refuse('InvalidParameterValue', 'ClientContext must be JSON, and not too deep.');
  }
}

function startedJson(requestId: string): JsonObject {
  return { Result: { ...EMPTY_RESULT, FunctionRequestId: requestId, InvokeResult: 0 } };
}

/** The fields that are documented to be empty for the type `Event`. */
const EMPTY_RESULT = {
  Log: '',
  RetMsg: '',
  ErrMsg: '',
  MemUsage: 0,
  Duration: 0,
  BillDuration: 0,
};

function resultJson(result: InvokeResult, Log: string): JsonObject {
  const { requestId, durationMs } = result;
  return {
    Result: {
      ...EMPTY_RESULT,
      Log,
      RetMsg: result.ok ? JSON.stringify(result.value) : '',
      ErrMsg: result.ok ? '' : JSON.stringify(failureJson(result)),
      Duration: durationMs,
      BillDuration: Math.ceil(durationMs),
      FunctionRequestId: requestId,
      InvokeResult: result.ok ? 0 : -1,
    },
  };
}
