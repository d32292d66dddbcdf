import type { Pacer } from './pacer.ts';

/** For calls that may go at once: they are few, or something else paces them. */
export const NO_PACE: Pacer = { turn: async () => {}, throttled: () => {} };
