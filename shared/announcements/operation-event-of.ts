import { envelopeOf } from './envelope.ts';
import type { OperationEvent } from './generated/operation-event.ts';
import type { Operation } from './operation.ts';

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
