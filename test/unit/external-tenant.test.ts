import { describe, expect, test } from 'vitest';
import { type Authenticate, callerOf } from '../../shared/auth/caller.ts';
import type {
  DeadLetterList,
  RedriveAnswer,
  RedrivePlans,
} from '../../shared/dead-letters/generated/dead-letters-command.ts';
import type { BlockAnswer } from '../../shared/oversight/generated/oversight-command.ts';
import type { KeyAlias } from '../../shared/tenant-key/key.ts';
import { markDescription } from '../../shared/tenant-key/marker.ts';
import { parseRequest } from '../../shared/tenant-key/parse.ts';
import { specFingerprint } from '../../shared/tenant-key/request.ts';
import { askHttp } from '../world/asked-statuses.ts';
import { fleetWorld } from '../world/fleet-world.ts';
import { machinePorts } from '../world/machine-ports.ts';
import { deliver, operate, requestText } from '../world/operate.ts';
import { operatorWorld } from '../world/operator-world.ts';
import { overseenWorld } from '../world/overseen-world.ts';
import {
  type ProvisioningWorld,
  provisioningWorld,
  SETTINGS,
} from '../world/provisioning-world.ts';
import { CONFIG } from '../world/world-config.ts';

// A tenant whose id an identity provider made, at every place that takes or shows the id of a tenant.

const SENT = 'auth0|5f7c8ec7c33c6c004bbafe82';
const MADE = 'x--igveq6eh4pcfygnsisfs6a3fki';
const ALIAS = `${MADE}_main` as KeyAlias;
const TENANT = { tenantId: MADE, externalTenantId: SENT };
const PATH = '/v1/tenants/auth0%7C5f7c8ec7c33c6c004bbafe82';

const TEXT = requestText(SENT, { requestId: 'r-1' });

function requestOf(text: string) {
  const parsed = parseRequest(text);
  if (!parsed.ok) throw new Error('the request must be valid');
  return parsed.request;
}

const descriptionsIn = async (world: ProvisioningWorld) => {
  const { KeyMetadatas } = await world.call('ListKeyDetail', {});
  const keys = KeyMetadatas as readonly { readonly Alias: string; readonly Description: string }[];
  return keys.map(({ Alias, Description }) => [Alias, Description]);
};

/** The tags that CreateKey was called with. */
const tagsIn = ({ machine }: ProvisioningWorld) =>
  machine.journal
    .list()
    .filter(({ action }) => action === 'CreateKey')
    .at(-1)?.params.Tags;

