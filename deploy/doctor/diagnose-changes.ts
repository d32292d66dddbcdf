import type { Change } from '../change.ts';
import type { Diagnosis } from './diagnosis.ts';

/** The diagnosis of what is there, by what a deployment would change of it. */
export function diagnoseChanges(check: string, changes: readonly Change[]): Diagnosis {
  if (changes.length === 0)
    return { check, state: 'good', found: 'All is as serverless.yml says.' };
  const missing = changes.filter(({ verb }) => verb === 'create');
  const different = changes.filter(({ verb }) => verb !== 'create');
  const found = [
    ...(missing.length === 0 ? [] : [`Not there: ${namesOf(missing, nameOf)}.`]),
    ...(different.length === 0
      ? []
      : [`Not as the file says: ${namesOf(different, differenceOf)}.`]),
  ];
  return {
    check,
    state: 'warn',
    found: found.join(' '),
    remedy: 'tenant-keys deploy mends it; with --plan it only shows how.',
  };
}

function namesOf(changes: readonly Change[], tell: (change: Change) => string): string {
  const shown = changes.slice(0, SHOWN_MAX).map(tell).join(', ');
  const more = changes.length - SHOWN_MAX;
  return more > 0 ? `${shown} and ${more} more` : shown;
}

const SHOWN_MAX = 4;

function nameOf({ resource: { kind, name } }: Change): string {
  return `${kind} ${name}`;
}

function differenceOf(change: Change): string {
  const fields = change.fields.map(({ name }) => name).join(', ');
  return fields === '' ? nameOf(change) : `${nameOf(change)} (${fields})`;
}
