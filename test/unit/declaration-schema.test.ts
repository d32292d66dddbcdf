import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { readApplication } from '../../deploy/declaration/application.ts';
import { readDotEnv } from '../../deploy/declaration/dot-env.ts';
import { FUNCTIONS, isReadBy, SETTINGS, type SettingName } from '../../shared/settings.ts';

const textOf = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

const declaration = textOf('serverless.yml');
const example = textOf('.env.example');
const schema = JSON.parse(textOf('deploy/serverless.schema.json'));
const validate = new Ajv({ strict: false }).compile(schema);

const env = { ...readDotEnv(example).variables, MARKER_KEYS: `k1:${'a'.repeat(32)}` };
const policy = JSON.stringify({ version: '2.0', statement: [] });
const readCode = () => ({ zip: new Uint8Array(), sha256: '' });

function isDeployable(text: string): boolean {
  try {
    readApplication({ declaration: text, example, env, readPolicy: () => policy, readCode });
    return true;
  } catch {
    return false;
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

  test.each([
    ['a misspelt field', 'memorySize:', 'memorySise:'],
    ['a timeout out of range', 'timeout: 30', 'timeout: 901'],
    ['a number in quotes', 'timeout: 30', "timeout: '30'"],
    ['a variable that no function reads', 'REQUESTS_TOPIC: ', 'REQUEST_TOPIC: '],
    ['a variable that this function does not read', 'REQUESTS_TOPIC: key-requests', 'AUTH: jwt'],
    ['a rate that is derived', 'REQUESTS_TOPIC: key-requests', 'KMS_CALLS_PER_SECOND: 5'],
    ['a setting out of range', 'REQUESTS_TOPIC: key-requests', 'SETTLE_MS: 99'],
    ['a setting of another form', 'REQUESTS_TOPIC: key-requests', 'REQUESTS_TOPIC: a topic'],
    ['a shared variable that no function reads', 'key: ACCOUNT_UIN', 'key: ACCOUNT'],
    ['a trigger that is disabled', 'enable: true', 'enable: false'],
    ['parameters of another trigger', 'type: ckafka', 'type: timer'],
  ])('refuses %s, as a deployment does', (_, from, to) => {
    const text = declaration.replace(from, to);
    expect(text).not.toBe(declaration);
    expect([isValid(text), isDeployable(text)]).toEqual([false, false]);
  });

  test('refuses nothing that can be deployed, whatever a field becomes', () => {
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
        if (!isDeployable(text)) continue;
        deployable += 1;
        expect(isValid(text), `${field} as ${change}`).toBe(true);
      }
    }
    expect(deployable).toBeGreaterThan(100);
  });

  test.each(FUNCTIONS)('gives %s the settings that it reads', (functionName) => {
    const [, { properties }] = schema.definitions.functions.properties[functionName].allOf;
    const names = Object.keys(properties.environment.properties.variables.properties);
    const read = (Object.keys(SETTINGS) as SettingName[]).filter((name) =>
      isReadBy(name, functionName),
    );
    const derived = ['KMS_CALLS_PER_SECOND', 'TAG_CALLS_PER_SECOND'];
    expect(names).toEqual(read.filter((name) => !derived.includes(name)));
  });
});
