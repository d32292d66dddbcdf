import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { InstanceReport, Status } from '../../cli/status/generated/status.ts';
import { statusText } from '../../cli/status/text.ts';
import { paintFor } from '../../terminal/paint.ts';
import { run } from './cli-run.ts';

const NOW_MS = Date.parse('2026-11-30T08:20:12Z');

const ago = (seconds: number) => new Date(NOW_MS - seconds * 1_000).toISOString();

const shown = (status: Status, isColored = false) =>
  statusText(status, {
    ...{ width: 80, paint: paintFor(isColored), nowMs: NOW_MS },
    nextCommand: (words) => words.join(' '),
  });

const reportOf = (name: string, fields: Partial<InstanceReport> = {}): InstanceReport => {
  const [functionName = '', instanceId = ''] = name.split('/');
  return {
    ...{ functionName, instanceId, reportedAt: ago(12), windowS: 300, calls: 60, throttles: 0 },
    ...{ callsPerSecondMax: functionName === 'provision-keys' ? 93 : 8, ...fields },
  };
};

const QUEUE = 'ckafka-abcdefgh-key-requests';

const IDLE: Status = {
  checkedAt: ago(0),
  http: {
    triggers: [{ name: 'url-trigger', url: 'https://1300000000-abcd.example', enabled: true }],
  },
  queue: { triggers: [{ name: QUEUE, enabled: true }] },
  requests: { waiting: [], parked: [], beyond: 0, unreadable: 0 },
  quota: { used: 50, limit: 200, madeLately: 0, madeLatelyAt: ago(200) },
  instances: { reports: [reportOf('provision-keys/k3f9x0aq')], stale: 0 },
  blocked: { tenants: [], unproven: 0 },
  unknown: [],
};

const OUTAGE: Status = {
  ...IDLE,
  requests: {
    waiting: [
      {
        ...{ code: 'InternalError', count: 1_240, inFlight: 1, blocked: 0 },
        ...{ oldestAt: ago(1_300), nextAttemptAt: ago(-42) },
      },
    ],
    parked: [],
    ...{ beyond: 0, unreadable: 0 },
  },
  instances: {
    reports: ['provision-keys/k3f9x0aq', 'accept-request/p81zz2kd'].map((name, index) =>
      reportOf(name, {
        ...{ windowS: 60, calls: 1, throttles: index },
        breaker: { code: 'InternalError', openedAt: ago(1_260 - index) },
        lastError: { code: 'InternalError', stage: 'create', at: ago(30 + index) },
      }),
    ),
    stale: 1,
  },
};

const QUOTA: Status = {
  ...IDLE,
  requests: {
    waiting: [
      { code: 'LimitExceeded.CmkLimitExceeded', count: 60, inFlight: 0, oldestAt: ago(9_000) },
    ],
    parked: [{ code: 'KeyDisabled', count: 2, oldestAt: ago(172_800) }],
    ...{ beyond: 0, unreadable: 0 },
  },
  quota: { used: 200, limit: 200, madeLately: 60, madeLatelyAt: ago(10), fullOn: '2026-11-30' },
};

const BLOCKED: Status = {
  ...IDLE,
  requests: {
    waiting: [
      {
        ...{ code: 'TenantBlocked', count: 5, inFlight: 0, blocked: 5 },
        ...{ oldestAt: ago(10_000), nextAttemptAt: ago(5) },
      },
    ],
    ...{ parked: [], beyond: 0, unreadable: 0 },
  },
  blocked: {
    tenants: [
      { tenantId: 'globex', blockedAt: ago(10_800), reason: 'asks for a thousand keys a minute' },
      { tenantId: 'hooli', blockedAt: ago(30) },
    ],
    unproven: 2,
  },
};

const PAUSED: Status = { ...IDLE, queue: { triggers: [{ name: QUEUE, enabled: false }] } };

const page = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8');

/** The text of a status, which docs/operations.md shows too. */
function expectPicture(status: Status, text: string): void {
  expect(shown(status)).toBe(text);
  expect(page).toContain(`\n$ tenant-keys status\n${text}`);
}

