import { isJsonObject } from '../../shared/tenant-key/json.ts';
import type { Parsed } from '../json/parsed.ts';
import { DEFAULT_SWITCHES, type Switches } from './switches.ts';

/** Parses what is to be changed in the switches. */
export function parseSwitches(body: unknown): Parsed<Partial<Switches>> {
  if (!isJsonObject(body)) {
    return { ok: false, problem: 'Switches are a JSON object such as {"cmkLimit":300}.' };
  }
  for (const [name, value] of Object.entries(body)) {
    const problem = problemOf(name, value);
    if (problem !== undefined) return { ok: false, problem };
  }
  return { ok: true, value: body };
}

function problemOf(name: string, value: unknown): string | undefined {
  if (!Object.hasOwn(DEFAULT_SWITCHES, name)) {
    const known = Object.keys(DEFAULT_SWITCHES).join(', ');
    return `${JSON.stringify(name)} is no switch; there are ${known}.`;
  }
  if (typeof DEFAULT_SWITCHES[name as keyof Switches] === 'boolean') {
    return typeof value === 'boolean' ? undefined : `${name} must be true or false.`;
  }
  const good = Number.isSafeInteger(value) && Number(value) >= 0;
  return good ? undefined : `${name} must be a whole number from 0 up.`;
}
