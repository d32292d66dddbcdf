import { readdirSync, readFileSync } from 'node:fs';
import { parseAst } from 'vitest/node';

/** A literal regular expression in a source. */
export type Pattern = { readonly source: string; readonly flags: string };

export type Patterns = {
  /** Each once, by its notation: `/source/flags`. */
  readonly found: ReadonlyMap<string, Pattern>;
  /** Expressions that build a pattern at run time. */
  readonly dynamic: readonly string[];
  readonly filesRead: number;
};

/**
 * Every regular expression in the sources under a folder: literals, `RegExp` with a literal text (as ajv
 * writes them), and texts that `match`, `matchAll` and `search` convert. The sources are parsed, so that
 * strings and comments do not count and nothing else is missed.
 */
export function patternsIn(folder: URL): Patterns {
  const found = new Map<string, Pattern>();
  const dynamic: string[] = [];
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(isSource);
  for (const path of paths) {
    const text = readFileSync(new URL(path, folder), 'utf8');
    const program = parseAst(text, { lang: languageOf(path) });
    for (const node of nodesOf(program)) {
      const pattern = patternOf(node);
      if (pattern === 'dynamic') dynamic.push(text.slice(Number(node.start), Number(node.end)));
      else if (pattern !== undefined) found.set(`/${pattern.source}/${pattern.flags}`, pattern);
    }
  }
  return { found, dynamic, filesRead: paths.length };
}

function isSource(path: string): boolean {
  return /\.(?:tsx?|js)$/.test(path) && !path.endsWith('.d.ts');
}

function languageOf(path: string): 'js' | 'ts' | 'tsx' {
  if (path.endsWith('.js')) return 'js';
  return path.endsWith('x') ? 'tsx' : 'ts';
}

type Node = { readonly type: string; readonly [field: string]: unknown };

function* nodesOf(value: unknown): Generator<Node> {
  if (typeof value !== 'object' || value === null) return;
  if ('type' in value) yield value as Node;
  for (const field of Object.values(value)) yield* nodesOf(field);
}

const MAKERS = ['match', 'matchAll', 'search'];

function patternOf(node: Node): Pattern | 'dynamic' | undefined {
  if (node.type === 'Literal') return literalPattern(node);
  if (node.type !== 'NewExpression' && node.type !== 'CallExpression') return undefined;
  const { name, property } = node.callee as { name?: string; property?: { name?: string } };
  const [first, second] = node.arguments as readonly Node[];
  if (name === 'RegExp') {
    if (typeof first?.value !== 'string') return 'dynamic';
    return { source: first.value, flags: String(second?.value ?? '') };
  }
  if (!MAKERS.includes(property?.name ?? '') || first === undefined) return undefined;
  return first.regex === undefined ? 'dynamic' : undefined;
}

function literalPattern({ regex }: Node): Pattern | undefined {
  if (regex === undefined) return undefined;
  const { pattern, flags } = regex as { pattern: string; flags: string };
  return { source: pattern, flags };
}

/** Every `pattern` of a JSON Schema, which is matched with the flag `u`. */
export function schemaPatterns(schema: unknown): readonly Pattern[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const inner = Object.values(schema).flatMap(schemaPatterns);
  const own = 'pattern' in schema && typeof schema.pattern === 'string' ? [schema.pattern] : [];
  return [...own.map((source) => ({ source, flags: 'u' })), ...inner];
}
