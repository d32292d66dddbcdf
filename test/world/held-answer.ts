import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { FORMATS, SCHEMA_BASE } from '../../scripts/generate/contracts.mjs';
import { parseTrigger } from '../../shared/triggers/trigger.ts';

/** The schema of each function's commands, and the verb that its timer stands for, if it has one. */
const CONTRACTS = {
  redrive: { schema: 'dead-letters-command.schema.json', timerVerb: undefined },
  reconcile: { schema: 'fleet-command.schema.json', timerVerb: 'check' },
  oversee: { schema: 'oversight-command.schema.json', timerVerb: undefined },
} as const;

/** Returns the answer of a function to an event if it fits its schema, and throws otherwise. */
export function heldToSchema<Answer extends object>(
  functionName: keyof typeof CONTRACTS,
  event: unknown,
  answer: Answer,
): Answer {
  const { schema, timerVerb } = CONTRACTS[functionName];
  const verb =
    parseTrigger(event).kind === 'timer'
      ? timerVerb
      : (event as { command: string } | null)?.command;
  const place =
    'refused' in answer ? 'refused.schema.json' : `${schema}#/$defs/answers/properties/${verb}`;
  const validate = ajv.getSchema(`${SCHEMA_BASE}${place}`);
  if (validate === undefined) throw new Error(`There is no schema ${place}.`);
  if (validate(answer)) return answer;
  throw new Error(`The answer to ${verb} does not fit: ${JSON.stringify(validate.errors)}`);
}

const events = new URL('../../events/', import.meta.url);
const ajv = new Ajv2020({ strict: true, formats: FORMATS });
ajv.addVocabulary(['x-message', 'x-specification']);
for (const name of readdirSync(events)) {
  if (!name.endsWith('.schema.json')) continue;
  ajv.addSchema(JSON.parse(readFileSync(new URL(name, events), 'utf8')));
}
