import { describe, expect, test } from 'vitest';
import { openEnvelope, signedText } from '../../shared/auth/signed-message.ts';
import type { Config } from '../../shared/config.ts';
import type {
  RedriveAnswer,
  RedrivePlans,
} from '../../shared/dead-letters/generated/dead-letters-command.ts';
import { serveHttp } from '../../shared/http/serve.ts';
import { provisionEvent } from '../../shared/triggers/queue-consumer.ts';
import { deadLetterWith, writeDeadLetters } from '../world/dead-letters.ts';
import { invocationBy } from '../world/invocation.ts';
import { operate, requestText } from '../world/operate.ts';
import { type OperatorWorld, operatorWorld } from '../world/operator-world.ts';
import { BEGINNING_MS } from '../world/provisioning-world.ts';
import { stableText } from '../world/stable-event.ts';
import { AUDIENCE, CONFIG, LET_IN } from '../world/world-config.ts';

const KEY = { id: 'k1', secret: 'a-message-key-of-at-least-32-chars' };
const STRANGE = { id: 'k1', secret: 'a-made-up-key-of-another-sender-0' };
const SIGNING = { keys: [KEY], ageSMax: 86_400 } as const;
const NOW_S = BEGINNING_MS / 1_000;
const REQUEST = requestText('acme');
const SIGNED = signedText(REQUEST, [KEY], NOW_S, AUDIENCE);

/** The envelope of a request with some members replaced, or removed by undefined. */
const envelope = (members: object = {}) => JSON.stringify({ ...JSON.parse(SIGNED), ...members });

