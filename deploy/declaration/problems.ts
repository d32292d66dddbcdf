import type { Place } from './part.ts';

/** What is wrong with the declaration, gathered, so that it is mended in one go. */
export type Problems = {
  /** @param sentence Begins with a verb, such as `is missing`; never with the value, which may be a secret. */
  readonly add: (place: Place, sentence: string) => void;
  /** Of a thing that has no place in the file, or several. */
  readonly addGeneral: (sentence: string) => void;
  /** Each problem as a line, in the order of the file. */
  readonly lines: () => readonly string[];
};

/** @param fileName Such as `serverless.yml`, for the lines. */
export function problemsOf(fileName: string): Problems {
  const found: { readonly line: number; readonly text: string }[] = [];
  return {
    add: ({ path, line }, sentence) => {
      const subject = path === '' ? 'the file' : path;
      found.push({ line, text: `${fileName}:${line}: ${subject} ${sentence}` });
    },
    addGeneral: (sentence) => {
      found.push({ line: Number.POSITIVE_INFINITY, text: sentence });
    },
    lines: () => [
      ...new Set(
        [...found].sort((one, other) => byLine(one.line, other.line)).map(({ text }) => text),
      ),
    ],
  };
}

/** A subtraction would make NaN of two infinities. */
function byLine(one: number, other: number): number {
  return one === other ? 0 : one < other ? -1 : 1;
}
