import { describe, expect, test } from 'vitest';
import { ckafkaEvent, fittingBatch, type TriggerMessage } from '../../emulator/scf/ckafka-batch.ts';

describe('the event of a batch', () => {
  test('has the documented shape', () => {
    const event = ckafkaEvent('test-topic', 1, [
      { offset: 36, key: null, value: 'Hello from Ckafka!' },
      { offset: 37, key: 'acme', value: 'Hello from Ckafka again!' },
    ]);
    expect(event).toEqual({
      Records: [
        {
          Ckafka: {
            topic: 'test-topic',
            partition: 1,
            offset: 36,
            msgKey: 'None',
            msgBody: 'Hello from Ckafka!',
          },
        },
        {
          Ckafka: {
            topic: 'test-topic',
            partition: 1,
            offset: 37,
            msgKey: 'acme',
            msgBody: 'Hello from Ckafka again!',
          },
        },
      ],
    });
  });

  test('has an empty body for a message without a value', () => {
    const event = ckafkaEvent('t', 0, [{ offset: 0, key: 'k', value: null }]);
    expect(event.Records[0]?.Ckafka.msgBody).toBe('');
  });
});

describe('a batch', () => {
  // An event is 14 bytes and its records, here of 77, 77 and (in UTF-8) 79, with commas between.
  const messages: readonly TriggerMessage[] = ['a', 'b', 'ü'].map((value, offset) => ({
    offset,
    key: 'k',
    value: value.repeat(2),
  }));

  test.each<[string, number, string[]]>([
    ['is whole when all fits', 1_000, ['aa', 'bb', 'üü']],
    ['fits to the byte', 14 + 77 + 1 + 77 + 1 + 79, ['aa', 'bb', 'üü']],
    ['ends before the message of which a byte does not fit', 14 + 77 + 1 + 76, ['aa']],
    ['is counted in bytes of UTF-8, not in characters', 14 + 77 + 1 + 77 + 1 + 77, ['aa', 'bb']],
    ['has one message even if that is too large', 10, ['aa']],
  ])('%s', (_name, bytesMax, expected) => {
    const batch = fittingBatch(messages, (some) => ckafkaEvent('t', 0, some), bytesMax);
    expect(batch.map(({ value }) => value)).toEqual(expected);
  });

  test('without messages is empty', () => {
    expect(fittingBatch([], (some) => ckafkaEvent('t', 0, some), 10)).toEqual([]);
  });
});