describe('status, as docs/operations.md shows it,', () => {
  test('of an application that does little', () => {
    expectPicture(
      IDLE,
      `\
Status at 08:20:12 UTC

HTTP      open, https://1300000000-abcd.example
queue     running, ckafka-abcdefgh-key-requests
waiting   nothing
parked    nothing
quota     [####--------------] 50 of 200 (25 %), not full in sight, growth
          counted 3m ago
rate      provision-keys/k3f9x0aq, 0.2 of 93 calls a second for 5m, 0 throttled,
          12s ago
breakers  closed in 1 instance
blocked   no tenant
errors    none
`,
    );
  });

  test('of an outage', () => {
    expectPicture(
      OUTAGE,
      `\
Status at 08:20:12 UTC

HTTP      open, https://1300000000-abcd.example
queue     running, ckafka-abcdefgh-key-requests
waiting   1240 InternalError, 1 on the way, next in 42s, oldest 21m ago
parked    nothing
quota     [####--------------] 50 of 200 (25 %), not full in sight, growth
          counted 3m ago
rate      provision-keys/k3f9x0aq, 0.0 of 93 calls a second for 1m, 0 throttled,
          12s ago
          accept-request/p81zz2kd, 0.0 of 8 calls a second for 1m, 1 throttled,
          12s ago
breakers  provision-keys/k3f9x0aq, open for 21m, InternalError, 12s ago
          accept-request/p81zz2kd, open for 20m, InternalError, 12s ago
blocked   no tenant
errors    InternalError at create, provision-keys/k3f9x0aq, 30s ago
          InternalError at create, accept-request/p81zz2kd, 31s ago
`,
    );
  });

  test('of a quota that is used up', () => {
    expectPicture(
      QUOTA,
      `\
Status at 08:20:12 UTC

HTTP      open, https://1300000000-abcd.example
queue     running, ckafka-abcdefgh-key-requests
waiting   60 LimitExceeded.CmkLimitExceeded, next now, oldest 2h ago
parked    2 KeyDisabled, oldest 2d ago
quota     [##################] 200 of 200 (100 %), full now
rate      provision-keys/k3f9x0aq, 0.2 of 93 calls a second for 5m, 0 throttled,
          12s ago
breakers  closed in 1 instance
blocked   no tenant
errors    none
`,
    );
  });

  test('of tenants that are blocked, and of records that only claim so', () => {
    expectPicture(
      BLOCKED,
      `\
Status at 08:20:12 UTC

HTTP      open, https://1300000000-abcd.example
queue     running, ckafka-abcdefgh-key-requests
waiting   5 TenantBlocked, 5 of blocked tenants, oldest 2h ago
parked    nothing
quota     [####--------------] 50 of 200 (25 %), not full in sight, growth
          counted 3m ago
rate      provision-keys/k3f9x0aq, 0.2 of 93 calls a second for 5m, 0 throttled,
          12s ago
breakers  closed in 1 instance
blocked   globex, 3h ago: asks for a thousand keys a minute
          hooli, 30s ago
          2 records without our signature, which block nobody
errors    none
`,
    );
  });

  test('of a queue that is paused', () => {
    expectPicture(
      PAUSED,
      `\
Status at 08:20:12 UTC

HTTP      open, https://1300000000-abcd.example
queue     paused, ckafka-abcdefgh-key-requests
waiting   nothing
parked    nothing
quota     [####--------------] 50 of 200 (25 %), not full in sight, growth
          counted 3m ago
rate      provision-keys/k3f9x0aq, 0.2 of 93 calls a second for 5m, 0 throttled,
          12s ago
breakers  closed in 1 instance
blocked   no tenant
errors    none
`,
    );
  });
});

