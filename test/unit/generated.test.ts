import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import {
  DEAD_LETTER_MESSAGES,
  validateDeadLetter,
} from '../../shared/dead-letters/generated/validate-dead-letter.js';
import {
  KEY_REQUEST_MESSAGES,
  type SchemaError,
  validateKeyRequest,
} from '../../shared/tenant-key/generated/validate-key-request.js';

/** Everything is generated twice, which takes a busy machine half a minute. */
const TIME_MS_MAX = 120_000;

const root = fileURLToPath(new URL('../../', import.meta.url));
/** What files are generated from, and the pages that have generated sections. */
const SOURCES = [
  ...[
    'cli',
    'client/src',
    'deploy',
    'docs',
    'emulator',
    'events',
    'scripts',
    'shared',
    'terminal',
    'test/edits',
    'test/worked-changes',
  ],
  'CONTRIBUTING.md',
  '.env.example',
  'serverless.yml',
];
const valid = { requestId: 'req-1', tenantId: 'acme', keyName: 'orders' };
const TAG_CHARACTERS = 'letters, digits, Chinese characters, inner spaces or any of + - = . _ : /';

function schemaIn(place: string) {
  return JSON.parse(readFileSync(join(place, 'events/key-request.schema.json'), 'utf8'));
}

function printableAscii(): string {
  return String.fromCharCode(...Array.from({ length: 94 }, (_, index) => 0x21 + index));
}

/** What the validator says of a value: the place of each broken rule and the start of its sentence. */
function findings(value: unknown): string[] {
  if (validateKeyRequest(value)) return [];
  return (validateKeyRequest.errors ?? []).map(findingOf).filter((finding) => finding !== '');
}

function findingOf({ instancePath, schemaPath, name }: SchemaError): string {
  const message = KEY_REQUEST_MESSAGES[schemaPath];
  if (message === undefined) return '';
  return `${instancePath}${name === undefined ? '' : `/${name}`} ${message}`;
}

describe('a generated file', { timeout: TIME_MS_MAX }, () => {
  const copy = mkdtempSync(join(tmpdir(), 'generated-'));
  beforeAll(() => {
    for (const source of SOURCES) {
      cpSync(join(root, source), join(copy, source), { recursive: true });
    }
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  });
  afterAll(() => rmSync(copy, { recursive: true }));

  test(
    'follows from its contract or table, and one that differs is named and fails the check',
    () => {
      const page = join(copy, 'docs/configuration.md');
      writeFileSync(page, 'changed by hand');
      const changed = join(copy, 'shared/tenant-key/generated/key-request.ts');
      writeFileSync(changed, 'changed by hand');
      const missing = join(copy, 'shared/http/generated/openapi.ts');
      rmSync(missing);

      const { status, stderr } = generate('--check');

      expect(status).toBe(1);
      // All other files follow from theirs.
      expect(stderr.trim().split('\n')).toEqual([
        'shared/tenant-key/generated/key-request.ts differs from what is generated: run `npm run generate`.',
        'shared/http/generated/openapi.ts differs from what is generated: run `npm run generate`.',
        'docs/configuration.md differs from what is generated: run `npm run generate`.',
      ]);
      for (const path of [changed, page])
        expect(readFileSync(path, 'utf8')).toBe('changed by hand');

      expect(generate()).toEqual({ status: 0, stderr: '' });
      for (const path of [changed, missing, page]) {
        expect(readFileSync(path, 'utf8')).toBe(readFileSync(path.replace(copy, root), 'utf8'));
      }
    },
    TIME_MS_MAX,
  );

  test('of a request with more than eight fields accepts each and refuses an unknown one', async () => {
    changeIn('events/key-request.schema.json', (schema) => {
      const marks = { 'x-message': 'must be text', 'x-specification': false };
      schema.properties.colour = { type: 'string', ...marks };
    });
    expect(Object.keys(schemaIn(copy).properties).length).toBeGreaterThan(8);
    expect(generate()).toEqual({ status: 0, stderr: '' });
    const path = join(copy, 'shared/tenant-key/generated/validate-key-request.js');
    const { validateKeyRequest: validate } = await import(path);
    expect(validate({ ...valid, colour: 'red' })).toBe(true);
    expect(validate({ ...valid, color: 'red' })).toBe(false);
    expect(validate.errors).toEqual([
      { instancePath: '', schemaPath: '#/additionalProperties', name: 'color' },
    ]);
  });

  test('of a request is not written when a field does not say whether it specifies the key', () => {
    changeIn('events/key-request.schema.json', (schema) => {
      schema.properties.colour = { type: 'string', 'x-message': 'must be text' };
    });
    expect(generate()).toEqual({
      status: 1,
      stderr:
        'events/key-request.schema.json does not say whether colour specifies the key: add ' +
        '"x-specification": true if requests that differ in it mean different keys, otherwise false.\n',
    });
  });

  test('is not written when its validator refuses a sample of its schema', () => {
    changeIn('events/key-request.schema.json', (schema) => {
      schema.properties.keyName.maxLength = 2;
    });
    const { status, stderr } = generate();
    expect(status).toBe(1);
    expect(stderr).toContain(
      'The validator of key-request.schema.json refuses samples/key-request.full.json',
    );
  });

  test('is not written when a sample is not JSON, which is named in one sentence', () => {
    changeIn('events/samples/key-request.full.json', () => '{');
    const { status, stderr } = generate();
    expect(status).toBe(1);
    expect(stderr).toMatch(/^events\/samples\/key-request\.full\.json is not JSON: [^\n]+\n$/);
  });

  /** Changes a file of the copy until the test ends: in place, or to a text. */
  function changeIn(path: string, change: (parsed: any) => unknown) {
    const text = readFileSync(join(root, path), 'utf8');
    const parsed = JSON.parse(text);
    const changed = change(parsed);
    writeFileSync(join(copy, path), typeof changed === 'string' ? changed : JSON.stringify(parsed));
    onTestFinished(() => writeFileSync(join(copy, path), text));
  }

  function generate(...flags: string[]) {
    const script = join(copy, 'scripts/generate.mjs');
    const { status, stderr } = spawnSync(process.execPath, [script, ...flags], {
      encoding: 'utf8',
    });
    return { status, stderr };
  }

  test.each([
    'shared/tenant-key/generated/validate-key-request.js',
    'shared/dead-letters/generated/validate-dead-letter.js',
  ])('%s needs nothing at run time', async (path) => {
    const { metafile, outputFiles } = await build({
      entryPoints: [join(root, path)],
      bundle: true,
      format: 'esm',
      target: 'node18',
      metafile: true,
      write: false,
    });
    expect(Object.keys(metafile.inputs)).toHaveLength(1);
    expect(outputFiles[0]!.text).not.toMatch(/\brequire\b|\bschema\d+\b/);
  });
});

