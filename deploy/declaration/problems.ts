/** What is wrong with the declaration. Problems are collected, so that one run reports all of them. */
export type Problems = {
  /**
   * @param sentence Begins with a verb, such as `is missing`, and never contains the value, which may
   *   be a secret.
   */
  readonly add: (place: Place, sentence: string) => void;
  /** Adds a problem that has no place in the file, or several. */
  readonly addGeneral: (sentence: string) => void;
  /** One line for each distinct problem, in the order of the file; general ones come last. */
  readonly lines: () => readonly string[];
};

/** A place in the file. */
export type Place = {
  /** Such as `inputs.functions.redrive.timeout`; empty for the whole file. */
  readonly path: string;
  /** The first line is 1. */
  readonly line: number;
};

/** @param fileName Such as `serverless.yml`; each line begins with it. */
export function problemList(fileName: string): Problems {
  const problems: { readonly line: number; readonly text: string }[] = [];
  return {
    add: ({ path, line }, sentence) => {
      const subject = path === '' ? 'the file' : path;
      problems.push({ line, text: `${fileName}:${line}: ${subject} ${sentence}` });
    },
    addGeneral: (sentence) => {
      problems.push({ line: Number.POSITIVE_INFINITY, text: sentence });
    },
    lines: () => {
      const sorted = [...problems].sort((one, other) => compareLines(one.line, other.line));
      return [...new Set(sorted.map(({ text }) => text))];
    },
  };
}

/** A subtraction of two infinities would be NaN. */
function compareLines(one: number, other: number): number {
  return one === other ? 0 : one < other ? -1 : 1;
}
