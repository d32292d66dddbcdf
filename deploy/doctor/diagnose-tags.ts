import { diagnoseUnread } from './diagnose-unread.ts';
import type { Diagnosis } from './diagnosis.ts';
import type { Reading } from './reading.ts';

/** Whether tags can be read: without its tenant's tag no key is announced. */
export function diagnoseTags(tags: Reading<object>): Diagnosis {
  if (!tags.ok) return diagnoseUnread('tags', tags.failure);
  return { check: 'tags', state: 'good', found: 'They can be read.' };
}
