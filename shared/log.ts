import { identityOf } from './tenant-key/key-request.ts';
import type { Message } from './tenant-key/message.ts';
import type { Outcome } from './tenant-key/outcome.ts';

/**
 * The log line of one message: what became of it. Only the fields named here can appear, so that no
 * text of a request, secret or token gets into a log; JSON keeps it on one line whatever they hold.
 */
export function outcomeLine(message: Message, outcome: Outcome): string {
  const { source, traceparent } = message;
  return JSON.stringify({ outcome: outcome.kind, ...factsOf(outcome), ...source, traceparent });
}

function factsOf(outcome: Outcome): object {
  if (outcome.kind === 'provisioned') {
    const { requestId, tenantId, keyName } = identityOf(outcome.request);
    const { keyId } = outcome.key;
    return { requestId, tenantId, keyName, keyId, adopted: outcome.adopted };
  }
  const { code, stage, identity, keyId, error } = outcome.failed;
  const { requestId, tenantId, keyName } = identity ?? {};
  const detail = error === undefined ? undefined : chainOf(error);
  const kmsRequestId = error?.kmsRequestId;
  return { code, stage, requestId, tenantId, keyName, keyId, kmsRequestId, detail };
}

/** The log line of a fault of our own, with its causes. */
export function faultLine(error: unknown): string {
  const stack = error instanceof Error ? error.stack : undefined;
  return JSON.stringify({ outcome: 'fault', detail: chainOf(error), stack });
}

/** How deep a chain of causes is told. */
const CAUSES_MAX = 5;

function chainOf(error: unknown): string {
  const messages: string[] = [];
  let cause = error;
  while (cause instanceof Error && messages.length < CAUSES_MAX) {
    messages.push(cause.message);
    cause = cause.cause;
  }
  return messages.length === 0 ? String(error) : messages.join(' < ');
}
