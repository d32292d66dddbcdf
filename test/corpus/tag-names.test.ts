import { describe, expect, test } from 'vitest';
import { parseRequest } from '../../shared/tenant-key/parse.ts';
import { tagsOf } from '../../shared/tenant-key/request.ts';

const parse = (tags: object) =>
  parseRequest(JSON.stringify({ requestId: 'r-1', tenantId: 'acme', keyName: 'main', tags }));

/** Why a tag of this name is refused; empty if it is accepted. */
function refusalsOf(name: string): readonly string[] {
  const parsed = parse(Object.fromEntries([[name, 'globex']]));
  const problems = parsed.ok ? [] : parsed.failed.problems;
  return problems.map(
    ({ detail }) => /is a reserved tag name|is not a tag name/.exec(detail)?.[0] ?? detail,
  );
}

const RESERVED = 'is a reserved tag name';
const NO_NAME = 'is not a tag name';

const OWN = 'tenant-keys:tenant';

describe('a tag name', () => {
  // The Tag service is case-sensitive: these prefixes are reserved exactly as written.
  test.each([
    ...['qcs:', 'qcs:x', 'project', 'project-x', 'projects', 'projectId', '项目', '项目组'],
    ...['qcloud', 'qcloud:x', 'qcloudy', 'tencent', 'tencent-x', 'tencents'],
    ...['tenant-keys:', OWN, `${OWN}2`, 'tenant-keys:x'],
  ])('%j is reserved', (name) => {
    expect(refusalsOf(name)).toEqual([RESERVED]);
  });

  test.each([
    ...['qcs', 'qcs-x', 'x-project', 'my:project', 'x项目', 'x-qcloud', 'x-tencent', 'ten-cent'],
    ...['QCS:x', 'Project', 'PROJECT', 'Qcloud', 'QCloud', 'Tencent', 'TENCENT'],
    ...[
      'tenant',
      'tenant-keys',
      'tenant-keys.tenant',
      'tenant-keys-tenant',
      'x-tenant-keys:tenant',
    ],
    ...['tenant-key:tenant', 'tenant_keys:tenant', 'Tenant-Keys:Tenant', 'TENANT-KEYS:TENANT'],
  ])('%j is allowed', (name) => {
    expect(refusalsOf(name)).toEqual([]);
  });

  test.each<[string, string]>([
    ['full-width letters', 'ｔenant-keys:tenant'],
    ['a full-width colon', 'tenant-keys：tenant'],
    ['a full-width hyphen', 'tenant－keys:tenant'],
    ['a hyphen of another code point', 'tenant\u2010keys:tenant'],
    ['a minus', 'tenant\u2212keys:tenant'],
    ['a soft hyphen', 'tenant\u00ad-keys:tenant'],
    ['a letter of another script', 'tеnant-keys:tenant'],
    ['a dotless letter', 'tenant-keys:tenanᵗ'],
    ['an accent', 'te\u0301nant-keys:tenant'],
    ['a ligature', 'ﬁeld'],
    ['a zero-width joiner', 'tenant\u200d-keys:tenant'],
    ['a zero-width space before it', '\u200btenant-keys:tenant'],
    ['a zero-width space after it', `${OWN}\u200b`],
    ['a byte order mark before it', `\ufeff${OWN}`],
    ['a change of writing direction', `\u202e${OWN}`],
    ['a space before it', ` ${OWN}`],
    ['a space after it', `${OWN} `],
    ['a non-breaking space', `${OWN}\u00a0`],
    ['a wide space', `${OWN}\u3000`],
    ['a line feed after it', `${OWN}\n`],
    ['a nul after it', `${OWN}\u0000`],
    ['half of a pair after it', `${OWN}\ud83d`],
    ['a compatibility form of 项', '\uf9d0目'],
    ['a variation of 目', '项目\ufe00'],
    ['a project in full width', 'ｐroject'],
    ['a space before project', ' project'],
    ['a space before qcs', '\tqcs:x'],
  ])('that looks like a reserved one is refused: with %s', (_, name) => {
    expect(refusalsOf(name)).toContain(NO_NAME);
  });
});

describe('the tag with the tenant', () => {
  test.each([
    ['itself', { [OWN]: 'globex' }],
    ['itself, with the right tenant', { [OWN]: 'acme' }],
    ['itself beside another', { env: 'prod', [OWN]: 'globex' }],
  ])('cannot be set by a caller: %s', (_, tags) => {
    expect(parse(tags)).toMatchObject({
      ok: false,
      failed: { code: 'RequestInvalid', problems: [{ pointer: `#/tags/${OWN}` }] },
    });
  });

  test('is the tenant of the request, once, besides any other tags', () => {
    const parsed = parse({
      'Tenant-Keys:tenant': 'globex',
      tenant: 'globex',
      'a:tenant': 'globex',
    });
    if (!parsed.ok) throw new Error('the request must be valid');
    const own = tagsOf(parsed.request).filter(({ key }) => key === OWN);
    expect(own).toEqual([{ key: OWN, value: 'acme' }]);
  });
});
