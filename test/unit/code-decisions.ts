import { parseAst } from 'vitest/node';
import type { SourceFile } from '../../scripts/import-graph.mjs';

/**
 * The places where sources name an error code in order to decide by it.
 *
 * A code may be produced: thrown, returned, passed to a function, or given as the value of a property, of
 * a default or of a map. Wherever else a code stands, something is decided by it: a comparison, a case, a
 * method such as `has` or `startsWith`, a key, an element of a set, a pattern. A constant that has a code
 * counts like the code.
 *
 * @param codes The known codes. Their families count too.
 */
export function codeDecisions(
  sources: readonly SourceFile[],
  codes: Iterable<string>,
): readonly CodeDecision[] {
  const known = new Set([...codes].flatMap((code) => [code, code.replace(/\..*$/s, '')]));
  const programs = sources.map((source) => ({
    ...source,
    program: parseAst(source.text, {
      lang: source.path.endsWith('x') ? 'tsx' : 'ts',
    }) as unknown as Node,
  }));
  const constants = new Set(programs.flatMap(({ program }) => constantsIn(program, known)));
  const names: Names = { known, constants };
  return programs.flatMap(({ path, text, program }) =>
    [...decisionsIn(program, [], names)].map(({ start, end }) => ({
      path,
      line: text.slice(0, start).split('\n').length,
      text: text.slice(start, end),
    })),
  );
}

/** Where it is, and the expression, such as `code === 'NoAnswer'`. */
type CodeDecision = { readonly path: string; readonly line: number; readonly text: string };

type Node = {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [field: string]: unknown;
};

type Names = { readonly known: ReadonlySet<string>; readonly constants: ReadonlySet<string> };

/** Yields the expression around each code by which something is decided. */
function* decisionsIn(node: Node, parents: readonly Node[], names: Names): Generator<Node> {
  if (isCode(node, parents[0], names) && !isProduced(node, parents)) yield parents[0] ?? node;
  if (namesInPattern(node, names.known)) yield node;
  // Types decide nothing, and an import only brings a name.
  if (/^(?:TS(?!As|Satisfies|NonNull)|Import)/.test(node.type)) return;
  for (const child of childrenOf(node)) yield* decisionsIn(child, [node, ...parents], names);
}

function childrenOf(node: Node): readonly Node[] {
  return Object.values(node)
    .flat()
    .filter(
      (value): value is Node => typeof value === 'object' && value !== null && 'type' in value,
    );
}

/** The names of the constants of a module that have a code. */
function constantsIn(program: Node, known: ReadonlySet<string>): readonly string[] {
  return childrenOf(program)
    .map((statement) => (statement.declaration as Node | null | undefined) ?? statement)
    .filter(({ type }) => type === 'VariableDeclaration')
    .flatMap(childrenOf)
    .filter(({ init }) => init !== null && mayBeCode(init as Node, known))
    .map(({ id }) => String((id as Node).name));
}

function mayBeCode(node: Node, known: ReadonlySet<string>): boolean {
  if (!PASSING.has(node.type)) return isKnownText(node, known);
  return childrenOf(node).some((child) => child !== node.test && mayBeCode(child, known));
}

function isCode(node: Node, parent: Node | undefined, { known, constants }: Names): boolean {
  if (isKnownText(node, known)) return true;
  if (node.type !== 'Identifier') return false;
  const name = String(node.name);
  if (constants.has(name)) return parent?.property !== node;
  return (
    parent?.type === 'Property' &&
    parent.key === node &&
    parent.computed !== true &&
    known.has(name)
  );
}

/** A code, alone or with what separates it from what follows it. */
function isKnownText(node: Node, known: ReadonlySet<string>): boolean {
  const { type, value } = node;
  const text = type === 'TemplateElement' ? (value as { readonly cooked: string }).cooked : value;
  return typeof text === 'string' && known.has(text.replace(/[.:]\s?\*?$/, ''));
}

/** Whether a regular expression names a code. */
function namesInPattern({ regex }: Node, known: ReadonlySet<string>): boolean {
  if (regex === undefined) return false;
  const { pattern } = regex as { readonly pattern: string };
  const words = pattern.replaceAll('\\.', '.').match(/[A-Za-z]+(?:\.[A-Za-z]+)*/g) ?? [];
  return words.some((word) => [word, ...word.split('.')].some((part) => known.has(part)));
}

/** Expressions whose value may be that of a part of them. */
const PASSING: ReadonlySet<string> = new Set([
  ...[
    'ConditionalExpression',
    'LogicalExpression',
    'ParenthesizedExpression',
    'SequenceExpression',
  ],
  ...['TSAsExpression', 'TSSatisfiesExpression', 'TSNonNullExpression', 'TemplateLiteral'],
]);

/** Whether a code is the value of something, rather than what something is compared with. */
function isProduced(node: Node, [parent, ...others]: readonly Node[]): boolean {
  if (parent === undefined) return false;
  if (PASSING.has(parent.type)) return parent.test !== node && isProduced(parent, others);
  switch (parent.type) {
    case 'ReturnStatement':
    case 'ArrowFunctionExpression':
      return true;
    case 'VariableDeclarator':
      return true; // The uses of the constant are looked at.
    case 'Property':
    case 'PropertyDefinition':
      return parent.value === node && parent.key !== node;
    case 'AssignmentPattern':
    case 'AssignmentExpression':
      return parent.right === node;
    case 'CallExpression':
      return (parent.callee as Node).type === 'Identifier';
    case 'NewExpression':
      return (parent.callee as Node).name === 'ApiError';
    case 'ArrayExpression':
      return isProducedInArray(node, parent, others);
    case 'ExportSpecifier':
      return true;
    default:
      return /^(?:TS|Import)/.test(parent.type);
  }
}

/** In an array, a code is the value of a pair, or an argument of a command line that a function gets. */
function isProducedInArray(node: Node, array: Node, [parent]: readonly Node[]): boolean {
  if (parent?.type === 'ArrayExpression') return (array.elements as readonly Node[])[0] !== node;
  return parent?.type === 'CallExpression' && (parent.callee as Node).type === 'Identifier';
}
