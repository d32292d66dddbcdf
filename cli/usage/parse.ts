import { nearest, quoted } from '../../terminal/sentences.ts';
import { printable } from '../../terminal/text.ts';
import type { OperatorCommand } from '../calling/ask.ts';
import type { Target, TargetOptions } from '../calling/target.ts';
import { commandOf } from './command.ts';
import type { DeploymentCommand } from './deployment-command.ts';
import { DEPLOYMENT_FLAGS, FLAGS, type Flag, type Rule } from './flags.ts';
import { helpText } from './help.ts';
import { findVerb, unknownFirst, verbAlone } from './verbs.ts';

/** What a command line asks a function for. */
export type Call = {
  readonly command: OperatorCommand;
  readonly target: TargetOptions;
  /** The flags about the target, to be repeated in a command that is proposed. */
  readonly targetFlags: readonly string[];
  /** Where the tenants are that a check is to know; `-` is stdin. */
  readonly tenantsFile?: string;
  readonly json: boolean;
};

/** What a command line asks for about the application as a whole. */
export type DeploymentCall = {
  readonly command: DeploymentCommand;
  readonly target: TargetOptions;
  readonly targetFlags: readonly string[];
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
export function parseCommandLine(
  args: readonly string[],
  env: EnvironmentParseCommandLine,
): ParsedCommandLine {
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
type EnvironmentParseCommandLine = Readonly<Record<string, string | undefined>>;

function isAboutDeployment(
  command: OperatorCommand | DeploymentCommand,
): command is DeploymentCommand {
  return verbAlone(command.command) !== undefined;
}

function deploymentOf(
  command: DeploymentCommand,
  flags: Flags,
  env: EnvironmentParseCommandLine,
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

function callOf(
  command: OperatorCommand,
  flags: Flags,
  env: EnvironmentParseCommandLine,
): ParsedCommandLine {
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

/** A command line, taken apart. */
export type Words = {
  /** Noun, verb and what follows them. */
  readonly plain: readonly string[];
  /** The values of each flag that is given; that of a flag without one is empty. */
  readonly flags: ReadonlyMap<string, readonly string[]>;
};

/**
 * Takes a command line apart; the first mistake is told, in a sentence. Not by `parseArgs` of Node,
 * as an id may begin with a dash.
 */
export function readWords(args: readonly string[]): Words | string {
  const plain: string[] = [];
  const flags = new Map<string, readonly string[]>();
  const rest = [...args];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '--') {
      plain.push(...rest.splice(0));
    } else if (!word.startsWith('-') || isId(word)) {
      plain.push(word);
    } else {
      const problem = takeFlag(word, rest, flags, plain);
      if (problem !== undefined) return problem;
    }
  }
  return { plain, flags };
}

/** Takes a flag, and its value out of the rest, into `flags`; or tells what is wrong with it. */
function takeFlag(
  word: string,
  rest: string[],
  flags: Map<string, readonly string[]>,
  plain: readonly string[],
): string | undefined {
  const [name, inlineValue] = partsOf(word);
  const flag = flagNamed(name, [...plain, ...rest]);
  if (flag === undefined) return unknownFlag(name);
  const given = flags.get(name) ?? [];
  if (flag.value === undefined) {
    flags.set(name, ['']);
    return inlineValue === undefined ? undefined : `${name} takes no value.`;
  }
  const value = inlineValue ?? rest.shift() ?? '';
  if (isMissing(value)) return `${name} needs a value, as in ${name} ${flag.example}.`;
  flags.set(name, [...given, value]);
  if (given.length > 0 && !flag.isRepeatable) return `${name} can be given once only.`;
  return flag.rule && brokenRule(name, value, flag.rule);
}

/** The flag as the verb or noun of these words takes it: with `deploy`, say, `--plan` needs no hash. */
function flagNamed(name: string, words: readonly string[]): Flag | undefined {
  const isAlone = verbAlone(words.find((word) => !word.startsWith('-'))) !== undefined;
  const [own, other] = isAlone ? [DEPLOYMENT_FLAGS, FLAGS] : [FLAGS, DEPLOYMENT_FLAGS];
  return own.get(name) ?? other.get(name);
}

function isMissing(value: string): boolean {
  return value === '' || (value.startsWith('--') && !isId(value));
}

/** Ids are base64url, so one of 64 begins with a dash. Flags have neither capitals nor digits. */
function isId(word: string): boolean {
  return /^-(?=.*[A-Z0-9_])[\w-]{7,42}$/.test(word) && near(word.toLowerCase()) === undefined;
}

function partsOf(word: string): readonly [name: string, inlineValue: string | undefined] {
  const end = word.indexOf('=');
  return end === -1 ? [word, undefined] : [word.slice(0, end), word.slice(end + 1)];
}

function unknownFlag(name: string): string {
  const meant = near(name);
  return meant === undefined
    ? `${quoted(name)} is no flag; --help after a verb lists those that it takes.`
    : `${printable(name)} is no flag; did you mean ${meant}?`;
}

function near(name: string): string | undefined {
  return nearest(name, [...FLAGS.keys(), ...DEPLOYMENT_FLAGS.keys()]);
}

function brokenRule(name: string, value: string, rule: Rule): string | undefined {
  const { pattern, isList = false, demand, choices = [] } = rule;
  const parts = isList ? value.split(',') : [value];
  if (parts.every((part) => pattern.test(part))) return undefined;
  const meant = nearest(value, choices);
  const problem = `${name} must be ${demand}, not ${quoted(value)}`;
  return meant === undefined ? `${problem}.` : `${problem}; did you mean ${meant}?`;
}

/**
 * Which cloud the command is about, as far as the command line and TENANT_KEYS_ENDPOINT say; or, in a
 * sentence, what is wrong there. The flags have been checked, each for itself.
 */
function targetOptionsOf(flags: Flags, env: EnvironmentParseCommandLine): TargetOptions | string {
  const target = flags.get('--target')?.[0] as Target | undefined;
  const endpoint = flags.get('--endpoint')?.[0] ?? (env.TENANT_KEYS_ENDPOINT || undefined);
  const [region] = flags.get('--region') ?? [];
  const [namespace] = flags.get('--namespace') ?? [];
  return (
    problemOf('TENANT_KEYS_ENDPOINT', '--endpoint', endpoint) ?? {
      ...(target !== undefined && { target }),
      ...(endpoint !== undefined && { endpoint: endpoint.replace(/\/$/, '') }),
      ...(region !== undefined && { region }),
      ...(namespace !== undefined && { namespace }),
    }
  );
}

function problemOf(variable: string, flag: string, value: string | undefined): string | undefined {
  const rule = FLAGS.get(flag)?.rule;
  if (value === undefined || rule === undefined || rule.pattern.test(value)) return undefined;
  return `${variable} must be ${rule.demand}, not ${quoted(value)}.`;
}
