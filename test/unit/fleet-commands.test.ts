import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { FLEET_VERBS } from '../../shared/fleet/serve.ts';
import { parseCommand } from '../../shared/operator-command.ts';

/** The sentence names every verb of the table. */
const VERBS = new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(
  Object.keys(FLEET_VERBS.rows),
);
const HASH = 'h'.repeat(43);
const parseFleetCommand = (event: unknown) => parseCommand(FLEET_VERBS, event);

describe('a command', () => {
  const accepted: readonly (readonly [name: string, command: object])[] = [
    ['to check', { command: 'check' }],
    ['to check against tenants', { command: 'check', tenants: ['acme', 'a', 't'.repeat(36)] }],
    ['to check against no tenant', { command: 'check', tenants: [] }],
    ['to check against 100,000 tenants', { command: 'check', tenants: Array(100_000).fill('a') }],
    ['to repair', { command: 'repair', planHash: HASH }],
  ];
  test.each(accepted)('%s is accepted', (_, command) => {
    expect(parseFleetCommand(command)).toEqual(command);
  });

  const PLAN_HASH = 'planHash must be the 43 characters that a check or a repair answered.';
  const TENANT = 'must be 1 to 128 printable characters of ASCII without a space.';
  const refused: readonly (readonly [name: string, command: unknown, detail: string])[] = [
    ['nothing', undefined, 'The command must be a JSON object.'],
    ['null', null, 'The command must be a JSON object.'],
    ['text', '{"command":"check"}', 'The command must be a JSON object.'],
    ['a list', [{ command: 'check' }], 'The command must be a JSON object.'],
    ['an empty object', {}, 'command is required.'],
    ['another command', { command: 'delete' }, `command must be ${VERBS}.`],
    ['a misspelt field', { command: 'check', tenant: [] }, 'tenant is not a known field.'],
    [
      'tenants that are not a list',
      { command: 'check', tenants: 'acme' },
      'tenants must be a list of at most 100,000 tenants.',
    ],
    [
      'an invalid tenant, named by its position',
      { command: 'check', tenants: ['acme', 'Acme Inc', 'kms-1', 7] },
      `tenants/1 ${TENANT} tenants/3 ${TENANT}`,
    ],
    ['a repair without a plan hash', { command: 'repair' }, 'repair needs planHash.'],
    ['an invalid plan hash', { command: 'repair', planHash: 'all' }, PLAN_HASH],
    ['a plan hash that is a number', { command: 'repair', planHash: 7 }, PLAN_HASH],
    [
      'a plan hash for a check',
      { command: 'check', planHash: HASH },
      'planHash does not go with check.',
    ],
    [
      'tenants for a repair',
      { command: 'repair', planHash: HASH, tenants: [] },
      'tenants does not go with repair.',
    ],
  ];
  test.each(refused)('%s is refused', (_, command, detail) => {
    expect(parseFleetCommand(command)).toEqual({ refused: { code: 'CommandInvalid', detail } });
  });

  test('with very many problems is refused with the first ones', () => {
    const answer = parseFleetCommand({ command: 'check', tenants: Array(100_001).fill('') });
    expect(JSON.stringify(answer).length).toBeLessThan(3_000);
    expect(answer).toMatchObject({
      refused: { detail: expect.stringMatching(/There are [0-9]+ more problems\.$/) },
    });
  });

  test('does not use inherited properties', () => {
    const command = Object.create({ command: 'check' });
    expect(parseFleetCommand(command)).toMatchObject({ refused: { code: 'CommandInvalid' } });
  });

  test('accepts the same tenants as a request', () => {
    const schema = (name: string) =>
      JSON.parse(
        readFileSync(new URL(`../../events/${name}.schema.json`, import.meta.url), 'utf8'),
      );
    const {
      description: _,
      examples: ____,
      'x-specification': ___,
      ...inRequest
    } = schema('key-request').properties.tenantId;
    const { description: __, ...inCommand } = schema('fleet-command').properties.tenants.items;
    expect(inCommand).toEqual(inRequest);
  });
});
