import { isJsonObject } from '../../shared/tenant-key/json.ts';
import type { DesiredTrigger } from '../application.ts';

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
