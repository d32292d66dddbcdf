import type { Topics } from '../../../shared/topics/topics.ts';

/** Topics that accept every message and discard it. */
export const SINK: Topics = { publish: async () => {}, close: async () => {} };
