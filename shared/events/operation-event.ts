import { KEY_EVENTS, type Topics } from '../topics/topics.ts';
import { envelopeOf, structuredMessage } from './cloud-event.ts';
import type { OperationEvent } from './generated/operation-event.ts';

/** Announces operations on the topic `key-events`, as CloudEvents in structured JSON. */
export function operationPublisher(topics: Topics, region: string): PublishOperation {
  return async (operation, deadlineMs) => {
    const event = operationEventOf(operation, region);
    await topics.publish(KEY_EVENTS, [structuredMessage(event, event.source)], deadlineMs);
  };
}

/**
 * The event that tells of an operation. It says nothing of the time of the telling, and its id is
 * drawn from all that it says, so that a repeat is the same byte for byte and nothing else has its id.
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
 * What was done to many requests or keys at once, by an operator or a timer, or what was seen then;
 * for whoever keeps watch. Who the operator was, the cloud's own audit of invocations says.
 */
export type Operation =
  | {
      readonly type: 'tenant-keys.redriven';
      /** The platform's id of the invocation. */
      readonly invocationId: string;
      readonly data: {
        /** What the operator chose by, or that the quota lane chose. */
        readonly selection: object;
        readonly counts: Readonly<Record<string, number>>;
        readonly letters: readonly {
          readonly id: string;
          readonly outcome: string;
          readonly code?: string;
        }[];
        /** The code of the outage that ended it early. */
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
        /** Counts the times that the quota was reached so far; each has its event. */
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

/**
 * Publishes an operation on `key-events`. May be repeated: the event of the same occasion has the
 * same id and is the same byte for byte. Throws `ApiError` as `Topics.publish` does.
 */
export type PublishOperation = (operation: Operation, deadlineMs: number) => Promise<void>;
