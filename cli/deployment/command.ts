import type { Prompt } from '../report/consent.ts';
import type { Exit } from '../report/result.ts';
import type { Style } from '../report/style.ts';

/** A command about the application as a whole. */
type DeploymentCommand =
  | {
      readonly command: 'deploy';
      readonly planOnly: boolean;
      readonly replaceFunctions: boolean;
      /** Puts back the code that the last deployment replaced, in place of a deployment. */
      readonly isRollback: boolean;
      /** Agreed to on the command line, so there is no question. */
      readonly isAgreed: boolean;
    }
  | {
      readonly command: 'destroy';
      readonly planOnly: boolean;
      readonly isAgreed: boolean;
    }
  | {
      readonly command: 'pause' | 'resume';
      readonly planOnly: boolean;
      readonly isAgreed: boolean;
    }
  | {
      readonly command: 'status';
      /** Shows it again and again. */
      readonly watch: boolean;
    }
  | { readonly command: 'doctor' }
  | { readonly command: 'token'; readonly claims: TokenClaims };

/** The tenants that a token may act for; a service may act for all of them. */
type TokenClaims = { readonly tenants: readonly string[] } | { readonly service: true };

/** The command with this name. */
export type DeploymentCommandOf<Name extends DeploymentCommand['command']> = Extract<
  DeploymentCommand,
  { readonly command: Name }
>;

/** How such a command ended. Unlike an operator's command, it has printed its text by then. */
export type DeploymentResult = {
  readonly exit: Exit;
  /** What `--json` prints, if there is anything. */
  readonly answer?: object;
  /** Why it failed or was refused, in whole sentences. */
  readonly problems?: readonly string[];
};

/** The result of a command that was called wrongly, or lacks a setting. */
export function usageResult(problem: string): DeploymentResult {
  return { exit: 'usage', problems: [problem] };
}

/** The terminal of the person who runs such a command. */
export type Terminal = {
  readonly style: Style;
  /** Prints a text at once, since deploying takes a while; prints nothing with `--json`. */
  readonly print: (text: string) => void;
  /** Empties the screen before a text that is drawn anew; absent where there is none, and with `--json`. */
  readonly clear?: () => void;
  /** Prints an answer at once, as a line of JSON; absent without `--json`. */
  readonly printAnswer?: (answer: object) => void;
  /** Prints a question and waits for a line; absent without a terminal, and with `--json`. */
  readonly prompt?: Prompt;
};
