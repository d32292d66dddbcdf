import type { DeadLetter } from '../../shared/dead-letters/generated/dead-letter.ts';
import type { DeadLetterSummary } from '../../shared/dead-letters/generated/dead-letters-command.ts';
import { failureOf } from '../../shared/tenant-key/failures/failures.ts';
import type { OperatorWorld } from './operator-world.ts';

const SEEN_AT = '2026-11-01T12:00:00.000Z';

/** An unsettled dead letter, with some of its fields given. */
export function deadLetterWith(id: string, fields: Partial<DeadLetter> = {}): DeadLetter {
  return {
    id,
    state: stateWith(fields),
    code: 'KeyDisabled',
    stage: 'create',
    reason: "The tenant's key exists but is disabled.",
    nextStep: 'Find out who disabled the key; enable it if it should serve, then redrive.',
    attempts: 1,
    firstSeenAt: SEEN_AT,
    lastSeenAt: SEEN_AT,
    redrives: 0,
    problems: [],
    source: { door: 'queue', topic: 'key-requests', partition: 0, offset: 7 },
    text: '{}',
    ...fields,
  };
}

/** The table's summary of a dead letter, with some of its fields given. */
export function summaryWith(
  id: string,
  fields: Partial<DeadLetterSummary> = {},
): DeadLetterSummary {
  const { reason: _, nextStep: __, problems: ___, text, ...others } = deadLetterWith(id);
  const state = stateWith(fields);
  return { ...others, state, isCut: false, textLength: text.length, ...fields };
}

/** As whoever parks a message decides. */
function stateWith({ code = 'KeyDisabled' }: { readonly code?: string }): 'waiting' | 'parked' {
  return failureOf(code).end === 'wait' ? 'waiting' : 'parked';
}

/** Writes any records to the dead-letter topic. */
export function writeRecords(
  { machine }: OperatorWorld,
  records: readonly (readonly [key: string | null, value: string | null])[],
): void {
  const messages = records.map(([key, value]) => ({ key, value, headers: {} }));
  machine.topics.get('key-dead-letters')!.append(messages);
}

/** Writes dead letters to the dead-letter topic, each under its key. */
export function writeDeadLetters(world: OperatorWorld, deadLetters: readonly DeadLetter[]): void {
  writeRecords(
    world,
    deadLetters.map((deadLetter) => {
      const { id, recordKey = id } = deadLetter;
      return [recordKey, JSON.stringify(deadLetter)];
    }),
  );
}
