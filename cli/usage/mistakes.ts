import type { Command, CommanderError } from 'commander';
import { allOf, nearest, oneOf, quoted } from '../../terminal/sentences.ts';
import { printable } from '../../terminal/text.ts';
import { type Flag, GENERAL_FLAGS, ID_RULE, type Rule } from './flags.ts';
import { UsageError, type Verb, verbName, verbUsage } from './verb.ts';
import { NOUNS, VERBS } from './verbs.ts';

/**
 * A sentence for a mistake that commander found: what is wrong, and what to write instead.
 *
 * @param verb Absent when the mistake is before the verb.
 */
export function mistakeText(error: CommanderError, command: Command, verb?: Verb): string {
  const [word = ''] = command.args;
  switch (error.code) {
    case 'commander.help':
      return missingVerb(command);
    case 'commander.unknownCommand':
      return command.parent === null
        ? unknownFirst(word)
        : unknownVerb(command.name(), word, error);
    case 'commander.unknownOption':
      return unknownFlag(error, command, verb);
    case 'commander.optionMissingArgument':
      return missingValue(error, verb);
    case 'commander.excessArguments':
      return verb === undefined ? error.message : excessOperand(command, verb);
    default:
      return error.message;
  }
}

/** The words nearest to the mistyped one, which commander puts at the end of its message. */
function suggestionsIn({ message }: CommanderError): readonly string[] {
  const [, words] = /\n\(Did you mean (?:one of )?([^\n]+)\?\)$/.exec(message) ?? [];
  return words?.split(', ') ?? [];
}

function missingVerb(command: Command): string {
  const names = command.commands.map((each) => each.name());
  return command.parent === null
    ? 'A command is missing, such as tenant-keys dead-letters list; tenant-keys --help lists all.'
    : `The verb is missing: tenant-keys ${command.name()} ${oneOf(names)}.`;
}

/** Why a command line cannot begin with this word. */
function unknownFirst(word: string): string {
  const nouns = NOUNS.map(({ name }) => name);
  const noun = nearest(word, nouns);
  if (noun !== undefined) return `Unknown noun ${quoted(word)}; did you mean ${noun}?`;
  const alone = VERBS.filter((verb) => verb.noun === undefined).map(({ name }) => name);
  const meant = SYNONYMS.get(word) ?? nearest(word, alone);
  if (meant !== undefined) return `Unknown verb ${quoted(word)}; did you mean ${meant}?`;
  const verb = nearest(
    word,
    VERBS.map(({ name }) => name),
  );
  if (verb !== undefined) return `The verb follows its noun: ${oneOf(commandsWith(verb))}.`;
  return `Unknown command ${quoted(word)}; the nouns are ${allOf(nouns)}, and the verbs without a noun ${allOf(alone)}.`;
}

/** What other tools call some verbs. */
const SYNONYMS: ReadonlyMap<string, string> = new Map([
  ['apply', 'deploy'],
  ['remove', 'destroy'],
  ['undeploy', 'destroy'],
  ['version', '--version'],
]);

function unknownVerb(noun: string, word: string, error: CommanderError): string {
  const problem = `Unknown verb ${quoted(word)} of ${noun}`;
  const meant = suggestionsIn(error);
  const elsewhere = meant.length > 0 ? meant : commandsWith(word);
  if (elsewhere.length > 0) return `${problem}; did you mean ${oneOf(elsewhere)}?`;
  const verbs = VERBS.filter((verb) => verb.noun === noun).map(({ name }) => name);
  const are = verbs.length === 1 ? 'its only verb is' : 'its verbs are';
  return `${problem}; ${are} ${allOf(verbs)}.`;
}

/** The commands that have this verb. */
function commandsWith(name: string): readonly string[] {
  return VERBS.filter((verb) => verb.name === name).map((verb) => `tenant-keys ${verbName(verb)}`);
}

