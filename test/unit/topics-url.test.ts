import { expect, test } from 'vitest';
import { parseTopicsUrl, type TopicsAddress } from '../../shared/topics/topics.ts';

test.each<[string, TopicsAddress]>([
  ['kafka://127.0.0.1:9092', { engine: 'kafka', brokers: ['127.0.0.1:9092'] }],
  [
    'kafka://a.example:1,b.example:2/',
    { engine: 'kafka', brokers: ['a.example:1', 'b.example:2'] },
  ],
  ['http://127.0.0.1:4700', { engine: 'http', base: 'http://127.0.0.1:4700' }],
  ['https://cloud.example/', { engine: 'http', base: 'https://cloud.example' }],
])('%s says where the topics are', (text, address) => {
  expect(parseTopicsUrl(text)).toEqual(address);
});

test.each([
  '',
  'kafka',
  'kafka://',
  'kafka://127.0.0.1',
  'kafka://127.0.0.1:9092,',
  'kafka://user:password@127.0.0.1:9092',
  'kafka://127.0.0.1:9092?sasl=plain',
  'http://user:password@127.0.0.1',
  'http://127.0.0.1/topics',
  'pulsar://127.0.0.1:6650',
])('"%s" is refused with a sentence that does not repeat it', (text) => {
  const sentence = 'must be kafka://host:port,host:port or http://host:port, without a user';
  expect(() => parseTopicsUrl(text)).toThrow(new Error(sentence));
});
