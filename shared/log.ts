import type { DeadLetter } from './dead-letters/generated/dead-letter.ts';
import type { LetterResult } from './dead-letters/operator-command.ts';
import type { ApiError } from './tenant-key/api-error.ts';
import { failureOf } from './tenant-key/failures/failure-table.ts';
import { identityOf } from './tenant-key/key-request.ts';
import type { Message } from './tenant-key/message.ts';
import type { Outcome } from './tenant-key/outcome.ts';

/**
 * The log line of one message: what became of it. Only the fields named here can appear, so that no
 * text of a request, secret or token gets into a log.
 */
export function outcomeLine(message: Message, outcome: Outcome): string {
  const { source, traceparent } = message;
  return jsonLine({ outcome: outcome.kind, ...factsOf(outcome), ...source, traceparent });
}

/**
 * The log line of a letter of which a redrive made something.
 *
 * @param outcome What its attempts came to; undefined when none was made.
 */
export function redriveLine(letter: DeadLetter, result: LetterResult, outcome?: Outcome): string {
  const { id: letterId, redrives, source, traceparent } = letter;
  const { code, tenantId, keyName } = result;
  const facts = outcome === undefined ? { code, tenantId, keyName } : factsOf(outcome);
  return jsonLine({
    ...facts,
    outcome: result.outcome,
    letterId,
    redrives,
    ...source,
    traceparent,
  });
}

function factsOf(outcome: Outcome): object {
  if (outcome.kind === 'provisioned') {
    const { requestId, tenantId, keyName } = identityOf(outcome.request);
    const { keyId } = outcome.key;
    return { requestId, tenantId, keyName, keyId, adopted: outcome.adopted };
  }
  const { code, stage, identity, keyId, error } = outcome.failed;
  const { requestId, tenantId, keyName } = identity ?? {};
  const detail = error === undefined ? undefined : detailOf(error);
  const kmsRequestId = error?.kmsRequestId;
  const stack = code === 'OwnFault' ? stackOf(error?.cause) : undefined;
  return { code, stage, requestId, tenantId, keyName, keyId, kmsRequestId, detail, stack };
}

/**
 * What the cloud says of a call is told where any call would hear the same, such as which right is
 * missing. What it says of one call alone may quote the request; code and id of the call must do.
 */
function detailOf(error: ApiError): string | undefined {
  const mayQuote = error.kmsRequestId !== undefined && failureOf(error.code).end !== 'hold';
  return mayQuote ? undefined : chainOf(error);
}

/** The log line of a fault of our own, with its causes. */
export function faultLine(error: unknown): string {
  return jsonLine({ outcome: 'fault', detail: chainOf(error), stack: stackOf(error) });
}

function stackOf(error: unknown): string | undefined {
  return error instanceof Error ? error.stack?.slice(0, STACK_LENGTH_MAX) : undefined;
}

/** How deep a chain of causes is told, and how much of each: messages of others may quote a lot. */
const CAUSES_MAX = 5;
const MESSAGE_LENGTH_MAX = 300;
const STACK_LENGTH_MAX = 2_000;

function chainOf(error: unknown): string {
  const messages: string[] = [];
  let cause = error;
  while (cause instanceof Error && messages.length < CAUSES_MAX) {
    messages.push(cause.message.slice(0, MESSAGE_LENGTH_MAX));
    cause = cause.cause;
  }
  return messages.length === 0 ? typeof error : messages.join(' < ');
}

/**
 * Keeps it on one line of visible text, whatever the fields hold. JSON itself escapes the control
 * characters of ASCII; a terminal or a reader of logs also heeds those that come after, and others
 * that break a line or turn the writing round.
 */
function jsonLine(fields: object): string {
  return JSON.stringify(fields).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, escaped);
}

function escaped(character: string): string {
  const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
}
