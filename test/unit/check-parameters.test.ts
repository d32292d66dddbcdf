import { describe, expect, test } from 'vitest';
import { checkParameters } from '../../emulator/api/parameters.ts';
import type { Parameters } from '../../emulator/api/service.ts';

const KNOWN: Parameters = {
  Alias: { type: 'string', required: true },
  Type: { type: 'integer' },
  Forced: { type: 'boolean' },
  KeyIds: { type: 'string[]' },
  Tags: { type: [{ TagKey: { type: 'string', required: true }, TagValue: { type: 'string' } }] },
  Filter: { type: { Name: { type: 'string' } } },
};

const wrongType = (name: string, type: string) =>
  `InvalidParameter: The value type of parameter \`${name}\` is not correct. It should be \`${type}\`.`;

describe('the parameters of a call', () => {
  const rows: readonly (readonly [string, unknown, string])[] = [
    [
      'may be of each type',
      {
        Alias: 'a',
        Type: 1,
        Forced: true,
        KeyIds: ['b'],
        Tags: [{ TagKey: 'c' }],
        Filter: { Name: 'd' },
      },
      'good',
    ],
    ['may be the required ones alone', { Alias: 'a' }, 'good'],
    [
      'must have the required ones',
      { Type: 1 },
      'MissingParameter: The request is missing a required parameter `Alias`.',
    ],
    [
      'must have the required ones of each row',
      { Alias: 'a', Tags: [{ TagKey: 'c' }, { TagValue: 'd' }] },
      'MissingParameter: The request is missing a required parameter `Tags.1.TagKey`.',
    ],
    [
      'must be known',
      { Alias: 'a', Colour: 'red' },
      'UnknownParameter: The parameter `Colour` is not recognized.',
    ],
    [
      'must be known in the rows as well',
      { Alias: 'a', Tags: [{ TagKey: 'c', Colour: 'red' }] },
      'UnknownParameter: The parameter `Tags.0.Colour` is not recognized.',
    ],
    [
      'must be known even if every object inherits the name',
      JSON.parse('{"Alias":"a","__proto__":{},"toString":1}'),
      'UnknownParameter: The parameter `__proto__` is not recognized.',
    ],
    ['must be strings where strings are due', { Alias: 1 }, wrongType('Alias', 'string')],
    ['must not be null', { Alias: null }, wrongType('Alias', 'string')],
    ['must be integers where required', { Alias: 'a', Type: 1.5 }, wrongType('Type', 'integer')],
    ['must not be numbers as text', { Alias: 'a', Type: '1' }, wrongType('Type', 'integer')],
    ['must be booleans where required', { Alias: 'a', Forced: 1 }, wrongType('Forced', 'boolean')],
    ['must be lists where required', { Alias: 'a', KeyIds: 'b' }, wrongType('KeyIds', 'array')],
    [
      'must be valid within lists',
      { Alias: 'a', KeyIds: ['b', 2] },
      wrongType('KeyIds.1', 'string'),
    ],
    ['must be objects where required', { Alias: 'a', Filter: [] }, wrongType('Filter', 'object')],
    [
      'must be valid within objects',
      { Alias: 'a', Filter: { Name: 1 } },
      wrongType('Filter.Name', 'string'),
    ],
    ['must be an object', [], 'InvalidParameter: The request body is not a JSON object.'],
    ['must be JSON', undefined, 'InvalidParameter: The request body is not a JSON object.'],
  ];
  test.each(rows)('%s', (_, params, expected) => {
    const refusal = checkParameters(params, KNOWN);
    expect(refusal === undefined ? 'good' : `${refusal.code}: ${refusal.message}`).toBe(expected);
  });
});
