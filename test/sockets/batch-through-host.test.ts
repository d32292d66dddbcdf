import { afterEach, describe, expect, test } from 'vitest';
import { deployApis } from '../../deploy/calls/apis.ts';
import { ckafkaEvent } from '../../emulator/scf/ckafka-batch.ts';
import type { InvokeResult } from '../../emulator/scf/invoke-result.ts';
import type { TopicLog } from '../../emulator/topics/topic-log.ts';
import { nodeClock } from '../../shared/node-clock.ts';
import type { HealReport } from '../../shared/retry-queue/run.ts';
import { type DeployedCloud, deployCloud } from '../integration/deployed-cloud.ts';
import { healIn, type RunningTrigger, startTrigger, unsettled } from '../integration/retry-loop.ts';

let deployed: DeployedCloud;
let running: RunningTrigger | undefined;

afterEach(async () => {
  await running?.stop();
  running = undefined;
  await deployed.close();
});

async function deploy(settings: Readonly<Record<string, string>> = {}): Promise<TopicLog> {
  deployed = await deployCloud(settings, { instancesMax: 3 });
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

const acknowledged = () => running?.acknowledged() ?? 0;

const codesOf = (results: readonly InvokeResult[]) =>
  results.map((result) => (result.ok ? 'ok' : result.code));

/** The requests with a provisioned event, each once, even if it was published repeatedly. */
const provisionedIds = () => {
  const events = deployed.events().filter(({ type }) => type === 'tenant-key.provisioned');
  return new Set(events.map(({ data }) => data.requestId));
};

const WAIT = { timeout: 20_000, interval: 10 };

describe('a batch in the deployed function', () => {
  test('of 1,000 records, a tenth of them poison: 900 provisioned, 100 parked, and no error', async () => {
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
    const deadLetters = deployed.deadLetters().map(({ code, text }) => `${code} ${text}`);
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

describe('a topic of dead letters with too small a limit', () => {
  async function limitDeadLetters(MaxMessageBytes: number): Promise<void> {
    const { url: endpoint, region, secretId, secretKey } = deployed.cloud;
    const readCredentials = () => ({ secretId, secretKey });
    const { ckafka } = deployApis({
      region,
      endpoint,
      readCredentials,
      clock: nodeClock,
      wallMs: Date.now,
    });
    const topic = { InstanceId: 'ckafka-local000', TopicName: 'key-dead-letters' };
    const size = { PartitionNum: 1, ReplicaNum: 1, CleanUpPolicy: 'compact', MaxMessageBytes };
    await ckafka.client.request('CreateTopic', { ...topic, ...size }, new AbortController().signal);
  }

  test('gets the beginning of a large poison message, and the partition moves on', async () => {
    const topic = await deploy();
    await limitDeadLetters(262_144);
    const poison = '\u0001'.repeat(131_072);
    topic.append([{ key: 'tenant-0', value: poison, headers: {} }]);
    publish(topic, 1);
    running = startTrigger(deployed);

    await expect.poll(() => acknowledged(), WAIT).toBe(2);
    expect(codesOf(deployed.results)).toEqual(deployed.results.map(() => 'ok'));
    expect(provisionedIds()).toEqual(new Set(['r-0']));
    const [deadLetter, ...others] = deployed.deadLetters();
    expect(others).toEqual([]);
    expect(deadLetter).toMatchObject({ code: 'RequestTooLarge', cut: { bytes: 131_072 } });
    expect(deadLetter?.text).toBe(poison.slice(0, 32_768));
  });
});

/** Each of 30 requests has its key and its event, which repeats say byte for byte. */
async function expectAllProvisioned(): Promise<void> {
  await expect.poll(() => provisionedIds().size, WAIT).toBe(30);
  const ends = deployed.events().filter(({ type }) => type === 'tenant-key.provisioned');
  expect(new Set(ends.map((event) => JSON.stringify(event))).size).toBe(30);
  expect(await deployed.call('GetServiceStatus')).toMatchObject({ CmkUserCount: 30 });
  await expect.poll(() => unsettled(deployed), WAIT).toEqual([]);
}

/** Has heal run minute by minute, each time until what it sent is handled. Gives how many it sent each time. */
async function healAll(topic: TopicLog): Promise<readonly number[]> {
  const counts: number[] = [];
  for (let minute = 2; minute < 10 && unsettled(deployed).length > 0; minute += 1) {
    const healed = await healIn(minute, deployed);
    if (!healed.ok) throw new Error(JSON.stringify(healed));
    counts.push((healed.value as HealReport).sent);
    await expect.poll(acknowledged, WAIT).toBe(topic.size());
  }
  return counts;
}

describe('nothing is acknowledged before it is settled', () => {
  const SHORT = { RETRY_ATTEMPTS_MAX: '2', RETRY_DELAY_MS_MAX: '20' };
  const unwritable = (topic: string) => ({
    action: `topics:publish:${topic}`,
    effect: { http: 503 },
  });

  test('while the events cannot be written, requests wait; healed, each has one event', async () => {
    const topic = await deploy(SHORT);
    await deployed.ask('POST /faults', [unwritable('key-events')]);
    publish(topic, 30);
    running = startTrigger(deployed);

    await expect.poll(acknowledged, WAIT).toBe(30);
    expect(new Set(codesOf(deployed.results))).toEqual(new Set(['ok']));
    expect(deployed.events()).toEqual([]);
    const waiting = unsettled(deployed);
    expect(waiting).toHaveLength(30);
    expect(new Set(waiting.map(({ state, code }) => `${state} ${code}`))).toEqual(
      new Set(['waiting TopicsUnavailable']),
    );

    await deployed.ask('DELETE /faults');
    expect(await healAll(topic), 'a trial, and then all').toEqual([1, 29]);
    await expectAllProvisioned();
  });

  test('while dead letters cannot be written either, the batch is delivered again', async () => {
    const topic = await deploy(SHORT);
    const faults = [unwritable('key-events'), unwritable('key-dead-letters')];
    await deployed.ask('POST /faults', faults);
    publish(topic, 30);
    running = startTrigger(deployed);

    await expect.poll(() => deployed.results.length, WAIT).toBeGreaterThanOrEqual(3);
    expect(new Set(codesOf(deployed.results))).toEqual(new Set([430]));
    expect(deployed.results[0]).toMatchObject({
      stackTrace: expect.stringContaining('Processing stopped at TopicsUnavailable'),
    });
    expect(acknowledged()).toBe(0);
    expect([...deployed.events(), ...deployed.deadLetters()]).toEqual([]);

    await deployed.ask('DELETE /faults');
    await expect.poll(acknowledged, WAIT).toBe(30);
    // The circuit breaker of an instance is still open, so that most were not attempted and wait.
    const waiting = unsettled(deployed).map(({ identity }) => identity?.requestId);
    expect(new Set([...waiting, ...provisionedIds()]).size).toBe(30);
    await healAll(topic);
    await expectAllProvisioned();
  });

  test('when the function is killed in the middle of a batch: it is delivered again, without a second key', async () => {
    const topic = await deploy();
    publish(topic, 120);
    const half = new Promise<void>((resolve) => {
      let calls = 0;
      deployed.cloud.onCall(({ action }) => {
        calls += action === 'CreateKey' ? 1 : 0;
        if (calls === 20) resolve();
      });
    });
    running = startTrigger(deployed);
    await half;
    expect(acknowledged()).toBe(0);
    expect(deployed.host.kill('provision-keys')).toBe(true);

    await expect.poll(() => acknowledged(), WAIT).toBe(120);
    expect(codesOf(deployed.results)).toContain(439);
    expect(provisionedIds().size).toBe(120);
    expect(await deployed.call('GetServiceStatus')).toMatchObject({ CmkUserCount: 120 });
    const texts = deployed.events().map((event) => JSON.stringify(event));
    expect(new Set(texts).size, 'repeats are the same byte for byte').toBe(120);
    expect(deployed.deadLetters()).toEqual([]);
  });
});
