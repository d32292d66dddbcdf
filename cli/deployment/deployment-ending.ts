import type { Exit } from '../usage/exit-codes.ts';

/** What a command about the application as a whole came to; a person was told of it as it went. */
export type DeploymentEnding = {
  readonly exit: Exit;
  /** For a program; absent when there is none to give. */
  readonly answer?: object;
  /** Why it went no further, in whole sentences. */
  readonly problems?: readonly string[];
};

/** The ending of a command that was called wrongly, or lacks what it needs. */
export function wrongEnding(problem: string): DeploymentEnding {
  return { exit: 'usage', problems: [problem] };
}
