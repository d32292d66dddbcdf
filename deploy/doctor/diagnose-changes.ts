import type { Change } from '../state/change.ts';
import type { Diagnosis } from './diagnose-account.ts';

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
