/** A part of the declaration, and where it stands in the file. */
export type Part = Place & Content;

export type Place = {
  /** Such as `inputs.functions.redrive.timeout`; empty for the whole. */
  readonly path: string;
  /** The first is 1. */
  readonly line: number;
};

export type Content =
  | {
      readonly kind: 'scalar';
      readonly value: string | number | boolean | null;
      /** Whether some of it came from the environment, where everything is text. */
      readonly filled: boolean;
    }
  | { readonly kind: 'mapping'; readonly parts: ReadonlyMap<string, Part> }
  | { readonly kind: 'list'; readonly parts: readonly Part[] }
  /** What it says cannot be known, and the problem is told already. */
  | { readonly kind: 'unknown' };