describe('the validator of requests', { timeout: TIME_MS_MAX }, () => {
  const accepted: readonly (readonly [name: string, fields: object])[] = [
    ['no more than a request, a tenant and a name', {}],
    ['names of one character', { requestId: '-', tenantId: 'a', keyName: '1' }],
    [
      'the longest names',
      { requestId: 'r'.repeat(64), tenantId: 't'.repeat(128), keyName: 'k'.repeat(22) },
    ],
    ['every character that an id may have', { tenantId: printableAscii() }],
    ['the longest id of a tenant', { tenantId: '~'.repeat(128) }],
    ['a tenant whose id KMS would refuse in an alias', { tenantId: 'kms-1' }],
    ['every usage that CreateKey documents', { keyUsage: 'ASYMMETRIC_SIGN_VERIFY_ECDSA384' }],
    ['key material of the tenant', { origin: 'EXTERNAL' }],
    ['a description with lines, tabs, Chinese and emoji', { description: 'a\n\tb 密钥 🔑' }],
    ['880 characters that take two units each', { description: '🔑'.repeat(880) }],
    ['ten tags', { tags: Object.fromEntries([...'abcdefghij'].map((key) => [key, 'v'])) }],
    [
      'every character that the vendor allows in tags',
      { tags: { '环境 +-=._:/@()[],;><': '生产 +-=._:/@()[],;><' } },
    ],
    [
      'a tag that has its own name from JavaScript',
      { tags: JSON.parse('{"__proto__":"a","constructor":"b"}') },
    ],
    ['the longest tag', { tags: { ['k'.repeat(127)]: 'v'.repeat(255) } }],
    ['an HSM cluster', { hsmClusterId: 'cls-hsm-12ab34cd' }],
  ];
  test.each(accepted)('accepts %s', (_, fields) => {
    expect(findings({ ...valid, ...fields })).toEqual([]);
  });

  const TENANT = '/tenantId must be 1 to 128 printable characters of ASCII without a space';
  const NAME = '/keyName must be 1 to 22 lower-case letters, digits or inner hyphens';
  const REQUEST = '/requestId must be 1 to 64 letters, digits or any of . _ : -';
  const HSM =
    '/hsmClusterId must be 1 to 64 letters, digits or hyphens, and begin with a letter or digit';
  const TEXT =
    '/description must be text of at most 880 characters, with no control characters but line feed and tab';
  const RESERVED =
    'is a reserved tag name: none may begin with qcs:, project, 项目, qcloud, tencent or tenant-keys:';
  const refused: readonly (readonly [name: string, fields: object, finding: string])[] = [
    ['a requestId of 65 characters', { requestId: 'r'.repeat(65) }, REQUEST],
    ['a requestId with a line break at its end', { requestId: 'r\n' }, REQUEST],
    ['a number as requestId', { requestId: 7 }, REQUEST],
    ['null as tenantId', { tenantId: null }, TENANT],
    ['an empty tenantId', { tenantId: '' }, TENANT],
    ['a space in a tenantId', { tenantId: 'acme inc' }, TENANT],
    ['a line break at the end of a tenantId', { tenantId: 'acme\n' }, TENANT],
    ['a letter outside of ASCII in a tenantId', { tenantId: 'acm\u00e9' }, TENANT],
    ['a tenantId of 129 characters', { tenantId: 't'.repeat(129) }, TENANT],
    ['a keyName of 23 characters', { keyName: 'k'.repeat(23) }, NAME],
    ['an empty keyName', { keyName: '' }, NAME],
    ['a list as keyName', { keyName: ['orders'] }, NAME],
    [
      'a usage that CreateKey does not document',
      { keyUsage: 'encrypt_decrypt' },
      '/keyUsage must be one of ENCRYPT_DECRYPT, ASYMMETRIC_DECRYPT_RSA_2048, ASYMMETRIC_DECRYPT_SM2, ASYMMETRIC_SIGN_VERIFY_SM2, ASYMMETRIC_SIGN_VERIFY_ECC, ASYMMETRIC_SIGN_VERIFY_RSA_2048, ASYMMETRIC_SIGN_VERIFY_ECDSA384, ASYMMETRIC_SIGN_VERIFY_RSA_3072, ASYMMETRIC_SIGN_VERIFY_DILITHIUM',
    ],
    ['an unknown origin', { origin: 'AWS_KMS' }, '/origin must be TENCENT_KMS or EXTERNAL'],
    ['881 characters of description', { description: 'd'.repeat(881) }, TEXT],
    ['a number as description', { description: 7 }, TEXT],
    ['a carriage return in a description', { description: 'a\r\nb' }, TEXT],
    [
      'eleven tags',
      { tags: Object.fromEntries([...'abcdefghijk'].map((key) => [key, 'v'])) },
      '/tags must be an object of at most 10 tags',
    ],
    ['tags as a list', { tags: [] }, '/tags must be an object of at most 10 tags'],
    [
      'an empty tag value',
      { tags: { team: '' } },
      `/tags/team must be text of 1 to 255 ${TAG_CHARACTERS}`,
    ],
    [
      'a space before a tag value',
      { tags: { team: ' a' } },
      `/tags/team must be text of 1 to 255 ${TAG_CHARACTERS}`,
    ],
    [
      'a tag value of 256 characters',
      { tags: { team: 'v'.repeat(256) } },
      `/tags/team must be text of 1 to 255 ${TAG_CHARACTERS}`,
    ],
    [
      'a number as tag value',
      { tags: JSON.parse('{"__proto__":1}') },
      `/tags/__proto__ must be text of 1 to 255 ${TAG_CHARACTERS}`,
    ],
    [
      'a quotation mark in a tag key',
      { tags: { 'a"': 'v' } },
      `/tags/a" is not a tag name, which must be 1 to 127 ${TAG_CHARACTERS}`,
    ],
    [
      'an empty tag key',
      { tags: { '': 'v' } },
      `/tags/ is not a tag name, which must be 1 to 127 ${TAG_CHARACTERS}`,
    ],
    [
      'a tag key of 128 characters',
      { tags: { ['k'.repeat(128)]: 'v' } },
      `/tags/${'k'.repeat(128)} is not a tag name, which must be 1 to 127 ${TAG_CHARACTERS}`,
    ],
    [
      'the tag that names the tenant',
      { tags: { 'tenant-keys:tenant': 'globex' } },
      `/tags/tenant-keys:tenant ${RESERVED}`,
    ],
    ['a tag key of the vendor', { tags: { 'qcs:a': 'v' } }, `/tags/qcs:a ${RESERVED}`],
    [
      'a tag key that begins with project',
      { tags: { 'project-id': 'v' } },
      `/tags/project-id ${RESERVED}`,
    ],
    ['a tag key that begins with 项目', { tags: { 项目一: 'v' } }, `/tags/项目一 ${RESERVED}`],
    ['an HSM cluster that begins with a hyphen', { hsmClusterId: '-a' }, HSM],
    ['a number as HSM cluster', { hsmClusterId: 7 }, HSM],
    ['an unknown field', { owner: 'me' }, '/owner is not a known field'],
    [
      'a field that only JavaScript knows',
      JSON.parse('{"__proto__x":1}'),
      '/__proto__x is not a known field',
    ],
  ];
  test.each(refused)('refuses %s', (_, fields, finding) => {
    expect(findings({ ...valid, ...fields })).toEqual([expect.stringMatching(startOf(finding))]);
  });

  test.each([[null], [[]], ['text'], [7], [undefined]])(
    'refuses %j, which is not an object',
    (value) => {
      expect(findings(value)).toEqual([' must be a JSON object']);
    },
  );

  test('refuses the field __proto__, and does not take it for a prototype', () => {
    const value = JSON.parse(`{"__proto__":${JSON.stringify(valid)}}`);
    expect(findings(value)).toEqual([
      '/requestId is required',
      '/tenantId is required',
      '/keyName is required',
      '/__proto__ is not a known field',
    ]);
  });

  test('counts only fields that the request itself has', () => {
    expect(findings(Object.create(valid))).toHaveLength(3);
  });

  test('reports everything that is wrong at once', () => {
    const value = { tenantId: 'KMS 1', keyName: 7, tags: { project: '' }, a: 1, b: 2 };
    expect(new Set(findings(value).map((finding) => finding.split(' ', 1)[0]))).toEqual(
      new Set(['/requestId', '/a', '/b', '/tenantId', '/keyName', '/tags/project']),
    );
  });

  test('has a sentence for every rule, but for one that only sums up others', () => {
    const wrong = Object.keys(schemaIn(root).properties).flatMap((name) => [
      { [name]: 7 },
      { [name]: '\u0000' },
    ]);
    const broken = [...refused.map(([, fields]) => fields), ...wrong];
    const values = [7, ...broken.map((fields) => ({ ...valid, ...fields })), {}];
    const paths = values.flatMap((value) =>
      validateKeyRequest(value) ? [] : (validateKeyRequest.errors ?? []).map(pathOf),
    );
    expect(new Set(paths.filter((path) => KEY_REQUEST_MESSAGES[path] === undefined))).toEqual(
      new Set(['#/properties/tags/propertyNames']),
    );
    expect(Object.keys(KEY_REQUEST_MESSAGES).filter((path) => !paths.includes(path))).toEqual([]);
  });

  const pathOf = ({ schemaPath }: SchemaError) => schemaPath;
  const startOf = (text: string) => new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`);
});

describe('the validator of dead letters', { timeout: TIME_MS_MAX }, () => {
  const deadLetter = {
    id: 'a',
    code: 'KeyDisabled',
    stage: 'create',
    reason: 'The key is disabled.',
    nextStep: 'Enable it.',
    attempts: 1,
    firstSeenAt: '2026-11-23T08:20:00.000Z',
    lastSeenAt: '2026-11-23T08:20:00Z',
    redrives: 0,
    problems: [],
    source: { door: 'http' },
    text: '',
  };

  test('accepts a dead letter, and one to which a later release has added fields', () => {
    expect(validateDeadLetter(deadLetter)).toBe(true);
    expect(validateDeadLetter({ ...deadLetter, added: 1 })).toBe(true);
    expect(validateDeadLetter({ ...deadLetter, attempts: 0 })).toBe(true);
  });

  const refused: readonly (readonly [name: string, fields: object, place: string])[] = [
    ['an id that could be a flag', { id: '-a' }, '/id'],
    ['a local time', { firstSeenAt: '2026-11-23T08:20:00+08:00' }, '/firstSeenAt'],
    ['a stage that does not exist', { stage: 'settle' }, '/stage'],
    ['fewer attempts than none', { attempts: -1 }, '/attempts'],
    ['a next attempt at no time', { nextAttemptAt: 'soon' }, '/nextAttemptAt'],
    ['no text for when it was sent', { sentAt: 1 }, '/sentAt'],
    ['a door that does not exist', { source: { door: 'window' } }, '/source/door'],
    ['a problem without a place', { problems: [{ detail: 'x' }] }, '/problems/0'],
    ['a text that was parsed', { text: {} }, '/text'],
    ['half an identity', { identity: { tenantId: 'acme' } }, '/identity'],
  ];
  test.each(refused)('refuses %s', (_, fields, place) => {
    expect(validateDeadLetter({ ...deadLetter, ...fields })).toBe(false);
    expect(validateDeadLetter.errors?.map(({ instancePath }) => instancePath)).toEqual([place]);
  });

  test('reports that a value is not a dead letter', () => {
    expect(validateDeadLetter(null)).toBe(false);
    expect(DEAD_LETTER_MESSAGES['#/type']).toBe('must be a JSON object');
  });
});
