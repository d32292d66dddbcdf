import { readdirSync, readFileSync } from 'node:fs';
import { tag } from 'tencentcloud-sdk-nodejs/tencentcloud/services/tag/index.js';
import { beforeEach, describe, expect, test } from 'vitest';
import { randomSource } from '../../emulator/api/random-source.ts';
import { ACCOUNT, type Caller, LOCAL_ACCOUNT } from '../../emulator/api/service.ts';
import { grantRole } from '../../emulator/cloud/grants.ts';
import { type CloudMachine, cloudMachine } from '../../emulator/cloud/machine.ts';
import { NO_STORE } from '../../emulator/persistence/input-store.ts';
import { emulatedServices } from '../../emulator/services.ts';
import { keyResourceName } from '../../emulator/state/resource-names.ts';
import { LOCAL_TOPICS } from '../../local/cloud.ts';

const REGION = 'ap-guangzhou';
const SERVICES = emulatedServices([], REGION);
const FOLDER = new URL('../../docs/policies/', import.meta.url);
const SERVICE: Caller = { kind: 'role', name: 'service' };

const sample = (name: string): { readonly statement: readonly Statement[] } =>
  JSON.parse(readFileSync(new URL(`${name}.json`, FOLDER), 'utf8'));

type Statement = { readonly effect: string; readonly action: readonly string[] };

let machine: CloudMachine;
/** The ids of keys: of acme, of globex, and of nobody. */
let keys: Readonly<Record<'acme' | 'globex' | 'untagged', string>>;

beforeEach(() => {
  machine = cloudMachine({
    services: SERVICES,
    account: LOCAL_ACCOUNT,
    topics: LOCAL_TOPICS,
    baseNowMs: () => 1_767_225_600_000,
    newId: randomSource('samples', 'ids').newId,
    random: () => 0,
    store: NO_STORE,
  });
  machine.setSwitches({ tagsMustExist: false });
  const keyOf = (Alias: string, Tags: readonly object[]) => ask('CreateKey', { Alias, Tags }).KeyId;
  const tagOf = (TagValue: string) => [{ TagKey: 'tenant-keys:tenant', TagValue }];
  keys = {
    acme: keyOf('acme_main', tagOf('acme')),
    globex: keyOf('globex_main', tagOf('globex')),
    untagged: keyOf('somebody', []),
  };
});

/** The answer to a call, or its error. */
function ask(action: string, params: object, caller: Caller = ACCOUNT): any {
  const service = SERVICES.find(({ actions }) => actions.has(action));
  const version = service?.version ?? '';
  const signature = { ok: true, caller } as const;
  const { reply } = machine.call({ version, action, region: REGION, params, signature });
  if (reply.kind !== 'answer') return reply.kind;
  const { Response } = reply.body as { Response: Record<string, unknown> };
  return Response.Error ?? Response;
}

const resourceOf = (keyId: string) =>
  keyResourceName({ uin: LOCAL_ACCOUNT.uin, region: REGION, keyId });

const may = (action: string, resource: string) => machine.isAllowed(SERVICE, { action, resource });

test('there are these sample policies', () => {
  expect(readdirSync(FOLDER).sort()).toEqual([
    'everyone-else.json',
    'tenant-service.json',
    'tenant-signing-service.json',
  ]);
});

describe.each(['tenant-service', 'tenant-signing-service'])('with the policy %s', (name) => {
  const document = sample(name);
  const actions = document.statement.flatMap(({ action }) => action);

  beforeEach(() => grantRole(machine, 'service', document));

  test.each(actions)('a service may call %s with the keys of its tenant alone', (action) => {
    expect(may(action, resourceOf(keys.acme))).toBe(true);
    expect(may(action, resourceOf(keys.globex))).toBe(false);
    expect(may(action, resourceOf(keys.untagged))).toBe(false);
    expect(may(action, '*')).toBe(false);
  });

  test('a service reads the key of its tenant, and is refused that of another', () => {
    const read = (KeyId: string) => ask('DescribeKey', { KeyId }, SERVICE);
    expect(read(keys.acme).KeyMetadata.Alias).toBe('acme_main');
    expect(read(keys.globex).Code).toBe('UnauthorizedOperation');
  });

  test('a key that loses the tag of the tenant is lost to the service', () => {
    const [resource] = [resourceOf(keys.acme)];
    ask('UnTagResources', { ResourceList: [resource], TagKeys: ['tenant-keys:tenant'] });
    expect(may('kms:DescribeKey', resource)).toBe(false);
  });

  test.each([
    'kms:CreateKey',
    'kms:DisableKey',
    'kms:ScheduleKeyDeletion',
    'kms:UpdateAlias',
    'kms:UpdateKeyDescription',
    'kms:ListKeyDetail',
    'tag:TagResources',
    'cam:CreatePolicy',
    'scf:InvokeFunction',
  ])('a service may not call %s', (action) => {
    for (const resource of ['*', resourceOf(keys.acme)]) {
      expect(may(action, resource)).toBe(false);
    }
  });
});

describe('with the policy everyone-else', () => {
  const document = sample('everyone-else');
  const everything = { effect: 'allow', action: ['*'], resource: ['*'] };

  beforeEach(() =>
    grantRole(machine, 'service', {
      version: '2.0',
      statement: [everything, ...document.statement],
    }),
  );

  test.each(document.statement.flatMap(({ action }) => action))(
    'an administrator of all else may not call %s',
    (action) => {
      for (const resource of ['*', resourceOf(keys.acme)]) {
        expect(may(action, resource)).toBe(false);
      }
    },
  );

  test('an administrator may make no call that changes the tags of resources', () => {
    const changes = Object.getOwnPropertyNames(tag.v20180813.Client.prototype).filter((action) =>
      /^(?:(?:Un)?Tag|Add|Attach|Delete|Detach|Modify|Update)Resource/.test(action),
    );
    expect(changes.sort()).toEqual([
      ...['AddResourceTag', 'AttachResourcesTag', 'DeleteResourceTag', 'DetachResourcesTag'],
      ...['ModifyResourceTags', 'ModifyResourcesTagValue', 'TagResources', 'UnTagResources'],
      'UpdateResourceTagValue',
    ]);
    for (const action of changes)
      expect([action, may(`tag:${action}`, '*')]).toEqual([action, false]);
  });

  test('an administrator may do the rest of their work', () => {
    expect(may('cvm:RunInstances', '*')).toBe(true);
    expect(may('kms:Encrypt', resourceOf(keys.acme))).toBe(true);
  });
});
