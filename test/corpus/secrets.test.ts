import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type LocalCloud, startLocalCloud } from '../../local/cloud.ts';
import type { ShownDeadLetter } from '../../shared/dead-letters/generated/dead-letters-command.ts';
import { fleetWorld, marked, TENANT_TAG } from '../world/fleet-world.ts';
import { deliver, heal, operate, requestText } from '../world/operate.ts';
import { operatorWorld } from '../world/operator-world.ts';
import { SETTINGS } from '../world/provisioning-world.ts';

// test/integration/canaries.test.ts covers both ways in; these tests cover operators and the local cloud.

/** Contained in every confidential text. */
const CANARY = 'canary';

const MARKER_SECRET = SETTINGS.markerKeys[0].secret;

const OWN_TEXTS = { description: `${CANARY} in it`, tags: { team: `${CANARY}-value` } };

function expectNothingPublished(said: readonly string[], secrets: readonly string[]): void {
  expect(said.length).toBeGreaterThan(0);
  const leaking = said.filter((line) => secrets.some((secret) => line.includes(secret)));
  expect(leaking).toEqual([]);
}

describe('no secret and no text of a request gets out of a function for operators (P11)', () => {
  /** A world in which requests of all kinds wait: full of confidential text. */
  async function worldWithDeadLetters() {
    const world = operatorWorld({ switches: { cmkLimit: 0 } });
    await deliver(world, requestText('acme', OWN_TEXTS));
    await deliver(world, requestText('globex', OWN_TEXTS));
    await deliver(world, requestText('initech', { ...OWN_TEXTS, tags: { [CANARY]: CANARY } }));
    await deliver(world, `{"requestId":"${CANARY}`);
    await deliver(world, requestText('hooli', { requestId: 7, password: CANARY }));
    expect(world.waiting()).toHaveLength(5);
    return world;
  }

  test.each<[string, object]>([
    [
      'lists dead letters',
      { command: 'list', selection: { all: true, states: ['waiting', 'parked'] } },
    ],
    ['looks at the quota', { command: 'quota' }],
    ['discards nothing', { command: 'discard', ids: ['x'.repeat(43)], reason: 'not needed' }],
  ])('that %s', async (_, command) => {
    const world = await worldWithDeadLetters();
    const said: string[] = [];
    const log = (line: string) => void said.push(line);
    for (const cmkLimit of [0, 100]) {
      world.machine.setSwitches({ cmkLimit });
      said.push(JSON.stringify(await operate(world, command, { log })));
    }
    said.push(JSON.stringify(world.events()));
    expectNothingPublished(said, [CANARY, MARKER_SECRET]);
  });

  test('that resumes what waits for the quota', async () => {
    const world = await worldWithDeadLetters();
    const said: string[] = [];
    const log = (line: string) => void said.push(line);
    for (const cmkLimit of [0, 100]) {
      world.machine.setSwitches({ cmkLimit });
      said.push(JSON.stringify(await heal(world, { log })));
    }
    said.push(JSON.stringify(world.events()));
    expectNothingPublished(said, [CANARY, MARKER_SECRET]);
  });

  test('that shows dead letters and plans for them, unless their texts are asked for', async () => {
    const world = await worldWithDeadLetters();
    const said: string[] = [];
    const log = (line: string) => void said.push(line);
    const plan = { command: 'plan', selection: { all: true, states: ['waiting', 'parked'] } };
    for (const { id, text, ...others } of world.waiting()) {
      // A problem names the member of the request that is wrong, which may be any text.
      const { letter } = await operate<ShownDeadLetter>(world, { command: 'show', id }, { log });
      expect(letter).toEqual({ id, ...others, textLength: text.length });
      const asked = { command: 'show', id, text: true };
      expect((await operate<ShownDeadLetter>(world, asked, { log })).letter.text).toBe(text);
    }
    said.push(JSON.stringify(await operate(world, plan, { log })));
    expectNothingPublished(said, [CANARY, MARKER_SECRET]);
  });

  test('that redrives dead letters, and then discards the rest', async () => {
    const world = await worldWithDeadLetters();
    const said: string[] = [];
    const log = (line: string) => void said.push(line);
    for (const cmkLimit of [0, 100]) {
      world.machine.setSwitches({ cmkLimit });
      const redrive = {
        command: 'redrive',
        selection: { all: true, states: ['waiting', 'parked'] },
      };
      said.push(JSON.stringify(await operate(world, redrive, { log })));
    }
    const ids = world.waiting().map(({ id }) => id);
    const discard = { command: 'discard', ids, reason: 'not needed' };
    said.push(JSON.stringify(await operate(world, discard, { log })));
    said.push(JSON.stringify(world.events()));
    expect(said.join()).toContain('tenant-key.provisioned');
    expectNothingPublished(said, [CANARY, MARKER_SECRET]);
  });

  test('that checks and repairs the fleet', async () => {
    const world = fleetWorld();
    const tags = [{ key: `${CANARY}-name`, value: `${CANARY}-value` }];
    const ofTenant = (value: string) => [...tags, { key: TENANT_TAG, value }];
    const description = `${CANARY}\n${marked('acme_main')}`;
    await world.plant({ alias: 'acme_main', description, tags });
    await world.plant({ alias: 'globex_main', description, tags: ofTenant('globex') });
    await world.plant({ alias: 'foreign', description: CANARY, tags });
    const own = `${CANARY}\n${marked('initech_main')}`;
    await world.plant({ alias: 'initech_main', description: own, tags: ofTenant('acme') });

    const report = await world.check(['acme', 'hooli']);
    const answer = await world.repair(report.planHash);
    expect(answer.repaired.length).toBeGreaterThan(0);
    const said = [report, answer, world.events(), world.lines].map((value) =>
      JSON.stringify(value),
    );
    expectNothingPublished(said, [CANARY, MARKER_SECRET]);
  });
});

describe('no secret that is sent to the local cloud is disclosed (P11)', () => {
  let cloud: LocalCloud;

  beforeAll(async () => {
    cloud = await startLocalCloud({ port: 0, seed: 'secrets' });
  });
  afterAll(() => cloud.close());

  const read = async (path: string) => (await fetch(`${cloud.url}${path}`)).text();

  test.each<[string, Readonly<Record<string, string>>]>([
    ['a token without a signature', { 'x-tc-token': `${CANARY}-token` }],
    ['a malformed signature', { authorization: `Bearer ${CANARY}` }],
    [
      'a signature with an unknown secret id',
      {
        'x-tc-token': `${CANARY}-token`,
        authorization:
          `TC3-HMAC-SHA256 Credential=AKID${CANARY}/2026-11-02/kms/tc3_request, ` +
          `SignedHeaders=content-type;host, Signature=${'0'.repeat(64)}`,
      },
    ],
  ])('%s', async (_, secrets) => {
    const answer = await fetch(cloud.url, {
      method: 'POST',
      headers: {
        ...{ 'content-type': 'application/json', 'x-tc-action': 'ListKeys' },
        ...{
          'x-tc-version': '2019-01-18',
          'x-tc-region': cloud.region,
          'x-tc-timestamp': '1793577600',
          ...secrets,
        },
      },
      body: JSON.stringify({ Description: CANARY }),
    });
    const text = await answer.text();
    expect(text).toContain('AuthFailure');
    const headers = JSON.stringify([...answer.headers]);
    expectNothingPublished([text, headers, await read('/journal')], [CANARY]);
  });
});
