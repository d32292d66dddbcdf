import { afterEach, describe, expect, test } from 'vitest';
import { ckafkaEvent } from '../../emulator/scf/ckafka-batch.ts';
import { runCkafkaTrigger } from '../../emulator/scf/ckafka-trigger.ts';
import type { InvokeResult } from '../../emulator/scf/invoke-result.ts';
import type { TopicLog } from '../../emulator/topics/topic-log.ts';
import { type DeployedCloud, deployCloud } from './deployed-cloud.ts';

let deployed: DeployedCloud;
let running: { readonly stop: () => Promise<void> } | undefined;

afterEach(async () => {
  await running?.stop();
  running = undefined;
  await deployed.close();
});

async function deploy(settings: Readonly<Record<string, string>> = {}): Promise<TopicLog> {
  deployed = await deployCloud(settings);
  const switches = { tagsMustExist: false, cmkLimit: 2_000, ckafkaRetryDelayMs: 20 };
  await deployed.ask('PUT /switches', switches);
  return deployed.cloud.topics.get('key-requests')!;
}

const textOf = (number: number) =>
  JSON.stringify({ requestId: `r-${number}`, tenantId: `tenant-${number}`, keyName: 'main' });

function publish(topic: TopicLog, count: number): void {
  const messages = Array.from({ length: count }, (_, number) => ({
    key: `tenant-${number}`,
    value: textOf(number),
    headers: {},
  }));
  topic.append(messages);
}

const GROUP = 'provision-keys';

/** Lets the topic push its messages into the function. */
function startTrigger(topic: TopicLog): void {
  const stopping = new AbortController();
  const trigger = {
    topic,
    consumerGroup: GROUP,
    invoke: (event: object) => deployed.host.invoke('provision-keys', event),
    maxMsgNum: 100,
    windowMs: 20,
    retriesMax: 10_000,
    switches: deployed.cloud.switches,
  };
  const ended = runCkafkaTrigger(trigger, stopping.signal);
  running = {
    stop: () => {
      stopping.abort();
      return ended;
    },
  };
}

/** How many messages of the topic are acknowledged. */
function acknowledged(topic: TopicLog): number {
  const offsets = Array.from({ length: topic.partitionCount }, (_, partition) =>
    topic.committedOffset(GROUP, partition),
  );
  return offsets.reduce((sum, offset) => sum + offset, 0);
}

const codesOf = (results: readonly InvokeResult[]) =>
  results.map((result) => (result.ok ? 'ok' : result.code));

/** The requests that were told to be provisioned, each once however often it was told. */
const provisionedIds = () => {
  const events = deployed.events().filter(({ type }) => type === 'tenant-key.provisioned');
  return new Set(events.map(({ data }) => data.requestId));
};

const WAIT = { timeout: 20_000, interval: 10 };

describe('a batch in the deployed function', () => {
  test('of 1,000 records, a tenth of them poison: 900 provisioned, 100 parked, and no throw', async () => {
    await deploy();
    const messages = Array.from({ length: 1_000 }, (_, offset) => ({
      offset,
      key: null,
      value: offset % 10 === 3 ? `poison ${offset}` : textOf(offset),
    }));
    const event = ckafkaEvent('key-requests', 0, messages);
    const result = await deployed.host.invoke('provision-keys', event);

    expect(result).toMatchObject({ ok: true, value: { provisioned: 900, parked: 100 } });
    expect(await deployed.call('GetServiceStatus')).toMatchObject({ CmkUserCount: 900 });
    expect(provisionedIds().size).toBe(900);
    const deadLetters = deployed.letters().map(({ code, text }) => `${code} ${text}`);
    const poison = messages.filter(({ value }) => value.startsWith('poison'));
    expect(deadLetters.sort()).toEqual(
      poison.map(({ value }) => `RequestUnreadable ${value}`).sort(),
    );
    await expect.poll(() => deployed.lines.length, WAIT).toBe(1_000);
    expect(new Set(deployed.lines.map(({ line }) => JSON.parse(line).outcome))).toEqual(
      new Set(['provisioned', 'parked']),
    );
  });
});

describe('nothing is acknowledged before it is settled', () => {
  test('while the events cannot be written; then all is done once', async () => {
    const topic = await deploy({ RETRY_ATTEMPTS_MAX: '2', RETRY_DELAY_MS_MAX: '20' });
    const fault = { action: 'topics:publish:key-events', effect: { http: 503 } };
    await deployed.ask('POST /faults', [fault]);
    publish(topic, 30);
    startTrigger(topic);

    await expect.poll(() => deployed.results.length, WAIT).toBeGreaterThanOrEqual(3);
    expect(new Set(codesOf(deployed.results))).toEqual(new Set([430]));
    expect(deployed.results[0]).toMatchObject({
      stackTrace: expect.stringContaining('The line stops at TopicsUnavailable'),
    });
    expect(acknowledged(topic)).toBe(0);
    expect(deployed.events()).toEqual([]);

    await deployed.ask('DELETE /faults');
    await expect.poll(() => acknowledged(topic), WAIT).toBe(30);
    expect(provisionedIds().size).toBe(30);
    expect(deployed.events()).toHaveLength(30);
    expect(await deployed.call('GetServiceStatus')).toMatchObject({ CmkUserCount: 30 });
    expect(deployed.letters()).toEqual([]);
  });

  test('when the function is killed in the middle of a batch: it comes again, and costs no second key', async () => {
    const topic = await deploy();
    publish(topic, 120);
    const half = new Promise<void>((resolve) => {
      let calls = 0;
      deployed.cloud.onCall(({ action }) => {
        calls += action === 'CreateKey' ? 1 : 0;
        if (calls === 20) resolve();
      });
    });
    startTrigger(topic);
    await half;
    expect(acknowledged(topic)).toBe(0);
    expect(deployed.host.kill('provision-keys')).toBe(true);

    await expect.poll(() => acknowledged(topic), WAIT).toBe(120);
    expect(codesOf(deployed.results)[0]).toBe(439);
    expect(provisionedIds().size).toBe(120);
    expect(await deployed.call('GetServiceStatus')).toMatchObject({ CmkUserCount: 120 });
    const texts = deployed.events().map((event) => JSON.stringify(event));
    expect(new Set(texts).size, 'repeats are the same byte for byte').toBe(120);
    expect(deployed.letters()).toEqual([]);
  });
});
