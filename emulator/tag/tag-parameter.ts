import type { Parameters } from '../api/service.ts';

/** A tag, as a parameter of KMS. */
export const TAG_PAIR = {
  TagKey: { type: 'string', required: true },
  TagValue: { type: 'string', required: true },
} as const satisfies Parameters;

/** A tag, as a parameter of the Tag service's calls. */
export const TAG = {
  ...TAG_PAIR,
  Category: { type: 'string' },
} as const satisfies Parameters;

/** What tags a resource must have, as a parameter; without values any will do. */
export const TAG_FILTER = {
  TagKey: { type: 'string', required: true },
  TagValue: { type: 'string[]' },
} as const satisfies Parameters;
