import { quoted } from '../../terminal/sentences.ts';
import type { DeploymentCommand } from '../deployment/command.ts';
import type { OperatorCommand } from '../invocation/operator-command.ts';
import { isLoopback, type Target, type TargetOptions } from '../invocation/target.ts';
import { commandOf } from './command.ts';
import { FLAGS } from './flags.ts';
import { helpText } from './help.ts';
import { findVerb, nounlessVerb, unknownFirst } from './verbs.ts';
import { readWords } from './words.ts';

/** Parses the arguments of the command. Only the first mistake is reported. */
export function parseCommandLine(args: readonly string[], env: Environment): ParsedCommandLine {
  const plain = args.filter((word) => !word.startsWith('-'));
  if (asksForHelp(args, plain)) return { kind: 'help', text: helpText(plain) };
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

type ParsedCommandLine =
  | ({ readonly kind: 'call' } & OperatorCall)
  | ({ readonly kind: 'deployment' } & DeploymentCall)
  | { readonly kind: 'help'; readonly text: string }
  | { readonly kind: 'version' }
  /** A sentence that says what is wrong and what to do. */
  | { readonly kind: 'wrong'; readonly problem: string };

/** A command for a function, and where to send it. */
export type OperatorCall = {
  readonly command: OperatorCommand;
  readonly target: TargetOptions;
  /** The flags that give the target, repeated in every command that is proposed. */
  readonly targetFlags: readonly string[];
  /** The file with the tenants for a check; `-` is stdin. */
  readonly tenantsFile?: string;
  readonly json: boolean;
};

/** A command about the application as a whole, and where to run it. */
export type DeploymentCall = {
  readonly command: DeploymentCommand;
  readonly target: TargetOptions;
  readonly targetFlags: readonly string[];
  readonly json: boolean;
};

type Flags = ReadonlyMap<string, readonly string[]>;
type Environment = Readonly<Record<string, string | undefined>>;

function isAboutDeployment(
  command: OperatorCommand | DeploymentCommand,
): command is DeploymentCommand {
  return nounlessVerb(command.command) !== undefined;
}

function deploymentOf(
  command: DeploymentCommand,
  flags: Flags,
  env: Environment,
): ParsedCommandLine {
  const target = targetOptionsOf(flags, env);
  if (typeof target === 'string') return wrong(target);
  return {
    kind: 'deployment',
    command,
    target,
    targetFlags: targetFlagsIn(flags),
    json: flags.has('--json'),
  };
}

function callOf(command: OperatorCommand, flags: Flags, env: Environment): ParsedCommandLine {
  const target = targetOptionsOf(flags, env);
  if (typeof target === 'string') return wrong(target);
  const region = target.region ?? (env.TENCENTCLOUD_REGION || undefined);
  const problem = problemOf('TENCENTCLOUD_REGION', '--region', region);
  if (problem !== undefined) return wrong(problem);
  const [tenantsFile] = flags.get('--tenants') ?? [];
  return {
    kind: 'call',
    command,
    target,
    targetFlags: targetFlagsIn(flags),
    ...(tenantsFile !== undefined && { tenantsFile }),
    json: flags.has('--json'),
  };
}

function targetFlagsIn(flags: Flags): readonly string[] {
  return ['--target', '--endpoint', '--region', '--namespace'].flatMap((flag) =>
    (flags.get(flag) ?? []).flatMap((value) => [flag, value]),
  );
}

/** Help takes precedence over every mistake in the rest of the line. */
function asksForHelp(args: readonly string[], plain: readonly string[]): boolean {
  return args.includes('--help') || args.includes('-h') || plain.slice(0, 2).includes('help');
}

/** The verb decides what a flag means, so a mistyped verb is reported before a wrong flag. */
function unknownVerbIn([first = '-']: readonly string[]): string | undefined {
  return first.startsWith('-') ? undefined : unknownFirst(first);
}

function wrong(problem: string): ParsedCommandLine {
  return { kind: 'wrong', problem };
}

/**
 * The target, as far as the flags and TENANT_KEYS_ENDPOINT give it; or a sentence that says what is wrong.
 * The values of flags have been checked before.
 */
function targetOptionsOf(flags: Flags, env: Environment): TargetOptions | string {
  const target = flags.get('--target')?.[0] as Target | undefined;
  const endpoint = flags.get('--endpoint')?.[0] ?? (env.TENANT_KEYS_ENDPOINT || undefined);
  const [region] = flags.get('--region') ?? [];
  const [namespace] = flags.get('--namespace') ?? [];
  return (
    problemOf('TENANT_KEYS_ENDPOINT', '--endpoint', endpoint) ??
    remoteProblemOf(target, endpoint) ?? {
      ...(target !== undefined && { target }),
      ...(endpoint !== undefined && { endpoint: endpoint.replace(/\/$/, '') }),
      ...(region !== undefined && { region }),
      ...(namespace !== undefined && { namespace }),
    }
  );
}

/** A local cloud is on this machine: no other host may supply the credentials and settings of one. */
function remoteProblemOf(
  target: Target | undefined,
  endpoint: string | undefined,
): string | undefined {
  if (target !== 'local' || endpoint === undefined || isLoopback(endpoint)) return undefined;
  return `--target local is a cloud on this machine, and ${endpoint} is not: leave one of them out.`;
}

function problemOf(variable: string, flag: string, value: string | undefined): string | undefined {
  const rule = FLAGS.get(flag)?.rule;
  if (value === undefined || rule === undefined || rule.pattern.test(value)) return undefined;
  return `${variable} must be ${rule.demand}, not ${quoted(value)}.`;
}
