import type { HttpRequest } from '../http/http-request.ts';
import type { Message } from '../tenant-key/message.ts';

/** What an event asks of a function. */
export type Trigger =
  | { readonly kind: 'http'; readonly request: HttpRequest }
  /** Pushed by a queue: nobody waits, and what is thrown is delivered again. */
  | { readonly kind: 'queue'; readonly messages: readonly Message[] }
  /** Invoked by name: the caller waits for what became of each message. */
  | { readonly kind: 'invoke'; readonly messages: readonly Message[] }
  | { readonly kind: 'timer'; readonly name: string; readonly text: string }
  | Refused;

/** The event is none of ours. */
export type Refused = {
  readonly kind: 'refused';
  /** A sentence that says what was seen, without any value of the event. */
  readonly problem: string;
};

/** Reads one shape of event; undefined when the event has another shape. */
export type ReadShape = (event: unknown) => Trigger | undefined;
