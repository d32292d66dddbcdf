import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { matchesSchema, type Schema } from '../../cli/invocation/json-schema.ts';

const ajv = new Ajv2020({ ownProperties: true });
const text = { type: 'string' } as const;
const schemas: readonly Schema[] = [
  {},
  ...(['object', 'array', 'string', 'integer', 'boolean'] as const).map((type) => ({ type })),
  { const: true },
  { const: null },
  { enum: ['a', 'é', 1] },
  { type: 'string', pattern: '^\\p{L}$' },
  { type: 'string', pattern: 'b' },
  { type: 'string', minLength: 2 },
  { type: 'string', maxLength: 1 },
  { type: 'integer', minimum: 1 },
  { type: 'integer', maximum: 1 },
  { type: 'array', minItems: 1 },
  { type: 'array', maxItems: 1 },
  { type: 'array', items: text },
  { type: 'array', items: { type: 'array', items: text } },
  { type: 'object', required: ['a', 'toString'], properties: { a: {}, toString: {} } },
  { type: 'object', properties: { a: text, toString: text } },
  { type: 'object', properties: { a: { type: 'object', required: ['b'], properties: { b: {} } } } },
  { type: 'object', properties: { a: text }, additionalProperties: false },
  { type: 'object', properties: { a: {} }, additionalProperties: text },
];

const values = [
  ...[
    'null',
    'true',
    'false',
    '0',
    '-0',
    '1',
    '1.0',
    '1.5',
    '2',
    '-1',
    '1e400',
    '9007199254740993',
  ],
  ...['""', '"a"', '"é"', '"🔑"', '"ab"', '"a\\n"', '"1"', '"true"', '"null"'],
  ...['[]', '["a"]', '["a","b"]', '["a",1]', '[["a"]]', '[[1]]', '[null]'],
  ...['{}', '{"a":"b"}', '{"a":1}', '{"a":null}', '{"a":{}}', '{"a":{"b":null}}', '{"length":1}'],
  ...['{"a":"b","toString":"c"}', '{"toString":1}', '{"a":"b","c":"d"}', '{"a":"b","c":1}'],
];

test.each(schemas)('%j is matched by the values that ajv accepts, and by no others', (schema) => {
  const validate = ajv.compile({ ...schema });
  const accepted = values.filter((value) => validate(JSON.parse(value)));
  expect(values.filter((value) => matchesSchema(JSON.parse(value), schema))).toEqual(accepted);
  expect(accepted).not.toEqual([]);
});
