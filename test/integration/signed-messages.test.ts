import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ckafkaEvent } from '../../emulator/scf/ckafka-batch.ts';
import { signedText } from '../../shared/auth/signed-message.ts';
import type { RedriveAnswer } from '../../shared/dead-letters/generated/dead-letters-command.ts';
import { deadLetterWith } from '../world/dead-letters.ts';
import { AUDIENCE } from '../world/world-config.ts';
import { type DeployedCloud, deployCloud } from './deployed-cloud.ts';

const KEY = { id: 'k1', secret: 'a-message-key-of-at-least-32-chars' };
const STRANGE = { id: 'k1', secret: 'a-made-up-key-of-another-sender-0' };

let deployed: DeployedCloud;

beforeAll(async () => {
  deployed = await deployCloud({
    MESSAGE_KEYS: `${KEY.id}:${KEY.secret}`,
    REQUESTS_TOPIC: 'key-requests',
  });
});
afterAll(() => deployed.close());

const requestOf = (tenantId: string) =>
  JSON.stringify({ requestId: `r-${tenantId}`, tenantId, keyName: 'main' });

const nowS = () => Math.floor(Date.now() / 1_000);

/** Pushes messages into the function like the CKafka trigger. */
function push(texts: readonly string[], topic = 'key-requests') {
  const messages = texts.map((value, offset) => ({ offset, key: null, value }));
  return deployed.host.invoke('provision-keys', ckafkaEvent(topic, 0, messages));
}

const callsOf = async () =>
  (await deployed.ask('GET /journal')).map(({ action }: { action: string }) => action);

const eventsOf = (requestId: string) =>
  deployed.events().filter((event) => JSON.stringify(event).includes(requestId));

describe('the deployed queue consumer, where messages must be signed', () => {
  test.each<[string, string, () => string, string?]>([
    ['unsigned', 'SignatureMissing', () => requestOf('unsigned')],
    [
      'forged',
      'SignatureInvalid',
      () => signedText(requestOf('forged'), [STRANGE], nowS(), AUDIENCE),
    ],
    [
      'expired',
      'SignatureExpired',
      () => signedText(requestOf('expired'), [KEY], nowS() - 90_000, AUDIENCE),
    ],
    [
      'elsewhere',
      'SourceUnexpected',
      () => signedText(requestOf('elsewhere'), [KEY], nowS(), AUDIENCE),
      'others',
    ],
  ])(
    'parks a message that is %s, without a call and without a tenant in its event: %s',
    async (...row) => {
      const [tenantId, code, textOf, topic] = row;
      const text = textOf();
      expect(await push([text], topic)).toMatchObject({ ok: true, value: { parked: 1 } });
      expect(await callsOf()).toEqual([]);
      const kept = code === 'SignatureExpired' ? requestOf(tenantId) : text;
      expect(deployed.deadLetters().at(-1)).toMatchObject({ code, stage: 'parse', text: kept });
      expect(eventsOf(`r-${tenantId}`)).toEqual([]);
    },
  );

  test('creates one key for a signed message that is sent twice, with one event', async () => {
    const text = signedText(requestOf('acme'), [KEY], nowS(), AUDIENCE);
    expect(await push([text])).toMatchObject({ ok: true, value: { provisioned: 1 } });
    expect(await push([text, text])).toMatchObject({ ok: true, value: { provisioned: 2 } });
    expect(await deployed.call('GetServiceStatus')).toMatchObject({ CmkUserCount: 1 });
    const events = eventsOf('r-acme').map((event) => JSON.stringify(event));
    expect(events).toHaveLength(3);
    expect(new Set(events).size).toBe(1);
  });

  test('creates the key that the HTTP API queued', async () => {
    const answer = await fetch(`${deployed.functionUrl}/v1/tenants/globex/keys`, {
      ...{ method: 'POST', body: requestOf('globex') },
      headers: { prefer: 'respond-async', 'content-type': 'application/json' },
    });
    expect(answer.status).toBe(202);
    const [queued] = deployed.cloud.topics.get('key-requests')!.read(0, 10);
    expect(JSON.parse(queued!.value!)).toMatchObject({ payload: requestOf('globex') });
    expect(await push([queued!.value!])).toMatchObject({ value: { provisioned: 1 } });
  });

  test('logs the invocation and the calls of each message', async () => {
    await expect.poll(() => deployed.lines.length).toBeGreaterThanOrEqual(8);
    const lines = deployed.lines.map(({ line }) => JSON.parse(line));
    expect(new Set(lines.map(({ invocationId }) => typeof invocationId))).toEqual(
      new Set(['string']),
    );
    expect(lines.find(({ requestId }) => requestId === 'r-globex')).toMatchObject({
      ...{ outcome: 'provisioned', calls: 3, actions: { CreateKey: 2, CreateTags: 1 } },
      ...{ throttles: 0, durationMs: expect.any(Number), cloudMs: expect.any(Number) },
    });
    expect(lines.filter(({ stage }) => stage === 'parse').map(({ calls }) => calls)).toEqual([
      ...[0, 0, 0, 0],
    ]);
  });

  test('leaves out a made-up dead letter, also by the timer', async () => {
    const code = 'LimitExceeded.CmkLimitExceeded';
    const value = JSON.stringify(deadLetterWith('made-up', { code, text: requestOf('mallory') }));
    const deadLetters = deployed.cloud.topics.get('key-dead-letters')!;
    deadLetters.append([{ key: 'made-up', value, headers: {} }]);
    const event = { command: 'redrive', selection: { ids: ['made-up'] } };
    const redriven = await deployed.host.invoke('redrive', event);
    const results = [{ outcome: 'refused', code: 'LetterUnsealed' }];
    expect(redriven).toMatchObject({ ok: true, value: { results } });
    const healed = await deployed.host.invoke('heal', {});
    // The four messages that were refused are parked too.
    expect(healed).toMatchObject({ ok: true, value: { sent: 0, waiting: 0, parked: 5 } });
    expect(eventsOf('r-mallory')).toEqual([]);
    deadLetters.append([{ key: 'made-up', value: null, headers: {} }]);
  });

  test('redrives an expired message for an operator, and none of an unknown sender', async () => {
    const event = { command: 'redrive', selection: { all: true, states: ['waiting', 'parked'] } };
    const result = await deployed.host.invoke('redrive', event);
    expect(result).toMatchObject({ ok: true });
    const { results } = (result as { value: RedriveAnswer }).value;
    expect(results.map(({ outcome, code }) => code ?? outcome).sort()).toEqual([
      ...['LetterQuarantined', 'LetterQuarantined', 'LetterQuarantined', 'provisioned'],
    ]);
    expect(eventsOf('r-expired')).toMatchObject([{ type: 'tenant-key.provisioned' }]);
    expect(await deployed.call('GetServiceStatus')).toMatchObject({ CmkUserCount: 3 });
  });
});
