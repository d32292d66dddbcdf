import { describe, expect, test } from 'vitest';
import { ALGORITHMS } from '../../emulator/kms/keys.ts';
import { parseRequest } from '../../shared/tenant-key/parse.ts';
import { identityOf, specFingerprint, tagsOf } from '../../shared/tenant-key/request.ts';

const VALID = { requestId: 'r-1', tenantId: 'acme', keyName: 'main' };

const parse = (fields: object) => parseRequest(JSON.stringify(fields));

/** Parses a request that must be valid. */
const valid = (fields: object) => {
  const parsed = parse({ ...VALID, ...fields });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.failed.problems));
  return parsed.request;
};

/** The problems of a request that must not be valid. */
const problemsOf = (fields: object) => {
  const parsed = parse(fields);
  if (parsed.ok) throw new Error('the request is valid');
  return parsed.failed.problems.map(({ pointer, detail }) => `${pointer}: ${detail}`);
};

describe('a valid request', () => {
  test('needs only its id, the tenant and the name of the key', () => {
    expect(parse(VALID)).toEqual({
      ok: true,
      request: {
        requestId: 'r-1',
        tenantId: 'acme',
        keyName: 'main',
        keyUsage: 'ENCRYPT_DECRYPT',
        origin: 'TENCENT_KMS',
        description: '',
        tags: {},
      },
    });
  });

  test.each<[string, object]>([
    ['every key usage that CreateKey documents', { keyUsage: 'ASYMMETRIC_SIGN_VERIFY_ECDSA384' }],
    [
      'a key usage that ListAlgorithms alone lists',
      { keyUsage: 'ASYMMETRIC_SIGN_VERIFY_RSA_3072' },
    ],
    ['imported key material', { origin: 'EXTERNAL' }],
    ['the cluster of an own HSM', { hsmClusterId: 'cluster-1' }],
    ['a description in any script', { description: '客户密钥 — für Rechnungen 😀' }],
    ['a description of 880 bytes', { description: 'é'.repeat(440) }],
    ['ten tags', { tags: Object.fromEntries([...'abcdefghij'].map((name) => [name, '1'])) }],
    ['a tag with every allowed character', { tags: { 'a +-=._:/@()[],;><密': 'x y' } }],
    ['the longest names', { tenantId: 't'.repeat(36), keyName: 'k'.repeat(22) }],
    ['names of one character', { tenantId: '0', keyName: '9' }],
    ['a tenant named like the prefix, but not quite', { tenantId: 'kms' }],
    ['a request id with every allowed character', { requestId: 'A.b_c:d-9' }],
  ])('may have %s', (_, fields) => {
    expect(valid(fields)).toMatchObject(fields);
  });

  test('has its tenant for a tag, before its own tags', () => {
    expect(tagsOf(valid({ tags: { env: 'prod', team: 'billing' } }))).toEqual([
      { key: 'tenant-keys:tenant', value: 'acme' },
      { key: 'env', value: 'prod' },
      { key: 'team', value: 'billing' },
    ]);
  });
});

describe('two requests mean the same key', () => {
  test.each<[string, object, object]>([
    ['whatever their ids', { requestId: 'r-1' }, { requestId: 'r-2' }],
    [
      'whatever the order of their tags',
      { tags: { a: '1', b: '2' } },
      { tags: { b: '2', a: '1' } },
    ],
    [
      'whether they spell out the defaults or not',
      {},
      { keyUsage: 'ENCRYPT_DECRYPT', origin: 'TENCENT_KMS', description: '', tags: {} },
    ],
  ])('%s', (_, first, second) => {
    expect(specFingerprint(valid(first))).toBe(specFingerprint(valid(second)));
  });
});

describe('the fingerprint of a specification', () => {
  // These are in the descriptions of keys: a release that changes them rejects all older keys.
  test('is the same for ever, with nothing but names', () => {
    expect(specFingerprint(valid({}))).toBe('LUy3A6QqHUlQ4UsCieW19bNljCGFp2DYLkzKmgIaop4');
  });

  test('is the same for ever, with every field', () => {
    const fields = {
      keyUsage: 'ASYMMETRIC_DECRYPT_RSA_2048',
      origin: 'EXTERNAL',
      description: '客户密钥',
      tags: { team: 'billing', env: 'prod' },
      hsmClusterId: 'cluster-1',
    };
    expect(specFingerprint(valid(fields))).toBe('y2A0CzriVV8RgMnucG28uua6QrZGw6uuS4UJzEbXvFA');
  });
});

