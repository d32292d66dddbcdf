import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readPolicy } from '../../deploy/declaration/policy.ts';
import type { PolicyDocument } from '../../deploy/state/application.ts';
import { isAllowed } from '../../emulator/cam/access.ts';
import { parsePolicy } from '../../emulator/cam/documents.ts';
import type { CamState, PolicyStatement } from '../../emulator/state/cam.ts';

const FOLDER = new URL('../../deploy/', import.meta.url);

const NAMES = ['accept-request', 'deployer', 'operator', 'provision-keys', 'reconcile', 'redrive'];

const documentOf = (name: string): PolicyDocument =>
  readPolicy(readFileSync(new URL(`policy.${name}.json`, FOLDER), 'utf8'), {
    REGION: 'ap-guangzhou',
  });

const actionsOf = ({ statement }: PolicyDocument, effect: 'allow' | 'deny') =>
  statement.filter((one) => one.effect === effect).flatMap(({ action }) => action);

/**
 * Every action of KMS. `key` changes a key or uses one, or gives out what opens one; such an action
 * is denied outright to whoever does not need it. `look` changes nothing and opens nothing.
 */
const KMS_ACTIONS: Readonly<Record<string, 'key' | 'look'>> = {
  ArchiveKey: 'key',
  AsymmetricRsaDecrypt: 'key',
  AsymmetricSm2Decrypt: 'key',
  BindCloudResource: 'key',
  CancelDataKeyDeletion: 'key',
  CancelKeyArchive: 'key',
  CancelKeyDeletion: 'key',
  CreateKey: 'key',
  CreateWhiteBoxKey: 'key',
  Decrypt: 'key',
  DeleteImportedKeyMaterial: 'key',
  DeleteWhiteBoxKey: 'key',
  DescribeDataKey: 'look',
  DescribeDataKeys: 'look',
  DescribeKey: 'look',
  DescribeKeys: 'look',
  DescribeWhiteBoxDecryptKey: 'key',
  DescribeWhiteBoxDeviceFingerprints: 'look',
  DescribeWhiteBoxKey: 'look',
  DescribeWhiteBoxKeyDetails: 'look',
  DescribeWhiteBoxServiceStatus: 'look',
  DisableDataKey: 'key',
  DisableDataKeys: 'key',
  DisableKey: 'key',
  DisableKeyRotation: 'key',
  DisableKeys: 'key',
  DisableWhiteBoxKey: 'key',
  DisableWhiteBoxKeys: 'key',
  EnableDataKey: 'key',
  EnableDataKeys: 'key',
  EnableKey: 'key',
  EnableKeyRotation: 'key',
  EnableKeys: 'key',
  EnableWhiteBoxKey: 'key',
  EnableWhiteBoxKeys: 'key',
  Encrypt: 'key',
  EncryptByWhiteBox: 'key',
  GenerateDataKey: 'key',
  GenerateRandom: 'look',
  GetDataKeyCiphertextBlob: 'key',
  GetDataKeyPlaintext: 'key',
  GetKeyRotationStatus: 'look',
  GetParametersForImport: 'key',
  GetPublicKey: 'look',
  GetRegions: 'look',
  GetServiceStatus: 'look',
  ImportDataKey: 'key',
  ImportKeyMaterial: 'key',
  ListAlgorithms: 'look',
  ListDataKeyDetail: 'look',
  ListDataKeys: 'look',
  ListKeyDetail: 'look',
  ListKeys: 'look',
  OverwriteWhiteBoxDeviceFingerprints: 'key',
  PostQuantumCryptoDecrypt: 'key',
  PostQuantumCryptoEncrypt: 'key',
  PostQuantumCryptoSign: 'key',
  PostQuantumCryptoVerify: 'key',
  ReEncrypt: 'key',
  RotateKey: 'key',
  ScheduleDataKeyDeletion: 'key',
  ScheduleKeyDeletion: 'key',
  SignByAsymmetricKey: 'key',
  UnbindCloudResource: 'key',
  UpdateAlias: 'key',
  UpdateDataKeyDescription: 'key',
  UpdateDataKeyName: 'key',
  UpdateKeyDescription: 'key',
  VerifyByAsymmetricKey: 'key',
};

