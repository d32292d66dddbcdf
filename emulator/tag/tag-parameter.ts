import type { Parameters } from '../api/service.ts';

/** A tag, as a parameter of the Tag service's calls. */
export const TAG = {
  TagKey: { type: 'string', required: true },
  TagValue: { type: 'string', required: true },
  Category: { type: 'string' },
} as const satisfies Parameters;
