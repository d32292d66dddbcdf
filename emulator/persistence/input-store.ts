import type { CallInput } from '../api/run-action.ts';
import type { Switches } from '../api/switches.ts';
import type { TopicInput } from '../topics/topic-log.ts';

/**
 * Repeats all that a store holds.
 *
 * @throws Error with the place of the first input that cannot be repeated, and what to do.
 */
export function repeatInputs({ inputs, path }: InputStore, repeat: (input: Input) => void): void {
  for (const [index, input] of inputs.entries()) {
    try {
      repeat(input);
    } catch (cause) {
      const place = `${path}:${index + 1}`;
      throw new Error(
        `${place} cannot be repeated, as another version may have written it: put back another copy of the file, or delete it to start anew.`,
        { cause },
      );
    }
  }
}

/** Whatever changes what the local cloud remembers. The same inputs in order give the same state. */
export type Input =
  | CallInput
  | TopicInput
  | { readonly kind: 'switches'; readonly switches: Partial<Switches> }
  /** How far the cloud's clock has been put forward. */
  | { readonly kind: 'clock'; readonly aheadMs: number }
  /** What was deployed when there was a reset; see `deployedText`. */
  | { readonly kind: 'deployed'; readonly text: string };

/** Keeps inputs beyond the life of the process. */
export type InputStore = {
  /** The file, for who is to mend it; empty when there is none. */
  readonly path: string;
  /** What earlier processes recorded. */
  readonly inputs: readonly Input[];
  /** Has written the input when it returns. @throws Error in one sentence, when it cannot. */
  readonly record: (input: Input) => void;
  /** Why nothing can be recorded any more; absent while all is well. */
  readonly failure: () => Error | undefined;
  /** Forgets all inputs and, with them, a failure. */
  readonly clear: () => void;
  readonly close: () => void;
};

/** Keeps nothing. */
export const NO_STORE: InputStore = {
  path: '',
  inputs: [],
  record() {},
  failure: () => undefined,
  clear() {},
  close() {},
};
