import { labelled } from '../../terminal/text.ts';
import { EXIT_CODES } from '../report/result.ts';
import { DEPLOYMENT_FLAGS, FLAGS, type Flag, GENERAL_FLAGS } from './flags.ts';
import { NOUNS, nounlessVerb, type Verb, verbName, verbsOf } from './verbs.ts';

/** The help text: of the command, or of the noun or verb that the words name. */
export function helpText(words: readonly string[]): string {
  const noun = words.find((word) => NOUNS.has(word));
  const verbs = verbsOf(noun);
  const verb =
    noun === undefined
      ? words.map(nounlessVerb).find((alone) => alone !== undefined)
      : verbs.find(({ name }) => words.includes(name));
  if (verb !== undefined) return helpOfVerb(verb);
  const title = noun === undefined ? TITLE : sentence(NOUNS.get(noun) ?? '');
  return [
    `Usage: tenant-keys ${noun ?? '[noun]'} <verb> [flags]\n\n${title}\n`,
    rows(verbs.map((each) => [usageOf(each), each.summary])),
    noun === undefined ? `Flags of every verb:\n${flagRows(GENERAL_FLAGS)}` : '',
    noun === undefined ? `${CREDENTIALS}\n` : '',
    noun === undefined
      ? `Exit codes:\n${exitRows()}`
      : 'For the flags of a verb, add --help after it.\n',
  ]
    .filter((part) => part !== '')
    .join('\n');
}

const TITLE = 'Operates tenant-keys: its dead letters, quota, keys and deployment.';

const CREDENTIALS = `Credentials come from TENCENTCLOUD_SECRET_ID, TENCENTCLOUD_SECRET_KEY and, if
temporary, TENCENTCLOUD_TOKEN. They must be allowed to invoke the functions
redrive and reconcile. To deploy, they need deploy/policy.deployer.json.
The local cloud (--target local) needs none of these variables.`;

function helpOfVerb(verb: Verb): string {
  const { noun, flags, summary } = verb;
  const own = noun === undefined ? DEPLOYMENT_FLAGS : FLAGS;
  return [
    `Usage: tenant-keys ${usageOf(verb)} [flags]\n\n${sentence(summary)}\n`,
    flags.length === 0 ? '' : `Flags:\n${flagRows(flags, own)}`,
    `Flags of every verb:\n${flagRows(GENERAL_FLAGS)}`,
    `Exit codes:\n${exitRows()}`,
  ]
    .filter((part) => part !== '')
    .join('\n');
}

function usageOf(verb: Verb): string {
  return verb.operand === undefined ? verbName(verb) : `${verbName(verb)} ${verb.operand}`;
}

function flagRows(names: readonly string[], flags: ReadonlyMap<string, Flag> = FLAGS): string {
  return rows(
    names.map((name) => {
      const { value, summary = '' } = flags.get(name) ?? {};
      return [value === undefined ? name : `${name} ${value}`, summary];
    }),
  );
}

function exitRows(): string {
  return rows(Object.values(EXIT_CODES).map(({ code, meaning }) => [String(code), meaning]));
}

function rows(pairs: readonly (readonly [string, string])[]): string {
  return labelled(
    pairs.map(([label, text]) => [`  ${label}`, text]),
    80,
  );
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