describe('a request by the queue', () => {
  test('gets a key whose alias and tag have the made id, and whose marker has the one that was sent', async () => {
    const world = provisioningWorld();
    await deliver(world, requestText(SENT, { requestId: 'r-1', description: 'for invoices' }));
    const [[alias, description] = []] = await descriptionsIn(world);
    expect(alias).toBe(ALIAS);
    expect(description).toMatch(
      /^for invoices\ntenant-keys:2:[^:]{43}:[a-z0-9]+:[^:]{43}:auth0\|5f7c8ec7c33c6c004bbafe82$/,
    );
    // `|` is in no value of a tag.
    expect(tagsIn(world)).toEqual([{ TagKey: 'tenant-keys:tenant', TagValue: MADE }]);
    expect(world.events()).toMatchObject([
      {
        type: 'tenant-key.provisioned',
        ...{ subject: `${MADE}/main`, partitionkey: MADE },
        data: { requestId: 'r-1', ...TENANT, keyName: 'main', alias: ALIAS },
      },
    ]);
  });

  test('shows the id that was sent in a tag too, where a tag can have it', async () => {
    const world = provisioningWorld();
    await deliver(world, requestText('org_2f8sKqXyZ', { tags: { team: 'a' } }));
    expect(tagsIn(world)).toEqual([
      { TagKey: 'tenant-keys:tenant', TagValue: 'x--tdsziwgy3cy3twqjqyp6jeg6uq' },
      { TagKey: 'tenant-keys:external-tenant', TagValue: 'org_2f8sKqXyZ' },
      { TagKey: 'team', TagValue: 'a' },
    ]);
  });

  test('takes one call of KMS, and its repeat adopts the key and publishes the same event', async () => {
    const world = provisioningWorld({ switches: { tagsMustExist: false } });
    await deliver(world, TEXT);
    expect(world.calls()).toEqual(['CreateKey']);
    await deliver(world, TEXT);
    const [first, second, ...others] = world.events();
    expect([second, others]).toEqual([first, []]);
    expect(await descriptionsIn(world)).toHaveLength(1);
  });

  test('conflicts with another specification of the same tenant, as any does', async () => {
    const world = provisioningWorld();
    await deliver(world, TEXT);
    await deliver(world, requestText(SENT, { requestId: 'r-2', description: 'other' }), 8);
    expect(world.events()[1]).toMatchObject({
      type: 'tenant-key.rejected',
      data: { ...TENANT, code: 'KeyConflict', problems: [{ pointer: '#/description' }] },
    });
  });

  test('counts towards the limit of its tenant alone, and not of those with ids like its', async () => {
    const world = provisioningWorld({ switches: { tagsMustExist: false } });
    const one = { ...CONFIG, provisioning: { ...SETTINGS, keysPerTenantMax: 1 } };
    const texts = [
      TEXT,
      requestText(SENT, { requestId: 'r-2', keyName: 'other' }),
      requestText(SENT, { requestId: 'r-3' }),
      requestText(MADE),
      requestText(SENT.toUpperCase(), { requestId: 'r-5' }),
    ];
    for (const [offset, text] of texts.entries()) await deliver(world, text, offset, one);
    expect(world.events()).toMatchObject([
      { type: 'tenant-key.provisioned', data: TENANT },
      { type: 'tenant-key.rejected', data: { ...TENANT, code: 'TenantLimitReached' } },
      { type: 'tenant-key.provisioned', data: { ...TENANT, requestId: 'r-3' } },
      { type: 'tenant-key.provisioned', data: { externalTenantId: MADE } },
      { type: 'tenant-key.provisioned', data: { externalTenantId: SENT.toUpperCase() } },
    ]);
    expect(await descriptionsIn(world)).toHaveLength(3);
  });

  test('is rejected or parked with both ids, if it is invalid otherwise', async () => {
    const world = provisioningWorld();
    await deliver(world, requestText(SENT, { keyName: 'Main' }));
    await deliver(world, JSON.stringify({ tenantId: SENT, keyName: 'main' }), 8);
    const [rejected, parked] = world.events();
    expect(rejected).toMatchObject({ type: 'tenant-key.rejected', data: TENANT });
    expect(parked).toMatchObject({
      type: 'tenant-key.parked',
      data: { ...TENANT, keyName: 'main' },
    });
    expect(world.deadLetters()).toMatchObject([{ claimed: { ...TENANT, keyName: 'main' } }]);
  });
});

