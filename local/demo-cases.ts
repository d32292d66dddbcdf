import type { Switches } from '../emulator/api/switches.ts';
import type { Fault } from '../emulator/faults/faults.ts';
import type { Outcome, WayIn } from './activity.ts';

/** One request of the demo. */
export type DemoCase = {
  readonly wayIn: WayIn;
  readonly tenantId: string;
  readonly keyName: string;
  /** What goes wrong, in at most 13 characters; empty if nothing does. */
  readonly trouble: string;
  readonly expected: Expected;
  /** The tenant whose token goes with it, if it is another one; null for no token. */
  readonly tokenFor?: string | null;
  /** Fields of the request besides the names. */
  readonly fields?: object;
  /** Is sent in place of a request. */
  readonly text?: string;
  /** How the request is completed at the end of the demo. */
  readonly recovery?: Recovery;
  /** Its key exists, and is disabled until the recovery. Otherwise a recovery needs a new key in each run. */
  readonly isDisabled?: true;
  /** How the local cloud fails meanwhile. */
  readonly faults?: readonly Fault[];
  readonly switches?: Partial<Switches>;
};

export type Recovery = {
  /** By the timer, or by an operator with a redrive. */
  readonly by: 'timer' | 'operator';
  /** Why it is possible now, in at most 13 characters. */
  readonly reason: string;
  /** The key existed before, so that CreateKey is not called again. */
  readonly adopts?: true;
};

export type Expected = {
  readonly outcome: Outcome;
  readonly code?: string;
  /** The key must have existed before. */
  readonly adopted?: true;
};

export const CREATED: Expected = { outcome: 'provisioned' };
export const ADOPTED: Expected = { outcome: 'provisioned', adopted: true };
const NO_QUOTA: Expected = { outcome: 'waiting', code: 'LimitExceeded.CmkLimitExceeded' };

const QUOTA_RAISED: Recovery = { by: 'timer', reason: 'quota is back' };

/** The requests in the order in which they are sent. */
export const DEMO_CASES: readonly DemoCase[] = [
  request('http', 'hooli', 'main'),
  request('queue', 'hooli', 'backup'),
  request('queue', 'wonka', 'main'),
  {
    ...request('http', 'wonka', 'signing'),
    fields: { keyUsage: 'ASYMMETRIC_SIGN_VERIFY_ECC', tags: { team: 'billing' } },
  },
  { ...request('queue', 'hooli', 'main'), trouble: 'sent again', expected: ADOPTED },
  {
    ...request('http', 'hooli', 'main'),
    trouble: 'another usage',
    fields: { keyUsage: 'ASYMMETRIC_DECRYPT_RSA_2048' },
    expected: { outcome: 'rejected', code: 'KeyConflict' },
  },
  {
    ...request('http', 'hooli', 'orders'),
    trouble: 'answer lost',
    faults: [{ action: 'CreateKey', effect: { lostAnswer: true }, times: 1 }],
  },
  {
    ...request('queue', 'wonka', 'orders'),
    trouble: 'tags missing',
    faults: [{ action: 'CreateKey', effect: { tagCode: 1 }, times: 1 }],
  },
  {
    ...request('queue', 'wonka', 'archive'),
    trouble: 'tagging fails',
    faults: [
      { action: 'CreateKey', effect: { tagCode: 1 }, times: 1 },
      { action: 'TagResources', effect: { error: 'InternalError' } },
    ],
    expected: { outcome: 'waiting', code: 'InternalError' },
    recovery: { by: 'timer', reason: 'tags are back', adopts: true },
  },
  {
    ...request('queue', 'wayne', 'main'),
    trouble: 'KMS outage',
    faults: [{ action: 'CreateKey', effect: { error: 'ServiceUnavailable' } }],
    expected: { outcome: 'waiting', code: 'ServiceUnavailable' },
    recovery: { by: 'timer', reason: 'KMS is back' },
  },
  {
    ...request('queue', 'hooli', 'backup'),
    trouble: 'key disabled',
    isDisabled: true,
    expected: { outcome: 'parked', code: 'KeyDisabled' },
    recovery: { by: 'operator', reason: 'key enabled', adopts: true },
  },
  {
    ...request('http', 'wayne', 'vault'),
    trouble: 'quota used up',
    switches: { cmkLimit: 0 },
    expected: NO_QUOTA,
    recovery: QUOTA_RAISED,
  },
  {
    ...request('queue', 'wayne', 'cave'),
    trouble: 'quota used up',
    switches: { cmkLimit: 0 },
    expected: NO_QUOTA,
    recovery: QUOTA_RAISED,
  },
  {
    ...request('http', 'wayne', 'Main_Key'),
    trouble: 'bad key name',
    expected: { outcome: 'rejected', code: 'RequestInvalid' },
  },
  {
    ...request('queue', 'wayne', 'other'),
    trouble: 'not JSON',
    text: 'please make a key for wayne',
    expected: { outcome: 'parked', code: 'RequestUnreadable' },
  },
  {
    ...request('http', 'wayne', 'spare'),
    trouble: 'no token',
    tokenFor: null,
    expected: { outcome: 'rejected', code: 'TokenMissing' },
  },
  {
    ...request('http', 'wayne', 'spare'),
    trouble: "wonka's token",
    tokenFor: 'wonka',
    expected: { outcome: 'rejected', code: 'TenantForbidden' },
  },
];

/**
 * The cases, where those that are completed later have key names that are not taken: a key that a
 * run before left in a kept state would be adopted instead.
 *
 * @param taken The keys that exist, each as `<tenantId>/<keyName>`.
 */
export function withNewKeys(
  cases: readonly DemoCase[],
  taken: readonly string[],
): readonly DemoCase[] {
  const casesOfRun = (run: number) =>
    cases.map((demoCase) => {
      const { keyName } = demoCase;
      const isRenamed = needsNewKey(demoCase) && run > 1;
      return isRenamed ? { ...demoCase, keyName: `${keyName}${run}` } : demoCase;
    });
  const isNew = (demoCase: DemoCase) =>
    !needsNewKey(demoCase) || !taken.includes(`${demoCase.tenantId}/${demoCase.keyName}`);
  for (let run = 1; run <= taken.length; run += 1) {
    if (casesOfRun(run).every(isNew)) return casesOfRun(run);
  }
  return casesOfRun(taken.length + 1);
}

function needsNewKey({ recovery, isDisabled }: DemoCase): boolean {
  return recovery !== undefined && isDisabled === undefined;
}

function request(wayIn: WayIn, tenantId: string, keyName: string): DemoCase {
  return { wayIn, tenantId, keyName, trouble: '', expected: CREATED };
}
