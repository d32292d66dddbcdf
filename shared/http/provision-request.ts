import type { Problem } from '../tenant-key/generated/vocabulary.ts';
import { isJsonObject, parseText } from '../tenant-key/json.ts';
import type { KnownFields, Message } from '../tenant-key/message.ts';
import { claimedNames, parseRequest } from '../tenant-key/parse.ts';
import { identityOf } from '../tenant-key/request.ts';
import { contentProblem } from './content.ts';
import { parseIdempotencyKey, parseTraceparent, prefersAsync } from './headers.ts';
import type { HttpRequest } from './message.ts';
import { type HttpProblem, rejectionProblem } from './problems.ts';

/**
 * Reads a POST for a key. The body may omit the tenant, which the path names, and the requestId if
 * `Idempotency-Key` has it; values that it repeats must agree. The message has the body unchanged, and
 * the omitted fields beside it.
 *
 * Validation of the request is left to the domain, which does it for every way in.
 */
export function readProvisionRequest(request: HttpRequest, tenantId: string): ReadProvisionRequest {
  const { headers, bodyText } = request;
  const problem = contentProblem(request);
  if (problem !== undefined) return { ok: false, problem };
  const body = parseText(bodyText);
  if (!body.ok) {
    // The body names nothing: the header may still say which request it is.
    const requestId = parseIdempotencyKey(headers.get('idempotency-key') ?? '') || undefined;
    const claimed = claimedNames(requestId === undefined ? {} : { requestId });
    const problem = rejectionProblem({ ...body, identity: undefined, claimed });
    return { ok: false, problem };
  }

  const { known, problems } = compare(body.value, tenantId, headers.get('idempotency-key'));
  if (problems.length > 0) return { ok: false, problem: disagreement(bodyText, known, problems) };
  const traceparent = parseTraceparent(headers.get('traceparent'));
  const message: Message = {
    text: bodyText,
    ...(Object.keys(known).length === 0 ? {} : { known }),
    source: { door: 'http' },
    callerWaits: true,
    ...(traceparent === undefined ? {} : { traceparent }),
  };
  return { ok: true, value: { message, respondAsync: prefersAsync(headers.get('prefer')) } };
}

type ReadProvisionRequest =
  | { readonly ok: true; readonly value: ProvisionRequest }
  | { readonly ok: false; readonly problem: HttpProblem };

/** A POST for a key, with the message that it carries. */
export type ProvisionRequest = {
  readonly message: Message;
  /** Respond as soon as the message is in the queue. @see RFC 7240, section 4.1 */
  readonly respondAsync: boolean;
};

/** A field of the request that the path or a header has too. */
type Field = { readonly name: keyof KnownFields; readonly value: string; readonly place: string };

type Compared = {
  /** The fields that the body leaves out. */
  readonly known: KnownFields;
  readonly problems: readonly Problem[];
};

/** Compares the body with path and header. The domain reports what else is wrong with the body. */
function compare(body: unknown, tenantId: string, idempotencyKey: string | undefined): Compared {
  if (!isJsonObject(body)) return { known: {}, problems: [] };
  const requestId = parseIdempotencyKey(idempotencyKey ?? '');
  const fields: Field[] = [{ name: 'tenantId', value: tenantId, place: 'the path' }];
  if (idempotencyKey !== undefined && requestId !== undefined) {
    fields.push({ name: 'requestId', value: requestId, place: 'the header Idempotency-Key' });
  }
  const missing = fields.filter(({ name }) => !Object.hasOwn(body, name));
  const problems = fields
    .filter((field) => !missing.includes(field) && body[field.name] !== field.value)
    .map(mustAgree);
  return {
    known: Object.fromEntries(missing.map(({ name, value }) => [name, value])),
    problems: requestId === undefined ? [...problems, MALFORMED_KEY] : problems,
  };
}

function mustAgree({ name, place }: Field): Problem {
  const detail = `${name} must be the same as in ${place}, or be left out of the body.`;
  return { pointer: `#/${name}`, detail };
}

const MALFORMED_KEY: Problem = {
  pointer: '#/requestId',
  detail: 'The header Idempotency-Key must be a string in double quotes, or plain text.',
};

/** Reports the other problems of the request too, so that its sender can correct all of them at once. */
function disagreement(text: string, known: KnownFields, problems: readonly Problem[]): HttpProblem {
  const parsed = parseRequest(text, known);
  const { problems: others, ...names } = parsed.ok
    ? { identity: identityOf(parsed.request), problems: [] }
    : parsed.failed;
  const reported = new Set(problems.map(({ pointer }) => pointer));
  const all = [...problems, ...others.filter(({ pointer }) => !reported.has(pointer))];
  return rejectionProblem({ ...names, code: 'RequestInvalid', problems: all });
}
