import type { Switches } from '../emulator/api/switches.ts';
import type { Fault } from '../emulator/faults/faults.ts';
import type { Door, Outcome } from './news.ts';

/** One request of the demo. */
export type DemoCase = {
  readonly door: Door;
  readonly tenantId: string;
  readonly keyName: string;
  /** What goes wrong, in at most 16 letters; empty when nothing does. */
  readonly trouble: string;
  readonly expected: Expected;
  /** Whom the token is for that goes with it, if not for the tenant; null for none. */
  readonly tokenFor?: string | null;
  /** What the request says besides whose key it is for. */
  readonly fields?: object;
  /** What is sent in place of a request. */
  readonly text?: string;
  /** How the end of the demo mends it; it is then a key of its own in each run. */
  readonly mending?: 'resumed' | 'redriven';
  /** What the local cloud does meanwhile. */
  readonly faults?: readonly Fault[];
  readonly switches?: Partial<Switches>;
};

export type Expected = {
  readonly outcome: Outcome;
  readonly code?: string;
  /** The key must have been there before. */
  readonly adopted?: true;
};

export const MADE: Expected = { outcome: 'provisioned' };
export const FOUND: Expected = { outcome: 'provisioned', adopted: true };
const NO_QUOTA: Expected = { outcome: 'parked', code: 'LimitExceeded.CmkLimitExceeded' };

/** The requests in the order in which they are sent, each after the end of the one before. */
export const DEMO_CASES: readonly DemoCase[] = [
  goesWell('http', 'hooli', 'main'),
  goesWell('queue', 'hooli', 'backup'),
  goesWell('queue', 'wonka', 'main'),
  {
    ...goesWell('http', 'wonka', 'signing'),
    fields: { keyUsage: 'ASYMMETRIC_SIGN_VERIFY_ECC', tags: { team: 'billing' } },
  },
  { ...goesWell('queue', 'hooli', 'main'), trouble: 'sent again', expected: FOUND },
  {
    ...goesWell('http', 'hooli', 'main'),
    trouble: 'another usage',
    fields: { keyUsage: 'ASYMMETRIC_DECRYPT_RSA_2048' },
    expected: { outcome: 'rejected', code: 'KeyConflict' },
  },
  {
    ...goesWell('http', 'hooli', 'orders'),
    trouble: 'answer lost',
    faults: [{ action: 'CreateKey', effect: { lostAnswer: true }, times: 1 }],
  },
  {
    ...goesWell('queue', 'wonka', 'orders'),
    trouble: 'tags missing',
    faults: [{ action: 'CreateKey', effect: { tagCode: 1 }, times: 1 }],
  },
  {
    ...goesWell('queue', 'wonka', 'archive'),
    trouble: 'tagging fails',
    faults: [
      { action: 'CreateKey', effect: { tagCode: 1 }, times: 1 },
      { action: 'TagResources', effect: { error: 'InternalError' } },
    ],
    expected: { outcome: 'parked', code: 'InternalError' },
    mending: 'redriven',
  },
  {
    // More failures than a delivery has attempts: the line stops, and the batch comes again.
    ...goesWell('queue', 'wayne', 'main'),
    trouble: 'KMS outage',
    faults: [{ action: 'CreateKey', effect: { error: 'ServiceUnavailable' }, times: 6 }],
  },
  {
    ...goesWell('http', 'wayne', 'vault'),
    trouble: 'quota used up',
    switches: { cmkLimit: 0 },
    expected: NO_QUOTA,
    mending: 'resumed',
  },
  {
    ...goesWell('queue', 'wayne', 'cave'),
    trouble: 'quota used up',
    switches: { cmkLimit: 0 },
    expected: NO_QUOTA,
    mending: 'resumed',
  },
  {
    ...goesWell('http', 'wayne', 'Main_Key'),
    trouble: 'bad key name',
    expected: { outcome: 'rejected', code: 'RequestInvalid' },
  },
  {
    ...goesWell('queue', 'wayne', 'other'),
    trouble: 'not JSON',
    text: 'please make a key for wayne',
    expected: { outcome: 'parked', code: 'RequestUnreadable' },
  },
  {
    ...goesWell('http', 'wayne', 'spare'),
    trouble: 'no token',
    tokenFor: null,
    expected: { outcome: 'rejected', code: 'TokenMissing' },
  },
  {
    ...goesWell('http', 'wayne', 'spare'),
    trouble: "wonka's token",
    tokenFor: 'wonka',
    expected: { outcome: 'rejected', code: 'TenantForbidden' },
  },
];

/**
 * The cases, of which those that are mended have names that no tenant has used: on a kept state their
 * keys are there from the run before, and nothing could fail.
 *
 * @param taken The keys that there are, each as `<tenantId>/<keyName>`.
 */
export function withNewKeys(
  cases: readonly DemoCase[],
  taken: readonly string[],
): readonly DemoCase[] {
  const named = (run: number) =>
    cases.map((demoCase) => {
      const { keyName, mending } = demoCase;
      return mending && run > 1 ? { ...demoCase, keyName: `${keyName}${run}` } : demoCase;
    });
  const isNew = ({ mending, tenantId, keyName }: DemoCase) =>
    mending === undefined || !taken.includes(`${tenantId}/${keyName}`);
  for (let run = 1; run <= taken.length; run += 1) {
    if (named(run).every(isNew)) return named(run);
  }
  return named(taken.length + 1);
}

function goesWell(door: Door, tenantId: string, keyName: string): DemoCase {
  return { door, tenantId, keyName, trouble: '', expected: MADE };
}