describe('status', () => {
  test('of dead letters that did not fit into memory or cannot be read', () => {
    const requests = { waiting: [], parked: [], beyond: 3, unreadable: 1 };
    expect(
      shown({ ...IDLE, requests })
        .split('\n')
        .slice(5, 7),
    ).toEqual([
      'parked    3 dead letters did not fit into memory',
      '          1 message cannot be read',
    ]);
  });

  test('of many tenants, and of what is not deployed', () => {
    const tenants = Array.from({ length: 12 }, (_, number) => ({
      ...{ tenantId: `t${number}`, blockedAt: ago(60) },
    }));
    expect(shown({ ...IDLE, blocked: { tenants, unproven: 0 } })).toContain(
      '\n          2 more; tenants list shows all\n',
    );
    const http = { triggers: [{ name: 'url-trigger', enabled: false }] };
    const text = shown({ ...IDLE, http, queue: { triggers: [] } });
    expect(text).toContain('\nHTTP      stopped, url-trigger\nqueue     not deployed\n');
  });

  test('says what is unknown and why, and shows the rest', () => {
    const { requests: _, instances: __, blocked: ___, http: ____, ...known } = IDLE;
    const detail = 'The topics could not be reached.';
    const unknown = (['requests', 'instances', 'blocked'] as const).map((part) => ({
      ...{ part, code: 'TopicsUnavailable', detail },
    }));
    const http = { part: 'http', code: 'NoAnswer', detail: 'No answer (NoAnswer).' } as const;
    expect(shown({ ...known, unknown: [http, ...unknown] })).toBe(`\
Status at 08:20:12 UTC

HTTP      unknown: No answer (NoAnswer).
queue     running, ckafka-abcdefgh-key-requests
requests  unknown: The topics could not be reached. (TopicsUnavailable)
quota     [####--------------] 50 of 200 (25 %), not full in sight, growth
          counted 3m ago
rate      unknown: The topics could not be reached. (TopicsUnavailable)
blocked   unknown: The topics could not be reached. (TopicsUnavailable)
`);
  });

  test.each<[string, Status['quota'], string]>([
    ['no number', {}, 'unknown: KMS does not report it'],
    ['no growth', { used: 1, limit: 2 }, '[#########---------] 1 of 2 (50 %), growth unknown'],
    [
      'a forecast',
      { used: 170, limit: 200, madeLately: 42, madeLatelyAt: ago(60), fullOn: '2026-12-21' },
      '[###############---] 170 of 200 (85 %), full on 2026-12-21, growth',
    ],
    ['a quota of none', { used: 0, limit: 0 }, '[##################] 0 of 0 (100 %), full now'],
  ])('of a quota with %s', (_, quota, text) => {
    expect(shown({ ...IDLE, quota: quota! })).toContain(`\nquota     ${text}\n`);
  });

  test('of an application whose instances say nothing, and of topics that cannot be decoded', () => {
    const place = { topic: 'key-status', partition: 0, offset: 3, lastOffset: 9, codec: '7' };
    const text = shown({
      ...IDLE,
      instances: { reports: [], stale: 4 },
      leftOut: [{ code: 'RecordUnreadable', ...place }],
    });
    expect(text).toContain(
      '\nrate      no instance has reported in the last quarter of an hour\nbl',
    );
    expect(text).toContain(
      '\nleft out  key-status, partition 0, offsets 3 to 9: RecordUnreadable\n',
    );
    expect(text).not.toContain('errors');
  });

  test('colours what somebody may want to look at', () => {
    expect(shown(OUTAGE, true)).toContain('\u001b[31m');
    expect(shown(IDLE, true)).not.toContain('\u001b');
  });

  test('prints no control characters of a reason', () => {
    const tenants = [{ tenantId: 'acme', blockedAt: ago(1), reason: 'a\u001b[2J' }];
    expect(shown({ ...IDLE, blocked: { tenants, unproven: 0 } })).toContain('a\\u001b[2J');
  });
});

test('a mistake is reported in one sentence', async () => {
  expect((await run('status --wach')).err).toContain('--watch');
  expect((await run('status now')).code).toBe(2);
  expect(
    (await run('status --target cloud', { env: { TENCENTCLOUD_REGION: 'ap-guangzhou' } })).err,
  ).toMatch(/^There are no credentials/);
});
