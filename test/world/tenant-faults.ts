import type { CloudMachine } from '../../emulator/cloud/machine.ts';
import type { Effect } from '../../emulator/faults/faults.ts';
import { ApiError } from '../../shared/tenant-key/api-error.ts';
import { OWN_FAILURES } from '../../shared/tenant-key/failures/own-failures.ts';
import { TAG_FAILURES } from '../../shared/tenant-key/failures/tag-failures.ts';
import { TENANT_TAG_KEY } from '../../shared/tenant-key/key.ts';
import type { TencentClient } from '../../shared/tencent/client.ts';
import type { Topics } from '../../shared/topics/topics.ts';

/** A failure that only what concerns one tenant meets, whichever instance handles it. */
export type TenantFault = {
  /** A code of the failure table, or an unclassified one. */
  readonly code: string;
  /** Whether the next call meets it. */
  readonly isDown: () => boolean;
};

/** Where a failure is met: by the call that creates a key, the one that tags it, or at publishing an event. */
export type FaultPlace = 'create' | 'tag' | 'announce';

/** Those of the Tag service are met when the key is there and its tags are not. */
export function placeOf(code: string): FaultPlace {
  if (/^Topic/.test(code)) return 'announce';
  return TAG_CODES.has(code) ? 'tag' : 'create';
}

const TAG_CODES: ReadonlySet<string> = new Set([
  'TagsNotConfirmed',
  ...TAG_FAILURES.map(([code]) => code),
]);

/** The faults of the tenants of a world, for the clients and the topics of each of its instances. */
export type TenantFaults = {
  readonly set: (tenantId: string, fault: TenantFault | undefined) => void;
  readonly client: (own: TencentClient) => TencentClient;
  /** Outside of what publishes the events of one instant together: one that fails would fail the others. */
  readonly throughTopics: (own: Topics) => Topics;
};

export function tenantFaults(machine: CloudMachine): TenantFaults {
  const faults = new Map<string, TenantFault>();

  /** The code that a call meets here. */
  function codeAt(place: FaultPlace, tenantId: string): string | undefined {
    const fault = faults.get(tenantId);
    if (fault === undefined || placeOf(fault.code) !== place) return undefined;
    return fault.isDown() ? fault.code : undefined;
  }

  function addEffect(action: string, effect: Effect): void {
    machine.faults.add([{ action, effect, times: 1 }]);
  }

  /** Throws what the client throws, or has the cloud answer so. */
  function fail(action: string, code: string): void {
    const error = OWN_ERRORS.get(code);
    if (error !== undefined) throw error();
    if (code === 'HttpStatus') addEffect(action, { http: 502 });
    else if (OWN_CODES.has(code)) throw new ApiError(code, { detail: 'a fault' });
    else addEffect(action, { error: code });
  }

  return {
    set: (tenantId, fault) => {
      if (fault === undefined) faults.delete(tenantId);
      else faults.set(tenantId, fault);
    },
    client: (own) => ({
      request: async (action, params, signal) => {
        const tenantId = tenantOf(params as CallParams);
        const place = action === 'TagResources' ? 'tag' : 'create';
        const isMet = action === 'TagResources' || action === 'CreateKey';
        const code = isMet ? codeAt(place, tenantId) : undefined;
        if (code !== undefined) fail(action, code);
        const { code: later = '' } = faults.get(tenantId) ?? {};
        if (action === 'CreateKey' && placeOf(later) === 'tag') addEffect(action, { tagCode: 1 });
        return own.request(action, params, signal);
      },
    }),
    throughTopics: (own) => ({
      ...own,
      publish: async (topic, messages, deadlineMs) => {
        for (const { value } of topic === 'key-events' ? messages : []) {
          const { type, data } = JSON.parse(value ?? '') as { type: string; data: Named };
          const code = codeAt('announce', data.tenantId ?? '');
          // The event of what is parked fits where that of its key did not.
          const isRefused = code !== 'TopicRefused' || type === 'tenant-key.provisioned';
          if (code !== undefined && isRefused) throw new ApiError(code, { detail: 'a fault' });
        }
        return own.publish(topic, messages, deadlineMs);
      },
    }),
  };
}

type Named = { readonly tenantId?: string };

type CallParams = {
  readonly Alias?: string;
  readonly Tags?: readonly { readonly TagKey: string; readonly TagValue: string }[];
};

function tenantOf({ Alias, Tags = [] }: CallParams): string {
  if (Alias !== undefined) return Alias.split('_')[0] ?? '';
  return Tags.find(({ TagKey }) => TagKey === TENANT_TAG_KEY)?.TagValue ?? '';
}

const OWN_CODES: ReadonlySet<string> = new Set(OWN_FAILURES.map(([code]) => code));

/** What the SDK throws, as `call-tencent.test.ts` has it. */
const OWN_ERRORS: ReadonlyMap<string, () => Error> = new Map([
  ['NotConnected', () => new Error('request to http://kms/ failed, reason: connect ECONNREFUSED')],
  ['NoAnswer', () => new Error('request to http://kms/ failed, reason: socket hang up')],
  ['UnreadableAnswer', () => Object.assign(new Error('no JSON'), { type: 'invalid-json' })],
]);
