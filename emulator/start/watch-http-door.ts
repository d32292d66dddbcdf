import { parseIdempotencyKey, routeOf } from '../../shared/http/route.ts';
import { type FunctionUrlEvent, functionUrlResponse } from '../scf/function-url.ts';
import type { FunctionHost } from '../scf/host.ts';
import { fieldsOf, namesOf } from './json-fields.ts';
import type { Names, News } from './news.ts';
import { readAnswer } from './read-answer.ts';

/** Tells what comes in at a function's URL, and what it is answered. */
export function watchHttpDoor(
  invoke: FunctionHost['invoke'],
  tell: (news: News) => void,
): FunctionHost['invoke'] {
  return async (functionName, event) => {
    const request = event as FunctionUrlEvent;
    const asked = namesIn(request);
    if (asked !== undefined) tell({ kind: 'request', door: 'http', ...asked });
    const result = await invoke(functionName, event);
    const { status, body } = functionUrlResponse(result);
    const { httpMethod: method, path } = request;
    const outcome = asked && readAnswer(status, body, asked);
    tell(outcome ?? { kind: 'answer', method, path, status });
    return result;
  };
}

/** Whose key is asked for; undefined when none is. */
function namesIn({ httpMethod, path, queryString, headers, body }: FunctionUrlEvent) {
  const route = routeOf(httpMethod, path);
  if (route.route !== 'provision' || Object.hasOwn(queryString, 'plan')) return undefined;
  const idempotencyKey = parseIdempotencyKey(headers['idempotency-key'] ?? '') || undefined;
  const { requestId = idempotencyKey, keyName } = namesOf(fieldsOf(body));
  return { requestId, tenantId: route.tenantId, keyName } satisfies Names;
}