describe('two tenants', () => {
  // No two ids are known for which one is made, so a key is put where that of the other would be.
  async function collidingWorld(externalTenantId: string | undefined) {
    const world = provisioningWorld({ switches: { tagsMustExist: false } });
    const fingerprint = specFingerprint(requestOf(TEXT));
    const description = markDescription('', ALIAS, fingerprint, SETTINGS, externalTenantId);
    const Tags = [{ TagKey: 'tenant-keys:tenant', TagValue: MADE }];
    await world.call('CreateKey', { Alias: ALIAS, Description: description, Tags });
    return world;
  }

  test.each(['google-oauth2|1', undefined])(
    'for whom one id is made never share a key: the second is a conflict, and %s is not named',
    async (other) => {
      const world = await collidingWorld(other);
      await deliver(world, TEXT);
      const [event, ...others] = world.events();
      expect([event, others]).toMatchObject([
        {
          type: 'tenant-key.rejected',
          data: {
            ...{ ...TENANT, code: 'KeyConflict' },
            problems: [
              {
                pointer: '#/tenantId',
                detail:
                  'The id that is made from this tenantId was made from that of another tenant too.',
              },
            ],
          },
        },
        [],
      ]);
      expect(JSON.stringify(event)).not.toContain('google');
      expect(await descriptionsIn(world)).toHaveLength(1);
    },
  );

  test('for whom one id is made see nothing of each other over HTTP', async () => {
    const world = await collidingWorld('google-oauth2|1');
    expect(await askHttp(world, `GET ${PATH}/keys/main`)).toMatchObject({ status: 404 });
    expect((await askHttp(world, `GET ${PATH}/keys`)).body).toEqual({ keys: [] });
    expect(await askHttp(world, `POST ${PATH}/keys`, json({ keyName: 'main' }))).toMatchObject({
      status: 409,
    });
    const other = await askHttp(world, 'GET /v1/keys');
    expect(other.body.keys).toMatchObject([{ externalTenantId: 'google-oauth2|1' }]);
  });

  test('for whom one id is made see no status of each other', async () => {
    const world = provisioningWorld({ statuses: 'of all' });
    const { clock, statuses } = world;
    const other = { ...requestOf(TEXT), externalTenantId: 'google-oauth2|1' };
    await clock.run(statuses!.claim(other, clock.nowMs() + 1_000));
    const instance = { ...world, ports: { ...world.ports, statuses } };
    expect(await askHttp(instance, `GET ${PATH}/requests/r-1`)).toMatchObject({
      ...{ status: 404, body: { code: 'RequestNotFound' } },
    });
    const later = json({ keyName: 'main' }, { prefer: 'respond-async' });
    expect(await askHttp(instance, `POST ${PATH}/keys`, later)).toMatchObject({
      ...{ status: 422, body: { code: 'RequestIdReused' } },
    });
  });

  test('have fingerprints of their own, and that of an ordinary id is what it was', () => {
    const fingerprintFor = (id: string) =>
      specFingerprint(requestOf(requestText(id, { requestId: 'r' })));
    expect(fingerprintFor('acme')).toBe('LUy3A6QqHUlQ4UsCieW19bNljCGFp2DYLkzKmgIaop4');
    expect(fingerprintFor(SENT)).not.toBe(fingerprintFor(MADE));
    expect(fingerprintFor(SENT)).not.toBe(fingerprintFor('auth0|5f7c8ec7c33c6c004bbafe83'));
  });

  test('stay two where one is registered under the id that was made for the other', async () => {
    const world = provisioningWorld();
    await deliver(world, TEXT);
    await deliver(world, requestText(MADE, { requestId: 'r-2' }), 8);
    const aliases = (await descriptionsIn(world)).map(([alias]) => alias);
    expect(aliases.sort()).toEqual([ALIAS, 'x--ui2ye747y4pr3qmcyerm3lsx5e_main'].sort());
  });
});

const json = (body: object, headers: Readonly<Record<string, string>> = {}) => ({
  body: { requestId: 'r-1', ...body },
  headers: { 'content-type': 'application/json', ...headers },
});

/** The caller whose token has this claim. */
const tokenFor = (claim: unknown): { readonly authenticate: Authenticate } => {
  const rules = { tenantClaim: 'tenant_id', scopeClaim: 'scope', serviceScope: 'all' };
  const caller = callerOf({ tenant_id: claim } as never, rules);
  return { authenticate: async () => ({ ok: true, caller }) };
};

