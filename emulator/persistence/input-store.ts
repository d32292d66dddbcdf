import type { CallInput } from '../api/run-action.ts';
import type { Switches } from '../api/switches.ts';
import type { CosInput } from '../state/cos.ts';
import type { TopicInput } from '../topics/topic-log.ts';

/** Stores inputs beyond the life of the process. */
export type InputStore = {
  /** The file, for error messages; empty when there is none. */
  readonly path: string;
  /** What earlier processes recorded. */
  readonly inputs: readonly Input[];
  /**
   * Returns after the input was written.
   *
   * @throws Error in one sentence, when it cannot be written.
   */
  readonly record: (input: Input) => void;
  /** Why nothing can be recorded any more; undefined if everything was recorded. */
  readonly failure: () => Error | undefined;
  /**
   * Replaces all inputs at once, and clears a failure. Also if the process is killed meanwhile, the next one
   * finds the old inputs or the new ones.
   *
   * @throws Error in one sentence, when the new inputs cannot be written. The old ones are kept.
   */
  readonly replace: (inputs: readonly Input[]) => void;
  readonly close: () => void;
};

/**
 * Anything that changes the state of the local cloud. The same inputs in the same order give the
 * same state.
 */
export type Input =
  | CallInput
  | TopicInput
  | CosInput
  | { readonly kind: 'switches'; readonly switches: Partial<Switches> }
  /** How far the cloud's clock has been put forward. */
  | { readonly kind: 'clock'; readonly aheadMs: number }
  /** What was deployed at a reset; see `deployedText`. */
  | { readonly kind: 'deployed'; readonly text: string }
  /** The topics before a call that the brokers did not carry out; see `topicsText`. */
  | { readonly kind: 'topics'; readonly text: string };

/** Stores nothing. */
export const NO_STORE: InputStore = {
  path: '',
  inputs: [],
  record() {},
  failure: () => undefined,
  replace() {},
  close() {},
};

/**
 * Repeats all inputs of a store.
 *
 * @throws Error with the place of the first input that cannot be repeated, and what to do.
 */
export function repeatInputs({ inputs, path }: InputStore, repeat: (input: Input) => void): void {
  for (const [index, input] of inputs.entries()) {
    try {
      repeat(input);
    } catch (cause) {
      const place = `${path}:${index + 2}`; // The first line says what the file is.
      throw new Error(
        `${place} cannot be repeated, because another version may have written it: restore another copy of the file, or delete it to start with an empty cloud.`,
        { cause },
      );
    }
  }
}
