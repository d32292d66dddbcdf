import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openTopics } from '../../shared/topics/open.ts';
import { parseTopicsUrl, type TopicMessage, type Topics } from '../../shared/topics/topics.ts';
import { wallClock } from '../wall-clock.ts';

/** A message queue that a suite may write to. */
export type TopicsHost = {
  readonly topicsUrl: string;
  /** The same kind of URL, but no server answers. */
  readonly deadUrl: string;
  /** The name of the topic that is used in place of one of the product's; the same by default. */
  readonly topicFor?: (name: ProductTopic) => string;
  /** Everything in the topic, read without the adapter. */
  readonly read: (topic: string) => Promise<readonly TopicMessage[]>;
  readonly stop: () => Promise<void>;
};

type ProductTopic = 'key-events' | 'key-dead-letters';

/** The behaviour of every engine of topics. */
export function topicsSuite(name: string, start: () => Promise<TopicsHost>): void {
  describe(`topics over ${name}`, () => {
    let host: TopicsHost;
    let topics: Topics;
    beforeAll(async () => {
      host = await start();
      topics = open(host.topicsUrl);
    });
    afterAll(async () => {
      await topics?.close();
      await host?.stop();
    });

    const topicFor = (name: ProductTopic) => host.topicFor?.(name) ?? name;

    const opened: Topics[] = [];
    afterEach(async () => {
      for (const each of opened.splice(0)) await each.close();
    });

    /** The messages that publishing added to the topic. */
    async function published(messages: readonly TopicMessage[]): Promise<readonly TopicMessage[]> {
      const before = (await host.read(topicFor('key-events'))).map((message) =>
        JSON.stringify(message),
      );
      await topics.publish(topicFor('key-events'), messages, soon());
      const after = await host.read(topicFor('key-events'));
      return after.filter((message) => {
        const known = before.indexOf(JSON.stringify(message));
        if (known !== -1) before.splice(known, 1);
        return known === -1;
      });
    }

    test.each<{ name: string; message: TopicMessage }>([
      { name: 'a value alone', message: { value: 'alone' } },
      { name: 'a key', message: { key: 'acme', value: 'with a key' } },
      {
        name: 'headers',
        message: { key: 'acme', value: 'x', headers: { 'content-type': 'text/plain', a: 'ä=1;2' } },
      },
      { name: 'any text', message: { key: '键', value: '{"a":"\\u0000 \\" 😀\\n\\r"}' } },
      { name: 'no text at all', message: { key: 'empty', value: '' } },
      { name: 'a null, which settles its key', message: { key: 'settled', value: null } },
      { name: 'a large text', message: { key: 'large', value: 'ä'.repeat(100_000) } },
    ])('$name arrives as it was', async ({ message }) => {
      expect(await published([message])).toEqual([{ headers: {}, ...message }]);
    });

    test('a partition key chooses the partition, and does not arrive', async () => {
      const message = { key: 'acme/1', value: 'of one delivery' };
      const added = await published([{ ...message, partitionKey: 'acme' }]);
      expect(added).toEqual([{ headers: {}, ...message }]);
    });

    test('messages of one partition key stay in order across keys', async () => {
      const values = Array.from({ length: 50 }, (_, n) => String(n));
      const messages = values.map((value) => ({
        ...{ key: `ordered-by-partition/${value}`, partitionKey: 'ordered-by-partition' },
        value,
      }));
      await topics.publish(topicFor('key-dead-letters'), messages, soon());
      const found = await host.read(topicFor('key-dead-letters'));
      const ours = found.filter(({ key }) => key?.startsWith('ordered-by-partition/'));
      expect(ours.map(({ value }) => value)).toEqual(values);
    });

    test('messages of one key stay in order, within a call and across calls', async () => {
      const values = Array.from({ length: 200 }, (_, n) => String(n));
      const messages = values.map((value) => ({ key: 'ordered', value }));
      await topics.publish(topicFor('key-dead-letters'), messages.slice(0, 150), soon());
      await topics.publish(topicFor('key-dead-letters'), messages.slice(150), soon());
      const found = await host.read(topicFor('key-dead-letters'));
      expect(found.filter(({ key }) => key === 'ordered').map(({ value }) => value)).toEqual(
        values,
      );
    });

    test('concurrent calls do not disturb each other', async () => {
      const keys = Array.from({ length: 20 }, (_, n) => `caller-${n}`);
      await Promise.all(
        keys.map((key) =>
          topics.publish(topicFor('key-dead-letters'), [{ key, value: key }], soon()),
        ),
      );
      const found = (await host.read(topicFor('key-dead-letters'))).map(({ key }) => key);
      expect(keys.filter((key) => !found.includes(key))).toEqual([]);
    });

    test('without a server it fails by the deadline, and again the next time', async () => {
      const dead = open(host.deadUrl);
      opened.push(dead);
      for (const deadlineMs of [300, 300]) {
        const failure = dead.publish(
          topicFor('key-events'),
          [{ value: 'x' }],
          wallClock.nowMs() + deadlineMs,
        );
        await expect(failure).rejects.toMatchObject({
          name: 'ApiError',
          code: 'TopicsUnavailable',
        });
      }
    });

    test('nothing is published after the deadline', async () => {
      const late = [{ key: 'late', value: 'late' }];
      const failure = topics.publish(topicFor('key-dead-letters'), late, wallClock.nowMs() - 1);
      await expect(failure).rejects.toMatchObject({ code: 'TopicsUnavailable' });
      await topics.publish(
        topicFor('key-dead-letters'),
        [{ key: 'late', value: 'in time' }],
        soon(),
      );
      const found = await host.read(topicFor('key-dead-letters'));
      expect(found.filter(({ key }) => key === 'late').map(({ value }) => value)).toEqual([
        'in time',
      ]);
    });

    test('topics can be closed without a message', async () => {
      await expect(open(host.topicsUrl).close()).resolves.toBeUndefined();
    });
  });
}

function open(topicsUrl: string): Topics {
  return openTopics(parseTopicsUrl(topicsUrl), {
    clock: wallClock,
    random: Math.random,
    send: fetch,
  });
}

function soon(): number {
  return wallClock.nowMs() + 10_000;
}
