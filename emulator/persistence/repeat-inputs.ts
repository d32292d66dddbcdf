import type { Input, InputStore } from './input.ts';

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
