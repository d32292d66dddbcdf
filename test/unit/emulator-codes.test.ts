import { describe, expect, test } from 'vitest';
import { emulatedServices } from '../../emulator/services.ts';
import { COMMON_CODES } from './common-codes.ts';
import { codesOf, PRODUCT_CODES } from './declared-codes.ts';
import { REGION } from './emulated-account.ts';

const SERVICES = emulatedServices([], REGION);

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

test('an action may answer its declared codes and its exceptions', () => {
  expect(codesOf('GetRegions')).toEqual(['InternalError']);
  expect(codesOf('CreateKey')).toContain('ResourceUnavailable.NotPurchased');
});

test('the codes are counted, and the exceptions listed', () => {
  for (const [product, { declared, exceptions }] of Object.entries(PRODUCT_CODES)) {
    const count = Object.values(declared).flat().length;
    const excepted = exceptions.map(({ action, codes }) => `  ${action}: ${codes.join(', ')}`);
    const head = `${product}: ${Object.keys(declared).length} actions, ${count} codes, and besides:`;
    process.stdout.write(`${[head, ...excepted].join('\n')}\n`);
    expect(count).toBeGreaterThan(0);
  }
});
