import { openForecast } from '../tenant-key/plan.ts';
import { attemptsEndMs, withRetries } from '../tenant-key/retry.ts';
import type { DeadLettersDoor } from './dead-letters-door.ts';
import { readLetterTable } from './letter-table.ts';
import { LETTERS_TAKEN_MAX } from './letters-taken.ts';
import type { LetterPlans, Refused, Selection } from './operator-command.ts';
import { planLetters } from './plan-letters.ts';
import { sealKeysOf } from './seal-keys-of.ts';
import { selectLetters } from './select-letters.ts';

/**
 * Foretells what redriving a selection would come to: the first of its letters, as far as time and the
 * answer suffice. Changes nothing. Throws `ApiError` when the cloud or the topics do not answer.
 */
export async function answerPlan(
  selection: Selection,
  { ports, config }: DeadLettersDoor,
  deadlineMs: number,
): Promise<LetterPlans | Refused> {
  const { retry } = config.provisioning;
  const sealKeys = sealKeysOf(config);
  const { letters, beyond, unreadable } = await readLetterTable(
    ports.records,
    deadlineMs,
    sealKeys,
  );
  const selected = selectLetters(letters, selection, ports.wallMs());
  if ('refused' in selected) return selected;
  const readStatus = () => ports.reader.serviceStatus(deadlineMs);
  const forecast = openForecast(await withRetries(readStatus, ports, retry, deadlineMs));
  const first = selected.letters.slice(0, LETTERS_TAKEN_MAX);
  const endMs = attemptsEndMs(config.provisioning, ports.clock.nowMs(), deadlineMs);
  const plans = await planLetters(first, ports, { ...config, sealKeys }, forecast, endMs);
  return { plans, total: selected.letters.length, beyond, unreadable };
}
