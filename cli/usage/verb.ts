import type { DeploymentResult, Terminal } from '../deployment/command.ts';
import type { OperatorCommand, VerbContext } from '../invocation/operator-command.ts';
import type { TargetOptions } from '../invocation/target.ts';
import { type Consent, NO_CONSENT, objectionOf } from '../report/consent.ts';
import type { Io, ReadText } from '../report/io.ts';
import type { CommandResult } from '../report/result.ts';
import type { Flag, Rule } from './flags.ts';

/** A verb: one row of the table, from which parsing, help, completion and dispatch follow. */
export type Verb = {
  /** What the verb acts on; absent when that is the application as a whole. */
  readonly noun?: string;
  readonly name: string;
  readonly summary: string;
  /** What follows the verb. */
  readonly operand?: Operand;
  /** Its own flags, besides those of every verb. */
  readonly flags: readonly Flag[];
  /** What to do; or a sentence that says what is wrong. The form of each value has been checked before. */
  readonly act: (given: Given) => Act | string;
};

type Operand = {
  /** Its name in the help. */
  readonly value: string;
  readonly isRepeatable?: true;
  readonly isOptional?: true;
  readonly rule: Rule;
};

/** What the command line gives after the verb. */
export type Given = {
  readonly operands: readonly string[];
  /** The values of each flag by its name; none for a flag that takes none. */
  readonly flags: Flags;
};

export type Flags = ReadonlyMap<string, readonly string[]>;

export type Act = OperatorAct | DeploymentAct;

/** Sends a command to a function and prints the answer. */
export type OperatorAct = {
  readonly kind: 'call';
  readonly command: OperatorCommand;
  /** Throws `ApiError` when there is no answer, and `UsageError` when a file cannot be used. */
  readonly run: (context: VerbContext, read: ReadText) => Promise<CommandResult>;
};

/** Calls the products of the cloud itself. */
export type DeploymentAct = {
  readonly kind: 'deployment';
  readonly command: { readonly command: string };
  /** It finds the functions as commands do, by a region that TENCENTCLOUD_REGION may give. */
  readonly findsFunctions?: boolean;
  /** It goes on until Ctrl-C, which is how it ends well. */
  readonly endsByStop?: boolean;
  readonly run: (target: TargetOptions, terminal: Terminal, io: Io) => Promise<DeploymentResult>;
};

/**
 * The act of a verb that sends a command to a function.
 *
 * @param complete Adds to the command what comes from files.
 */
export function sends<Command extends OperatorCommand>(
  build: (given: Given) => Command | string,
  run: (command: Command, context: VerbContext) => Promise<CommandResult>,
  complete?: (command: Command, given: Given, read: ReadText) => Promise<Command | string>,
): Verb['act'] {
  return (given) => {
    const command = build(given);
    if (typeof command === 'string') return command;
    return {
      kind: 'call',
      command,
      run: async (context, read) => {
        const whole = complete === undefined ? command : await complete(command, given, read);
        if (typeof whole === 'string') throw new UsageError(whole);
        return run(whole, context);
      },
    };
  };
}

/**
 * The act of a verb that sends a command to a function once a person agrees: on a terminal, or with `--yes`.
 *
 * @param question Without the answers to it.
 * @param isAsked Whether this command needs agreement at all.
 */
export function sendsOnConsent<Command extends OperatorCommand>(
  build: (given: Given) => Command | string,
  run: (command: Command, context: VerbContext, consent: Consent) => Promise<CommandResult>,
  question: string,
  isAsked: (command: Command) => boolean = () => true,
): Verb['act'] {
  return (given) => {
    const command = build(given);
    if (typeof command === 'string') return command;
    const { planOnly, isAgreed } = agreementOf(given);
    return {
      kind: 'call',
      command,
      run: async (context) => {
        const { prompt, print } = context;
        if (planOnly || isAgreed || !isAsked(command)) return run(command, context, { planOnly });
        if (prompt === undefined) throw new UsageError(NO_CONSENT);
        const ask = (plan: string) => {
          print(plan);
          return objectionOf(prompt, question);
        };
        return run(command, context, { planOnly, ask });
      },
    };
  };
}

/** What the flags of a verb that changes something say about that. */
export function agreementOf({ flags }: Given) {
  return { planOnly: flags.has('--plan'), isAgreed: flags.has('--yes') };
}

/**
 * The act of a verb that calls the products of the cloud itself.
 *
 * @param findsFunctions See {@link DeploymentAct}.
 * @param endsByStop See {@link DeploymentAct}.
 */
export function runs<const Command extends { readonly command: string }>(
  build: (given: Given) => Command | string,
  run: (
    command: Command,
    target: TargetOptions,
    terminal: Terminal,
    io: Io,
  ) => Promise<DeploymentResult>,
  findsFunctions = false,
  endsByStop: (command: Command) => boolean = () => false,
): Verb['act'] {
  return (given) => {
    const command = build(given);
    if (typeof command === 'string') return command;
    const runWith: DeploymentAct['run'] = (...context) => run(command, ...context);
    const act = { kind: 'deployment', command, run: runWith } as const;
    return {
      ...act,
      ...(findsFunctions ? { findsFunctions } : {}),
      ...(endsByStop(command) ? { endsByStop: true } : {}),
    };
  };
}

/** A mistake in the command line. Its message is a sentence that says what is wrong and what to do. */
export class UsageError extends Error {}

/** A verb with its noun, as it is typed. */
export function verbName({ noun, name }: Verb): string {
  return noun === undefined ? name : `${noun} ${name}`;
}

/** The same, with its operand. */
export function verbUsage(verb: Verb): string {
  return [verbName(verb), ...operandUsage(verb)].join(' ');
}

/** The operand as the help shows it, such as `ID...`. */
export function operandUsage({ operand }: Verb): readonly string[] {
  if (operand === undefined) return [];
  const { value, isRepeatable, isOptional } = operand;
  return [isOptional ? `[${value}]` : `${value}${isRepeatable ? '...' : ''}`];
}