describe('the envelope of a message', () => {
  test.each<[string, string, string]>([
    ['is a bare request', REQUEST, 'The message is not an object with exactly'],
    ['is not JSON', 'hello', 'The text is not JSON.'],
    ['is a text', '"hello"', 'The message is not an object with exactly'],
    ['is a list', `[${SIGNED}]`, 'The message is not an object with exactly'],
    [
      'has no signature',
      envelope({ signature: undefined }),
      'The message is not an object with exactly',
    ],
    [
      'has an additional member',
      envelope({ alg: 'none' }),
      'The message is not an object with exactly',
    ],
    [
      'has one more at its end',
      envelope({ version: 1 }),
      'The message is not an object with exactly',
    ],
    ['is null', 'null', 'The message is not an object with exactly'],
    ['has a number as signature', envelope({ signature: 7 }), 'The message is not an object'],
    ['has a number as id of its key', envelope({ keyId: 7 }), 'The message is not an object'],
    ['has the time as text', envelope({ timestamp: `${NOW_S}` }), 'The message is not an object'],
    ['has a fractional time', envelope({ timestamp: NOW_S + 0.5 }), 'The message is not an object'],
    ['has no time', envelope({ timestamp: null }), 'The message is not an object'],
    ['has the payload as an object', envelope({ payload: {} }), 'The message is not an object'],
    [
      'has a payload that UTF-8 cannot encode',
      envelope({ payload: '\ud800' }),
      'The message is not an object',
    ],
    [
      'has a member twice',
      SIGNED.replace('{', '{"keyId":"k1",'),
      'An object has the same name twice.',
    ],
    ['is too large', ' '.repeat(262_145), 'The request is larger than 262144 bytes.'],
    ['has inherited members', `{"__proto__":${SIGNED}}`, 'The message is not an object'],
  ])('that %s is not accepted', (_, text, detail) => {
    expect(openEnvelope(text, SIGNING, NOW_S, AUDIENCE)).toEqual({
      text,
      refused: { code: 'SignatureMissing', detail: expect.stringContaining(detail) },
    });
  });

  const signature = JSON.parse(SIGNED).signature as string;
  test.each<[string, string]>([
    ['by a key of the same id', signedText(REQUEST, [STRANGE], NOW_S, AUDIENCE)],
    ['by a key that we do not have', signedText(REQUEST, [{ ...KEY, id: 'k2' }], NOW_S, AUDIENCE)],
    ['by a key without a name', envelope({ keyId: '' })],
    ['by the id of an inherited field', envelope({ keyId: 'constructor' })],
    [
      'for another environment',
      signedText(REQUEST, [KEY], NOW_S, { ...AUDIENCE, environment: 'staging' }),
    ],
    ['for another topic', signedText(REQUEST, [KEY], NOW_S, { ...AUDIENCE, topic: 'others' })],
    ['of another payload', envelope({ payload: requestText('globex') })],
    ['of a payload with an additional space', envelope({ payload: ` ${REQUEST}` })],
    ['of another time', envelope({ timestamp: NOW_S + 1 })],
    ['of a time that ends at another place', envelope({ timestamp: 1, payload: `x.${REQUEST}` })],
    ['that is empty', envelope({ signature: '' })],
    ['with padding', envelope({ signature: `${signature}=` })],
    [
      'in plain base64',
      envelope({ signature: Buffer.from(signature, 'base64url').toString('base64') }),
    ],
    ['with other spare bits', envelope({ signature: `${signature.slice(0, -1)}Z` })],
    [
      'in hexadecimal',
      envelope({ signature: Buffer.from(signature, 'base64url').toString('hex') }),
    ],
    ['of other characters', envelope({ signature: '\u4e2d'.repeat(43) })],
  ])('with a signature %s is refused', (_, text) => {
    expect(text).not.toBe(SIGNED);
    expect(openEnvelope(text, SIGNING, NOW_S, AUDIENCE)).toMatchObject({
      text,
      refused: { code: 'SignatureInvalid' },
    });
  });

  test('by an unknown key is told from one whose content differs', () => {
    const detailOf = (text: string) => openEnvelope(text, SIGNING, NOW_S, AUDIENCE).refused?.detail;
    expect(detailOf(envelope({ keyId: 'k2' }))).toBe('No signing key has the id in keyId.');
    expect(detailOf(envelope({ payload: '{}' }))).toBe(
      'The signature does not match environment, topic, timestamp, payload and the key of keyId.',
    );
  });

  test.each<[string, number, string | undefined]>([
    ['now', 0, undefined],
    ['a day ago', -86_400, undefined],
    [
      'a day and a second ago',
      -86_401,
      'The message was signed 86401 seconds ago; 86400 are allowed.',
    ],
    ['in five minutes', 300, undefined],
    ['in five minutes and a second', 301, 'The message was signed 301 seconds in the future.'],
    [
      'in a million years',
      31_556_952_000_000,
      'The message was signed 31556952000000 seconds in the future.',
    ],
  ])('that was signed %s is checked for its age', (_, offsetS, detail) => {
    const text = signedText(REQUEST, [KEY], NOW_S + offsetS, AUDIENCE);
    const refused = detail === undefined ? {} : { refused: { code: 'SignatureExpired', detail } };
    expect(openEnvelope(text, SIGNING, NOW_S, AUDIENCE)).toEqual({ text: REQUEST, ...refused });
  });

  test('has room for the largest request, even if JSON must escape all of it', () => {
    const payload = '"'.repeat(32_768);
    expect(
      openEnvelope(signedText(payload, [KEY], NOW_S, AUDIENCE), SIGNING, NOW_S, AUDIENCE),
    ).toEqual({
      text: payload,
    });
  });
});

const SIGNED_ONLY: Partial<Config> = {
  messageSigning: SIGNING,
  waysIn: { ...CONFIG.waysIn, cmqTopic: 'key-requests', eventBridgeSource: 'key-requests' },
};

/** The answer of the queue consumer to an event, and the lines of its log. */
async function handle(world: OperatorWorld, event: unknown, config: Partial<Config> = SIGNED_ONLY) {
  const lines: string[] = [];
  const log = (line: string) => void lines.push(line);
  const { ports, clock } = world;
  const invocation = invocationBy(clock, clock.nowMs() + 60_000, { log });
  const full = { ...CONFIG, ...config };
  const answer = await clock.run(provisionEvent(event, ports, full, invocation));
  return { answer, lines: lines.map((line) => JSON.parse(line)) };
}

const ckafka = (msgBody: string, topic = 'key-requests') => ({
  Ckafka: { topic, partition: 0, offset: 7, msgKey: 'None', msgBody },
});
const batch = (...records: readonly object[]) => ({ Records: records });
const eventBridge = (data: unknown, source = 'key-requests') => ({
  ...{ specversion: '1.0', id: 'e-1', type: 'tenant.onboarded', source, data },
});

