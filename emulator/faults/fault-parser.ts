import { isJsonObject, type JsonObject, type Parsed } from '../json/json.ts';
import type { Effect, Fault } from './faults.ts';

/**
 * Parses a list of faults.
 *
 * @param isAction Whether this is the name of an action of the API, or `topics:publish:<topic>` or
 *   `topics:read:<topic>` of a known topic.
 */
export function parseFaults(
  body: unknown,
  isAction: (name: string) => boolean,
): Parsed<readonly Fault[]> {
  if (!Array.isArray(body)) {
    const example = '[{"action":"CreateKey","effect":{"error":"InternalError"},"times":1}]';
    return { ok: false, problem: `Faults are a JSON array such as ${example}.` };
  }
  for (const [index, fault] of body.entries()) {
    const problem = problemOfFault(fault, isAction);
    if (problem !== undefined) return { ok: false, problem: `Fault ${index}: ${problem}` };
  }
  return { ok: true, value: body };
}

/** A test for the value of a field, and its description. */
type Rule = { readonly fits: (value: unknown) => boolean; readonly be: string };

const DURATION: Rule = {
  fits: (value) => isWholeWithin(value, 0, 3_600_000),
  be: 'a whole number of milliseconds from 0 to 3600000',
};

const TRUE_ONLY: Rule = { fits: (value) => value === true, be: 'true' };

const EFFECTS: Readonly<Record<keyof Effect, Rule>> = {
  http: { fits: (value) => isWholeWithin(value, 400, 599), be: 'an HTTP status from 400 to 599' },
  notJson: TRUE_ONLY,
  lateMs: DURATION,
  error: {
    // Undocumented codes are accepted, because callers must handle them as well.
    fits: (value) => typeof value === 'string' && /^[A-Z]\w*(\.[A-Z]\w*)*$/.test(value),
    be: 'an error code such as "LimitExceeded.CmkLimitExceeded"',
  },
  after: TRUE_ONLY,
  tagCode: { fits: (value) => value === 1 || value === 2, be: '1 or 2' },
  lostAnswer: TRUE_ONLY,
  truncate: TRUE_ONLY,
  delayMs: DURATION,
};

const TIMES: Rule = {
  fits: (value) => isWholeWithin(value, 1, Number.MAX_SAFE_INTEGER),
  be: 'a whole number from 1 up',
};

const PROBABILITY: Rule = {
  fits: (value) => typeof value === 'number' && value >= 0 && value <= 1,
  be: 'a number from 0 to 1',
};

const OBJECT: Rule = { fits: isJsonObject, be: 'an object such as {"error":"InternalError"}' };

function problemOfFault(fault: unknown, isAction: (name: string) => boolean): string | undefined {
  const action: Rule = {
    fits: (value) => typeof value === 'string' && (value === '*' || isAction(value)),
    be: '"*", an action such as "CreateKey", or a topic such as "topics:publish:<name>"',
  };
  const rules = { action, effect: OBJECT, times: TIMES, probability: PROBABILITY };
  if (!isJsonObject(fault)) return 'it must be an object.';
  return (
    problemOfFields(fault, rules) ??
    missingOf(fault, ['action', 'effect']) ??
    problemOfEffect(String(fault.action), fault.effect as JsonObject)
  );
}

function problemOfEffect(action: string, effect: JsonObject): string | undefined {
  const problem = problemOfFields(effect, EFFECTS);
  if (problem !== undefined) return `effect: ${problem}`;
  const names = Object.keys(effect);
  if (names.length === 0) return `effect must have one of ${Object.keys(EFFECTS).join(', ')}.`;
  if (effect.after === true && effect.error === undefined) return 'after is valid only with error.';
  const ineffective = ineffectiveIn(effect);
  if (ineffective !== undefined) return `${ineffective.join(' prevents ')}: set only one of them.`;
  if (effect.tagCode !== undefined && !['CreateKey', '*'].includes(action) && !isTopic(action)) {
    return 'tagCode is valid only for the action CreateKey.';
  }
  const ofApi = names.find((name) => name === 'error' || name === 'tagCode');
  if (isTopic(action) && ofApi !== undefined) {
    return `a topic does not answer with ${ofApi}; use http, lostAnswer, lateMs or delayMs.`;
  }
  return undefined;
}

/** Finds two effects of the same fault of which the second could do nothing. */
function ineffectiveIn(effect: JsonObject): readonly [string, string] | undefined {
  for (const [name, others] of EXCLUDED) {
    if (effect[name] === undefined || (name === 'error' && effect.after === true)) continue;
    const ineffective = others.find((other) => effect[other] !== undefined);
    if (ineffective !== undefined) return [name, ineffective];
  }
  return undefined;
}

const ANSWER_EFFECTS = ['error', 'lostAnswer', 'truncate'] as const;

/** For each effect, those that would change something that it prevents. */
const EXCLUDED: readonly (readonly [keyof Effect, readonly (keyof Effect)[]])[] = [
  ['http', ['notJson', 'lateMs', 'tagCode', ...ANSWER_EFFECTS]],
  ['notJson', ['lateMs', 'tagCode', ...ANSWER_EFFECTS]],
  ['lateMs', ANSWER_EFFECTS],
  ['error', ['tagCode']],
  ['lostAnswer', ['truncate']],
];

function isTopic(action: string): boolean {
  return action.startsWith('topics:');
}

function problemOfFields(
  fields: JsonObject,
  rules: Readonly<Record<string, Rule>>,
): string | undefined {
  for (const [name, value] of Object.entries(fields)) {
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
    const known = Object.keys(rules).join(', ');
    if (rule === undefined) return `${JSON.stringify(name)} is unknown; there are ${known}.`;
    if (!rule.fits(value)) return `${name} must be ${rule.be}, not ${brief(value)}.`;
  }
  return undefined;
}

function missingOf(fields: JsonObject, names: readonly string[]): string | undefined {
  const missing = names.find((name) => !Object.hasOwn(fields, name));
  return missing === undefined ? undefined : `${missing} is missing.`;
}

function isWholeWithin(value: unknown, least: number, most: number): boolean {
  return Number.isInteger(value) && Number(value) >= least && Number(value) <= most;
}

function brief(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
