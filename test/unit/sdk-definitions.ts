import { readFileSync } from 'node:fs';
import { expect } from 'vitest';

/** What the vendor's SDK declares of the types of one service. */
export type Interfaces = ReadonlyMap<string, ReadonlyMap<string, Field>>;

type Field = { readonly type: string; readonly optional: boolean };

export function sdkInterfaces(service: string, version: string): Interfaces {
  const path = `${SDK}/${service}/${version}/${service}_models.d.ts`;
  const text = readFileSync(new URL(path, import.meta.url), 'utf8');
  const bare = text.replaceAll(/\/\*\*.*?\*\//gs, '');
  const interfaces = new Map<string, Map<string, Field>>();
  for (const [, name = '', body = ''] of bare.matchAll(/export interface (\w+) \{(.*?)\}/gs)) {
    const fields = [...body.matchAll(/(\w+)(\??): (.+?);/g)].map(
      ([, field = '', mark, type = '']) => [field, { type, optional: mark === '?' }] as const,
    );
    interfaces.set(name, new Map(fields));
  }
  // A request without parameters is declared as `type … = null`.
  for (const [, name = ''] of bare.matchAll(/type (\w+) = null;/g)) interfaces.set(name, new Map());
  return interfaces;
}

const SDK = '../../node_modules/tencentcloud-sdk-nodejs/tencentcloud/services';

export function fieldsOf(interfaces: Interfaces, name: string): ReadonlyMap<string, Field> {
  const fields = interfaces.get(name);
  if (fields === undefined) throw new Error(`the SDK declares no ${name}`);
  return fields;
}

/** What is known beyond the SDK's declarations. */
type Known = {
  /** The optional fields of a type that are always there. */
  readonly neverAbsent?: Readonly<Record<string, readonly string[]>>;
  /** Fields that may be null, as `Type.Field`. */
  readonly nullable?: ReadonlySet<string>;
};

/** Expects a value to have the fields that the SDK declares for its type, with their types, and no other. */
export function checkSdkValue(
  value: any,
  interfaces: Interfaces,
  type: string,
  path: string,
  known: Known = {},
): void {
  const element = /^Array<(\w+)>$/.exec(type)?.[1];
  if (element !== undefined) {
    expect(Array.isArray(value), path).toBe(true);
    for (const row of value) checkSdkValue(row, interfaces, element, path, known);
  } else if (['string', 'number', 'boolean'].includes(type)) {
    expect(typeof value, path).toBe(type);
  } else {
    checkFields(value, interfaces, type, path, known);
  }
}

function checkFields(
  value: any,
  interfaces: Interfaces,
  type: string,
  path: string,
  known: Known,
): void {
  const { neverAbsent = {}, nullable = new Set() } = known;
  const fields = fieldsOf(interfaces, type);
  const always = [...fields].filter(([, { optional }]) => !optional).map(([name]) => name);
  expect(Object.keys(value), path).toEqual(
    expect.arrayContaining([...always, ...(neverAbsent[type] ?? [])]),
  );
  for (const [name, field] of Object.entries(value)) {
    const declared = fields.get(name);
    expect(declared, `${path}.${name}`).toBeDefined();
    if (field === null && nullable.has(`${type}.${name}`)) continue;
    checkSdkValue(field, interfaces, declared!.type, `${path}.${name}`, known);
  }
}
