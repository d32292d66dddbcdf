import { KEY_EVENTS, type Topics } from '../topics/topics.ts';
import { envelopeOf, structuredMessage } from './cloud-event.ts';
import type { OperationEvent } from './generated/operation-event.ts';

/** Publishes operations to the topic `key-events`, as CloudEvents in structured JSON. */
export function operationPublisher(topics: Topics, region: string): PublishOperation {
  return async (operation, deadlineMs) => {
    const event = operationEventOf(operation, region);
    await topics.publish(KEY_EVENTS, [structuredMessage(event, event.source)], deadlineMs);
  };
}

/**
 * Publishes an operation to `key-events`. May be repeated: a repeat has the same id and is byte-identical.
 * Throws `ApiError` like `Topics.publish`.
 */
export type PublishOperation = (operation: Operation, deadlineMs: number) => Promise<void>;

/**
 * The event of an operation. It has no time, and its id is a hash of its whole content: a repeat is
 * byte-identical, and any other event has another id.
 */
export function operationEventOf(operation: Operation, region: string): OperationEvent {
  const { type } = operation;
  const data = dataOf(operation);
  return {
    ...envelopeOf(type, region, [data]),
    datacontenttype: 'application/json',
    data,
  } as OperationEvent;
}

function dataOf(operation: Operation): object {
  if (operation.type === 'tenant-keys.quota-reached') return operation.data;
  return { invocationId: operation.invocationId, ...operation.data };
}

/**
 * What an operator or a timer did to many requests or keys at once, or found; for monitoring. The cloud's
 * audit of invocations has the identity of the operator.
 */
export type Operation =
  | {
      readonly type: 'tenant-keys.redriven';
      /** The platform's id of the invocation. */
      readonly invocationId: string;
      readonly data: {
        /** What the operator selected by, or that the timer resumed what waits for the key quota. */
        readonly selection: object;
        readonly counts: Readonly<Record<string, number>>;
        readonly letters: readonly {
          readonly id: string;
          readonly outcome: string;
          readonly code?: string;
        }[];
        /** The code of the failure that ended the redrive early. */
        readonly stoppedBy?: string;
      };
    }
  | {
      readonly type: 'tenant-keys.discarded';
      readonly invocationId: string;
      readonly data: {
        readonly reason: string;
        readonly letters: readonly { readonly id: string; readonly code: string }[];
      };
    }
  | {
      readonly type: 'tenant-keys.quota-reached';
      readonly data: {
        readonly percent: 80 | 90 | 100;
        readonly limit: number;
        /** Numbers the times that the quota was reached. Each has its own event. */
        readonly crossing: number;
      };
    }
  | {
      readonly type: 'tenant-keys.fleet-checked';
      readonly invocationId: string;
      readonly data: {
        readonly keys: number;
        /** Findings by kind. */
        readonly findings: Readonly<Record<string, number>>;
        readonly planHash: string;
      };
    }
  | {
      readonly type: 'tenant-keys.fleet-repaired';
      readonly invocationId: string;
      readonly data: {
        readonly planHash: string;
        readonly repaired: readonly { readonly keyId: string; readonly tenantId: string }[];
        readonly left: number;
      };
    };
