import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { readApplication } from '../../deploy/declaration/application.ts';
import { readDotEnv } from '../../deploy/declaration/dot-env.ts';
import { problemList } from '../../deploy/declaration/problems.ts';
import { checkSchema } from '../../deploy/declaration/schema.ts';
import { parseYaml } from '../../deploy/declaration/yaml.ts';
import { FUNCTIONS, isReadBy, SETTINGS, type SettingName } from '../../shared/settings.ts';

const textOf = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

const declaration = textOf('serverless.yml');
const example = textOf('.env.example');
const schema = JSON.parse(textOf('deploy/serverless.schema.json'));
const validate = new Ajv({ strict: false }).compile(schema);

const env = { ...readDotEnv(example).variables, MARKER_KEYS: `k1:${'a'.repeat(32)}` };
const policy = JSON.stringify({ version: '2.0', statement: [] });
const readCode = () => ({ zip: new Uint8Array(), sha256: '' });

/** Why a file cannot be deployed; empty if it can be. */
function refusalOf(text: string): string {
  try {
    readApplication({ declaration: text, example, env, readPolicy: () => policy, readCode });
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}

function isValid(text: string): boolean {
  return validate(parse(text, { logLevel: 'silent' }));
}

/** Whether the fields of a mapping or the entries of a list follow a line. */
function isHead(line: string, next = ''): boolean {
  return line.endsWith(':') && indentOf(next) > indentOf(line);
}

function indentOf(line: string): number {
  return line.search(/\S|$/);
}

describe('the schema of serverless.yml', () => {
  test('accepts the file, which names it for editors', () => {
    expect(isValid(declaration)).toBe(true);
    expect(declaration).toMatch(
      /^# yaml-language-server: \$schema=deploy\/serverless\.schema\.json\n/,
    );
  });

  test('has an address of its own, and is what a deployment checks the file against', () => {
    expect(schema.$id).toBe('https://tenant-keys.example/deploy/serverless.schema.json');
    const problems = problemList('serverless.yml');
    for (const [from, to] of [
      ['timeout: 30', 'timeout: 901'],
      ['timeout: 1 ', 'timeout: no '],
      ['key: REGION', 'key: REGIONS'],
    ] as const) {
      checkSchema(parseYaml(declaration.replace(from, to), problems), problems);
    }
    expect(problems.lines().map((line) => line.replace(/:\d+:/, ':'))).toEqual([
      'serverless.yml: inputs.environments[0].key does not match deploy/serverless.schema.json',
      'serverless.yml: inputs.functions.accept-request.timeout does not match deploy/serverless.schema.json',
      'serverless.yml: inputs.triggers[1].type does not match deploy/serverless.schema.json',
      'serverless.yml: inputs.triggers[1].parameters.timeout does not match deploy/serverless.schema.json',
    ]);
  });

  test.each([
    ['a misspelt field', 'memorySize:', 'memorySise:'],
    ['a timeout out of range', 'timeout: 30', 'timeout: 901'],
    ['a number in quotes', 'timeout: 30', "timeout: '30'"],
    ['a variable that no function reads', 'REQUESTS_TOPIC: ', 'REQUEST_TOPIC: '],
    ['a variable that this function does not read', 'REQUESTS_TOPIC: key-requests', 'AUTH: jwt'],
    ['a rate that is derived', 'REQUESTS_TOPIC: key-requests', 'KMS_CALLS_PER_SECOND_MAX: 5'],
    ['a setting out of range', 'REQUESTS_TOPIC: key-requests', 'SETTLE_MS: 99'],
    ['a setting of another form', 'REQUESTS_TOPIC: key-requests', 'REQUESTS_TOPIC: a topic'],
    ['a shared variable that no function reads', 'key: ACCOUNT_UIN', 'key: ACCOUNT'],
    ['a trigger that is disabled', 'enable: true', 'enable: false'],
    ['parameters of another trigger', 'type: ckafka', 'type: timer'],
  ])('refuses %s, as a deployment does', (_, from, to) => {
    const text = declaration.replace(from, to);
    expect(text).not.toBe(declaration);
    expect([isValid(text), refusalOf(text)]).toEqual([
      false,
      expect.stringContaining('serverless.yml:'),
    ]);
  });

  test('refuses nothing in which the parser finds no mistake, whatever a field becomes', () => {
    const lines = declaration.split('\n').filter((line) => !/^\s*(?:#|$)/.test(line));
    const values = ['', ' []', ' 0', ' 60', ' x', " ''", ' true'];
    // Words of one field, which are to the others what x is.
    const words: Readonly<Record<string, readonly string[]>> = {
      runtime: [' Nodejs18.15', ' Nodejs26.3', ' Nodejs16.13'],
      authType: [' NONE'],
      AUTH: [' cam'],
    };
    let deployable = 0;
    for (const [index, line] of lines.entries()) {
      const [field, name = ''] = /^\s*(?:- )?([\w-]+):/.exec(line) ?? [];
      if (field === undefined) continue;
      // A value before the fields of a mapping is not YAML.
      const own = isHead(line, lines[index + 1]) ? [''] : [...values, ...(words[name] ?? [])];
      for (const change of [[], ...own.map((value) => [`${field}${value}`])]) {
        const text = [...lines.slice(0, index), ...change, ...lines.slice(index + 1)].join('\n');
        const refusal = refusalOf(text);
        expect(refusal, `${field} as ${change}`).not.toContain('does not match');
        if (refusal === '') deployable += 1;
      }
    }
    expect(deployable).toBeGreaterThan(100);
  }, 120_000);

  test.each(FUNCTIONS)('gives %s the settings that it reads', (functionName) => {
    const [, { properties }] = schema.definitions.functions.properties[functionName].allOf;
    const names = Object.keys(properties.environment.properties.variables.properties);
    const read = (Object.keys(SETTINGS) as SettingName[]).filter((name) =>
      isReadBy(name, functionName),
    );
    const derived = [
      'KMS_CALLS_PER_SECOND_MAX',
      'TAG_CALLS_PER_SECOND_MAX',
      'QUEUE_CALLS_PER_SECOND_MAX',
      'ENVIRONMENT',
    ];
    expect(names).toEqual(read.filter((name) => !derived.includes(name)));
  });
});
