import { isJsonObject } from '../../shared/tenant-key/json.ts';
import { ifPresent, readAllPages } from '../calls/calls.ts';
import type { DesiredTrigger } from '../state/application.ts';
import type { FoundTrigger } from '../state/found.ts';
import type { Cloud, DesiredOf, Fields, ResourceHandler } from './resource.ts';

/**
 * Triggers. They are created switched on, and changed in place as far as the platform can. Only those
 * of a type that a file can name are read, so that whatever else triggers a function stays.
 *
 * @see https://cloud.tencent.com/document/product/583/39901 (descriptions of triggers)
 */
export const trigger: ResourceHandler<'trigger'> = {
  desired: ({ functions }) =>
    new Map(
      functions.flatMap(({ name: functionName, triggers }) =>
        triggers.map((one) => [nameOf(functionName, one), { functionName, trigger: one }] as const),
      ),
    ),

  read: async ({ functions }, { call, application: { namespace } }) => {
    const lists = functions.map(async (functionName) => {
      const all = await readAllPages(async (Offset) => {
        const page = { FunctionName: functionName, Namespace: namespace, Offset, Limit: PAGE_ROWS };
        const answer = await ifPresent(call('scf', 'ListTriggers', page));
        return { rows: answer?.Triggers ?? [], total: answer?.TotalCount ?? 0 };
      });
      return all.flatMap((row): readonly FoundTrigger[] => {
        const { Type: type = '', TriggerName: name = '', Enable } = row;
        if (!isKnownType(type)) return [];
        const { Qualifier: qualifier = QUALIFIER, TriggerDesc: desc = '', CustomArgument } = row;
        const enabled = Enable === 1;
        const argument = CustomArgument ?? '';
        return [{ functionName, type, name, enabled, qualifier, desc, argument }];
      });
    });
    return new Map((await Promise.all(lists)).flatMap(named));
  },

  foundFields,
  desiredFields: ({ trigger: wanted }, found) => desiredFields(wanted, found),
  mustReplace: (fields) => fields.some(({ name }) => FIXED.has(name)),

  apply: async ({ functionName, trigger: wanted }, found, { verb }, cloud) => {
    const { call, application } = cloud;
    const place = {
      FunctionName: functionName,
      Type: wanted.type,
      Namespace: application.namespace,
    };
    const settings = {
      Enable: 'OPEN',
      ...(wanted.type === 'timer' ? { CustomArgument: wanted.message } : {}),
    };
    if (found !== undefined && verb === 'update') {
      const key = { TriggerName: found.name, Qualifier: found.qualifier };
      const TriggerDesc = triggerDescChange(wanted);
      await call('scf', 'UpdateTrigger', { ...place, ...key, ...settings, TriggerDesc });
      return;
    }
    if (found !== undefined) await deleteTrigger(found, cloud);
    const key = { TriggerName: wanted.name, Qualifier: QUALIFIER };
    const TriggerDesc = triggerDesc(wanted);
    await call('scf', 'CreateTrigger', { ...place, ...key, ...settings, TriggerDesc });
  },

  remove: (_name, found, cloud) => deleteTrigger(found, cloud),
};

const PAGE_ROWS = 100;

/** The vendor advises to bind triggers to this alias, which stands for the latest version. */
const QUALIFIER = '$DEFAULT';

/** What `UpdateTrigger` cannot change. */
const FIXED: ReadonlySet<string> = new Set(['consumer group', 'version']);

/**
 * The name of a trigger in a plan. A function has one URL, which the platform may give another name
 * than it was told: its trigger is known by its type alone.
 */
function nameOf(functionName: string, { type, name }: Pick<FoundTrigger, 'type' | 'name'>): string {
  return type === 'http' ? `${functionName}/${type}` : `${functionName}/${type}/${name}`;
}

/** The triggers of one function. Of its URLs the first is the one, and others are there besides. */
function named(triggers: readonly FoundTrigger[]): readonly (readonly [string, FoundTrigger])[] {
  const taken = new Set<string>();
  return [...triggers].sort(byVersion).map((one) => {
    const name = nameOf(one.functionName, one);
    const unique = taken.has(name) ? `${name}/${one.name}` : name;
    taken.add(name);
    return [unique, one];
  });
}

function byVersion(one: FoundTrigger, other: FoundTrigger): number {
  return Number(other.qualifier === QUALIFIER) - Number(one.qualifier === QUALIFIER);
}

function isKnownType(type: string): type is FoundTrigger['type'] {
  return ['http', 'ckafka', 'timer'].includes(type);
}

