import { EMULATED_ACTION } from './emulated-action.ts';
import { OPERATOR_VERB } from './operator-verb.ts';
import { REQUEST_FIELD } from './request-field.ts';
import type { WorkedChange } from './worked-change.ts';

/** In the order of CONTRIBUTING.md. */
export const WORKED_CHANGES: readonly WorkedChange[] = [
  REQUEST_FIELD,
  OPERATOR_VERB,
  EMULATED_ACTION,
];
