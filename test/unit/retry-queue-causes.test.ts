import { describe, expect, test } from 'vitest';
import {
  type Cause,
  causeMessage,
  causeRemoval,
  takeCauseRecord,
} from '../../shared/retry-queue/causes.ts';
import { causeWith, minutesOn } from '../world/queue-entries.ts';

const PLACE = { partition: 0, offset: 0, timestampMs: 0 };

/** What is remembered after records with these keys and values. */
function takenFrom(...records: readonly (readonly [key: string | null, value: string | null])[]) {
  const known = new Map<string, Cause>();
  const are = records.map(([key, value]) => takeCauseRecord(known, { ...PLACE, key, value }));
  return { known: [...known.values()], areOfCauses: are };
}

const FULL = causeWith({
  ...{ flows: true, okAt: minutesOn(-11), lastTenant: 'acme' },
  sample: Array.from({ length: 20 }, (_, index) => `dl_${'x'.repeat(40)}${index}`),
});

describe('the record of a cause', () => {
  test.each([FULL, causeWith()])('is read as it was written', (cause) => {
    const { key = null, value } = causeMessage(cause);
    expect(key).toBe('cause:InternalError');
    expect(takenFrom([key, value])).toEqual({ known: [cause], areOfCauses: [true] });
  });

  test('is removed by its code', () => {
    const { key = null, value } = causeMessage(FULL);
    const removal = causeRemoval('InternalError');
    expect(takenFrom([key, value], [removal.key!, removal.value])).toMatchObject({ known: [] });
  });

  test('is none of a dead letter', () => {
    expect(takenFrom(['dl_x/1', '{}'], [null, '{}'])).toEqual({
      ...{ known: [], areOfCauses: [false, false] },
    });
  });

  const text = (fields: object) => JSON.stringify({ ...causeWith(), ...fields });

  test.each([
    ['no JSON', 'x'],
    ['no object', '[]'],
    ['another cause', text({ cause: 'NoAnswer' })],
    ['no time', text({ sentAt: 1 })],
    ['a time in another form', text({ sentAt: '2026-11-23' })],
    ['a time that does not exist', text({ sentAt: '2026-13-41T00:00:00.000Z' })],
    ['a success at no time', text({ okAt: null })],
    ['a sample that is no list', text({ sample: 'x' })],
    ['a sample of numbers', text({ sample: [1] })],
    ['a larger sample than ours', text({ sample: Array(21).fill('x') })],
    ['a flow that is no fact', text({ flows: 'yes' })],
    ['a tenant that is no name', text({ lastTenant: {} })],
    ['more than any of ours has', text({ more: 'x'.repeat(4_096) })],
  ])('counts as removed when it has %s', (_, value) => {
    const { key = null, value: before } = causeMessage(causeWith());
    expect(takenFrom([key, before], [key, value]).known).toEqual([]);
  });

  test('is read up to 4,096 characters, whatever else it has', () => {
    const { key = null } = causeMessage(causeWith());
    const recordOf = (length: number) => {
      const shortest = text({ more: '' });
      return shortest.replace('"more":"', `"more":"${'x'.repeat(length - shortest.length)}`);
    };
    expect(takenFrom([key, recordOf(4_096)]).known).toHaveLength(1);
    expect(takenFrom([key, recordOf(4_097)]).known).toEqual([]);
  });

  test('is taken for a thousand causes at most, and renewed for these', () => {
    const records = Array.from({ length: 1_001 }, (_, index) => {
      const { key = null, value } = causeMessage(causeWith({ cause: `C${index}` }));
      return [key, value] as const;
    });
    const again = causeMessage(causeWith({ cause: 'C0', flows: true }));
    const { known } = takenFrom(...records, [again.key!, again.value]);
    expect(known).toHaveLength(1_000);
    expect(known[0]).toMatchObject({ cause: 'C0', flows: true });
  });
});
