import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ALARMS } from '../../deploy/monitoring/alarms.ts';
import { LOG_FIELDS } from '../../shared/log-fields.ts';
import { anchorsIn } from './markdown-anchors.ts';
import { checkSdkValue, sdkInterfaces } from './sdk-definitions.ts';

const root = new URL('../../', import.meta.url);
const CLS = sdkInterfaces('cls', 'v20201016');

const textOf = (path: string) => readFileSync(new URL(path, root), 'utf8');

const FILES = readdirSync(new URL('deploy/alarms', root));
const POLICIES = FILES.map((file) => [file, JSON.parse(textOf(`deploy/alarms/${file}`))] as const);

test('each alarm has a file to import, and no other file is there', () => {
  expect(FILES.sort()).toEqual(
    Object.keys(ALARMS)
      .map((name) => `${name}.json`)
      .sort(),
  );
});

test('no two policies have the same name', () => {
  const names = POLICIES.map(([, { Name }]) => Name);
  expect(new Set(names).size).toBe(names.length);
});

describe.each(POLICIES)('deploy/alarms/%s', (file, policy) => {
  test('has the parameters that the SDK declares for CreateAlarm', () => {
    checkSdkValue(policy, CLS, 'CreateAlarmRequest', file);
  });

  // https://www.tencentcloud.com/document/product/614/42830
  test('is within the limits of CreateAlarm', () => {
    expect(policy.Name).toMatch(/^[a-z-]{1,255}$/);
    expect(policy.TriggerCount).toBeOneOf(range(1, 2_000));
    expect(policy.AlarmPeriod).toBeOneOf(range(0, 1_440));
    expect(policy.MonitorTime.Type).toBe('Period');
    expect(policy.MonitorTime.Time).toBeOneOf(range(1, 1_440));
    expect(policy.AlarmTargets).toHaveLength(1);
    const [{ StartTimeOffset, EndTimeOffset, Number: number }] = policy.AlarmTargets;
    expect(number).toBe(1);
    expect(EndTimeOffset).toBe(0);
    expect(-StartTimeOffset).toBeOneOf(range(1, 1_440));
    // They exclude each other.
    expect(policy).not.toHaveProperty('Condition');
    expect(policy).not.toHaveProperty('AlarmLevel');
    expect(policy.MultiConditions.length).toBeGreaterThan(0);
    for (const { AlarmLevel } of policy.MultiConditions) expect(AlarmLevel).toBeOneOf([0, 1, 2]);
    for (const { Key, Value } of policy.Classifications ?? []) {
      expect(Key).toMatch(/^[a-z][a-z0-9_]{0,49}$/);
      expect(Value).toMatch(/^[a-z_]{1,200}$/);
    }
  });

  test('looks at no less than it is run for, so that nothing falls between two runs', () => {
    const [{ StartTimeOffset }] = policy.AlarmTargets;
    expect(-StartTimeOffset).toBeGreaterThanOrEqual(policy.MonitorTime.Time);
  });

  test('leaves out what only an account knows, and nothing else', () => {
    const names = textOf(`deploy/alarms/${file}`).match(/\$\{.*?\}/g);
    expect(names?.join(' ')).toBe(placeholdersOf('CLS_LOGSET_ID', 'CLS_TOPIC_ID', 'CLS_NOTICE_ID'));
  });

  test('reads names that its query defines, in small letters', () => {
    const [{ Query }] = policy.AlarmTargets;
    const defined = [...Query.matchAll(/ as (\w+)/g)].map(([, name]) => name);
    for (const name of defined) expect(name).toMatch(/^[a-z_]+$/);
    for (const { Condition } of policy.MultiConditions) {
      const read = [...Condition.matchAll(/\$1\.([a-z]\w*)/g)].map(([, name]) => name);
      expect(defined).toEqual(expect.arrayContaining(read));
      expect(read.length + Number(Condition.includes('[$1.__QUERYCOUNT__]'))).toBeGreaterThan(0);
    }
  });

  test('names its section in docs/operations.md', () => {
    const [, anchor] = /docs\/operations\.md#([\w-]+)$/.exec(policy.MessageTemplate) ?? [];
    expect(anchorsIn(textOf('docs/operations.md'))).toContain(anchor);
  });
});

describe('deploy/log-index.json', () => {
  const index = JSON.parse(textOf('deploy/log-index.json'));
  const keyValues: { Key: string; Value: { Type: string } }[] = index.Rule.KeyValue.KeyValues;

  test('has the parameters that the SDK declares for CreateIndex', () => {
    checkSdkValue(index, CLS, 'CreateIndexRequest', 'index');
  });

  test('has each field of our lines but those with objects, and those of the platform', () => {
    const names = keyValues.map(({ Key }) => Key).filter((name) => !name.startsWith('SCF_'));
    const objects = ['actions', 'letters', 'causes', 'findings'];
    expect(names).toEqual(LOG_FIELDS.filter((name) => !objects.includes(name)));
  });

  test('separates words only in fields of the type text', () => {
    for (const { Value } of keyValues) {
      expect('Tokenizer' in Value).toBe(Value.Type === 'text');
    }
  });
});

function range(least: number, most: number): number[] {
  return Array.from({ length: most - least + 1 }, (_, index) => least + index);
}

function placeholdersOf(...names: readonly string[]): string {
  return names.map((name) => `\${${name}}`).join(' ');
}
