import { readdirSync, readFileSync } from 'node:fs';
import { CloudEvent } from 'cloudevents';
import { describe, expect, test } from 'vitest';
import { readBySdk } from './cloudevents-readers.ts';

const samples = new URL('../../events/samples/', import.meta.url);
const EVENTS = readdirSync(samples).filter((name) => /^(?:cloud|operation)-event\./.test(name));

const headers = { 'content-type': 'application/cloudevents+json' };

describe('the official CloudEvents SDK', () => {
  test.each(EVENTS)('reads the sample %s from Kafka and from HTTP', (name) => {
    const value = readFileSync(new URL(name, samples), 'utf8');
    const { data, time, ...attributes } = JSON.parse(value);
    const { partitionkey: key = null } = attributes;
    for (const event of readBySdk({ key, value, headers })) {
      expect(event).toBeInstanceOf(CloudEvent);
      expect(event).toMatchObject(attributes);
      expect([event.time, event.data]).toEqual([time, data]);
    }
  });

  test.each([
    ['no time', { time: undefined }, 'Invalid time value'],
    ['an attribute with a capital', { deadLetter: 'x' }, 'invalid attribute name'],
  ])('refuses a sample with %s', (_, change, sentence) => {
    const text = readFileSync(new URL('cloud-event.parked.json', samples), 'utf8');
    const value = JSON.stringify({ ...JSON.parse(text), ...change });
    expect(() => readBySdk({ key: 'initech', value, headers })).toThrow(sentence);
  });
});
