import type { Change } from '../change.ts';
import { diagnoseChanges } from './diagnose-changes.ts';
import type { Diagnosis } from './diagnosis.ts';

/** Whether the triggers are there and on: through one that is off nothing comes in. */
export function diagnoseTriggers(changes: readonly Change[]): Diagnosis {
  const off = changes.filter(({ fields }) =>
    fields.some(({ name, before }) => name === 'enabled' && before === 'no'),
  );
  if (off.length === 0) return diagnoseChanges('triggers', changes);
  return {
    check: 'triggers',
    state: 'bad',
    found: `Switched off: ${off.map(({ resource }) => resource.name).join(', ')}.`,
    remedy: 'tenant-keys deploy switches them on.',
  };
}
