import { isCompactedAndExpiring } from '../resources/topic.ts';
import { isPaused } from '../resources/trigger.ts';
import type { Change, ResourceKind } from '../state/change.ts';
import type { Found } from '../state/found.ts';
import type { Diagnosis } from './diagnosis.ts';

/** Whether the account lets the platform configure triggers and logs. */
export function diagnoseAuthorization(changes: readonly Change[]): Diagnosis {
  const check = 'scf';
  const [missing] = changes;
  if (missing === undefined) {
    return { check, state: 'good', found: 'The account lets it configure triggers and logs.' };
  }
  const { verb, resource, fields } = missing;
  const lacks = fields.map(({ after = '' }) => after).join(', ');
  return {
    check,
    state: 'bad',
    found:
      verb === 'create'
        ? `There is no role ${resource.name}, without which it refuses triggers and logs.`
        : `The role ${resource.name} lacks the policy ${lacks}, without which SCF refuses triggers and logs.`,
    remedy:
      'Run tenant-keys deploy, which adds it; or open https://console.cloud.tencent.com/scf as the owner of the account, and agree.',
  };
}

/**
 * Whether the topics exist and keep what they must. If the dead-letter topic is not compacted, it
 * deletes dead letters by age, although their requests were answered as parked.
 */
export function diagnoseTopics(changes: readonly Change[], topics: Found['topic']): Diagnosis {
  const losing = changes.find(
    ({ verb, fields }) =>
      verb !== 'create' &&
      fields.some(({ name, after }) => name === 'clean-up policy' && after === 'compact'),
  );
  const expiring = [...topics].find(([, topic]) => isCompactedAndExpiring(topic));
  if (losing === undefined && changes.length === 0 && expiring !== undefined) {
    const [name, { cleanUpPolicy }] = expiring;
    return {
      check: 'topics',
      state: 'warn',
      found: `${name} is compacted, and also deletes messages by age (${cleanUpPolicy}).`,
      remedy: 'Change its clean-up policy to compact in the CKafka console.',
    };
  }
  if (losing === undefined) return diagnoseChanges('topics', changes);
  return {
    check: 'topics',
    state: 'bad',
    found: `${losing.resource.name} is not compacted, so it will lose messages that must be kept.`,
    remedy: 'Run tenant-keys deploy to fix this.',
  };
}

/**
 * Whether the bucket of the statuses is there, private, and empties itself. A public one shows everyone which tenants
 * there are.
 */
export function diagnoseBucket(changes: readonly Change[], buckets: Found['bucket']): Diagnosis {
  const check = 'statuses';
  if (changes.length === 0 && buckets.size === 0) {
    return { check, state: 'good', found: 'None are kept, as STATUS_STORE is not set.' };
  }
  const isPublic = [...buckets.values()].some((bucket) => bucket.isPublic);
  const diagnosis = diagnoseChanges(check, changes);
  return isPublic ? { ...diagnosis, state: 'bad' } : diagnosis;
}

/** Whether the functions exist with their code and settings, and can run. A missing one is no hint. */
export function diagnoseFunctions(changes: readonly Change[]): Diagnosis {
  const failed = changes.flatMap(({ resource, fields }) =>
    fields.flatMap(({ name, before = '' }) =>
      name === 'status' && before !== '' ? [`${resource.name} is ${before}`] : [],
    ),
  );
  if (failed.length === 0)
    return requiring('function', diagnoseChanges('functions', changes), changes);
  return {
    check: 'functions',
    state: 'bad',
    found: `Failed: ${failed.join(', ')}.`,
    remedy:
      'See the reason in the SCF console. tenant-keys deploy replaces a function whose creation failed.',
  };
}

/**
 * Whether the triggers exist and are enabled: a disabled trigger invokes nothing. That of a queue is disabled while an
 * operator has paused it, which a deployment leaves so.
 */
export function diagnoseTriggers(
  changes: readonly Change[],
  triggers: Found['trigger'],
): Diagnosis {
  const disabled = changes.filter(({ fields }) =>
    fields.some(({ name, before }) => name === 'enabled' && before === 'no'),
  );
  if (disabled.length === 0) {
    const others = requiring('trigger', diagnoseChanges('triggers', changes), changes);
    return withPauses(others, triggers);
  }
  const names = disabled.map(({ resource }) => resource.name).join(', ');
  const stopped = {
    check: 'triggers',
    state: 'bad',
    found: `Disabled: ${names}.`,
    remedy: 'Run tenant-keys deploy to enable them.',
  } as const;
  return withPauses(stopped, triggers);
}

/** The same diagnosis with the names of paused queues, if there are any. */
function withPauses(diagnosis: Diagnosis, triggers: Found['trigger']): Diagnosis {
  const paused = [...triggers].flatMap(([name, row]) => (isPaused(row) ? [name] : []));
  if (paused.length === 0) return diagnosis;
  const { check, state, found, remedy } = diagnosis;
  const about = `The queue is paused: ${paused.join(', ')}.`;
  if (state === 'good') return { check, state: 'warn', found: about, remedy: RESUME };
  return { check, state, found: `${found} ${about}`, remedy: `${remedy} ${RESUME}` };
}

const RESUME = 'Run tenant-keys queue resume to start it, if that is meant to be over.';

/** The same diagnosis; but bad if a resource of this kind is missing, as nothing works without it. */
function requiring(
  kind: ResourceKind,
  diagnosis: Diagnosis,
  changes: readonly Change[],
): Diagnosis {
  const isMissing = changes.some(
    ({ verb, resource }) => verb === 'create' && resource.kind === kind,
  );
  return isMissing ? { ...diagnosis, state: 'bad' } : diagnosis;
}

/** The diagnosis of resources by what a deployment would change of them. */
export function diagnoseChanges(check: string, changes: readonly Change[]): Diagnosis {
  if (changes.length === 0) {
    return { check, state: 'good', found: 'They match serverless.yml.' };
  }
  const missing = changes.filter(({ verb }) => verb === 'create');
  const different = changes.filter(({ verb }) => verb !== 'create');
  const found = [
    ...(missing.length === 0 ? [] : [`Missing: ${listed(missing, nameOf)}.`]),
    ...(different.length === 0
      ? []
      : [`Different from serverless.yml: ${listed(different, differenceOf)}.`]),
  ];
  return {
    check,
    state: 'warn',
    found: found.join(' '),
    remedy: 'Run tenant-keys deploy to fix this, or with --plan to preview it.',
  };
}

function listed(changes: readonly Change[], textOf: (change: Change) => string): string {
  const shown = changes.slice(0, SHOWN_MAX).map(textOf).join(', ');
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
