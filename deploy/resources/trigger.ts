import { ApiError } from '../../shared/tenant-key/api-error.ts';
import { type CallCloud, ifPresent, readAllPages } from '../calls/calls.ts';
import { handlingOf } from '../calls/codes.ts';
import type { DesiredTrigger } from '../state/application.ts';
import type { FoundTrigger, TriggerLogin } from '../state/found.ts';
import type { Cloud, DesiredOf, Fields, FieldValue, ResourceHandler } from './resource-handler.ts';
import {
  descriptionUpdate,
  type LoginForm,
  readDescription,
  triggerDescription,
} from './trigger-description.ts';

/**
 * Triggers. They are created enabled, and updated in place where the platform can do that. One of a queue that an
 * operator has stopped stays so. Only the types that a file can declare are read, so triggers of other types stay.
 *
 * @see https://cloud.tencent.com/document/product/583/39901 (descriptions of triggers)
 */
export const trigger: ResourceHandler<'trigger'> = {
  desired: ({ functions }) =>
    new Map(
      functions.flatMap(({ name: functionName, triggers }) =>
        triggers.map(
          (one) => [triggerPlanName(functionName, one), { functionName, trigger: one }] as const,
        ),
      ),
    ),

  read: async ({ functions }, { call, application: { namespace } }) => {
    const lists = functions.map((name) => readTriggers(name, namespace, call));
    return new Map((await Promise.all(lists)).flatMap(named));
  },

  foundFields,
  desiredFields: ({ trigger: declared }, found) => desiredFields(declared, found),
  mustReplace: (fields) => fields.some(({ name }) => FIXED.has(name)),

  apply: async ({ functionName, trigger: declared }, found, { verb, resource }, cloud) => {
    const { call, application } = cloud;
    const place = {
      FunctionName: functionName,
      Type: declared.type,
      Namespace: application.namespace,
    };
    const isStopped = found !== undefined && (await isPausedByNow(found, cloud));
    const settings = {
      Enable: isStopped ? 'CLOSE' : 'OPEN',
      ...(declared.type === 'timer' ? { CustomArgument: declared.message } : {}),
    };
    if (found !== undefined && verb === 'update') {
      const key = { TriggerName: found.name, Qualifier: found.qualifier };
      const TriggerDesc = descriptionUpdate(declared);
      await call('scf', 'UpdateTrigger', { ...place, ...key, ...settings, TriggerDesc });
      return;
    }
    if (isStopped) throw new Error(replacementWhilePaused(resource.name));
    if (found !== undefined) await deleteTrigger(found, cloud);
    const key = { TriggerName: declared.name, Qualifier: QUALIFIER };
    const create = (form: LoginForm) =>
      call('scf', 'CreateTrigger', {
        ...{ ...place, ...key, ...settings },
        TriggerDesc: triggerDescription(declared, form),
      });
    await create('object').catch((error: unknown) => {
      if (!hasLogin(declared) || !isOtherForm(error)) throw error;
      return create('text');
    });
  },

  remove: (_name, found, cloud) => deleteTrigger(found, cloud),
};

/** The triggers of a function, of the types that a file can declare; none if there is no such function. */
export async function readTriggers(
  functionName: string,
  namespace: string,
  call: CallCloud,
): Promise<readonly FoundTrigger[]> {
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
}

/**
 * Whether an operator has paused a queue by stopping its trigger. The cloud does not say who did, so whoever stops
 * one by hand has paused it too.
 */
export function isPaused({ type, enabled }: Pick<FoundTrigger, 'type' | 'enabled'>): boolean {
  return type === 'ckafka' && !enabled;
}

/** A deployment takes minutes, in which an operator may have paused or resumed the queue. */
async function isPausedByNow(found: FoundTrigger, { call, application }: Cloud): Promise<boolean> {
  if (found.type !== 'ckafka') return false;
  const current = await readTriggers(found.functionName, application.namespace, call);
  return isPaused(
    current.find(({ type, name }) => type === 'ckafka' && name === found.name) ?? found,
  );
}

/**
 * Why a trigger is not replaced while its queue is paused: if the deployment were interrupted after it was deleted,
 * nothing would tell the next one that it was stopped.
 */
