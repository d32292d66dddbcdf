import { EMULATED_ACTION } from './emulated-action.ts';
import { REQUEST_FIELD } from './request-field.ts';
import type { WorkedChange } from './worked-change.ts';

/** In the order of CONTRIBUTING.md. */
export const WORKED_CHANGES: readonly WorkedChange[] = [REQUEST_FIELD, EMULATED_ACTION];