describe('over HTTP', () => {
  test('the path has the id as it was sent, with or without it in the body', async () => {
    const world = provisioningWorld();
    const created = await askHttp(world, `POST ${PATH}/keys`, json({ keyName: 'main' }));
    expect(created).toMatchObject({
      ...{ status: 201, headers: { Location: `${PATH}/keys/main` } },
      body: { ...TENANT, alias: ALIAS },
    });
    const again = json({ tenantId: SENT, keyName: 'main' });
    expect(await askHttp(world, `POST ${PATH}/keys`, again)).toMatchObject({ status: 200 });
    const { status, body } = await askHttp(world, `GET ${created.headers.Location}`);
    expect([status, body]).toMatchObject([200, { ...TENANT, keyName: 'main', alias: ALIAS }]);
    expect((await askHttp(world, `GET ${PATH}/keys`)).body.keys).toMatchObject([TENANT]);
    expect((await askHttp(world, 'GET /v1/keys')).body.keys).toMatchObject([TENANT]);
  });

  test.each([MADE, 'auth0|5F7C8EC7C33C6C004BBAFE82', 'auth0%7C5f7c8ec7c33c6c004bbafe82'])(
    'the body must repeat that id, and not %s',
    async (tenantId) => {
      const asked = json({ tenantId, keyName: 'main' });
      expect(await askHttp(provisioningWorld(), `POST ${PATH}/keys`, asked)).toMatchObject({
        ...{ status: 422, body: { errors: [{ pointer: '#/tenantId' }] } },
      });
    },
  );

  test('an ordinary tenant has no other id', async () => {
    const world = provisioningWorld();
    const { body } = await askHttp(world, 'POST /v1/tenants/acme/keys', json({ keyName: 'main' }));
    expect(body).toMatchObject({ tenantId: 'acme' });
    expect(body).not.toHaveProperty('externalTenantId');
    expect((await askHttp(world, 'GET /v1/tenants/acme/keys')).body.keys[0]).not.toHaveProperty(
      'externalTenantId',
    );
  });

  test.each<[claim: unknown, status: number]>([
    [SENT, 201],
    [['acme', SENT], 201],
    [MADE, 403],
    ['auth0%7C5f7c8ec7c33c6c004bbafe82', 403],
    ['AUTH0|5f7c8ec7c33c6c004bbafe82', 403],
    [`${SENT} `, 403],
  ])('a token whose claim is %j gets %s', async (claim, status) => {
    const asked = { ...json({ keyName: 'main' }), ...tokenFor(claim) };
    expect(await askHttp(provisioningWorld(), `POST ${PATH}/keys`, asked)).toMatchObject({
      status,
    });
  });

  test('a token for a tenant does not reach it by the id that was made for it', async () => {
    const world = provisioningWorld();
    const asked = { ...json({ keyName: 'main' }), ...tokenFor(SENT) };
    for (const line of [`POST /v1/tenants/${MADE}/keys`, `GET /v1/tenants/${MADE}/keys`]) {
      expect(await askHttp(world, line, asked)).toMatchObject({ status: 403 });
    }
  });

  test.each([
    ['acme%20inc', 'character 5 is a space'],
    ['acm%C3%A9', 'character 4 is U+00E9, which is not ASCII'],
    ['acme%00', 'character 5 is the control character U+0000'],
    ['a'.repeat(129), 'it has 129 characters'],
  ])('the id %s in a path is refused, with what is wrong with it', async (id, flaw) => {
    const detail = `tenantId must be 1 to 128 printable characters of ASCII without a space: ${flaw}.`;
    for (const [line, asked] of [
      [`POST /v1/tenants/${id}/keys`, json({ keyName: 'main' })],
      [`GET /v1/tenants/${id}/keys`, {}],
      [`GET /v1/tenants/${id}/requests/r-1`, {}],
    ] as const) {
      const { status, body } = await askHttp(
        provisioningWorld({ statuses: 'of all' }),
        line,
        asked,
      );
      expect([status, body.errors]).toEqual([422, [{ pointer: '#/tenantId', detail }]]);
    }
  });

  test('slashes and dots in an id lead nowhere else, in a path and in the place of a status', async () => {
    const world = provisioningWorld({ statuses: 'of all' });
    const ports = {
      ...world.ports,
      statuses: world.statuses,
      recordStatus: world.statuses!.record,
    };
    const path = '/v1/tenants/acme%2F..%2Fglobex';
    const later = json({ keyName: 'main' }, { prefer: 'respond-async' });
    const accepted = await askHttp({ ...world, ports }, `POST ${path}/keys`, later);
    expect(accepted).toMatchObject({ status: 202, headers: { Location: `${path}/requests/r-1` } });
    expect(accepted.body.tenantId).toMatch(/^x--[a-z2-7]{26}$/);
    expect(await askHttp({ ...world, ports }, `GET ${path}/requests/r-1`)).toMatchObject({
      ...{ status: 200, body: { externalTenantId: 'acme/../globex' } },
    });
  });

  test('a request for later has a status at the path that its Location has', async () => {
    const world = provisioningWorld({ statuses: 'of all' });
    const ports = {
      ...world.ports,
      statuses: world.statuses,
      recordStatus: world.statuses!.record,
    };
    const instance = { ...world, ports };
    const later = json({ keyName: 'main' }, { prefer: 'respond-async' });
    const accepted = await askHttp(instance, `POST ${PATH}/keys`, later);
    expect(accepted).toMatchObject({
      ...{ status: 202, headers: { Location: `${PATH}/requests/r-1` }, body: TENANT },
    });
    const { Location = '' } = accepted.headers;
    const links = { self: `${PATH}/requests/r-1`, key: `${PATH}/keys/main` };
    expect((await askHttp(instance, `GET ${Location}`)).body).toMatchObject({
      ...{ status: 'queued', ...TENANT, links },
    });
    const [queued] = world.machine.topics.get('key-requests')!.read(0, 9);
    expect([queued?.key, JSON.parse(queued?.value ?? '')]).toMatchObject([
      MADE,
      { tenantId: SENT },
    ]);
    await deliver(instance, queued?.value ?? '');
    expect((await askHttp(instance, `GET ${Location}`)).body).toMatchObject({
      ...{ status: 'provisioned', ...TENANT, links, key: { alias: ALIAS } },
    });
    expect(await askHttp(instance, `GET /v1/tenants/${MADE}/requests/r-1`)).toMatchObject({
      status: 404,
    });
  });
});

