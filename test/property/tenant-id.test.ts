import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  aliasOf,
  type KeyAlias,
  type KeyName,
  type TenantId,
} from '../../shared/tenant-key/key.ts';
import { isTenantId, sentId, tenantOf } from '../../shared/tenant-key/tenant-id.ts';

/** A random seed, which a failure prints; SEED repeats one. */
const SEED = Number(process.env.SEED ?? fc.sample(fc.nat(), 1)[0]);

/** What KMS takes: 1 to 60 letters, digits, _ or -, a letter or digit first, and never kms-. */
const LEGAL = /^(?!kms-)[A-Za-z0-9][A-Za-z0-9_-]{0,59}$/i;

const aliasFor = (id: string): KeyAlias =>
  aliasOf(tenantOf(id).tenantId as TenantId, 'k'.repeat(22) as KeyName);

/** Texts of printable ASCII that depend on the seed alone: several times as fast as drawing each. */
function* idsFrom(seed: number, count: number): Generator<string> {
  for (let index = 0; index < count; index += 1) {
    const bytes = createHash('sha512').update(`${seed}:${index}`).digest();
    const length = 1 + ((bytes[0] ?? 0) % 40);
    const codes = Array.from(bytes.subarray(1, 1 + length), (byte) => 0x21 + (byte % 94));
    yield String.fromCharCode(...codes);
  }
}

/** Ids that a careless rule takes for one: by case, escapes, prefixes, or by what was made from another. */
function lookAlikes(id: string): readonly string[] {
  const { tenantId } = tenantOf(id);
  return [
    ...[id, id.toLowerCase(), id.toUpperCase(), encodeURIComponent(id), `${id}-`, `x--${id}`],
    ...[tenantId, tenantOf(tenantId).tenantId, id.replace(/[^a-z0-9]/gi, '-'), `kms-${id}`],
  ].filter((each) => each.length <= 128);
}

test(`no two of thousands of ids, which are over a billion pairs, share an alias, and each alias is legal; seed ${SEED} (P1)`, () => {
  const ids = new Set<string>();
  const aliases = new Set<string>();
  for (const each of idsFrom(SEED, 6_000)) {
    for (const id of lookAlikes(each)) {
      if (ids.has(id)) continue;
      ids.add(id);
      const alias = aliasFor(id);
      if (!LEGAL.test(alias)) throw new Error(`seed ${SEED}: ${alias} of ${id} is not legal`);
      if (aliases.has(alias)) throw new Error(`seed ${SEED}: ${id} has the alias of another id`);
      aliases.add(alias);
    }
  }
  expect(ids.size).toBeGreaterThan(45_000);
});

const printable = fc.string({
  unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)),
  minLength: 1,
  maxLength: 128,
});

test('two ids of any form mean one tenant if they are the same alone', () => {
  const pair = fc.oneof(
    fc.tuple(printable, printable),
    printable.chain((id) => fc.tuple(fc.constant(id), fc.constantFrom(...lookAlikes(id)))),
  );
  fc.assert(
    fc.property(pair, ([one, other]) => {
      expect(aliasFor(one) === aliasFor(other)).toBe(one === other);
    }),
    { numRuns: 20_000 },
  );
});

test('the id of a tenant fits into an alias, and leads back to the id that was sent', () => {
  fc.assert(
    fc.property(printable, (id) => {
      const tenant = tenantOf(id);
      expect(isTenantId(tenant.tenantId)).toBe(true);
      expect(tenantOf(sentId(tenant))).toStrictEqual(tenant);
    }),
    { numRuns: 10_000 },
  );
});
