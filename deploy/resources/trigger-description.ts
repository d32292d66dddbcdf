import { isJsonObject } from '../../shared/tenant-key/json.ts';
import type { DesiredTrigger } from '../state/application.ts';

/** How a description has the user of a topic: as an object in it, or as the JSON text of one. */
export type LoginForm = 'object' | 'text';

/**
 * The description that a trigger is created with. It sets every field that has a default: by default a
 * URL needs no authentication, and a batch is delivered up to ten thousand times.
 *
 * @see https://cloud.tencent.com/document/product/583/39901
 */
export function triggerDescription(
  trigger: DesiredTrigger,
  loginForm: LoginForm = 'object',
): string {
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
        ...(trigger.login && { easConfig: loginIn(loginForm, trigger.login) }),
      });
    case 'timer':
      return trigger.cron;
  }
}

/** The vendor documents that there is an `easConfig` with user and password, but not how it is written. */
function loginIn(form: LoginForm, login: object): object | string {
  return form === 'object' ? login : JSON.stringify(login);
}

/**
 * The description that updates a trigger in place. For CKafka it may contain only three fields, and
 * leaves the others unchanged.
 *
 * @see https://cloud.tencent.com/document/api/583/96828 (UpdateTrigger)
 */
export function descriptionUpdate(trigger: DesiredTrigger): string {
  return trigger.type === 'ckafka'
    ? JSON.stringify(changeableOf(trigger))
    : triggerDescription(trigger);
}

function changeableOf({ maxMsgNum, retriesMax, windowS }: QueueTrigger) {
  return { maxMsgNum, retry: retriesMax, timeOut: windowS };
}

type QueueTrigger = Extract<DesiredTrigger, { readonly type: 'ckafka' }>;

/**
 * The fields of a description as the cloud returns it. Their names are in lower case, since the cloud's
 * spelling varies. Fields of `NetConfig` and `easConfig` are flattened, and a bare cron expression becomes
 * `cron`.
 */
export function readDescription(desc: string): ReadonlyMap<string, string> {
  const value = parsedObject(desc);
  if (value === undefined) return new Map([['cron', desc]]);
  return new Map(flattened(value));
}

function parsedObject(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function flattened(value: object): readonly (readonly [string, string])[] {
  return Object.entries(value).flatMap(([name, one]) => {
    const inner = isJsonObject(one) ? one : parsedObject(String(one));
    return inner === undefined ? [[name.toLowerCase(), String(one)] as const] : flattened(inner);
  });
}
