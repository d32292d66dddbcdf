import { describe, expect, test } from 'vitest';
import { type Asked, type HealingResult, runHealing } from './healing-world.ts';

/** Set SCALE=5 for as many requests as docs/scale.md tells of. */
const SCALE = Number(process.env.SCALE ?? 1);

/** So many requests of each tenant in turn. */
function requestsOf(tenants: readonly string[], each: number, prefix: string): readonly Asked[] {
  return tenants.flatMap((tenantId) =>
    Array.from({ length: each }, (_, index) => ({
      requestId: `${prefix}-${tenantId}-${index}`,
      tenantId,
    })),
  );
}

const tenants = (count: number, prefix: string) =>
  Array.from({ length: count }, (_, index) => `${prefix}${index}`);

const QUOTA_USED_UP = { error: 'LimitExceeded.CmkLimitExceeded' };
const DOWN = { error: 'InternalError' };

/** Everything that was sent is provisioned, and nobody had to act. */
function expectAllProvisioned({ doneS, sentS, parked }: HealingResult): void {
  expect(doneS.size).toBe(sentS.size);
  expect(parked).toBe(0);
}

function figures(name: string, result: HealingResult): void {
  const { failedS, doneS, handled, resent, waitingMax, records, lastS } = result;
  const failed = `${failedS.length} calls failed (${mostInAMinute(failedS)} in a minute)`;
  const text = `${name}: ${doneS.size} provisioned, ${failed}, ${handled} messages handled, ${resent} sent again, ${waitingMax} waited, ${records} records, the last at ${Math.round(lastS)} s`;
  process.stdout.write(`${text}\n`);
}

function mostInAMinute(timesS: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const timeS of timesS) {
    const minute = Math.floor(timeS / 60);
    counts.set(minute, (counts.get(minute) ?? 0) + 1);
  }
  return Math.max(0, ...counts.values());
}

/** How long each of these requests took, in seconds, the slowest one. */
function slowestS(
  { doneS, sentS }: HealingResult,
  isOne: (id: string) => boolean,
  sinceS = 0,
): number {
  const taken = [...sentS]
    .filter(([id]) => isOne(id))
    .map(([id, atS]) => (doneS.get(id) ?? Number.POSITIVE_INFINITY) - Math.max(atS, sinceS));
  return Math.max(...taken);
}

/** Three instances with the account's whole rate, and the one that serverless.yml declares. */
const QUEUES = [
  ['three partitions', { partitions: 3, callsPerSecond: 100 }],
  ['one partition, as deployed', { partitions: 1, callsPerSecond: 93, batchLength: 300 }],
] as const;

describe.each(QUEUES)('in virtual time, with %s,', (queueName, queue) => {
  test('20,000 requests that wait for the quota are provisioned within 15 minutes of its rise', async () => {
    const raisedS = 600;
    const result = await runHealing({
      ...queue,
      sent: [{ atS: 0, requests: requestsOf(tenants(200, 't-'), 100, 'q') }],
      cmkLimit: 0,
      changes: [{ atS: raisedS, change: ({ machine }) => machine.setSwitches({ cmkLimit: 1e6 }) }],
      endS: 3_600,
    });
    figures(`quota raised with 20,000 waiting, ${queueName}`, result);
    expectAllProvisioned(result);
    expect(result.waitingMax).toBe(20_000);
    expect(result.lastS - raisedS).toBeLessThanOrEqual(900);
  });

  test("one tenant's 10,000 delay nobody's single request by two minutes, nor live traffic by one", async () => {
    const raisedS = 600;
    const singles = requestsOf(tenants(100, 's-'), 1, 'single');
    const result = await runHealing({
      ...queue,
      sent: [
        { atS: 0, requests: requestsOf(['flooder'], 10_000, 'flood') },
        { atS: 300, requests: singles },
      ],
      live: { perSecond: 5, endS: 1_200, tenants: 50 },
      effectOn: ({ nowS }) => (nowS < raisedS ? QUOTA_USED_UP : undefined),
      endS: 3_600,
    });
    const isLiveSince = (id: string) =>
      id.startsWith('live') && (result.sentS.get(id) ?? 0) >= raisedS;
    const singleS = slowestS(result, (id) => id.startsWith('single'), raisedS);
    const liveS = slowestS(result, isLiveSince);
    figures(`one tenant has 10,000, ${queueName}`, result);
    process.stdout.write(
      `the slowest single one took ${singleS.toFixed(0)} s, the slowest live one ${liveS.toFixed(0)} s\n`,
    );
    expectAllProvisioned(result);
    expect(singleS).toBeLessThanOrEqual(120);
    expect(liveS).toBeLessThanOrEqual(60);
  });
});

describe('in virtual time', () => {
  test('when half of all calls fail for an hour, all is done within 20 minutes after it', async () => {
    const result = await runHealing({
      live: { perSecond: 2 * SCALE, endS: 3_600, tenants: 200 },
      effectOn: ({ nowS, random }) => (nowS < 3_600 && random() < 0.5 ? DOWN : undefined),
      endS: 7_200,
    });
    figures('half of the calls fail for an hour', result);
    expectAllProvisioned(result);
    expect(result.lastS - 3_600).toBeLessThanOrEqual(1_200);
  });

  test('an outage of an hour costs few calls', async () => {
    const result = await runHealing({
      live: { perSecond: 2 * SCALE, endS: 3_600, tenants: 200 },
      effectOn: ({ nowS }) => (nowS < 3_600 ? DOWN : undefined),
      endS: 7_200,
    });
    figures('outage of an hour', result);
    expectAllProvisioned(result);
    expect(result.failedS.length).toBeLessThanOrEqual(400);
  });

  test.each([
    ['25 h', 90_000, 0.02 * SCALE],
    ['six days', 518_400, 0.004 * SCALE],
  ])('after an outage of KMS of %s nothing is missing', async (name, endS, perSecond) => {
    const result = await runHealing({
      live: { perSecond, endS, tenants: 200 },
      effectOn: ({ nowS }) => (nowS < endS ? DOWN : undefined),
      endS: endS + 14_400,
    });
    figures(`outage of KMS of ${name}`, result);
    expectAllProvisioned(result);
  });

  test("after an outage of the dead letters' topic of 25 h nothing is missing", async () => {
    const endS = 90_000;
    const result = await runHealing({
      live: { perSecond: 0.005 * SCALE, endS, tenants: 200 },
      effectOn: ({ nowS, random }) => (nowS < endS && random() < 0.2 ? DOWN : undefined),
      isDown: (topic, nowS) => topic === 'key-dead-letters' && nowS < endS,
      endS: endS + 14_400,
    });
    figures("outage of the dead letters' topic of 25 h", result);
    expectAllProvisioned(result);
  });

  test.each([
    [
      'that is killed in half of its runs',
      (minute: number) =>
        minute % 2 === 0 ? { killedAfterMs: 37 * (minute % 60) } : ('runs' as const),
    ],
    [
      'whose timer misses ten minutes',
      (minute: number) => (minute > 60 && minute <= 70 ? ('misses' as const) : ('runs' as const)),
    ],
  ])('a heal function %s loses nothing', async (name, healFate) => {
    const result = await runHealing({
      live: { perSecond: 1 * SCALE, endS: 3_600, tenants: 200 },
      effectOn: ({ nowS }) => (nowS < 3_600 ? DOWN : undefined),
      healFate,
      endS: 10_800,
    });
    figures(`a heal function ${name}`, result);
    expectAllProvisioned(result);
  });
});