async function deleteTrigger(
  { functionName, type, name, qualifier }: FoundTrigger,
  { call, application }: Cloud,
): Promise<void> {
  await call('scf', 'DeleteTrigger', {
    FunctionName: functionName,
    TriggerName: name,
    Type: type,
    Namespace: application.namespace,
    Qualifier: qualifier,
  });
}

/** What a description says that is compared: as it is shown, and as `readTriggerDesc` names it. */
const DESCRIBED = {
  http: [
    ['auth type', 'authtype'],
    ['intranet', 'enableintranet'],
    ['extranet', 'enableextranet'],
  ],
  ckafka: [
    ['messages a batch', 'maxmsgnum'],
    ['window in s', 'timeout'],
    ['retries', 'retry'],
    ['consumer group', 'consumergroupname'],
  ],
  timer: [['cron', 'cron']],
} as const;

function foundFields(found: FoundTrigger, { trigger: wanted }: DesiredOf['trigger']): Fields {
  const isLatest = [QUALIFIER, '$LATEST'].includes(found.qualifier);
  const desc = readTriggerDesc(found.desc);
  // Whether the platform tells all of these is not documented: what it does not tell is taken as set.
  const untold = found.type === 'ckafka' ? readTriggerDesc(triggerDesc(wanted)) : desc;
  return new Map([
    ['enabled', found.enabled ? 'yes' : 'no'],
    ...(isLatest ? [] : [['version', found.qualifier] as const]),
    ...DESCRIBED[found.type].map(
      ([name, field]) => [name, desc.get(field) ?? untold.get(field) ?? ''] as const,
    ),
    ...(found.type === 'timer' ? [['message', found.argument] as const] : []),
  ]);
}

function desiredFields(wanted: DesiredTrigger, found: FoundTrigger | undefined): Fields {
  const desc = readTriggerDesc(triggerDesc(wanted));
  // Where a new consumer group begins; it means nothing once there is one.
  const isStarting = wanted.type === 'ckafka' && found === undefined;
  return new Map([
    ['enabled', 'yes'],
    ...DESCRIBED[wanted.type].map(([name, field]) => [name, desc.get(field) ?? ''] as const),
    ...(isStarting ? [['start', wanted.offset] as const] : []),
    ...(wanted.type === 'timer' ? [['message', wanted.message] as const] : []),
  ]);
}

/**
 * The description that a trigger is created with. All that has a default is said: the
 * platform's own are a URL for everybody and ten thousand deliveries.
 *
 * @see https://cloud.tencent.com/document/product/583/39901
 */
export function triggerDesc(trigger: DesiredTrigger): string {
  switch (trigger.type) {
    case 'http': {
      const { authType: AuthType, enableIntranet, enableExtranet } = trigger;
      const NetConfig = { EnableIntranet: enableIntranet, EnableExtranet: enableExtranet };
      return JSON.stringify({ AuthType, NetConfig });
    }
    case 'ckafka':
      return JSON.stringify({
        ...changeableOf(trigger),
        offset: trigger.offset,
        consumerGroupName: trigger.consumerGroup,
      });
    case 'timer':
      return trigger.cron;
  }
}

/**
 * The description that changes a trigger in place. That of CKafka takes three fields only, and leaves
 * the others as they are.
 *
 * @see https://cloud.tencent.com/document/api/583/96828 (UpdateTrigger)
 */
export function triggerDescChange(trigger: DesiredTrigger): string {
  return trigger.type === 'ckafka' ? JSON.stringify(changeableOf(trigger)) : triggerDesc(trigger);
}

function changeableOf({ maxMsgNum, retriesMax, windowS }: QueueTrigger) {
  return { maxMsgNum, retry: retriesMax, timeOut: windowS };
}

type QueueTrigger = Extract<DesiredTrigger, { readonly type: 'ckafka' }>;

/**
 * A description as the cloud tells it, by the names of its fields in small letters, as they are not
 * always written alike; those within `NetConfig` stand beside the others. A bare cron is `cron`.
 */
export function readTriggerDesc(desc: string): ReadonlyMap<string, string> {
  const value = parsed(desc);
  if (value === undefined) return new Map([['cron', desc]]);
  return new Map(flat(value));
}

function parsed(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function flat(value: object): readonly (readonly [string, string])[] {
  return Object.entries(value).flatMap(([name, one]) =>
    isJsonObject(one) ? flat(one) : [[name.toLowerCase(), String(one)] as const],
  );
}
