import type { InvocationFacts } from './invocation-context.ts';

/** What a thread is told when it starts. */
export type WorkerSetup = {
  readonly bundlePath: string;
  /** The part of the handler's name after the dot. */
  readonly exportName: string;
};

/** An event on its way into a thread. */
export type WorkerCall = {
  readonly eventText: string;
  readonly facts: InvocationFacts;
  /** Variables of this invocation alone: the temporary credentials. */
  readonly environment: Readonly<Record<string, string>>;
};

/** What a thread says of the event that it has in hand. */
export type WorkerReply =
  /** The function is loaded and called: its timeout runs from here. */
  | { readonly kind: 'started' }
  | { readonly kind: 'returned'; readonly text: string }
  | { readonly kind: 'threw'; readonly stackTrace: string };