describe('the description', () => {
  test.each([
    [SENT, 880 - 31],
    ['~'.repeat(128), 880 - 129],
    ['acme', 880],
  ])('of a key of %s has room for fewer bytes: %i', async (id, bytesMax) => {
    const world = provisioningWorld();
    await deliver(
      world,
      requestText(id, {
        requestId: 'r-1',
        description: 'é'.repeat(440).slice(0, Math.floor(bytesMax / 2)),
      }),
    );
    const [[, description = ''] = []] = await descriptionsIn(world);
    expect(Buffer.byteLength(description)).toBeLessThanOrEqual(1_024);
    const parsed = parseRequest(
      requestText(id, { requestId: 'r', description: 'a'.repeat(bytesMax + 1) }),
    );
    expect(parsed.ok).toBe(false);
    expect(
      parseRequest(requestText(id, { requestId: 'r', description: 'a'.repeat(bytesMax) })).ok,
    ).toBe(true);
  });

  test('that is too long is refused with why it has less room', () => {
    const parsed = parseRequest(
      requestText(SENT, { requestId: 'r', description: 'a'.repeat(860) }),
    );
    expect(!parsed.ok && parsed.failed.problems).toEqual([
      {
        pointer: '#/description',
        detail:
          'description must be at most 849 bytes in UTF-8, since the tenantId takes 31 of its 880.',
      },
    ]);
  });
});

describe('a dead letter', () => {
  async function parkedWorld() {
    const world = operatorWorld({ switches: { tagsMustExist: false } });
    world.fail('CreateKey', { error: 'UnsupportedOperation' }, { times: 1 });
    await deliver(world, TEXT);
    return world;
  }

  test('names both ids, and is found and redriven by the one that was sent', async () => {
    const world = await parkedWorld();
    expect(world.deadLetters()).toMatchObject([{ state: 'parked', identity: TENANT, text: TEXT }]);
    const find = (tenantId: string) =>
      operate<DeadLetterList>(world, { command: 'list', selection: { all: true, tenantId } });
    expect((await find(SENT)).letters).toMatchObject([{ identity: TENANT }]);
    expect((await find(MADE)).letters).toEqual([]);
    const selection = { tenantId: SENT };
    const { plans } = await operate<RedrivePlans>(world, { command: 'plan', selection });
    expect(plans).toMatchObject([{ ...TENANT, keyName: 'main', outcome: 'provisioned' }]);
    const { results } = await operate<RedriveAnswer>(world, { command: 'redrive', selection });
    expect(results).toMatchObject([{ ...TENANT, keyName: 'main', outcome: 'provisioned' }]);
    expect(world.waiting()).toEqual([]);
    expect((await descriptionsIn(world)).map(([alias]) => alias)).toEqual([ALIAS]);
  });

  test('is found by an id that no tenant can have, as it was sent', async () => {
    const world = operatorWorld();
    world.fail('CreateKey', { error: 'UnsupportedOperation' });
    await deliver(world, requestText('Acme Inc', { requestId: undefined }));
    expect(world.deadLetters()).toMatchObject([{ claimed: { tenantId: 'Acme Inc' } }]);
  });
});

