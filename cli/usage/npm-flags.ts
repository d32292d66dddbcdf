import { allOf } from '../../terminal/sentences.ts';
import type { Flag } from './flags.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Why a command that `npm run` started must not go on: npm took some of its flags for itself, as it does
 * with those before `--`. Without them the command would do something else, such as to deploy in place of
 * a plan. Undefined if npm took none.
 *
 * npm leaves what it took in `npm_config_*`. The file `.npmrc` and the environment end there too, so a
 * value that the flag cannot have is not one of ours.
 *
 * @param flags Those of the verb.
 * @param args What npm did pass on.
 * @see https://docs.npmjs.com/cli/v11/commands/npm-run (--)
 */
export function takenByNpm(
  flags: readonly Flag[],
  args: readonly string[],
  env: Environment,
): string | undefined {
  // Of npm 10 and npm 11. `npx` passes flags on, and has flags of its own such as --yes.
  if (env.npm_command !== 'run-script' && env.npm_command !== 'run') return undefined;
  const isPassedOn = ({ name }: Flag) =>
    args.some((word) => word === name || word.startsWith(`${name}=`));
  // A plan needs no consent, whatever the configuration of npm says.
  const isPlan = args.includes('--plan');
  const taken = flags.filter(
    (flag) => isTaken(flag, env) && !isPassedOn(flag) && !(isPlan && flag.name === '--yes'),
  );
  if (taken.length === 0) return undefined;
  const texts = taken.map((flag) => textOf(flag, taken, args, env));
  // The words before the first flag are the verb, and values of flags that npm took.
  const first = args.findIndex((word) => word.startsWith('-'));
  const passedOn = first === -1 ? [] : args.slice(first);
  const line = [...texts, ...passedOn].join(' ');
  const names = allOf(taken.map(({ name }) => name));
  return `npm took ${names} for itself, so nothing was done. Write: npm run ${env.npm_lifecycle_event} -- ${line}`;
}

function isTaken(flag: Flag, env: Environment): boolean {
  const { name, value, rule } = flag;
  const split = SPLIT.get(name);
  if (split !== undefined) return split.every((config) => env[`npm_config_${config}`] === 'true');
  const config = configOf(flag, env);
  // Of `--target local` npm keeps only that there is such a flag, and passes the value on.
  return config === 'true' || (value !== undefined && rule?.pattern.test(config) === true);
}

/** npm does not know these flags, and reads each as several of one character. */
const SPLIT: ReadonlyMap<string, readonly string[]> = new Map([
  ['--plan', ['parseable', 'long', 'all']], // And -n, which is also npm's default without a terminal.
]);

function configOf({ name }: Flag, env: Environment): string {
  return env[`npm_config_${name.slice(2).replaceAll('-', '_')}`] ?? '';
}

/** A flag as it is to be written. */
function textOf(
  flag: Flag,
  taken: readonly Flag[],
  args: readonly string[],
  env: Environment,
): string {
  const { name, value } = flag;
  if (value === undefined) return name;
  const config = configOf(flag, env);
  if (config !== 'true') return `${name} ${config}`;
  // With one flag that takes a value, the word at the end is that value.
  const isOnly = taken.filter((other) => other.value !== undefined).length === 1;
  const last = args.at(-1) ?? '';
  const isValue =
    args.length > 1 && !last.startsWith('-') && (flag.rule?.pattern.test(last) ?? false);
  return `${name} ${isOnly && isValue ? last : value}`;
}