test('there is a policy for each function, for operators and for whoever deploys', () => {
  const files = readdirSync(FOLDER).filter((file) => file.startsWith('policy.'));
  expect(files.sort()).toEqual(NAMES.map((name) => `policy.${name}.json`));
});

test('the table of actions has every one that the SDK can call', () => {
  const path =
    '../../node_modules/tencentcloud-sdk-nodejs/tencentcloud/services/kms/v20190118/kms_client.d.ts';
  const text = readFileSync(new URL(path, import.meta.url), 'utf8');
  const methods = [...text.matchAll(/^ {4}([A-Z]\w+)\(req/gm)].map(([, name]) => name);
  expect(Object.keys(KMS_ACTIONS)).toEqual(methods.sort());
});

describe.each(NAMES)('the policy of %s', (name) => {
  test('names each action in full, once, and those in their order', () => {
    for (const { action } of documentOf(name).statement) {
      for (const one of action) expect(one).toMatch(/^[a-z]+:[A-Z][A-Za-z0-9]+$/);
      expect(action).toEqual([...new Set(action)].sort());
    }
    const both = [...actionsOf(documentOf(name), 'allow'), ...actionsOf(documentOf(name), 'deny')];
    expect(new Set(both).size).toBe(both.length);
  });

  test('is one that CAM takes', () => {
    expect(parsePolicy(JSON.stringify(documentOf(name)))).toMatchObject({ ok: true });
  });

  test('denies outright whatever changes or uses a key, but what it is for', () => {
    const own = actionsOf(documentOf(name), 'allow');
    const denied = Object.entries(KMS_ACTIONS)
      .filter(([action, kind]) => kind === 'key' && !own.includes(`kms:${action}`))
      .map(([action]) => `kms:${action}`);
    expect(actionsOf(documentOf(name), 'deny')).toEqual(denied);
    const makesKeys = ['accept-request', 'provision-keys', 'redrive'].includes(name);
    const used = own.filter((action) => KMS_ACTIONS[action.slice('kms:'.length)] === 'key');
    expect(used).toEqual(makesKeys ? ['kms:CreateKey'] : []);
  });

  test('still denies it beside a policy that allows everything', () => {
    const everything: PolicyStatement = { effect: 'allow', actions: ['*'], resources: ['*'] };
    const cam = camWith([everything], statementsOf(name));
    for (const action of actionsOf(documentOf(name), 'deny')) {
      for (const resource of ['*', KEY]) {
        expect(isAllowed(cam, { kind: 'role', name: 'worker' }, { action, resource })).toBe(false);
      }
    }
  });

  test('allows no action on every resource that is about one key, function or role', () => {
    const open = documentOf(name).statement.filter(
      ({ effect, resource }) => effect === 'allow' && resource.includes('*'),
    );
    for (const action of open.flatMap((statement) => statement.action)) {
      expect(action).not.toMatch(ABOUT_ONE);
    }
  });
});

/** What CAM lets be narrowed to a resource. */
const ABOUT_ONE = /^(?:kms:DescribeKey|scf:(?!ListFunctions$).*|cam:PassRole)$/;

const KEY = 'qcs::kms:ap-guangzhou:uin/100000000001:key/creatorUin/100000000001/1';

function statementsOf(name: string): readonly PolicyStatement[] {
  const parsed = parsePolicy(JSON.stringify(documentOf(name)));
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.statements;
}

/** A role `worker` with these policies. */
function camWith(...policies: readonly (readonly PolicyStatement[])[]): CamState {
  const times = { addTimeMs: 0, modTimeMs: 0 };
  const about = { name: 'worker', description: '', ...times };
  const ids = policies.map((_, id) => id);
  return {
    roles: new Map([['worker', { ...about, roleId: '', trust: '', policyIds: new Set(ids) }]]),
    policies: new Map(
      policies.map((statements, id) => [id, { id, ...about, document: '', statements }]),
    ),
    nextPolicyId: policies.length,
  };
}
