import { describe, expect, test } from 'vitest';
import type { Service } from '../../emulator/api/service.ts';
import { camService } from '../../emulator/cam/service.ts';
import { ckafkaService } from '../../emulator/ckafka/service.ts';
import { kmsService } from '../../emulator/kms/service.ts';
import { scfService } from '../../emulator/scf/service.ts';
import { stsService } from '../../emulator/sts/service.ts';
import { tagService } from '../../emulator/tag/service.ts';
import { COMMON_CODES } from './common-codes.ts';
import { codesOf, PRODUCT_CODES } from './declared-codes.ts';
import { REGION } from './emulated-account.ts';

const SERVICES: readonly Service[] = [
  ...[camService, ckafkaService, kmsService, scfService([], REGION), stsService, tagService],
];

describe.each(SERVICES)('the declared codes of $product', ({ product, actions, codes }) => {
  const { source, declared, exceptions } = PRODUCT_CODES[product]!;

  test('are those of its actions, no more and no fewer', () => {
    expect(Object.keys(declared)).toEqual([...actions.keys()].sort());
    expect(codes).toEqual(declared);
    expect(source).toMatch(/^The (?:comments of the vendor's SDK|vendor's page of each action)/);
  });

  test('are in order, each once', () => {
    for (const [action, listed] of Object.entries(declared)) {
      expect(listed, action).toEqual([...new Set(listed)].sort());
    }
  });

  test('lack each exception, which has a source and is not common to all actions', () => {
    for (const exception of exceptions) {
      expect(declared).toHaveProperty(exception.action);
      expect(exception.source).toMatch(/\.$/);
      const known = new Set([...declared[exception.action]!, ...COMMON_CODES]);
      expect(exception.codes.filter((code) => known.has(code))).toEqual([]);
    }
  });
});

test('all codes are counted, and the exceptions listed', () => {
  const counted = Object.entries(PRODUCT_CODES).map(([product, { declared, exceptions }]) => ({
    product,
    actions: Object.keys(declared).length,
    codes: Object.values(declared).flat().length,
    exceptions: exceptions.flatMap(({ codes }) => codes).length,
  }));
  const listed = Object.entries(PRODUCT_CODES).flatMap(([product, { exceptions }]) =>
    exceptions.map(({ action, codes }) => `${product} ${action}: ${codes.join(', ')}`),
  );
  const counts = counted.map(
    (row) =>
      `${row.product}: ${row.actions} actions, ${row.codes} codes, ${row.exceptions} exceptions`,
  );
  process.stdout.write(`${[...counts, ...listed].join('\n')}\n`);
  expect(counted).toEqual([
    { product: 'cam', actions: 14, codes: 168, exceptions: 8 },
    { product: 'ckafka', actions: 8, codes: 104, exceptions: 0 },
    { product: 'kms', actions: 21, codes: 134, exceptions: 1 },
    { product: 'scf', actions: 17, codes: 269, exceptions: 19 },
    { product: 'sts', actions: 1, codes: 3, exceptions: 0 },
    { product: 'tag', actions: 6, codes: 73, exceptions: 2 },
  ]);
  expect(codesOf('CreateKey')).toContain('ResourceUnavailable.NotPurchased');
});
