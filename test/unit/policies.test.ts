import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readPolicy } from '../../deploy/declaration/policy.ts';
import type { PolicyDocument } from '../../deploy/state/application.ts';
import { DEFAULT_SWITCHES } from '../../emulator/api/switches.ts';
import { isAllowed } from '../../emulator/cam/access.ts';
import { parsePolicy } from '../../emulator/cam/documents.ts';
import { isOperationLevel } from '../../emulator/cam/scf-levels.ts';
import type { PolicyStatement } from '../../emulator/state/cam.ts';
import { type CloudState, emptyCloudState } from '../../emulator/state/cloud.ts';

const FOLDER = new URL('../../deploy/', import.meta.url);

const NAMES = [
  'accept-request',
  'deployer',
  'heal',
  'operator',
  'operator-of-all-functions',
  'oversee',
  'provision-keys',
  'queue-operator',
  'reconcile',
  'redrive',
];

const documentOf = (name: string): PolicyDocument =>
  readPolicy(readFileSync(new URL(`policy.${name}.json`, FOLDER), 'utf8'), {
    REGION: 'ap-guangzhou',
  });

const actionsOf = ({ statement }: PolicyDocument, effect: 'allow' | 'deny') =>
  statement.filter((one) => one.effect === effect).flatMap(({ action }) => action);

/**
 * Every action of KMS. A `key` action changes or uses a key, or returns key material: every policy denies
 * it unless it is needed. A `read` action changes nothing and returns no key material.
 */
const KMS_ACTIONS: Readonly<Record<string, 'key' | 'read'>> = {
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
  DescribeDataKey: 'read',
  DescribeDataKeys: 'read',
  DescribeKey: 'read',
  DescribeKeys: 'read',
  DescribeWhiteBoxDecryptKey: 'key',
  DescribeWhiteBoxDeviceFingerprints: 'read',
  DescribeWhiteBoxKey: 'read',
  DescribeWhiteBoxKeyDetails: 'read',
  DescribeWhiteBoxServiceStatus: 'read',
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
  GenerateRandom: 'read',
  GetDataKeyCiphertextBlob: 'key',
  GetDataKeyPlaintext: 'key',
  GetKeyRotationStatus: 'read',
  GetParametersForImport: 'key',
  GetPublicKey: 'read',
  GetRegions: 'read',
  GetServiceStatus: 'read',
  ImportDataKey: 'key',
  ImportKeyMaterial: 'key',
  ListAlgorithms: 'read',
  ListDataKeyDetail: 'read',
  ListDataKeys: 'read',
  ListKeyDetail: 'read',
  ListKeys: 'read',
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

test('there is a policy for each function, for operators and for the deployer', () => {
  const files = readdirSync(FOLDER).filter((file) => file.startsWith('policy.'));
  expect(files.sort()).toEqual(NAMES.map((name) => `policy.${name}.json`).sort());
});

test('the table has every action of the SDK', () => {
  const path =
    '../../node_modules/tencentcloud-sdk-nodejs/tencentcloud/services/kms/v20190118/kms_client.d.ts';
  const text = readFileSync(new URL(path, import.meta.url), 'utf8');
  const methods = [...text.matchAll(/^ {4}([A-Z]\w+)\(req/gm)].map(([, name]) => name);
  expect(Object.keys(KMS_ACTIONS)).toEqual(methods.sort());
});

describe.each(NAMES)('the policy of %s', (name) => {
  test('lists each action once, in full and sorted', () => {
    for (const { action } of documentOf(name).statement) {
      for (const one of action)
        expect(one).toMatch(/^(?:[a-z]+:[A-Za-z][A-Za-z0-9]+|ckafka:List\*)$/);
      expect(action).toEqual([...new Set(action)].sort());
    }
    const both = [...actionsOf(documentOf(name), 'allow'), ...actionsOf(documentOf(name), 'deny')];
    expect(new Set(both).size).toBe(both.length);
  });

  test('is accepted by CAM', () => {
    expect(parsePolicy(JSON.stringify(documentOf(name)))).toMatchObject({ ok: true });
  });

  test('denies every action that changes or uses a key, except what it needs', () => {
    const own = actionsOf(documentOf(name), 'allow');
    const denied = Object.entries(KMS_ACTIONS)
      .filter(([action, kind]) => kind === 'key' && !own.includes(`kms:${action}`))
      .map(([action]) => `kms:${action}`);
    expect(actionsOf(documentOf(name), 'deny')).toEqual(denied);
    const makesKeys = ['accept-request', 'provision-keys', 'redrive'].includes(name);
    const used = own.filter((action) => KMS_ACTIONS[action.slice('kms:'.length)] === 'key');
    expect(used).toEqual(makesKeys ? ['kms:CreateKey'] : []);
  });

  test('denies these even beside a policy that allows everything', () => {
    const everything: PolicyStatement = { effect: 'allow', actions: ['*'], resources: ['*'] };
    const account = accountWith([everything], statementsOf(name));
    for (const action of actionsOf(documentOf(name), 'deny')) {
      for (const resource of ['*', KEY]) {
        expect(isAllowed(account, { kind: 'role', name: 'worker' }, { action, resource })).toBe(
          false,
        );
      }
    }
  });

  test('allows no action on all resources that CAM can restrict to one', () => {
    const open = documentOf(name).statement.filter(
      ({ effect, resource }) => effect === 'allow' && resource.includes('*'),
    );
    for (const action of open.flatMap((statement) => statement.action)) {
      expect(isRestrictable(action)).toBe(false);
    }
  });

  test('names no function for an action that CAM may decide at operation level', () => {
    const closed = documentOf(name).statement.filter(
      ({ effect, resource }) => effect === 'allow' && !resource.includes('*'),
    );
    const atRisk = closed
      .flatMap(({ action }) => action)
      .filter((action) => action.startsWith('scf:') && !isRestrictable(action));
    // This policy is for accounts where a function can be named; the other one is for the rest.
    expect(atRisk).toEqual(name === 'operator' ? ['scf:InvokeFunction'] : []);
  });
});

/** Whether CAM can restrict an action to a resource, in every account. */
function isRestrictable(action: string): boolean {
  if (action === 'kms:DescribeKey' || action === 'cam:PassRole') return true;
  const [product, name = ''] = action.split(':');
  return product === 'scf' && !isOperationLevel(name, DEFAULT_SWITCHES);
}

const KEY = 'qcs::kms:ap-guangzhou:uin/100000000001:key/creatorUin/100000000001/1';

function statementsOf(name: string): readonly PolicyStatement[] {
  const parsed = parsePolicy(JSON.stringify(documentOf(name)));
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.statements;
}

/** An account with a role `worker` that has these policies. */
function accountWith(...policies: readonly (readonly PolicyStatement[])[]): CloudState {
  const times = { addTimeMs: 0, modTimeMs: 0 };
  const about = { name: 'worker', description: '', ...times };
  const ids = policies.map((_, id) => id);
  const cam = {
    roles: new Map([['worker', { ...about, roleId: '', trust: '', policyIds: new Set(ids) }]]),
    policies: new Map(
      policies.map((statements, id) => [id, { id, ...about, document: '', statements }]),
    ),
    nextPolicyId: policies.length,
  };
  return { ...emptyCloudState(), cam };
}
