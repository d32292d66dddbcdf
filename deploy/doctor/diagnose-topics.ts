import type { Change } from '../change.ts';
import { diagnoseChanges } from './diagnose-changes.ts';
import type { Diagnosis } from './diagnosis.ts';

/**
 * Whether the topics are there and keep what they must. A topic of letters that is not compacted drops
 * them by age, and whoever sent them was told that they are kept.
 */
export function diagnoseTopics(changes: readonly Change[]): Diagnosis {
  const losing = changes.find(
    ({ verb, fields }) =>
      verb !== 'create' &&
      fields.some(({ name, after }) => name === 'clean-up policy' && after === 'compact'),
  );
  if (losing === undefined) return diagnoseChanges('topics', changes);
  return {
    check: 'topics',
    state: 'bad',
    found: `${losing.resource.name} is not compacted, so what is parked there will be lost.`,
    remedy: 'tenant-keys deploy mends it.',
  };
}
