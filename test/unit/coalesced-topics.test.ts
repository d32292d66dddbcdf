import { expect, test } from 'vitest';
import { ApiError } from '../../shared/tenant-key/api-error.ts';
import { coalescedTopics } from '../../shared/topics/coalesced.ts';
import type { TopicMessage, Topics } from '../../shared/topics/topics.ts';
import { virtualClock } from '../world/virtual-clock.ts';

const message = (value: string): TopicMessage => ({ value });

/** Topics that take 20 ms for a call, and refuse every call with the message "refused". */
function slowTopics() {
  const clock = virtualClock();
  const calls: string[][] = [];
  const deadlinesMs: number[] = [];
  const topics: Topics = {
    publish: async (topic, messages, deadlineMs) => {
      deadlinesMs.push(deadlineMs);
      const values = messages.map(({ value }) => String(value));
      calls.push([topic, ...values]);
      await clock.sleep(20);
      if (values.includes('down')) throw new ApiError('TopicsUnavailable', { detail: 'down' });
      if (values.includes('refused')) throw new ApiError('TopicRefused', { detail: 'refused' });
    },
    close: async () => {},
  };
  return { clock, calls, deadlinesMs, topics: coalescedTopics(topics) };
}

test('a single message is sent at once', async () => {
  const { clock, calls, topics } = slowTopics();
  await clock.run(topics.publish('a', [message('1')], 1_000));
  expect(calls).toEqual([['a', '1']]);
  expect(clock.nowMs()).toBe(20);
});

test('messages that arrive during a call are sent together, in their order', async () => {
  const { clock, calls, topics } = slowTopics();
  const first = topics.publish('a', [message('1')], 1_000);
  const others = clock
    .sleep(10)
    .then(() =>
      Promise.all(['2', '3', '4'].map((value) => topics.publish('a', [message(value)], 1_000))),
    );
  await clock.run(Promise.all([first, others]));
  expect(calls).toEqual([
    ['a', '1'],
    ['a', '2', '3', '4'],
  ]);
});

test('a call has the latest deadline of its messages, so that an early one does not fail the others', async () => {
  const { clock, deadlinesMs, topics } = slowTopics();
  const published = [500, 9_000, 30].map((ms) => topics.publish('a', [message('1')], ms));
  await clock.run(Promise.all(published));
  expect(deadlinesMs).toEqual([9_000]);
});

test('topics do not wait for each other', async () => {
  const { clock, topics } = slowTopics();
  const both = ['a', 'b'].map((topic) => topics.publish(topic, [message('1')], 1_000));
  await clock.run(Promise.all(both));
  expect(clock.nowMs()).toBe(20);
});

test('ten thousand messages take twenty calls', async () => {
  const { clock, calls, topics } = slowTopics();
  const all = Array.from({ length: 10_000 }, (_, index) => message(String(index)));
  await clock.run(Promise.all(all.map((one) => topics.publish('a', [one], 1_000))));
  expect(calls).toHaveLength(20);
  expect(calls.flatMap(([, ...values]) => values)).toEqual(all.map(({ value }) => value));
});

test('a call has at most a megabyte, but always one message', async () => {
  const { clock, calls, topics } = slowTopics();
  const sizes = [1_500_000, 600_000, 600_000, 10];
  const all = sizes.map((size) => topics.publish('a', [message('x'.repeat(size))], 1_000));
  await clock.run(Promise.all(all));
  expect(calls.map((values) => values.length - 1)).toEqual([1, 1, 2]);
});

test.each([
  [500_000, [2]],
  [500_001, [1, 1]],
])('a call has exactly a megabyte, but no more: twice %i', async (size, lengths) => {
  const { clock, calls, topics } = slowTopics();
  const both = [1, 2].map(() => topics.publish('a', [message('x'.repeat(size))], 1_000));
  await clock.run(Promise.all(both));
  expect(calls.map((values) => values.length - 1)).toEqual(lengths);
});

test('what is published together is never in two calls, even if it is refused', async () => {
  const { clock, calls, topics } = slowTopics();
  const together = (count: number, value: string) =>
    Array.from({ length: count }, () => message(value));
  const published = [together(300, '1'), together(300, '2'), together(2, 'refused')].map((group) =>
    topics.publish('a', group, 1_000).then(
      () => 'published',
      (error: ApiError) => error.code,
    ),
  );
  expect(await clock.run(Promise.all(published))).toEqual([
    ...['published', 'published', 'TopicRefused'],
  ]);
  // The second call is repeated in its parts.
  expect(calls.map((values) => values.length - 1)).toEqual([300, 302, 300, 2]);
});

test('publishing nothing makes no call', async () => {
  const { clock, calls, topics } = slowTopics();
  await clock.run(topics.publish('a', [], 1_000));
  expect(calls).toEqual([]);
});

test('a refusal fails only the message at fault', async () => {
  const { clock, topics } = slowTopics();
  const published = ['1', 'refused', '3'].map((value) =>
    topics.publish('a', [message(value)], 1_000).then(
      () => 'published',
      (error: ApiError) => error.code,
    ),
  );
  expect(await clock.run(Promise.all(published))).toEqual([
    'published',
    'TopicRefused',
    'published',
  ]);
});

test('an outage fails all of them', async () => {
  const { clock, topics } = slowTopics();
  const published = ['1', 'down'].map((value) =>
    topics.publish('a', [message(value)], 1_000).catch((error: ApiError) => error.code),
  );
  expect(await clock.run(Promise.all(published))).toEqual([
    'TopicsUnavailable',
    'TopicsUnavailable',
  ]);
});

test('after a failure the next message is sent as usual', async () => {
  const { clock, calls, topics } = slowTopics();
  await clock.run(topics.publish('a', [message('down')], 1_000).catch(() => {}));
  await clock.run(topics.publish('a', [message('1')], 1_000));
  expect(calls).toEqual([
    ['a', 'down'],
    ['a', '1'],
  ]);
});
