import { DECLARATION } from '../../deploy/declaration/declaration.ts';
import {
  FIELD_DEFINITIONS,
  type JsonSchema,
  REFERENCE_SCHEMA,
} from '../../deploy/declaration/fields.ts';
import { FUNCTION } from '../../deploy/declaration/function.ts';
import { DERIVED_FROM } from '../../deploy/declaration/variables.ts';
import { FUNCTIONS, isReadBy, SETTINGS, type SettingName } from '../../shared/settings.ts';
import { SETTING_TEXTS } from './setting-texts.ts';

/** deploy/serverless.schema.json: the JSON Schema of the declaration, for editors and for deployments. */
export function declarationSchema(): string {
  const schema = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $id: `${SETTINGS.DOCS_URL.fallback}deploy/serverless.schema.json`,
    $comment: 'Generated from deploy/declaration/ and shared/settings.ts by `npm run generate`.',
    title: 'serverless.yml of tenant-keys',
    ...DECLARATION.schema,
    definitions: {
      ...FIELD_DEFINITIONS,
      environments: { type: 'array', items: { anyOf: SETTABLE.map(sharedVariable) } },
      environment: environment(SETTABLE),
      function: FUNCTION.schema,
      functions: {
        type: 'object',
        properties: Object.fromEntries(FUNCTIONS.map((name) => [name, functionSchema(name)])),
        additionalProperties: { $ref: '#/definitions/function' },
      },
      ...Object.fromEntries(SETTABLE.map((name) => [name, settingSchema(name)])),
    },
  };
  return `${JSON.stringify(schema, undefined, 2)}\n`;
}

/** The settings that the file may have. The others are derived from fields of a function. */
const SETTABLE = (Object.keys(SETTINGS) as readonly SettingName[]).filter(
  (name) => !DERIVED_FROM.has(name),
);

function sharedVariable(name: SettingName): JsonSchema {
  return {
    type: 'object',
    properties: { key: { const: name }, value: { $ref: `#/definitions/${name}` } },
    required: ['key', 'value'],
    additionalProperties: false,
  };
}

function environment(names: readonly SettingName[]): JsonSchema {
  return {
    type: 'object',
    properties: {
      variables: {
        type: 'object',
        properties: Object.fromEntries(
          names.map((name) => [name, { $ref: `#/definitions/${name}` }]),
        ),
        additionalProperties: false,
      },
    },
    required: ['variables'],
    additionalProperties: false,
  };
}

/** A function has only the variables that it reads. */
function functionSchema(functionName: (typeof FUNCTIONS)[number]): JsonSchema {
  const own = environment(SETTABLE.filter((name) => isReadBy(name, functionName)));
  return {
    allOf: [
      { $ref: '#/definitions/function' },
      { type: 'object', properties: { environment: own } },
    ],
  };
}

/** An empty value counts as missing. A number need not be quoted. */
function settingSchema(name: SettingName): JsonSchema {
  const { form } = SETTINGS[name];
  const [minimum, maximum] = form.range ?? [];
  const number = form.range ? { type: 'integer', minimum, maximum } : { type: 'number' };
  const pattern = form.range ? '^[0-9]{1,9}$' : form.pattern?.source;
  const text = {
    type: 'string',
    ...(pattern !== undefined && { pattern }),
    ...(form.choices && { enum: form.choices }),
  };
  return {
    description: `${SETTING_TEXTS[name]} Must be ${form.rule}.`,
    anyOf: [text, number, { const: '' }, REFERENCE_SCHEMA],
  };
}
