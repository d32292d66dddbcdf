import { expect, test } from 'vitest';
import { parseTopicsUrl, type TopicsAddress } from '../../shared/topics/topics.ts';

test.each<[string, TopicsAddress]>([
  ['kafka://127.0.0.1:9092', { engine: 'kafka', brokers: ['127.0.0.1:9092'] }],
  [
    'kafka://a.example:1,b.example:2/',
    { engine: 'kafka', brokers: ['a.example:1', 'b.example:2'] },
  ],
  [
    'kafka://a.example:1, b.example:2',
    { engine: 'kafka', brokers: ['a.example:1', 'b.example:2'] },
  ],
  [
    'kafka://a.example:1,  b.example:2',
    { engine: 'kafka', brokers: ['a.example:1', 'b.example:2'] },
  ],
  ['http://127.0.0.1:4700', { engine: 'http', base: 'http://127.0.0.1:4700' }],
  ['https://cloud.example/', { engine: 'http', base: 'https://cloud.example' }],
])('%s says where the topics are', (text, address) => {
  expect(parseTopicsUrl(text)).toEqual(address);
});

test.each<[string, TopicsAddress]>([
  ['kafka://[::1]:9092', { engine: 'kafka', brokers: ['[::1]:9092'] }],
  [
    'kafka://[2001:db8::5]:1,10.0.0.6:65535',
    { engine: 'kafka', brokers: ['[2001:db8::5]:1', '10.0.0.6:65535'] },
  ],
  ['http://[::1]:4700', { engine: 'http', base: 'http://[::1]:4700' }],
])('%s has an IPv6 address', (text, address) => {
  expect(parseTopicsUrl(text)).toEqual(address);
});

const FORM = 'must be kafka://host:port,host:port or http://127.0.0.1:port, without a user';
const NO_USER = 'must have no user: set TOPICS_USER and TOPICS_PASSWORD for it';
const NO_PORT = 'must have a port after each broker, such as host:9092';
const PORTS = 'must have ports from 1 to 65535';
const END = 'must end with the last host and its port';
const LIST = 'must have a broker before and after each comma';
const BRACKETS = 'must have brackets around each IPv6 address, such as [::1]:9092';
const HOST = 'must have a valid name or address for each host';

test.each([
  ['', FORM],
  ['kafka', FORM],
  ['pulsar://127.0.0.1:6650', FORM],
  ['10.0.0.5:9092', FORM],
  [' kafka://127.0.0.1:9092', FORM],
  ['kafka://', 'must have a host after kafka://'],
  ['http://', 'must have a host after http://'],
  ['kafka://,a:1', LIST],
  ['kafka://a:1,kafka://b:2', 'must have its scheme once, before the first host'],
  ['kafka://a:1;b:2', 'must have commas between the hosts'],
  ['kafka://127.0.0.1:9092,', LIST],
  ['kafka://127.0.0.1', NO_PORT],
  ['kafka://a:1,b', NO_PORT],
  ['kafka://[::1]', NO_PORT],
  ['kafka://[::1:9092', NO_PORT],
  ['kafka://a[b:9092', 'must have a host and a port, such as host:9092'],
  ['kafka://s3cret:s3cret@127.0.0.1:9092', NO_USER],
  ['http://s3cret:s3cret@127.0.0.1', NO_USER],
  ['kafka://127.0.0.1:9092?sasl=plain', END],
  ['kafka://127.0.0.1:9092/topics', END],
  ['http://127.0.0.1/topics', END],
  ['kafka://127.0.0.1:9092 127.0.0.2:9092', END],
  ['kafka://127.0.0.1:9092,\t127.0.0.2:9092', END],
  ['kafka://127.0.0.1:0', PORTS],
  ['kafka://127.0.0.1:65536', PORTS],
  ['kafka://127.0.0.1:99999', PORTS],
  ['http://127.0.0.1:65536', PORTS],
  ['http://cloud.example:4700', 'must be https:// on another machine'],
  ['kafka://::1:9092', BRACKETS],
  ['kafka://2001:db8:9092', BRACKETS],
  ['kafka://2001:db8::5:9092', BRACKETS],
  ['kafka://[::g]:9092', HOST],
  ['kafka://[1.2.3.4]:9092', HOST],
  ['kafka://999.0.0.1:9092', HOST],
])('"%s" is refused with its own sentence, which does not repeat it', (text, sentence) => {
  expect(() => parseTopicsUrl(text)).toThrow(new Error(sentence));
});