describe('two requests mean different keys', () => {
  test.each<[string, object]>([
    ['tenants', { tenantId: 'acme-eu' }],
    ['names', { keyName: 'other' }],
    ['usages', { keyUsage: 'ASYMMETRIC_DECRYPT_SM2' }],
    ['origins', { origin: 'EXTERNAL' }],
    ['descriptions', { description: 'x' }],
    ['tags', { tags: { env: 'prod' } }],
    ['clusters', { hsmClusterId: 'c' }],
  ])('when they have different %s', (_, fields) => {
    expect(specFingerprint(valid(fields))).not.toBe(specFingerprint(valid({})));
  });
});

describe('a request that breaks its contract', () => {
  test('gets every problem at once, each with its place and what to do', () => {
    const fields = {
      tenantId: 'ACME Inc',
      keyName: '-x',
      keyUsage: 'SIGN',
      tags: { 'qcs:x': '1', ok: '' },
      colour: 'red',
    };
    expect(problemsOf(fields).sort()).toEqual([
      '#/colour: colour is not a known field.',
      '#/keyName: keyName must be 1 to 22 lower-case letters, digits or inner hyphens.',
      '#/keyUsage: keyUsage must be one of ENCRYPT_DECRYPT, ASYMMETRIC_DECRYPT_RSA_2048, ' +
        'ASYMMETRIC_DECRYPT_SM2, ASYMMETRIC_SIGN_VERIFY_SM2, ASYMMETRIC_SIGN_VERIFY_ECC, ' +
        'ASYMMETRIC_SIGN_VERIFY_RSA_2048, ASYMMETRIC_SIGN_VERIFY_ECDSA384, ' +
        'ASYMMETRIC_SIGN_VERIFY_RSA_3072, ASYMMETRIC_SIGN_VERIFY_DILITHIUM.',
      '#/requestId: requestId is required.',
      '#/tags/ok: tags/ok must be text of 1 to 255 letters, digits, Chinese characters, inner ' +
        'spaces or any of + - = . _ : / @ ( ) [ ] , ; > <.',
      '#/tags/qcs:x: tags/qcs:x is a reserved tag name: none may begin with qcs:, project, 项目, ' +
        'qcloud, tencent or tenant-keys:.',
      '#/tenantId: tenantId must be 1 to 128 printable characters of ASCII without a space: ' +
        'character 5 is a space.',
    ]);
  });

  test.each<[string, object, string]>([
    ['an empty id of a tenant', { tenantId: '' }, '#/tenantId'],
    ['our own tag', { tags: { 'tenant-keys:tenant': 'other' } }, '#/tags/tenant-keys:tenant'],
    ['a slash in a tag', { tags: { 'a/b~c!': '1' } }, '#/tags/a~1b~0c!'],
    [
      'eleven tags',
      { tags: Object.fromEntries([...'abcdefghijk'].map((n) => [n, '1'])) },
      '#/tags',
    ],
    ['a description of 881 bytes', { description: `${'é'.repeat(440)}x` }, '#/description'],
    ['a description with an escape sequence', { description: '\u001b[31m' }, '#/description'],
    ['a number for a name', { keyName: 7 }, '#/keyName'],
    ['null for a name', { keyName: null }, '#/keyName'],
    ['a list of tags', { tags: ['env'] }, '#/tags'],
    ['a line break at the end', { tenantId: 'acme\n' }, '#/tenantId'],
    ['a name in capitals', { keyName: 'Main' }, '#/keyName'],
    ['a name of letters that look the same', { tenantId: 'аcme' }, '#/tenantId'],
  ])('is refused for %s', (_, fields, pointer) => {
    expect(problemsOf({ ...VALID, ...fields })).toHaveLength(1);
    expect(problemsOf({ ...VALID, ...fields })[0]).toMatch(`${pointer}: `);
  });

  test('is refused as a whole when it is an empty object', () => {
    expect(problemsOf({})).toEqual([
      '#/requestId: requestId is required.',
      '#/tenantId: tenantId is required.',
      '#/keyName: keyName is required.',
    ]);
  });

  test.each(['__proto__', 'constructor', 'toString'])('is refused for a field %s', (name) => {
    const text = `{"requestId":"r-1","tenantId":"acme","keyName":"main","${name}":{"x":1}}`;
    const parsed = parseRequest(text);
    expect(parsed).toMatchObject({
      ok: false,
      failed: { problems: [{ pointer: `#/${name}`, detail: `${name} is not a known field.` }] },
    });
    expect(Object.hasOwn(Object.prototype, 'x')).toBe(false);
  });

  test('gets fifty problems, and how many more there are', () => {
    const fields = Object.fromEntries(
      Array.from({ length: 1_000 }, (_, index) => [`x${index}`, 1]),
    );
    const problems = problemsOf({ ...VALID, ...fields });
    expect(problems).toHaveLength(51);
    expect(problems[50]).toBe('#: There are 950 more problems.');
  });

  test('gets only the beginning of an unknown name repeated', () => {
    const [problem] = problemsOf({ ...VALID, ['x'.repeat(1_000)]: 1 });
    expect(problem).toBe(`#/${'x'.repeat(63)}%E2%80%A6: ${'x'.repeat(64)}… is not a known field.`);
  });
});

