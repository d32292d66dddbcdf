import { Validator } from '@cfworker/json-schema';
import deadLettersCommand from '../../events/dead-letters-command.schema.json' with {
  type: 'json',
};
import fleetCommand from '../../events/fleet-command.schema.json' with { type: 'json' };
import oversightCommand from '../../events/oversight-command.schema.json' with { type: 'json' };
import refused from '../../events/refused.schema.json' with { type: 'json' };
import type { DeadLettersAnswers } from '../../shared/dead-letters/generated/dead-letters-command.ts';
import type { FleetAnswers } from '../../shared/fleet/generated/fleet-command.ts';
import type { Refused } from '../../shared/generated/refused.ts';
import type { OversightAnswers } from '../../shared/oversight/generated/oversight-command.ts';

/** The answer to each command, unless it is refused. */
export type Answers = Required<DeadLettersAnswers & FleetAnswers & OversightAnswers>;

/** The contract of each function that takes commands, with the answers to them. */
const CONTRACTS = {
  redrive: deadLettersCommand,
  reconcile: fleetCommand,
  oversee: oversightCommand,
};

/** The function that a command is for. */
export function functionOf(name: keyof Answers): keyof typeof CONTRACTS {
  const answers = (contract: keyof typeof CONTRACTS) =>
    CONTRACTS[contract].$defs.answers.properties;
  if (Object.hasOwn(answers('redrive'), name)) return 'redrive';
  return Object.hasOwn(answers('reconcile'), name) ? 'reconcile' : 'oversee';
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
  for (const schema of SCHEMAS) validator.addSchema(schema);
  return validator.validate(answer).valid;
}

const SCHEMAS = [...Object.values(CONTRACTS), refused].map(withoutAddresses);

/**
 * An address in an answer is for a person to read, so it annotates, as the standard has it.
 *
 * @see https://json-schema.org/draft/2020-12/json-schema-validation#section-7.2.1
 */
function withoutAddresses(schema: object): { readonly $id: string } {
  const isAddress = (name: string, value: unknown) => name === 'format' && value === 'uri';
  return JSON.parse(
    JSON.stringify(schema, (name, value) => (isAddress(name, value) ? undefined : value)),
  );
}
