import { schemaProblems } from '../tenant-key/json.ts';
import { refusedCommand } from './command-refusal.ts';
import type { DeadLettersCommand as Fields } from './generated/dead-letters-command.ts';
import {
  DEAD_LETTERS_COMMAND_MESSAGES,
  validateDeadLettersCommand,
} from './generated/validate-dead-letters-command.js';
import type { DeadLettersCommand, Refused } from './operator-command.ts';

/** Reads what an operator asks for. A wrong command is refused with every problem at once. */
export function readCommand(event: unknown): DeadLettersCommand | Refused {
  if (!validateDeadLettersCommand(event)) {
    const errors = validateDeadLettersCommand.errors ?? [];
    const problems = schemaProblems(errors, DEAD_LETTERS_COMMAND_MESSAGES);
    return refusedCommand(
      problems.map(({ pointer, detail }) => (pointer === '' ? `The command${detail}` : detail)),
    );
  }
  const problems = [...strayFields(event), ...missingFields(event)];
  if (problems.length > 0) return refusedCommand(problems);
  // The cast is where the word of the schema and of the table below is taken.
  return (event.command === 'list' ? { selection: {}, ...event } : event) as DeadLettersCommand;
}

type Fieldname = Exclude<keyof Fields, 'command'>;

/** Which fields each command needs, and which it takes besides. */
const FIELDS: Readonly<
  Record<
    Fields['command'],
    { readonly needs: readonly Fieldname[]; readonly takes: readonly Fieldname[] }
  >
> = {
  list: { needs: [], takes: ['selection'] },
  show: { needs: ['id'], takes: [] },
  plan: { needs: ['selection'], takes: [] },
  redrive: { needs: ['selection'], takes: ['startedAt', 'after'] },
  discard: { needs: ['ids', 'reason'], takes: [] },
  quota: { needs: [], takes: [] },
  resume: { needs: [], takes: [] },
};

function strayFields({ command, ...fields }: Fields): readonly string[] {
  const { needs, takes } = FIELDS[command];
  const known: readonly string[] = [...needs, ...takes];
  return Object.keys(fields)
    .filter((name) => !known.includes(name))
    .map((name) => `${name} does not go with ${command}.`);
}

function missingFields(fields: Fields): readonly string[] {
  return FIELDS[fields.command].needs
    .filter((name) =>
      name === 'selection' ? saysNothing(fields.selection) : fields[name] === undefined,
    )
    .map((name) => (name === 'selection' ? UNSAID : `${fields.command} needs ${name}.`));
}

/** Nobody shall mean every letter by mistake. */
function saysNothing(selection: Fields['selection'] = {}): boolean {
  return Object.keys(selection).length === 0;
}

const UNSAID = 'selection must say which letters are meant; {"all": true} means every one.';