describe('where messages must be signed', () => {
  test('a signed one creates its key, and a repeat is the same event', async () => {
    const world = operatorWorld();
    const { answer } = await handle(world, batch(ckafka(SIGNED), ckafka(SIGNED)));
    expect(answer).toEqual({ provisioned: 2 });
    await handle(world, batch(ckafka(SIGNED)));
    expect(new Set(world.events().map(stableText)).size).toBe(1);
    expect(world.events()).toHaveLength(3);
    expect(world.calls().filter((action) => action === 'CreateKey')).not.toHaveLength(0);
  });

  test.each<[string, object]>([
    ['a record of CKafka', batch(ckafka(REQUEST))],
    [
      'a record of CMQ',
      batch({ CMQ: { topicName: 'key-requests', msgId: '1', msgBody: REQUEST } }),
    ],
    ['an event of EventBridge', eventBridge(JSON.parse(REQUEST))],
    ['an event of a connector', { ...eventBridge({ msgBody: REQUEST }), type: 'connector:ckafka' }],
    ['a list of events', { EventList: [eventBridge(REQUEST)] }],
    ['a record that is the request itself', batch(ckafka(SIGNED), JSON.parse(REQUEST))],
  ])('%s without a signature is parked, and names no tenant', async (_, event) => {
    const world = operatorWorld();
    const { lines } = await handle(world, event);
    const deadLetters = world.deadLetters();
    expect(deadLetters).toMatchObject([
      { code: 'SignatureMissing', stage: 'parse', source: { door: 'queue' } },
    ]);
    expect(JSON.parse(deadLetters[0]!.text)).toEqual(JSON.parse(REQUEST));
    expect(deadLetters[0]).not.toHaveProperty('identity');
    const [event_] = world.events().filter(({ type }) => type === 'tenant-key.parked');
    const line = lines.find(({ outcome }) => outcome === 'parked');
    expect(event_).not.toHaveProperty('subject');
    expect(JSON.stringify([event_, line])).not.toMatch(/acme|r-acme/);
    expect(line).toMatchObject({ code: 'SignatureMissing', calls: 0 });
  });

  test.each<[string, object]>([
    ['of CMQ', batch({ CMQ: { topicName: 'key-requests', msgId: '1', msgBody: SIGNED } })],
    ['of EventBridge, as an object', eventBridge(JSON.parse(SIGNED))],
    ['of EventBridge, as text', eventBridge(SIGNED)],
  ])('a signed message %s creates its key', async (_, event) => {
    const world = operatorWorld();
    expect((await handle(world, event)).answer).toEqual({ provisioned: 1 });
  });

  test('a message that was signed for another topic is parked', async () => {
    const world = operatorWorld();
    expect((await handle(world, batch(ckafka(SIGNED, 'others')))).answer).toEqual({ parked: 1 });
    expect(world.deadLetters()).toMatchObject([{ code: 'SignatureInvalid' }]);
  });

  test('what is parked for other reasons has the request itself as its text', async () => {
    const world = operatorWorld({ switches: { cmkLimit: 0 } });
    await handle(world, batch(ckafka(SIGNED)));
    expect(world.deadLetters()).toMatchObject([
      { code: 'LimitExceeded.CmkLimitExceeded', text: REQUEST, identity: { tenantId: 'acme' } },
    ]);
  });

  test('a caller who invokes the function by name need not sign', async () => {
    const world = operatorWorld();
    const { answer } = await handle(world, [JSON.parse(REQUEST)]);
    expect(answer).toMatchObject([{ outcome: 'provisioned' }]);
  });

  test.each([
    ['signs', SIGNING, { provisioned: 1 }],
    ['does not sign', undefined, { parked: 1 }],
  ])(
    'what an HTTP API that %s puts into the queue ends like this',
    async (_, messageSigning, ends) => {
      const world = operatorWorld();
      const { clock, ports } = world;
      const request = {
        ...{ method: 'POST', path: '/v1/tenants/acme/keys', query: new Map(), bodyText: REQUEST },
        headers: new Map([['prefer', 'respond-async']]),
      };
      const api = { ...ports, authenticate: LET_IN };
      const config = { ...CONFIG, messageSigning };
      const invocation = invocationBy(clock, clock.nowMs() + 10_000);
      const { status } = await clock.run(serveHttp(request, api, config, invocation));
      expect(status).toBe(202);
      const [queued] = world.machine.topics.get('key-requests')!.read(0, 10);
      expect((await handle(world, batch(ckafka(queued!.value!)))).answer).toEqual(ends);
    },
  );
});

