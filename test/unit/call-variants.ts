import type { Parameter, Parameters } from '../../emulator/api/service.ts';
import type { JsonObject } from '../../emulator/json/json.ts';
import { idOf, REGION, UIN } from './emulated-account.ts';

/** Parameters that differ from the given ones in one value, at any depth; most of them are refused. */
export function callVariants(table: Parameters, params: JsonObject): readonly unknown[] {
  const names = Object.keys(table);
  return [
    { ...params, Unknown: 1 },
    ...names.map((name) => without(params, name)),
    ...names.flatMap((name) =>
      [...WRONG_TYPES, ...valuesOf(table[name]!.type, params[name])].map((value) => ({
        ...params,
        [name]: value,
      })),
    ),
  ];
}

function without(params: JsonObject, name: string): JsonObject {
  return Object.fromEntries(Object.entries(params).filter(([other]) => other !== name));
}

const WRONG_TYPES = [null, 'text', 7.5, true, { Unknown: 1 }, [[]]];

function valuesOf(type: Parameter['type'], value: any): readonly unknown[] {
  if (type === 'string') return TEXTS;
  if (type === 'integer') return [-1, 0, 1, 2, 5, 8, 400, 1_000_000_000];
  if (type === 'boolean') return [true, false];
  if (type === 'string[]') return lists(value ?? [], TEXTS);
  if (type === 'integer[]') return lists(value ?? [], [0, 1, 99]);
  if (Array.isArray(type)) return lists(value ?? [], callVariants(type[0], value?.[0] ?? {}));
  return callVariants(type as Parameters, value ?? {});
}

const TEXTS = [
  ...['', 'nonsense', '\n', '{}', '-1', 'x'.repeat(5_000), 'tencent', 'kms-x', 'http', 'OPEN'],
  ...[1, 2, 3, 4, 5, 99].map(idOf),
  ...[1, 5, 99].map((n) => `qcs::kms:${REGION}:uin/${UIN}:key/creatorUin/${UIN}/${idOf(n)}`),
];

function lists(values: readonly unknown[], others: readonly unknown[]): readonly unknown[] {
  const many = Array.from({ length: 201 }, (_, n) => values[n % values.length] ?? others[0]);
  const pairs = others.flatMap((other) => [[other], [...values, other]]);
  return [[], many, [...values, ...values], ...pairs];
}
