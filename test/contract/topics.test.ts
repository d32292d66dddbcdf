import { expect, test } from 'vitest';
import { startLocalCloud } from '../../local/cloud.ts';
import { openTopics } from '../../shared/topics/open.ts';
import { parseTopicsUrl, type TopicMessage } from '../../shared/topics/topics.ts';
import { wallClock } from '../wall-clock.ts';
import { soon, startCloudUnderTest } from './cloud-under-test.ts';
import { topicsSuite } from './topics-suite.ts';

topicsSuite("the local cloud's HTTP", async () => {
  const cloud = await startLocalCloud({ port: 0, seed: 'topics' });
  return {
    topicsUrl: cloud.url,
    deadUrl: 'http://127.0.0.1:1',
    read: async (topic) => {
      const answer = await fetch(`${cloud.url}/topics/${topic}/messages?from=0`);
      const messages = (await answer.json()) as readonly (TopicMessage & { key: string | null })[];
      return messages.map(({ key, value, headers = {} }) => ({
        ...(key !== null && { key }),
        value,
        headers,
      }));
    },
    stop: () => cloud.close(),
  };
});

test.each([
  { answer: 'HTTP status 400', effect: { http: 400 }, code: 'TopicRefused' },
  { answer: 'HTTP status 413', effect: { http: 413 }, code: 'TopicRefused' },
  { answer: 'HTTP status 404', effect: { http: 404 }, code: 'TopicMissing' },
  { answer: 'HTTP status 429', effect: { http: 429 }, code: 'TopicsUnavailable' },
  { answer: 'HTTP status 503', effect: { http: 503 }, code: 'TopicsUnavailable' },
  { answer: 'a page with status 200', effect: { notJson: true }, code: 'TopicsUnavailable' },
])('when the answer is $answer, it is $code', async ({ effect, code }) => {
  const under = await startCloudUnderTest();
  const topics = openTopics(parseTopicsUrl(under.cloud.url), {
    clock: wallClock,
    random: Math.random,
    send: fetch,
  });
  await under.fail('topics:publish:key-events', effect);
  const failure = topics.publish('key-events', [{ value: 'x' }], soon());
  await expect(failure).rejects.toMatchObject({ name: 'ApiError', code });
  await expect(topics.publish('key-events', [{ value: 'x' }], soon())).resolves.toBeUndefined();
  await under.cloud.close();
});

test.each([
  { answer: 'cut in its middle', effect: { truncate: true } },
  { answer: 'nothing, the connection being cut', effect: { lostAnswer: true } },
])('when the answer is $answer, it is asked for once more', async ({ effect }) => {
  const under = await startCloudUnderTest();
  const topics = openTopics(parseTopicsUrl(under.cloud.url), {
    clock: wallClock,
    random: Math.random,
    send: fetch,
  });
  const publish = () => topics.publish('key-events', [{ value: 'x' }], soon());
  await under.fail('topics:publish:key-events', effect);
  await expect(publish()).resolves.toBeUndefined();
  await under.fail('topics:publish:key-events', effect, 2);
  await expect(publish()).rejects.toMatchObject({ code: 'TopicsUnavailable' });
  await under.cloud.close();
});
