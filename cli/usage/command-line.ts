import { quoted } from '../../terminal/sentences.ts';
import { isLoopback, type Target, type TargetOptions } from '../invocation/target.ts';
import { ENDPOINT, type Flag, GENERAL_FLAGS, REGION, TARGET_FLAGS } from './flags.ts';
import { splitName } from './name.ts';
import { takenByNpm } from './npm-flags.ts';
import { commandTree } from './tree.ts';
import { type Act, type Flags, type Given, UsageError, type Verb, verbName } from './verb.ts';
import { NOUNS, VERBS } from './verbs.ts';

/** Parses the arguments of the command. Only the first mistake is reported. */
export function parseCommandLine(args: readonly string[], env: Environment): ParsedCommandLine {
  const plain = args.filter((word) => !word.startsWith('-'));
  // Help takes precedence over every mistake in the rest of the line.
  if (isGiven(args, '-h', '--help') || plain.slice(0, 2).includes('help')) {
    return { kind: 'help', text: helpText(plain) };
  }
  if (isGiven(args, '-v', '--version')) return { kind: 'version' };
  const taken = takenByNpm(flagsOfVerb(args), args, env);
  if (taken !== undefined) return { kind: 'wrong', problem: taken };
  try {
    const { verb, given } = readVerb(args);
    const act = verb.act(given);
    if (typeof act === 'string') throw new UsageError(act);
    return callOf(act, given.flags, env);
  } catch (error) {
    if (error instanceof UsageError) return { kind: 'wrong', problem: error.message };
    throw error;
  }
}

type ParsedCommandLine =
  | Call<Act>
  | { readonly kind: 'help'; readonly text: string }
  | { readonly kind: 'version' }
  /** A sentence that says what is wrong and what to do. */
  | { readonly kind: 'wrong'; readonly problem: string };

/** What to do, and where. */
export type Call<Each extends Act> = Each & {
  readonly target: TargetOptions;
  /** The flags that give the target, repeated in every command that is proposed. */
  readonly targetFlags: readonly string[];
  readonly json: boolean;
};

type Environment = Readonly<Record<string, string | undefined>>;

function isGiven(args: readonly string[], ...spellings: readonly string[]): boolean {
  return spellings.some((spelling) => args.includes(spelling));
}

/** The flags that the verb of a command line may have; none if it names no verb. */
function flagsOfVerb(args: readonly string[]): readonly Flag[] {
  const name = splitName(args).words.join(' ');
  const verb = VERBS.find((each) => verbName(each) === name);
  return verb === undefined ? [] : [...verb.flags, ...GENERAL_FLAGS];
}

/** The help text: of the command, or of the noun or verb that the words name. */
export function helpText(words: readonly string[]): string {
  let text = '';
  const root = commandTree(
    (part) => {
      text += part;
    },
    () => {},
  );
  const isNamed = (command: { readonly name: () => string }) => words.includes(command.name());
  const first = root.commands.find(isNamed);
  const command = first?.commands.find(isNamed) ?? first ?? root;
  command.outputHelp();
  return text;
}

/** Throws `UsageError`. */
function readVerb(args: readonly string[]): { readonly verb: Verb; readonly given: Given } {
  const { words, rest } = splitName(args);
  const noun = words.length === 1 ? NOUNS.find(({ name }) => name === words[0]) : undefined;
  const named = noun?.defaultVerb === undefined ? words : [...words, noun.defaultVerb];
  let read: ReturnType<typeof readVerb> | undefined;
  const root = commandTree(
    () => {},
    (verb, given) => {
      read = { verb, given };
    },
  );
  root.parse([...named, ...rest], { from: 'user' });
  if (read === undefined) throw new Error('The parser found neither a verb nor a mistake.');
  return read;
}

/** Throws `UsageError`. */
function callOf(act: Act, flags: Flags, env: Environment): Call<Act> {
  const target = targetOptionsOf(flags, env);
  if (act.kind === 'call' || act.findsFunctions) {
    const region = target.region ?? (env.TENCENTCLOUD_REGION || undefined);
    checkVariable('TENCENTCLOUD_REGION', REGION, region);
  }
  const targetFlags = TARGET_FLAGS.flatMap(({ name }) =>
    (flags.get(name) ?? []).flatMap((value) => [name, value]),
  );
  return { ...act, target, targetFlags, json: flags.has('--json') };
}

/**
 * The target, as far as the flags and TENANT_KEYS_ENDPOINT give it. The values of flags have been checked
 * before. Throws `UsageError`.
 */
function targetOptionsOf(flags: Flags, env: Environment): TargetOptions {
  const target = flags.get('--target')?.[0] as Target | undefined;
  const endpoint = flags.get('--endpoint')?.[0] ?? (env.TENANT_KEYS_ENDPOINT || undefined);
  const [region] = flags.get('--region') ?? [];
  const [namespace] = flags.get('--namespace') ?? [];
  checkVariable('TENANT_KEYS_ENDPOINT', ENDPOINT, endpoint);
  checkLocal(target, endpoint);
  return {
    ...(target !== undefined && { target }),
    ...(endpoint !== undefined && { endpoint: endpoint.replace(/\/$/, '') }),
    ...(region !== undefined && { region }),
    ...(namespace !== undefined && { namespace }),
  };
}

/** A local cloud is on this machine: no other host may supply the credentials and settings of one. */
function checkLocal(target: Target | undefined, endpoint: string | undefined): void {
  if (target !== 'local' || endpoint === undefined || isLoopback(endpoint)) return;
  throw new UsageError(
    `--target local is a cloud on this machine, and ${endpoint} is not: leave one of them out.`,
  );
}

/** The value of a variable follows the rule of the flag that overrides it. */
function checkVariable(variable: string, { rule }: Flag, value: string | undefined): void {
  if (value === undefined || rule === undefined || rule.pattern.test(value)) return;
  throw new UsageError(`${variable} must be ${rule.demand}, not ${quoted(value)}.`);
}