export function replacementWhilePaused(name: string): string {
  return `The queue is paused, and the trigger ${name} would have to be deleted and created again, which would start it: run tenant-keys queue resume first, and pause again after the deployment.`;
}

function hasLogin(declared: DesiredTrigger): boolean {
  return declared.type === 'ckafka' && declared.login !== undefined;
}

/** Whether the cloud may take the same description in another form. */
function isOtherForm(error: unknown): boolean {
  return error instanceof ApiError && handlingOf(error.code) === 'other-form';
}

const PAGE_ROWS = 100;

/** The vendor recommends to bind triggers to this alias of the latest version. */
const QUALIFIER = '$DEFAULT';

/** The fields with the user with which the platform reads a topic. */
export const LOGIN_FIELDS: readonly string[] = ['user', 'password'];

/** The fields that `UpdateTrigger` cannot change. */
const FIXED: ReadonlySet<string> = new Set(['consumer group', 'version', ...LOGIN_FIELDS]);

/**
 * The name of a trigger in a plan. A function has one URL, and the platform may not use the name that it
 * was given, so that trigger is identified only by its type.
 */
export function triggerPlanName(
  functionName: string,
  { type, name }: Pick<FoundTrigger, 'type' | 'name'>,
): string {
  return type === 'http' ? `${functionName}/${type}` : `${functionName}/${type}/${name}`;
}

/** The triggers of one function by name. If it has several URLs, the others get longer names. */
function named(triggers: readonly FoundTrigger[]): readonly (readonly [string, FoundTrigger])[] {
  const taken = new Set<string>();
  return [...triggers].sort(byVersion).map((one) => {
    const name = triggerPlanName(one.functionName, one);
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

/** The compared fields of a description: the name in a plan, and the name by `readDescription`. */
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

function foundFields(found: FoundTrigger, { trigger: declared }: DesiredOf['trigger']): Fields {
  const isLatest = [QUALIFIER, '$LATEST'].includes(found.qualifier);
  const desc = readDescription(found.desc);
  // It is not documented whether the platform returns all of these. A missing one counts as unchanged.
  const fallback = found.type === 'ckafka' ? readDescription(triggerDescription(declared)) : desc;
  return new Map([
    ['enabled', found.enabled ? 'yes' : 'no'],
    ...(isLatest ? [] : [['version', found.qualifier] as const]),
    ...DESCRIBED[found.type].map(
      ([name, field]) => [name, desc.get(field) ?? fallback.get(field) ?? ''] as const,
    ),
    ...(found.type === 'timer' ? [['message', found.argument] as const] : []),
    ...loginFields(desc, found.otherLogin ?? loginIn(fallback)),
  ]);
}

/**
 * The user with which the platform reads a topic. It is not documented whether the platform returns it. What
 * it does not return, or returns as asterisks, counts as `otherwise`.
 */
function loginFields(
  desc: ReadonlyMap<string, string>,
  otherwise: Partial<TriggerLogin> = {},
): readonly (readonly [string, FieldValue])[] {
  const { user = otherwise.user, password = otherwise.password } = loginIn(desc);
  return [
    ...(user === undefined ? [] : [['user', user] as const]),
    ...(password === undefined ? [] : [['password', { secret: password }] as const]),
  ];
}

function loginIn(desc: ReadonlyMap<string, string>): Partial<TriggerLogin> {
  return Object.fromEntries(
    LOGIN_FIELDS.flatMap((field) => {
      const text = desc.get(field);
      return text === undefined || /^\*+$/.test(text) ? [] : [[field, text]];
    }),
  );
}

function desiredFields(declared: DesiredTrigger, found: FoundTrigger | undefined): Fields {
  const desc = readDescription(triggerDescription(declared));
  // The offset where a new consumer group starts; it means nothing for an existing one.
  const isNewGroup = declared.type === 'ckafka' && found === undefined;
  return new Map([
    ['enabled', found !== undefined && isPaused(found) ? 'no' : 'yes'],
    ...DESCRIBED[declared.type].map(([name, field]) => [name, desc.get(field) ?? ''] as const),
    ...(isNewGroup ? [['start', declared.offset] as const] : []),
    ...(declared.type === 'timer' ? [['message', declared.message] as const] : []),
    ...loginFields(desc),
  ]);
}
