import { describe, expect, test } from 'vitest';
import type { InstanceReport } from '../../shared/key-status/generated/instance-report.ts';
import { instanceReporter } from '../../shared/key-status/instance-reporter.ts';
import { ApiError } from '../../shared/tenant-key/api-error.ts';
import { circuitBreaker } from '../../shared/tenant-key/circuit-breaker.ts';
import type { FailedAttempt } from '../../shared/tenant-key/message.ts';
import type { TopicMessage } from '../../shared/topics/topics.ts';
import { BEGINNING_MS } from '../world/provisioning-world.ts';
import { virtualClock } from '../world/virtual-clock.ts';

const NAME = { functionName: 'provision-keys', instanceId: 'k3f9x0aq' };

/** An instance whose reports are kept; or are refused. */
function instance(isRefused = false) {
  const clock = virtualClock();
  const wallMs = () => BEGINNING_MS + clock.nowMs();
  const published: TopicMessage[] = [];
  const deadlines: number[] = [];
  const topics = {
    publish: async (_: string, messages: readonly TopicMessage[], deadlineMs: number) => {
      published.push(...messages);
      deadlines.push(deadlineMs - clock.nowMs());
      if (isRefused) throw new ApiError('TopicMissing', { detail: 'there is none' });
    },
    close: async () => {},
  };
  let [sent, throttled] = [0, 0];
  const reading = () => ({ callsPerSecond: 4, callsPerSecondMax: 4, sent, throttled });
  const reporter = instanceReporter(topics, { clock, wallMs }, reading);
  const breaker = reporter.watched(circuitBreaker(wallMs));
  return {
    ...{ clock, breaker, published, deadlines },
    send: () => {
      sent += 1;
    },
    throttle: () => {
      throttled += 1;
    },
    begin: () => reporter.begin(NAME),
    pass: (ms: number) => clock.run(clock.sleep(ms)),
    reports: () => published.map(({ value }) => JSON.parse(value!) as InstanceReport),
    fail: (times: number, code = 'InternalError') => {
      for (let number = 0; number < times; number += 1) {
        const identity = { requestId: 'r', tenantId: `t-${number % 3}`, fingerprint: 'f' };
        const failed = { kind: 'failed', code, stage: 'create', problems: [] } as const;
        breaker.fail({ ...failed, identity } satisfies FailedAttempt);
      }
    },
  };
}

describe('an instance reports', () => {
  test('when it begins, and what it did in the five minutes after that', async () => {
    const { begin, pass, reports, send, published } = instance();
    begin();
    send();
    send();
    await pass(299_000);
    begin();
    expect(published).toHaveLength(1);
    await pass(1_000);
    begin();
    expect(published.map(({ key }) => key)).toEqual(
      Array(2).fill('instance:provision-keys/k3f9x0aq'),
    );
    expect(reports()).toEqual([
      {
        ...NAME,
        reportedAt: '2026-11-02T00:00:00.000Z',
        ...{ windowS: 0, calls: 0, throttles: 0, callsPerSecondMax: 4 },
      },
      {
        ...NAME,
        reportedAt: '2026-11-02T00:05:00.000Z',
        ...{ windowS: 300, calls: 2, throttles: 0, callsPerSecondMax: 4 },
      },
    ]);
  });

  test('what it did since the report before, each time', async () => {
    const { begin, pass, reports, send, throttle } = instance();
    for (let report = 0; report < 4; report += 1) {
      begin();
      for (let call = 0; call < 3; call += 1) send();
      throttle();
      await pass(60_000);
    }
    expect(reports().map(({ windowS, calls, throttles }) => [windowS, calls, throttles])).toEqual([
      [0, 0, 0],
      [60, 3, 1],
      [60, 3, 1],
      [60, 3, 1],
    ]);
  });

  test('each minute while its circuit breaker is open', async () => {
    const { begin, pass, reports, fail } = instance();
    begin();
    fail(13);
    for (let minute = 0; minute < 4; minute += 1) {
      await pass(60_000);
      begin();
    }
    expect(reports()).toHaveLength(6); // The first one, one as it opens, and four.
  });

  test('after a minute in which it was throttled, and not sooner', async () => {
    const { begin, pass, reports, throttle } = instance();
    begin();
    throttle();
    await pass(59_000);
    begin();
    expect(reports()).toHaveLength(1);
    await pass(1_000);
    begin();
    expect(reports()[1]).toMatchObject({ windowS: 60, throttles: 1 });
    await pass(60_000);
    begin();
    expect(reports()).toHaveLength(2);
  });

  test('its last error after a minute, and once more after the next', async () => {
    const { begin, pass, reports, fail } = instance();
    begin();
    fail(1);
    for (let minute = 1; minute <= 5; minute += 1) {
      await pass(60_000);
      begin();
    }
    expect(reports()).toHaveLength(3);
    expect(reports()[2]).toMatchObject({
      lastError: { code: 'InternalError', stage: 'create', at: '2026-11-02T00:00:00.000Z' },
    });
  });

  test('that its circuit breaker opens and closes, at once', async () => {
    const { begin, pass, reports, fail, breaker } = instance();
    begin();
    await pass(5_000);
    fail(9);
    expect(reports()).toHaveLength(1);
    fail(4);
    expect(reports()).toHaveLength(2);
    expect(reports()[1]).toMatchObject({
      breaker: { code: 'InternalError', openedAt: '2026-11-02T00:00:05.000Z' },
    });
    await pass(60_000);
    begin();
    expect(reports()[2]).toMatchObject({ breaker: { openedAt: '2026-11-02T00:00:05.000Z' } });
    breaker.succeed();
    breaker.succeed();
    expect(reports()).toHaveLength(4);
    expect(reports()[3]).not.toHaveProperty('breaker');
    expect(breaker.openedBy()).toBeUndefined();
    expect(breaker.admit({})).toBeUndefined();
  });

  test('nothing before its first invocation, as it has no name yet', () => {
    const { fail, published } = instance();
    fail(10);
    expect(published).toEqual([]);
  });

  test('without anybody waiting for it, and a report that is refused is lost', async () => {
    const { begin, pass, published, deadlines } = instance(true);
    begin();
    await pass(300_000);
    begin();
    expect(published).toHaveLength(2);
    expect(deadlines).toEqual([5_000, 5_000]);
  });
});
