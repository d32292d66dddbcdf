import type { CallInput } from '../api/run-action.ts';
import type { Switches } from '../api/switches.ts';
import type { TopicInput } from '../topics/topic-log.ts';

/** Whatever changes what the local cloud remembers. The same inputs in order give the same state. */
export type Input =
  | CallInput
  | TopicInput
  | { readonly kind: 'switches'; readonly switches: Partial<Switches> }
  /** How far the cloud's clock has been put forward. */
  | { readonly kind: 'clock'; readonly aheadMs: number };

/** Keeps inputs beyond the life of the process. */
export type InputStore = {
  /** What earlier processes recorded. */
  readonly inputs: readonly Input[];
  /** Has written the input when it returns. */
  readonly record: (input: Input) => void;
  /** Forgets all inputs. */
  readonly clear: () => void;
  readonly close: () => void;
};

/** Keeps nothing. */
export const NO_STORE: InputStore = { inputs: [], record() {}, clear() {}, close() {} };
