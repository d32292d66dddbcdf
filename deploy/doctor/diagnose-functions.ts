import type { Change } from '../change.ts';
import { diagnoseChanges } from './diagnose-changes.ts';
import type { Diagnosis } from './diagnosis.ts';

/** Whether the functions are there with their code and settings, and whether they can run. */
export function diagnoseFunctions(changes: readonly Change[]): Diagnosis {
  const broken = changes.flatMap(({ resource, fields }) =>
    fields.flatMap(({ name, before = '' }) =>
      name === 'status' && before !== '' ? [`${resource.name} is ${before}`] : [],
    ),
  );
  if (broken.length === 0) return diagnoseChanges('functions', changes);
  return {
    check: 'functions',
    state: 'bad',
    found: `Out of order: ${broken.join(', ')}.`,
    remedy: 'See what the console of SCF says of it; tenant-keys deploy makes anew what never ran.',
  };
}
