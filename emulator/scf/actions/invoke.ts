import { type Action, defineAction, type Refusal, refuse } from '../../api/service.ts';
import type { JsonObject } from '../../json/json.ts';
import type { FunctionHost } from '../host.ts';
import { failure, failureJson, type InvokeResult, SYNC_BYTES_MAX } from '../invoke-result.ts';

/** The functions that Invoke can reach. */
export type Functions = Pick<FunctionHost, 'has' | 'invoke'>;

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
      const read = checkVersion(params) ?? readEvent(params.ClientContext, type);
      if (!read.ok) return read;
      const requestId = cloud.newId();
      const isEvent = type === 'Event';
      const running = host.invoke(name, read.event, requestId, isEvent ? type : undefined);
      if (isEvent) return { ok: true, response: startedJson(requestId) };
      const response = running.then(resultJson).catch((error: unknown) => {
        // JSON that the function's thread could write may be too deep for this thread.
        const failed = failure(430, String(error));
        return resultJson({ ...failed, functionName: name, requestId, durationMs: 0 });
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

function resultJson(result: InvokeResult): JsonObject {
  const { requestId, durationMs } = result;
  return {
    Result: {
      ...EMPTY_RESULT,
      RetMsg: result.ok ? JSON.stringify(result.value) : '',
      ErrMsg: result.ok ? '' : JSON.stringify(failureJson(result)),
      Duration: durationMs,
      BillDuration: Math.ceil(durationMs),
      FunctionRequestId: requestId,
      InvokeResult: result.ok ? 0 : -1,
    },
  };
}
