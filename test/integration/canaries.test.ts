import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { TemporaryCredential } from '../../emulator/api/credentials.ts';
import type { Switches } from '../../emulator/api/switches.ts';
import type { Effect } from '../../emulator/faults/faults.ts';
import type { Runtime } from '../../functions/compose.ts';
import { cloudClients, cloudPorts } from '../../functions/compose.ts';
import { type LocalCloud, startLocalCloud } from '../../local/cloud.ts';
import { signedText } from '../../shared/auth/signed-message.ts';
import { readConfig } from '../../shared/config.ts';
import type { DeadLetter } from '../../shared/dead-letters/generated/dead-letter.ts';
import { type PlatformResponse, toPlatform } from '../../shared/http/message.ts';
import { serveHttp } from '../../shared/http/serve.ts';
import { faultLine } from '../../shared/log.ts';
import type { Credentials } from '../../shared/tencent/client.ts';
import { provisionEvent } from '../../shared/triggers/queue-consumer.ts';
import { httpRequestOf } from '../../shared/triggers/trigger.ts';
import { wallClock } from '../wall-clock.ts';
import { invocationBy } from '../world/invocation.ts';
import { machinePorts } from '../world/machine-ports.ts';
import { provisioningWorld } from '../world/provisioning-world.ts';
import { AUDIENCE, CONFIG, LET_IN, NO_KEPT } from '../world/world-config.ts';

/** Contained in every secret, and in every confidential text of a request. */
const CANARY = 'canary';

const MARKER_SECRET = 'canary-marker-0123456789abcdef-0123456789';
const MESSAGE_KEY = { id: 'k1', secret: 'canary-message-0123456789abcdef-012345' };

const REQUEST = {
  requestId: 'r-1',
  tenantId: 'acme',
  keyName: 'main',
  description: 'canary in the description',
  tags: { 'canary-name': 'canary-value' },
};

let cloud: LocalCloud;
/** Temporary credentials that the cloud accepts. */
let good: TemporaryCredential;

const FORGED = {
  secretId: 'AKIDcanarycanarycanarycanarycanary12',
  secretKey: 'canary-secret-key',
  token: 'canary-session-token',
};

beforeAll(async () => {
  cloud = await startLocalCloud({ port: 0, seed: 'canaries' });
  cloud.grantRole('tenant-keys', {
    version: '2.0',
    statement: [{ effect: 'allow', action: '*', resource: '*' }],
  });
  good = cloud.issueTemporaryCredentials('tenant-keys', 3_600_000);
});
afterEach(() => ask('POST /reset'));
afterAll(() => cloud.close());

async function ask(route: string, body?: unknown): Promise<void> {
  const [method = '', path = ''] = route.split(' ');
  const answer = await fetch(`${cloud.url}${path}`, { method, body: JSON.stringify(body) ?? null });
  if (!answer.ok) throw new Error(await answer.text());
}

type Place = {
  readonly credentials?: Credentials;
  readonly environment?: Readonly<Record<string, string>>;
  readonly timeMs?: number;
};

/** Sends a text by every way in, and returns all output except what the sender gets to see. */
async function sayEverywhere(text: string, place: Place = {}): Promise<readonly string[]> {
  const said: string[] = [];
  const log = (line: string) => void said.push(line);
  const config = readConfig(
    {
      REGION: cloud.region,
      API_ENDPOINT: cloud.url,
      TOPICS_URL: cloud.url,
      ENVIRONMENT: 'tenant-keys',
      ACCOUNT_UIN: '100000000001',
      MARKER_KEYS: `k1:${MARKER_SECRET}`,
      KMS_CALLS_PER_SECOND_MAX: '100',
      TAG_CALLS_PER_SECOND_MAX: '20',
      RETRY_ATTEMPTS_MAX: '2',
      RETRY_DELAY_MS_MAX: '5',
      ...place.environment,
    },
    'provision-keys',
  );
  const runtime: Omit<Runtime, 'end'> = {
    clock: wallClock,
    wallMs: Date.now,
    random: Math.random,
    send: fetch,
    readCredentials: () => place.credentials ?? good,
    log,
  };
  const ports = cloudPorts(cloudClients(config, runtime));
  const invocation = () =>
    invocationBy(wallClock, wallClock.nowMs() + (place.timeMs ?? 10_000), { log });

  for (const query of [{}, { plan: 'true' }]) {
    const request = httpRequestOf({
      ...{ httpMethod: 'POST', path: '/v1/tenants/acme/keys', queryString: query },
      ...{ headers: { authorization: 'Bearer canary-token' }, body: text },
    });
    const api = { ...ports, findKept: NO_KEPT, authenticate: LET_IN };
    const response = await serveHttp(request, api, config, invocation()).catch(faultLine);
    if (typeof response === 'string') said.push(response);
    else said.push(JSON.stringify(withoutTags(toPlatform(response, 'POST'))));
  }
  const record = { Ckafka: { topic: 'key-requests', partition: 0, offset: 0, msgBody: text } };
  for (const event of [{ Records: [record, record] }, [text, text]]) {
    const value = await provisionEvent(event, ports, config, invocation()).catch(faultLine);
    said.push(JSON.stringify(value) ?? 'nothing');
  }
  return [...said, ...published()];
}

