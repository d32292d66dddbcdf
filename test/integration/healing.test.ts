import { afterEach, describe, expect, test } from 'vitest';
import { runApplication } from '../../local/application.ts';
import { deadLettersSince, messagesFrom } from '../../local/calls.ts';
import { type LocalCloud, startLocalCloud } from '../../local/cloud.ts';
import { deployApplication } from '../../local/deployment.ts';
import { signedText } from '../../shared/auth/signed-message.ts';
import type { DeadLetter } from '../../shared/dead-letters/generated/dead-letter.ts';
import { signDeadLetter } from '../../shared/dead-letters/signature.ts';
import type { CloudEvent } from '../../shared/events/generated/cloud-event.ts';
import { deadLetterWith } from '../world/dead-letters.ts';
import { AUDIENCE } from '../world/world-config.ts';
import { type DeployedCloud, deployCloud } from './deployed-cloud.ts';
import { healIn, startTrigger, unsettled } from './retry-loop.ts';

// What waits comes to its end without a command, in the deployed functions. Needs the bundles of `npm run build`.

const ROOT = new URL('../../', import.meta.url);

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const WAIT = { timeout: 25_000, interval: 50 };

const requestOf = (tenantId: string) =>
  JSON.stringify({ requestId: `r-${tenantId}`, tenantId, keyName: 'main' });

describe('in the running local cloud, where its clock alone moves on', { timeout: 90_000 }, () => {
  let cloud: LocalCloud;

  async function start(): Promise<void> {
    cloud = await startLocalCloud({ port: 0, seed: 'healing' });
    closers.push(cloud.close);
    await deployApplication(cloud, ROOT);
    closers.push(runApplication(cloud, new URL('dist/', ROOT), () => {}).close);
  }

  async function ask(route: string, body?: unknown): Promise<any> {
    const [method = '', path = ''] = route.split(' ');
    const headers = { authorization: `Bearer ${cloud.token}`, 'content-type': 'application/json' };
    const request = { method, headers, body: JSON.stringify(body) ?? null };
    return (await fetch(`${cloud.url}${path}`, request)).json();
  }

  const queue = (...tenantIds: readonly string[]) => {
    const messages = tenantIds.map((key) => ({ key, value: requestOf(key) }));
    return ask('POST /topics/key-requests/messages', messages);
  };
  const waitMinutes = (minutes: number) => ask('POST /clock/advance', { ms: minutes * 60_000 });

  /** The types of the events about a request, in order. */
  const eventsOf = async (tenantId: string) => {
    const events = (await messagesFrom(cloud.url, 'key-events', 0)).map(
      ({ value }) => JSON.parse(value ?? '') as CloudEvent,
    );
    return events.filter(({ subject }) => subject === `${tenantId}/main`).map(({ type }) => type);
  };

  /** What the unsettled dead letters say, by tenant. */
  const letters = async () => {
    const deadLetters = await deadLettersSince(cloud.url, 0);
    const rows = deadLetters.map(({ identity, state, code, attempts }) => {
      return `${identity?.tenantId} ${state} ${code} ${attempts}`;
    });
    return rows.sort();
  };

  test('one message alone that every attempt fails waits, and has its key after the fault and a few minutes', async () => {
    await start();
    await ask('POST /faults', [{ action: 'CreateKey', effect: { http: 403 } }]);
    await queue('acme');
    await expect.poll(letters, WAIT).toEqual(['acme waiting HttpStatus 5']);
    await waitMinutes(2);
    await expect.poll(letters, WAIT).toEqual(['acme waiting HttpStatus 10']);
    expect(await eventsOf('acme')).toEqual(['tenant-key.waiting']);

    await ask('DELETE /faults');
    await waitMinutes(2);
    const ended = ['tenant-key.waiting', 'tenant-key.provisioned'];
    await expect.poll(() => eventsOf('acme'), WAIT).toEqual(ended);
    await expect.poll(letters, WAIT).toEqual([]);
  });

  test('the limit full, three waiting, the limit raised and one hiccup in between: all have their keys', async () => {
    await start();
    await ask('PUT /switches', { cmkLimit: 0 });
    const path = '/functions/accept-request/v1/tenants/globex/keys';
    const answer = await ask(`POST ${path}`, { requestId: 'r-globex', keyName: 'main' });
    expect(answer).toMatchObject({ status: 'waiting' });
    await queue('acme', 'initech');
    const code = 'LimitExceeded.CmkLimitExceeded';
    await expect
      .poll(letters, WAIT)
      .toEqual(['acme', 'globex', 'initech'].map((name) => `${name} waiting ${code} 1`));

    await ask('PUT /switches', { cmkLimit: 200 });
    const hiccup = { action: 'CreateKey', effect: { error: 'UnauthorizedOperation' }, times: 1 };
    await ask('POST /faults', [hiccup]);
    await waitMinutes(1);
    const second = [expect.stringMatching(/^\w+ waiting UnauthorizedOperation 2$/)];
    await expect.poll(letters, WAIT).toEqual(second);
    await waitMinutes(2);
    await expect.poll(letters, WAIT).toEqual([]);
    for (const tenantId of ['acme', 'globex', 'initech']) {
      expect(await eventsOf(tenantId)).toEqual(['tenant-key.waiting', 'tenant-key.provisioned']);
    }
  });
});

