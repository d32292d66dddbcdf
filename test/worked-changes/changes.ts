import { EMULATED_ACTION } from './emulated-action.ts';
import type { WorkedChange } from './worked-change.ts';

/** In the order of CONTRIBUTING.md. */
export const WORKED_CHANGES: readonly WorkedChange[] = [EMULATED_ACTION];
