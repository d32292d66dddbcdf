import type { OperatorCommand } from '../calling/commands.ts';
import type { Connection } from '../calling/connection.ts';
import type { DeploymentCommand } from '../deployment/deployment-command.ts';
import type { Place } from '../deployment/place.ts';
import { commandOf } from './command-of.ts';
import { connectionOf, placeOf } from './connection-of.ts';
import { findVerb, unknownFirst, verbAlone } from './find-verb.ts';
import { helpText } from './help-text.ts';
import { readWords } from './read-words.ts';

/** What a command line asks a function for. */
export type Call = {
  readonly command: OperatorCommand;
  readonly connection: Connection;
  /** The flags about the connection, to be repeated in a command that is proposed. */
  readonly connectionFlags: readonly string[];
  /** Where the tenants are that a check is to know; `-` is stdin. */
  readonly tenantsFile?: string;
  readonly json: boolean;
};

/** What a command line asks for about the application as a whole. */
export type DeploymentCall = {
  readonly command: DeploymentCommand;
  readonly place: Place;
  readonly placeFlags: readonly string[];
  readonly json: boolean;
};

export type ParsedCommandLine =
  | ({ readonly kind: 'call' } & Call)
  | ({ readonly kind: 'deployment' } & DeploymentCall)
  | { readonly kind: 'help'; readonly text: string }
  | { readonly kind: 'version' }
  /** One sentence that says what is wrong and what to do. */
  | { readonly kind: 'wrong'; readonly problem: string };

/** Parses the arguments of the command. The first mistake is told. */
export function parseCommandLine(args: readonly string[], env: Environment): ParsedCommandLine {
  const plainly = args.filter((word) => !word.startsWith('-'));
  if (asksForHelp(args, plainly)) return { kind: 'help', text: helpText(plainly) };
  if (args.includes('--version')) return { kind: 'version' };
  const words = readWords(args);
  if (typeof words === 'string') return wrong(unknownVerbIn(args) ?? words);
  const found = findVerb(words.plain);
  if (typeof found === 'string') return wrong(found);
  const command = commandOf(found, words.flags);
  if (typeof command === 'string') return wrong(command);
  return isAboutDeployment(command)
    ? deploymentOf(command, words.flags, env)
    : callOf(command, words.flags, env);
}

type Flags = ReadonlyMap<string, readonly string[]>;
type Environment = Readonly<Record<string, string | undefined>>;

function isAboutDeployment(
  command: OperatorCommand | DeploymentCommand,
): command is DeploymentCommand {
  return verbAlone(command.command) !== undefined;
}

function deploymentOf(
  command: DeploymentCommand,
  flags: Flags,
  env: Environment,
): ParsedCommandLine {
  const place = placeOf(flags, env);
  if (typeof place === 'string') return wrong(place);
  return {
    kind: 'deployment',
    command,
    place,
    placeFlags: placeFlagsIn(flags),
    json: flags.has('--json'),
  };
}

function callOf(command: OperatorCommand, flags: Flags, env: Environment): ParsedCommandLine {
  const connection = connectionOf(flags, env);
  if (typeof connection === 'string') return wrong(connection);
  const [tenantsFile] = flags.get('--tenants') ?? [];
  return {
    kind: 'call',
    command,
    connection,
    connectionFlags: placeFlagsIn(flags),
    ...(tenantsFile !== undefined && { tenantsFile }),
    json: flags.has('--json'),
  };
}

function placeFlagsIn(flags: Flags): readonly string[] {
  return ['--endpoint', '--region', '--namespace'].flatMap((flag) =>
    (flags.get(flag) ?? []).flatMap((value) => [flag, value]),
  );
}

/** However wrong the rest is: whoever asks for help has reason to. */
function asksForHelp(args: readonly string[], plainly: readonly string[]): boolean {
  return args.includes('--help') || args.includes('-h') || plainly.slice(0, 2).includes('help');
}

/** What a flag means is for the verb to say, so a mistyped verb precedes what is wrong with flags. */
function unknownVerbIn([first = '-']: readonly string[]): string | undefined {
  return first.startsWith('-') ? undefined : unknownFirst(first);
}

function wrong(problem: string): ParsedCommandLine {
  return { kind: 'wrong', problem };
}