describe('where messages need not be signed', () => {
  test('a bare request creates its key, and an envelope is not a request', async () => {
    const world = operatorWorld();
    const { answer } = await handle(world, batch(ckafka(REQUEST), ckafka(SIGNED)), {});
    expect(answer).toEqual({ provisioned: 1, parked: 1 });
    expect(world.deadLetters()).toMatchObject([{ code: 'RequestInvalid', text: SIGNED }]);
  });
});

describe('where requests come from one topic', () => {
  const waysIn: Config['waysIn'] = {
    ckafkaTopic: 'key-requests',
    cmqTopic: 'key-requests-cmq',
    eventBridgeSource: 'onboarding.example',
    invoked: 'on',
  };
  const config = { waysIn };

  test.each<[string, object]>([
    ['CKafka', batch(ckafka(REQUEST, 'key-events'))],
    ['CMQ', batch({ CMQ: { topicName: 'others', msgId: '1', msgBody: REQUEST } })],
    ['CMQ without a name', batch({ CMQ: { msgBody: REQUEST } })],
    ['CMQ by the topic of CKafka', batch({ CMQ: { topicName: 'key-requests', msgBody: REQUEST } })],
    ['EventBridge', eventBridge(REQUEST, 'others')],
    ['EventBridge by the topic of CKafka', eventBridge(REQUEST, 'key-requests')],
    ['CKafka by the topic of CMQ', batch(ckafka(REQUEST, 'key-requests-cmq'))],
    ['nowhere', batch({ Ckafka: {} }, JSON.parse(REQUEST))],
  ])('a record of another is parked unread: of %s', async (_, event) => {
    const world = operatorWorld();
    await handle(world, event, config);
    expect(new Set(world.deadLetters().map(({ code }) => code))).toEqual(
      new Set(['SourceUnexpected']),
    );
    expect(JSON.stringify(world.events())).not.toContain('acme');
    expect(world.calls()).toEqual([]);
  });

  test('a signature does not help it', async () => {
    const world = operatorWorld();
    await handle(world, batch(ckafka(SIGNED, 'others')), { ...SIGNED_ONLY, ...config });
    expect(world.deadLetters()).toMatchObject([{ code: 'SourceUnexpected', text: SIGNED }]);
  });

  test.each<[string, object]>([
    ['CKafka', batch(ckafka(REQUEST))],
    ['CMQ', batch({ CMQ: { topicName: 'key-requests-cmq', msgId: '1', msgBody: REQUEST } })],
    ['EventBridge', eventBridge(REQUEST, 'onboarding.example')],
    [
      'EventBridge, in base64',
      {
        ...eventBridge(undefined, 'onboarding.example'),
        data_base64: Buffer.from(REQUEST).toString('base64'),
      },
    ],
    ['an invocation by name', [REQUEST]],
  ])('its own create their keys: of %s', async (_, event) => {
    const world = operatorWorld();
    await handle(world, event, config);
    expect(world.events()).toMatchObject([{ type: 'tenant-key.provisioned' }]);
  });
});

