import type { OperatorCommand } from '../calling/commands.ts';
import type { Connection } from '../calling/connection.ts';
import { commandOf } from './command-of.ts';
import { connectionOf } from './connection-of.ts';
import { findVerb } from './find-verb.ts';
import { helpText } from './help-text.ts';
import { readWords } from './read-words.ts';

/** What a command line asks for. */
export type Call = {
  readonly command: OperatorCommand;
  readonly connection: Connection;
  /** The flags about the connection, to be repeated in a command that is proposed. */
  readonly connectionFlags: readonly string[];
  /** Where the tenants are that a check is to know; `-` is stdin. */
  readonly tenantsFile?: string;
  readonly json: boolean;
};

export type ParsedCommandLine =
  | ({ readonly kind: 'call' } & Call)
  | { readonly kind: 'help'; readonly text: string }
  | { readonly kind: 'version' }
  /** One sentence that says what is wrong and what to do. */
  | { readonly kind: 'wrong'; readonly problem: string };

/** Parses the arguments of the command. The first mistake is told. */
export function parseCommandLine(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): ParsedCommandLine {
  const plainly = args.filter((word) => !word.startsWith('-'));
  if (asksForHelp(args, plainly)) return { kind: 'help', text: helpText(plainly) };
  if (args.includes('--version')) return { kind: 'version' };
  const words = readWords(args);
  if (typeof words === 'string') return wrong(words);
  const found = findVerb(words.plain);
  if (typeof found === 'string') return wrong(found);
  const command = commandOf(found, words.flags);
  if (typeof command === 'string') return wrong(command);
  const connection = connectionOf(words.flags, env);
  if (typeof connection === 'string') return wrong(connection);
  const [tenantsFile] = words.flags.get('--tenants') ?? [];
  return {
    kind: 'call',
    command,
    connection,
    connectionFlags: ['--endpoint', '--region', '--namespace'].flatMap((flag) =>
      (words.flags.get(flag) ?? []).flatMap((value) => [flag, value]),
    ),
    ...(tenantsFile !== undefined && { tenantsFile }),
    json: words.flags.has('--json'),
  };
}

/** However wrong the rest is: whoever asks for help has reason to. */
function asksForHelp(args: readonly string[], plainly: readonly string[]): boolean {
  return args.includes('--help') || args.includes('-h') || plainly.slice(0, 2).includes('help');
}

function wrong(problem: string): ParsedCommandLine {
  return { kind: 'wrong', problem };
}
