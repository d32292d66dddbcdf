import type { Topics } from '../../../shared/topics/topics.ts';

/** Topics that take everything and keep nothing. */
export const SINK: Topics = { publish: async () => {}, close: async () => {} };
