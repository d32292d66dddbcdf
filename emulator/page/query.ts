import type { Parsed } from '../json/json.ts';

/** The parameters of a query: a text, one of some words, or a whole number with its default and limits. */
export type QueryRules = Readonly<
  Record<string, 'text' | readonly string[] | { readonly fallback: number; readonly max: number }>
>;

type QueryOf<Rules extends QueryRules> = {
  readonly [Name in keyof Rules]: Rules[Name] extends { readonly fallback: number }
    ? number
    : string;
};

/** Reads a query, in which everything may be left out: a text or a word is empty then. */
export function parseQuery<const Rules extends QueryRules>(
  query: URLSearchParams,
  rules: Rules,
): Parsed<QueryOf<Rules>> {
  const values: Record<string, string | number> = {};
  for (const name of query.keys()) {
    if (Object.hasOwn(rules, name)) continue;
    const problem = `${JSON.stringify(name)} is unknown; there are ${Object.keys(rules).join(', ')}.`;
    return { ok: false, problem };
  }
  for (const [name, rule] of Object.entries(rules)) {
    const text = query.get(name) ?? '';
    const problem = problemOf(name, text, rule);
    if (problem !== undefined) return { ok: false, problem };
    values[name] = isNumber(rule) ? numberIn(text, rule.fallback) : text;
  }
  return { ok: true, value: values as QueryOf<Rules> };
}

type Rule = QueryRules[string];

function isNumber(rule: Rule): rule is { readonly fallback: number; readonly max: number } {
  return typeof rule === 'object' && 'fallback' in rule;
}

function numberIn(text: string, fallback: number): number {
  return text === '' ? fallback : Number(text);
}

function problemOf(name: string, text: string, rule: Rule): string | undefined {
  if (rule === 'text' || text === '') return undefined;
  if (!isNumber(rule)) {
    return rule.includes(text) ? undefined : `${name} must be one of ${rule.join(', ')}.`;
  }
  const isGood = /^\d{1,15}$/.test(text) && Number(text) <= rule.max;
  return isGood ? undefined : `${name} must be a whole number from 0 to ${rule.max}.`;
}