describe('a message', () => {
  test.each([
    ['a list', '[]'],
    ['a number', '42'],
    ['null', 'null'],
    ['a text', '"acme"'],
  ])('that is %s is unreadable', (_, text) => {
    expect(parseRequest(text)).toMatchObject({
      ok: false,
      failed: {
        code: 'RequestUnreadable',
        stage: 'parse',
        identity: undefined,
        problems: [{ pointer: '#', detail: 'The message is JSON, but not an object.' }],
      },
    });
  });

  test('that is not JSON is unreadable', () => {
    expect(parseRequest('{')).toMatchObject({ ok: false, failed: { code: 'RequestUnreadable' } });
  });
});

describe('the identity of an invalid request', () => {
  const claimed = (fields: object) => {
    const parsed = parse(fields);
    return parsed.ok ? undefined : parsed.failed.identity;
  };

  test('is known when its fields are printable', () => {
    expect(claimed({ requestId: 'r-1', tenantId: 'ACME Inc', keyName: 'x y' })).toMatchObject({
      requestId: 'r-1',
      tenantId: 'ACME Inc',
      keyName: 'x y',
    });
    expect(claimed({ requestId: 'r-1', tenantId: 'ACME Inc', keyName: 7 })).not.toHaveProperty(
      'keyName',
    );
  });

  test.each<[string, object]>([
    ['the tenant is missing', { requestId: 'r-1' }],
    ['the request id is missing', { tenantId: 'acme' }],
    ['the tenant is no text', { requestId: 'r-1', tenantId: ['acme'] }],
    ['the tenant would break a line', { requestId: 'r-1', tenantId: 'a\nb' }],
    ['the tenant would change the writing direction', { requestId: 'r-1', tenantId: 'a\u202eb' }],
    ['the tenant is very long', { requestId: 'r-1', tenantId: 'a'.repeat(129) }],
    ['the tenant is inherited', { requestId: 'r-1', __proto__: { tenantId: 'acme' } }],
  ])('is not known when %s', (_, fields) => {
    expect(claimed(fields)).toBeUndefined();
  });

  test('distinguishes two invalid requests with the same names by their content', () => {
    const first = claimed({ ...VALID, colour: 'red' });
    const second = claimed({ ...VALID, colour: 'blue' });
    expect(first?.fingerprint).not.toBe(second?.fingerprint);
  });
});

test('the identity of a valid request has the fingerprint of what it asks for', () => {
  const request = valid({});
  expect(identityOf(request)).toEqual({
    requestId: 'r-1',
    tenantId: 'acme',
    keyName: 'main',
    fingerprint: specFingerprint(request),
  });
});

test.each(ALGORITHMS.map(({ keyUsage }) => keyUsage))(
  'a request may ask for %s, which ListAlgorithms lists somewhere',
  (keyUsage) => {
    const text = JSON.stringify({ requestId: 'r', tenantId: 'acme', keyName: 'main', keyUsage });
    expect(parseRequest(text)).toMatchObject({ ok: true });
  },
);