/** A plan shows its caller the tags of the request, which are the caller's own. */
function withoutTags({ statusCode, headers, body }: PlatformResponse): object {
  const { tags: _, ...others } = JSON.parse(body);
  return { statusCode, headers, ...others };
}

/** All events and dead letters, the latter without the text, which is the request itself. */
function published(): readonly string[] {
  const messages = (topic: string) => cloud.topics.get(topic)!.read(0, 1_000);
  const deadLetters = messages('key-dead-letters').map(({ key, value, headers }) => {
    const { text: _, ...deadLetter } = JSON.parse(value!) as DeadLetter;
    return JSON.stringify({ key, deadLetter, headers });
  });
  return [...messages('key-events').map((event) => JSON.stringify(event)), ...deadLetters];
}

/** Every forged secret is a canary; those of the cloud are not. */
const secrets = () => [CANARY, good.secretKey, good.token];

function expectNoCanary(said: readonly string[]): void {
  expect(said.length).toBeGreaterThan(0);
  const leaking = said.filter((line) => secrets().some((secret) => line.includes(secret)));
  expect(leaking).toEqual([]);
}

const TEXT = JSON.stringify(REQUEST);

describe('no secret and no text of a request is disclosed (P11)', () => {
  test('when nothing fails', async () => {
    const said = await sayEverywhere(TEXT);
    expect(said.join('\n')).toContain('tenant-key.provisioned');
    expectNoCanary(said);
  });

  test.each<[string, string]>([
    ['is not JSON', `${TEXT.slice(0, -1)}, canary`],
    ['has a name twice', `{"keyName":"canary","keyName":"canary","description":"canary"}`],
    ['is a text', '"canary"'],
    ['is too large', JSON.stringify({ ...REQUEST, description: 'canary'.repeat(10_000) })],
    [
      'has wrong values',
      JSON.stringify({ ...REQUEST, keyUsage: 'canary', tags: { k: 'canary!' } }),
    ],
    [
      'has wrong types',
      JSON.stringify({ ...REQUEST, description: ['canary'], origin: { canary: 1 } }),
    ],
    ['has an unknown field', JSON.stringify({ ...REQUEST, password: 'canary' })],
    ['asks for an unknown cluster', JSON.stringify({ ...REQUEST, hsmClusterId: 'canary' })],
  ])('when a message %s', async (_, text) => {
    expectNoCanary(await sayEverywhere(text));
  });

  test.each<[string, string, Effect]>([
    ['the answer is lost', 'CreateKey', { lostAnswer: true }],
    ['every answer is lost', '*', { lostAnswer: true }],
    ['a gateway answers', '*', { http: 502 }],
    ['the answer is a page', '*', { notJson: true }],
    ['the role has no rights', '*', { error: 'UnauthorizedOperation' }],
    ['the cloud fails inside', '*', { error: 'InternalError' }],
    ['the cloud answers an unknown code', '*', { error: 'Unheard.ThisCode' }],
    ['the keys are not tagged', 'CreateKey', { tagCode: 2 }],
    ['tags are refused', 'CreateTags', { error: 'InvalidParameterValue.TagValueCharacterIllegal' }],
    ['events cannot be written', 'topics:publish:key-events', { http: 503 }],
    ['events are refused', 'topics:publish:key-events', { http: 413 }],
    ['dead letters cannot be written', 'topics:publish:key-dead-letters', { http: 503 }],
  ])('when %s', async (_, action, effect) => {
    await ask('POST /faults', [{ action, effect }]);
    expectNoCanary(await sayEverywhere(TEXT));
  });

  test('when the answer is cut, with the description in it', async () => {
    await ask('POST /faults', [{ action: 'CreateKey', effect: { truncate: true }, times: 1 }]);
    await ask('PUT /switches', { tagsMustExist: false });
    const said = await sayEverywhere(TEXT);
    expect(said[0]).toContain('"adopted":true'); // The key was made, although its answer broke off.
    expectNoCanary(said);
  });

  test.each<[string, Partial<Switches>]>([
    ['the quota is full', { cmkLimit: 0 }],
    ['no list shows the key', { listStaleMs: 3_600_000 }],
    ['no answer shows the tags', { tagStaleMs: 3_600_000 }],
  ])('when %s', async (_, switches) => {
    await ask('PUT /switches', switches);
    expectNoCanary(await sayEverywhere(TEXT));
  });

  test('when the key name is taken by another owner', async () => {
    await sayEverywhere(TEXT);
    expectNoCanary(await sayEverywhere(JSON.stringify({ ...REQUEST, description: 'canary two' })));
  });

  test.each<[string, Place]>([
    ['the credentials are refused', { credentials: FORGED }],
    ['there are no credentials', { credentials: { secretKey: FORGED.secretKey } }],
    ['the cloud cannot be reached', { environment: { API_ENDPOINT: 'http://127.0.0.1:1' } }],
    ['the topics cannot be reached', { environment: { TOPICS_URL: 'http://127.0.0.1:1' } }],
  ])('when %s', async (_, place) => {
    expectNoCanary(await sayEverywhere(TEXT, place));
  });

  test('when the signature is wrong', async () => {
    expectNoCanary(
      await sayEverywhere(TEXT, { credentials: { ...good, secretKey: FORGED.secretKey } }),
    );
  });

  test('when the session token is wrong', async () => {
    expectNoCanary(await sayEverywhere(TEXT, { credentials: { ...good, token: FORGED.token } }));
  });

  test.each<[string, object]>([
    ['no sender', REQUEST],
    ['a stranger', { payload: TEXT, timestamp: 1, keyId: 'canary', signature: 'canary' }],
    [
      'a sender who knows the name of a key',
      { payload: TEXT, timestamp: 1, keyId: 'k1', signature: 'canary' },
    ],
    ['one of our senders, long ago', JSON.parse(signedText(TEXT, [MESSAGE_KEY], 1, AUDIENCE))],
  ])('when messages must be signed, and %s has signed', async (_, members) => {
    const environment = { MESSAGE_KEYS: `${MESSAGE_KEY.id}:${MESSAGE_KEY.secret}` };
    const text = JSON.stringify(members);
    const said = await sayEverywhere(text, { environment });
    expect(said.join('\n')).toMatch(/Signature(?:Missing|Invalid|Expired)/);
    expectNoCanary(said);
  });

  test('when the configuration is wrong', () => {
    const environment = { REGION: CANARY.toUpperCase(), TOPICS_URL: 'http://canary:canary@h' };
    const wrong = { ...environment, MARKER_KEYS: MARKER_SECRET, ACCOUNT_UIN: CANARY };
    expect(() => readConfig(wrong, 'provision-keys')).toThrow(
      /^The configuration is wrong: (?!.*canary).*$/i,
    );
  });

  test('when the cloud itself quotes a tag in its refusal', async () => {
    const world = provisioningWorld();
    const tenantTag = { TagKey: 'tenant-keys:tenant', TagValue: 'acme' };
    await world.call('CreateTags', { Tags: [tenantTag] });
    const ports = machinePorts(world.machine, world.clock, {
      ...{ callsPerSecondMax: 100, random: () => 0.5 },
      client: (client) => ({
        request: (action, params, signal) =>
          action === 'CreateTags' ? Promise.resolve({}) : client.request(action, params, signal),
      }),
    });
    const said: string[] = [];
    const log = (line: string) => void said.push(line);
    const invocation = invocationBy(world.clock, 60_000, { log });
    const event = [REQUEST, TEXT];
    const reports = await world.clock.run(provisionEvent(event, ports, CONFIG, invocation));
    expect(reports).toMatchObject([
      { code: 'InvalidParameterValue.TagsNotExisted' },
      { code: 'InvalidParameterValue.TagsNotExisted' },
    ]);
    const deadLetters = world.deadLetters().map(({ text: _, ...deadLetter }) => deadLetter);
    expectNoCanary([
      ...said,
      JSON.stringify({ reports, letters: deadLetters, events: world.events() }),
    ]);
  });
});