describe('a block', () => {
  test('is of the tenant that the id means, and names both ids wherever it shows', async () => {
    const world = overseenWorld();
    const blocked = { ...TENANT, isBlocked: true, isChanged: true, reason: 'asks too much' };
    const block = { command: 'block', tenantId: SENT, reason: 'asks too much' };
    expect(await world.ask<BlockAnswer>({ ...block, planOnly: true })).toMatchObject({
      ...{ ...TENANT, isBlocked: false, isChanged: true, keys: 0, waiting: 0 },
    });
    const lines: string[] = [];
    const log = (line: string) => void lines.push(line);
    expect(await world.ask(block, { log })).toMatchObject(blocked);
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([TENANT]);
    expect(world.statusRecords().map(({ key }) => key)).toEqual([`block:${MADE}`]);
    expect(await world.ask({ command: 'blocked' })).toMatchObject({ tenants: [TENANT] });
    expect(world.events()).toMatchObject([{ type: 'tenant-keys.tenant-blocked', data: TENANT }]);
    expect(await world.ask(block)).toMatchObject({ ...blocked, isChanged: false });
    const unblock = { command: 'unblock', tenantId: SENT };
    expect(await world.ask({ ...unblock, tenantId: MADE })).toMatchObject({ isChanged: false });
    expect(await world.ask(unblock)).toMatchObject({
      ...TENANT,
      isBlocked: false,
      isChanged: true,
    });
  });

  test('refuses a caller of the tenant, and of no other', async () => {
    const world = provisioningWorld();
    const blocks = { ...world.ports.blocks, isBlocked: (tenantId: string) => tenantId === MADE };
    const { machine, clock } = world;
    const options = { callsPerSecondMax: 100, random: () => 0.5, blocks };
    const instance = { ...world, ports: machinePorts(machine, clock, options) };
    const asked = json({ keyName: 'main' });
    expect(await askHttp(instance, `POST ${PATH}/keys`, asked)).toMatchObject({ status: 403 });
    expect(await askHttp(instance, `POST /v1/tenants/${MADE}/keys`, asked)).toMatchObject({
      status: 201,
    });
    await deliver(instance, TEXT);
    expect(world.deadLetters()).toMatchObject([{ state: 'waiting', code: 'TenantBlocked' }]);
  });
});

describe('the fleet', () => {
  test('is compared with tenants by the ids that are sent, and a repair names both ids', async () => {
    const world = fleetWorld();
    const description = markDescription('', ALIAS, 'f'.repeat(43), SETTINGS, SENT);
    const keyId = await world.plant({ alias: ALIAS, description });
    const report = await world.check([SENT, 'acme', 'Globex', 'acme']);
    expect(report).toMatchObject({
      ...{ own: 1, tenants: 1, tenantsWithoutKey: ['acme', 'Globex'] },
      findings: [{ kind: 'untagged', ...TENANT }],
      plan: [{ keyId, ...TENANT }],
    });
    expect((await world.check([MADE])).findings).toMatchObject([
      { kind: 'untagged' },
      { kind: 'orphan', ...TENANT },
    ]);
    expect(await world.repair(report.planHash)).toMatchObject({ repaired: [{ keyId, ...TENANT }] });
    expect(await world.tagOf(keyId)).toBe(MADE);
    expect(world.events().at(-1)).toMatchObject({ data: { repaired: [{ keyId, ...TENANT }] } });
    expect((await world.check([SENT])).findings).toEqual([]);
  });

  test('is not compared with so many ids that the answer may not fit', async () => {
    const tenants = Array.from({ length: 31_251 }, (_, n) => `${n}`.padEnd(128, '|'));
    expect(await fleetWorld().ask({ command: 'check', tenants })).toEqual({
      refused: {
        code: 'CommandInvalid',
        detail:
          'tenants must have at most 4,000,000 characters together: the answer may have all of them.',
      },
    });
  });
});