function unknownFlag(error: CommanderError, command: Command, verb: Verb | undefined): string {
  const [, flag = ''] = /^error: unknown option '(.*?)'(?:\n|$)/s.exec(error.message) ?? [];
  const [name = ''] = flag.split('=', 1);
  if (flagsOf(verb).some((own) => own.name === name)) return `${name} takes no value.`;
  const takers = VERBS.filter(({ flags }) => flags.some((other) => other.name === name));
  if (takers.length > 0) {
    return verb === undefined
      ? missingVerb(command)
      : `${name} is a flag of ${allOf(takers.map(verbName))}, not of ${verbName(verb)}.`;
  }
  const meant = suggestionsIn(error)[0] ?? nearest(name, VERBS.flatMap(flagsOf).map(nameOf));
  if (meant !== undefined) return `Unknown flag ${printable(name)}; did you mean ${meant}?`;
  const problem = `Unknown flag ${quoted(name)}`;
  if (verb?.operand === undefined || name.startsWith('--')) {
    return `${problem}; --help after a verb lists its flags.`;
  }
  const what = verb.operand.value.toLowerCase();
  return `${problem}; if it is the ${what}, write -- before it, after all flags.`;
}

function flagsOf(verb: Verb | undefined): readonly Flag[] {
  return [...(verb?.flags ?? []), ...GENERAL_FLAGS];
}

function nameOf({ name }: Flag): string {
  return name;
}

function missingValue(error: CommanderError, verb: Verb | undefined): string {
  const [, name] = /^error: option '(\S+)/.exec(error.message) ?? [];
  const flag = flagsOf(verb).find((own) => own.name === name);
  return flag === undefined ? error.message : valueIsMissing(flag);
}

function valueIsMissing({ name, example }: Flag): string {
  return `${name} needs a value, as in ${name} ${example}.`;
}

/** A word that belongs to a flag is proposed as its value. */
function excessOperand({ args, registeredArguments }: Command, verb: Verb): string {
  const { operand, flags } = verb;
  if (operand !== undefined) {
    return `${verbName(verb)} takes one ${operand.value.toLowerCase()}: tenant-keys ${verbUsage(verb)}.`;
  }
  const word = args[registeredArguments.length] ?? '';
  const problem = `Unexpected ${quoted(word)}: ${verbName(verb)} takes only flags`;
  const meant = flagsOf(verb).find(
    ({ rule }) => rule?.choices?.includes(word) || (rule === ID_RULE && rule.pattern.test(word)),
  );
  if (meant !== undefined) return `${problem}; did you mean ${meant.name} ${word}?`;
  const { name, example } = flags.find(({ value }) => value !== undefined) ?? TARGET_EXAMPLE;
  return `${problem}, such as ${name} ${example}.`;
}

const TARGET_EXAMPLE = { name: '--target', example: 'local' };

/**
 * The value of a flag, if it may have it.
 *
 * @param before The values that were given before.
 * @throws UsageError
 */
export function checkedValue(flag: Flag, value: string, before: readonly string[]): string {
  const { name, isRepeatable, rule } = flag;
  const isFlag = value.startsWith('--') && !rule?.mayBeginWithDashes;
  if (value === '' || isFlag) throw new UsageError(valueIsMissing(flag));
  if (before.length > 0 && !isRepeatable) throw new UsageError(`${name} can be given only once.`);
  const chosen = choiceOf(value, rule);
  const problem = rule && brokenRule(chosen, rule);
  if (problem === undefined) return chosen;
  throw new UsageError(`${name} must be ${rule?.demand}, not ${quoted(value)}${problem}`);
}

/** The operands of a verb, if they may be given. Throws `UsageError`. */
export function checkedOperands(words: readonly string[], { operand }: Verb): readonly string[] {
  if (operand === undefined) return words;
  const { rule } = operand;
  return words.map((word) => {
    const chosen = choiceOf(word, rule);
    const problem = brokenRule(chosen, rule);
    if (problem === undefined) return chosen;
    throw new UsageError(`${quoted(word)} must be ${rule.demand}${problem}`);
  });
}

/** Of the few words that are valid, the one that is typed in another case; any other word as it is. */
function choiceOf(word: string, rule: Rule | undefined): string {
  const small = word.toLowerCase();
  return rule?.choices?.find((choice) => choice.toLowerCase() === small) ?? word;
}

/** The end of the sentence for a value that breaks a rule; undefined for one that keeps it. */
function brokenRule(value: string, { pattern, isList, choices = [] }: Rule) {
  const parts = isList ? value.split(',') : [value];
  if (parts.every((part) => pattern.test(part))) return undefined;
  const meant = nearest(value.toLowerCase(), choices);
  return meant === undefined ? '.' : `; did you mean ${meant}?`;
}
