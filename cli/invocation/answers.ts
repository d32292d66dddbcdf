import { Validator } from '@cfworker/json-schema';
import deadLetter from '../../events/dead-letter.schema.json' with { type: 'json' };
import deadLettersCommand from '../../events/dead-letters-command.schema.json' with {
  type: 'json',
};
import fleetCommand from '../../events/fleet-command.schema.json' with { type: 'json' };
import refused from '../../events/refused.schema.json' with { type: 'json' };
import vocabulary from '../../events/vocabulary.schema.json' with { type: 'json' };
import type { DeadLettersAnswers } from '../../shared/dead-letters/generated/dead-letters-command.ts';
import type { FleetAnswers } from '../../shared/fleet/generated/fleet-command.ts';
import type { Refused } from '../../shared/generated/refused.ts';

/** The answer to each command, unless it is refused. */
export type Answers = Required<DeadLettersAnswers & FleetAnswers>;

/** The contract of each function that takes commands, with the answers to them. */
const CONTRACTS = { redrive: deadLettersCommand, reconcile: fleetCommand };

/** The function that a command is for. */
export function functionOf(name: keyof Answers): keyof typeof CONTRACTS {
  const isAboutDeadLetters = Object.hasOwn(CONTRACTS.redrive.$defs.answers.properties, name);
  return isAboutDeadLetters ? 'redrive' : 'reconcile';
}

/**
 * Whether a function's answer to a command fits the contract of this release. A later release may add
 * fields.
 */
export function isAnswerTo<Name extends keyof Answers>(
  name: Name,
  answer: object,
): answer is Answers[Name] {
  const { $id } = CONTRACTS[functionOf(name)];
  return fits(answer, `${$id}#/$defs/answers/properties/${name}`);
}

/** Whether an answer refuses the command. */
export function isRefusal(answer: object): answer is Refused {
  return fits(answer, refused.$id);
}

function fits(answer: object, $ref: string): boolean {
  const validator = new Validator({ $ref }, '2020-12');
  for (const schema of SCHEMAS) validator.addSchema(schema as { readonly $id: string });
  return validator.validate(answer).valid;
}

const SCHEMAS = [...Object.values(CONTRACTS), refused, deadLetter, vocabulary];
