import { Command, Help, type HelpConfiguration, Option } from 'commander';
import { labelled } from '../../terminal/text.ts';
import { EXIT_CODES } from '../report/result.ts';
import { type Flag, GENERAL_FLAGS } from './flags.ts';
import { checkedOperands, checkedValue, mistakeText } from './mistakes.ts';
import { type Given, operandUsage, UsageError, type Verb } from './verb.ts';
import { NOUNS, VERBS } from './verbs.ts';

/**
 * The parser that follows the table of verbs. Its `parse` throws `UsageError`, whose message is one
 * sentence, where commander would print several lines and end the process.
 *
 * @param print Called with the help.
 * @param onVerb Called with the verb of the command line and what is given to it.
 */
export function commandTree(
  print: (text: string) => void,
  onVerb: (verb: Verb, given: Given) => void,
): Command {
  const root = new Command('tenant-keys')
    .usage('[noun] <verb> [flags]')
    .description('Operates tenant-keys: its dead letters, quota, keys and deployment.')
    .helpOption(false)
    .configureOutput({ writeOut: print, writeErr: () => {} })
    .configureHelp(HELP);
  root.addHelpText('after', `\n${CREDENTIALS}`);
  root.addHelpText('afterAll', `\nExit codes:\n${exitRows()}`.trimEnd());
  const general = GENERAL_FLAGS.map(optionOf);
  for (const option of general) root.addOption(option.helpGroup(GENERAL_TITLE));

  function addVerb(parent: Command, verb: Verb): void {
    const operands = operandUsage(verb);
    const command = addCommand(parent, verb).usage([...operands, '[flags]'].join(' '));
    for (const operand of operands)
      command.argument(operand.startsWith('[') ? operand : `[${operand}]`);
    const options = verb.flags.map(optionOf);
    for (const option of options) command.addOption(option);
    command.exitOverride((error) => {
      throw new UsageError(mistakeText(error, command, verb));
    });
    command.action(() => {
      const flags = valuesOf(command, [...general, ...options]);
      onVerb(verb, { operands: checkedOperands(command.args, verb), flags });
    });
  }

  refuseHere(root);
  for (const noun of NOUNS) {
    const command = addCommand(root, noun).usage('<verb> [flags]');
    refuseHere(command);
    for (const verb of VERBS.filter((each) => each.noun === noun.name)) addVerb(command, verb);
  }
  for (const verb of VERBS.filter(({ noun }) => noun === undefined)) addVerb(root, verb);
  return root;
}

/** Mistakes before the verb. */
function refuseHere(command: Command): void {
  command.helpCommand(false).exitOverride((error) => {
    throw new UsageError(mistakeText(error, command));
  });
}

function addCommand(parent: Command, { name, summary }: Pick<Verb, 'name' | 'summary'>): Command {
  const sentence = `${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`;
  return parent.command(name).summary(summary).description(sentence);
}

function optionOf(flag: Flag): Option {
  if (flag.value === undefined) return new Option(flag.name, flag.summary);
  return new Option(`${flag.name} <${flag.value}>`, flag.summary).argParser(
    (value: string, before: readonly string[] = []) => [
      ...before,
      checkedValue(flag, value, before),
    ],
  );
}

function valuesOf(command: Command, options: readonly Option[]): Given['flags'] {
  const values: Readonly<Record<string, unknown>> = command.optsWithGlobals();
  return new Map(
    options.flatMap((option) => {
      const value = values[option.attributeName()];
      if (value === undefined) return [];
      return [[option.long ?? '', Array.isArray(value) ? value.map(String) : []]];
    }),
  );
}

const GENERAL_TITLE = 'Flags of every verb:';

const TITLES: Readonly<Record<string, string>> = {
  'Options:': 'Flags:',
  'Global Options:': GENERAL_TITLE,
  'Commands:': 'Verbs:',
};

const WIDTH = 80;

const HELP: HelpConfiguration = {
  helpWidth: WIDTH,
  showGlobalOptions: true,
  formatHelp: verbsFirst,
  styleTitle: (title) => TITLES[title] ?? title,
  /** The help of the whole command lists the verbs of the nouns rather than the nouns. */
  visibleCommands: ({ commands }) =>
    commands.flatMap((command) => (command.commands.length > 0 ? command.commands : [command])),
  subcommandTerm: (command) => {
    const operands = command.usage().replace(/ ?\[flags\]$/, '');
    return [pathOf(command), operands].join(' ').trim();
  },
  subcommandDescription: (command) => command.summary(),
  optionTerm: ({ long, flags }) => {
    const short = GENERAL_FLAGS.find(({ name }) => name === long)?.short;
    return `${short === undefined ? '' : `${short}, `}${flags.replace(/[<>]/g, '')}`;
  },
};

/** Commander puts flags before verbs. */
function verbsFirst(command: Command, helper: Help): string {
  const [usage = '', about = '', ...sections] = Help.prototype.formatHelp
    .call(helper, command, helper)
    .trimEnd()
    .split('\n\n');
  const isVerbs = (section: string) => section.startsWith('Verbs:');
  const flags = sections.filter((section) => !isVerbs(section));
  return `${[usage, about, ...sections.filter(isVerbs), ...flags].join('\n\n')}\n`;
}

/** The words that name a command, without the program. */
function pathOf(command: Command): string {
  const { parent } = command;
  if (parent === null) return '';
  return `${pathOf(parent)} ${command.name()}`.trim();
}

const CREDENTIALS = `Credentials come from TENCENTCLOUD_SECRET_ID, TENCENTCLOUD_SECRET_KEY and, if
temporary, TENCENTCLOUD_TOKEN. They need what deploy/policy.operator.json
allows; to pause the queue, deploy/policy.queue-operator.json too; and to
deploy, deploy/policy.deployer.json.
The verbs of keys need none of them with TENANT_KEYS_URL, the address of the
HTTP API, and its token in TENANT_KEYS_TOKEN or in the file that
TENANT_KEYS_TOKEN_FILE names.
The local cloud (--target local) needs none of these variables.`;

function exitRows(): string {
  const rows = Object.values(EXIT_CODES).map(
    ({ code, meaning }) => [`  ${code}`, meaning] as const,
  );
  return labelled(rows, WIDTH);
}
