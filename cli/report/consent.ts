/** Prints a question and waits for a line. */
export type Prompt = (question: string) => Promise<string>;

/** How a change is agreed to. */
export type Consent = {
  /** Only shows what would change. */
  readonly planOnly: boolean;
  /**
   * Shows what would change, and asks: why nothing may be changed, or undefined. Absent if the person agreed on the
   * command line.
   */
  readonly ask?: (plan: string) => Promise<string | undefined>;
};

/** Why nothing may be changed; undefined if the person agrees. */
export async function objectionOf(prompt: Prompt, question: string): Promise<string | undefined> {
  const typed = await prompt(`${question} [y/N] `);
  return /^y(?:es)?$/i.test(typed.trim()) ? undefined : 'Nothing was changed.';
}

/** Printed where nobody can be asked, and nobody has agreed. */
export const NO_CONSENT =
  'There is no terminal to ask on, or --json is given: add --yes to do it without a question, or --plan to see what would change.';
