import type { Message } from '../tenant-key/message.ts';
import type { DeadLetter } from './generated/dead-letter.ts';

/** The parked message as it is sent in again: nobody waits for the answer any more. */
export function messageOf({ id, text, source, traceparent }: DeadLetter): Message {
  return {
    text,
    source: source as Message['source'], // It was written from one.
    callerWaits: false,
    letterId: id,
    ...(traceparent === undefined ? {} : { traceparent }),
  };
}
