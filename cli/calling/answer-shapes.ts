import type { JsonObject } from '../../shared/tenant-key/json.ts';
import type { Answers, CommandName } from './commands.ts';

type Shape = 'list' | 'number' | 'object' | 'text';

/**
 * The fields that an answer must have, so that a function of another release is told from one that
 * can be understood.
 */
const SHAPES: {
  readonly [Name in CommandName]: { readonly [Field in keyof Answers[Name]]?: Shape };
} = {
  list: {
    letters: 'list',
    total: 'number',
    counts: 'object',
    beyond: 'number',
    unreadable: 'list',
  },
  show: { letter: 'object', runbook: 'text' },
  plan: { plans: 'list', total: 'number', beyond: 'number', unreadable: 'list' },
  redrive: { results: 'list', startedAt: 'text', remaining: 'number' },
  discard: { discarded: 'list' },
  quota: { parked: 'number', madeLately: 'number' },
  resume: { results: 'list', waiting: 'number' },
  check: {
    keys: 'number',
    own: 'number',
    tenants: 'number',
    counts: 'object',
    findings: 'list',
    plan: 'list',
    planHash: 'text',
  },
  repair: { repaired: 'list', failed: 'list', remaining: 'number', planHash: 'text' },
};

/** Whether an answer has what its command promises. */
export function isAnswerTo<Name extends CommandName>(
  name: Name,
  answer: JsonObject,
): answer is JsonObject & Answers[Name] {
  return Object.entries(SHAPES[name]).every(([field, shape]) => shapeOf(answer[field]) === shape);
}

function shapeOf(value: unknown): Shape | undefined {
  if (Array.isArray(value)) return 'list';
  if (typeof value === 'string') return 'text';
  if (typeof value === 'number') return 'number';
  return typeof value === 'object' && value !== null ? 'object' : undefined;
}