describe('where messages must be signed', () => {
  const KEY = { id: 'k1', secret: 'a-message-key-of-at-least-32-chars' };
  const STRANGE = { id: 'k1', secret: 'a-made-up-key-of-another-sender-0' };
  let deployed: DeployedCloud;

  async function deploy(): Promise<void> {
    deployed = await deployCloud({
      MESSAGE_KEYS: `${KEY.id}:${KEY.secret}`,
      REQUESTS_TOPIC: 'key-requests',
      RETRY_ATTEMPTS_MAX: '1',
    });
    closers.push(deployed.close);
    closers.push(startTrigger(deployed).stop);
  }

  const queue = (value: string) =>
    deployed.cloud.topics.get('key-requests')!.append([{ key: null, value, headers: {} }]);
  const signed = (text: string, key = KEY) =>
    signedText(text, [key], Math.floor(Date.now() / 1_000), AUDIENCE);
  const typesOf = (tenantId: string) =>
    deployed
      .events()
      .filter(({ subject }) => subject === `${tenantId}/main`)
      .map(({ type }) => type);

  /** Has a request wait. Its fault lasts. */
  async function haveWaiting(): Promise<DeadLetter> {
    await deployed.ask('POST /faults', [{ action: 'CreateKey', effect: { http: 403 } }]);
    queue(signed(requestOf('acme')));
    await expect.poll(() => unsettled(deployed), WAIT).toMatchObject([{ state: 'waiting' }]);
    return unsettled(deployed)[0]!;
  }

  test('heal signs what it sends in again, and the consumer takes it', async () => {
    await deploy();
    await haveWaiting();
    await deployed.ask('DELETE /faults');
    const report = { waiting: 1, sent: 1, trials: 1, parked: 0 };
    expect(await healIn(2, deployed)).toMatchObject({ ok: true, value: report });
    await expect.poll(() => typesOf('acme'), WAIT).toEqual(WAITED);
    await expect.poll(() => unsettled(deployed), WAIT).toEqual([]);

    const messages = deployed.cloud.topics.get('key-requests')!.read(0, 10);
    const { payload, ...signature } = JSON.parse(messages[1]!.value!);
    expect(Object.keys(signature).sort()).toEqual(['keyId', 'signature', 'timestamp']);
    expect(JSON.parse(payload)).toMatchObject({
      retry: { attempts: 1, redrives: 0, isTrial: true },
      payload: requestOf('acme'),
    });
  });

  const WAITED = ['tenant-key.waiting', 'tenant-key.provisioned'];

  test.each<[string, (ours: DeadLetter) => [key: string, value: object]]>([
    [
      'without a signature',
      () => {
        const text = requestOf('mallory');
        return ['dl_forged', deadLetterWith('dl_forged', { code: 'HttpStatus', text })];
      },
    ],
    [
      'that is signed with another key',
      () => {
        const fields = { code: 'HttpStatus', text: requestOf('mallory'), recordKey: 'dl_forged' };
        return ['dl_forged', signDeadLetter(deadLetterWith('dl_forged', fields), [STRANGE])];
      },
    ],
    [
      'that has the text of another request',
      (ours) => [`${ours.id}/forged`, { ...ours, text: requestOf('mallory') }],
    ],
    ['that is a copy of ours under another key', (ours) => [`${ours.id}/forged`, ours]],
  ])('heal sends in no record %s, and none the less the one beside it', async (_, forge) => {
    await deploy();
    const ours = await haveWaiting();
    const [key, value] = forge(ours);
    const forged = { ...value, recordKey: key };
    const deadLetters = deployed.cloud.topics.get('key-dead-letters')!;
    deadLetters.append([{ key, value: JSON.stringify(forged), headers: {} }]);
    await deployed.ask('DELETE /faults');
    const healed = await healIn(2, deployed);
    expect(healed).toMatchObject({ ok: true, value: { waiting: 1, sent: 1 } });
    await expect.poll(() => typesOf('acme'), WAIT).toEqual(WAITED);
    expect(deployed.cloud.topics.get('key-requests')!.size()).toBe(2);
    expect(await healIn(10, deployed)).toMatchObject({ ok: true, value: { sent: 0 } });
    expect(typesOf('mallory')).toEqual([]);
    expect(await deployed.call('GetServiceStatus')).toMatchObject({ CmkUserCount: 1 });
  });

  test.each<[string, (text: string) => string, string]>([
    ['without a signature', (text) => text, 'SignatureMissing'],
    ['signed with another key', (text) => signed(text, STRANGE), 'SignatureInvalid'],
  ])(
    'the consumer parks what looks sent in again %s, and takes nothing of ours away',
    async (...row) => {
      const [, sign, code] = row;
      await deploy();
      const ours = await haveWaiting();
      const now = new Date().toISOString();
      const retry = { firstSeenAt: now, attempts: 0, redrives: 0, sentAt: now, isTrial: true };
      const source = { door: 'queue' };
      const payload = requestOf('acme');
      queue(sign(JSON.stringify({ retry: { ...retry, source }, payload })));
      await expect
        .poll(() => unsettled(deployed), WAIT)
        .toEqual([ours, expect.objectContaining({ state: 'parked', code })]);
      await deployed.ask('DELETE /faults');
      const report = { waiting: 1, sent: 1, parked: 1 };
      expect(await healIn(2, deployed)).toMatchObject({ ok: true, value: report });
      await expect.poll(() => typesOf('acme'), WAIT).toEqual(WAITED);
    },
  );
});