describe('a way in that is switched off', () => {
  const off = { cmqTopic: undefined, eventBridgeSource: undefined, invoked: 'off' } as const;
  const OFF: Config['waysIn'] = { ckafkaTopic: 'key-requests', ...off };

  test.each<[string, object]>([
    ['CMQ', batch({ CMQ: { topicName: 'key-requests', msgId: '1', msgBody: REQUEST } })],
    ['CMQ without a name', batch({ CMQ: { msgBody: REQUEST } })],
    ['EventBridge', eventBridge(REQUEST, 'key-requests')],
    ['EventBridge without a source', { specversion: '1.0', data: REQUEST }],
  ])('has its requests parked unread: %s', async (_, event) => {
    for (const waysIn of [OFF, { ...OFF, ckafkaTopic: undefined }]) {
      const world = operatorWorld();
      await handle(world, event, { waysIn });
      expect(world.deadLetters()).toMatchObject([{ code: 'SourceUnexpected', text: REQUEST }]);
      expect(world.calls()).toEqual([]);
    }
  });

  test('refuses a caller who invokes the function by name, and keeps nothing', async () => {
    const world = operatorWorld();
    await expect(handle(world, [REQUEST], { waysIn: OFF })).rejects.toThrow(
      'INVOKED_REQUESTS=on switches them on',
    );
    expect([...world.deadLetters(), ...world.events(), ...world.calls()]).toEqual([]);
  });
});

describe('a dead letter of an unknown sender', () => {
  const ALL = { command: 'redrive', selection: { all: true } };

  test.each<[string, string, Partial<Config>]>([
    ['SignatureMissing', REQUEST, SIGNED_ONLY],
    ['SignatureInvalid', signedText(REQUEST, [STRANGE], NOW_S, AUDIENCE), SIGNED_ONLY],
    ['SourceUnexpected', REQUEST, { waysIn: { ...CONFIG.waysIn, ckafkaTopic: 'others' } }],
  ])('is never redriven: %s', async (code, text, config) => {
    const world = operatorWorld();
    await handle(world, batch(ckafka(text)), config);
    const plan = await operate<RedrivePlans>(world, { ...ALL, command: 'plan' });
    expect(plan.plans).toMatchObject([
      { outcome: 'refused', code: 'LetterQuarantined', calls: [] },
    ]);
    const redriven = await operate<RedriveAnswer>(world, ALL);
    expect(redriven.results).toMatchObject([{ outcome: 'refused', code: 'LetterQuarantined' }]);
    expect(world.waiting()).toMatchObject([{ code, redrives: 0 }]);
    expect(world.calls().filter((action) => action !== 'GetServiceStatus')).toEqual([]);
    expect(world.events().map(({ type }) => type)).not.toContain('tenant-key.provisioned');

    const [{ id } = { id: '' }] = world.waiting();
    await operate(world, { command: 'discard', ids: [id], reason: 'unknown sender' });
    expect(world.waiting()).toEqual([]);
  });

  test('differs from one with the same code from the cloud', async () => {
    const world = operatorWorld();
    const fields = { code: 'SignatureMissing', stage: 'create', text: REQUEST } as const;
    writeDeadLetters(world, [deadLetterWith('a', fields)]);
    const { results } = await operate<RedriveAnswer>(world, ALL);
    expect(results).toMatchObject([{ outcome: 'provisioned' }]);
  });

  test('does not replace another with the same text', async () => {
    const world = operatorWorld();
    const old = signedText(REQUEST, [KEY], NOW_S - 90_000, AUDIENCE);
    await handle(world, batch(ckafka(old)));
    await handle(world, batch(ckafka(REQUEST)));
    expect(world.waiting()).toMatchObject([
      { code: 'SignatureExpired', text: REQUEST },
      { code: 'SignatureMissing', text: REQUEST },
    ]);
  });

  test('is one dead letter, however often the message arrives', async () => {
    const world = operatorWorld();
    for (let times = 0; times < 3; times += 1) await handle(world, batch(ckafka(REQUEST)));
    expect(world.waiting()).toHaveLength(1);
    expect(new Set(world.events().map(stableText)).size).toBe(1);
  });
});

test('a dead letter whose signature has expired may be redriven, since its sender is known', async () => {
  const world = operatorWorld();
  await handle(world, batch(ckafka(signedText(REQUEST, [KEY], NOW_S - 90_000, AUDIENCE))));
  expect(world.waiting()).toMatchObject([{ code: 'SignatureExpired', text: REQUEST }]);
  expect(world.calls()).toEqual([]);
  const selection = { codes: ['SignatureExpired'] };
  const { results } = await operate<RedriveAnswer>(world, { command: 'redrive', selection });
  expect(results).toMatchObject([{ outcome: 'provisioned' }]);
  expect(world.waiting()).toEqual([]);
});
