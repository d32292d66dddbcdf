import type { Alarm } from './alarm.ts';
import { ENDED, LATE_S, OLD_S } from './objectives.ts';

/** The alarms on what becomes of requests. */
export const REQUEST_ALARMS: Readonly<Record<string, Alarm>> = {
  'requests-parked': {
    title: 'Requests are parked',
    objective: 'needs_no_person',
    query: 'operation:"heal" | select coalesce(max(parked), 0) as parked',
    conditions: [{ level: 'warning', when: '$1.parked > 0' }],
    ...{ windowMinutes: 5, everyMinutes: 5, times: 1, repeatMinutes: 240 },
    meaning: 'A person must decide about everything that is parked.',
    action:
      'Run `tenant-keys dead-letters list`, then do what the [runbook](runbook.md) says about the code.',
    details: [
      {
        title: 'By code',
        query:
          'outcome:"parked" | select code, count(*) as requests group by code order by requests desc',
      },
    ],
  },

  'parked-requests-left': {
    title: 'A parked request is left alone',
    query: 'operation:"heal" | select coalesce(max(oldestParkedS), 0) as oldest',
    conditions: [{ level: 'critical', when: '$1.oldest > 86400' }],
    ...{ windowMinutes: 15, everyMinutes: 15, times: 1, repeatMinutes: 240 },
    meaning: 'A request has been parked for more than a day.',
    action:
      'A key that is scheduled for deletion is deleted after seven days at the earliest. Run `tenant-keys dead-letters list --older-than 24h`.',
    details: [],
  },

  'requests-wait-long': {
    title: 'Requests wait for long',
    objective: 'oldest_waiting',
    query:
      'operation:"heal" | select coalesce(max(oldestWaitingS), 0) as oldest, coalesce(max(waiting), 0) as waiting',
    conditions: [{ level: 'warning', when: `$1.oldest > ${OLD_S}` }],
    ...{ windowMinutes: 15, everyMinutes: 15, times: 1, repeatMinutes: 120 },
    meaning:
      'A request has waited for two hours. Almost everything that passes without a person passes sooner.',
    action: `A request that waits needs nobody, unless it waits for long. The code says what it waits for: an outage of the vendor, a missing
permission, a subscription, or a limit that must be raised. Follow its section in the [runbook](runbook.md), and list the requests with
\`tenant-keys dead-letters list --state waiting --older-than 2h\`.

A request that has failed for seven days is parked when it fails again; with a code that this release does not know, after one day.
Requests that wait for the key quota have no such limit. If your quota is full for longer, this alarm stays raised, and the next one
says why.`,
    details: [
      {
        title: 'By code',
        query:
          'outcome:"waiting" AND door:* | select code, count(*) as tries group by code order by tries desc',
      },
    ],
  },

  'quota-fills-up': {
    title: 'The key quota fills up',
    query:
      'operation:"heal" | select coalesce(max(usedPercent), 0) as percent, coalesce(max(used), 0) as keys_used, coalesce(max("limit"), 0) as quota',
    conditions: [
      { level: 'critical', when: '$1.percent >= 100' },
      { level: 'warning', when: '$1.percent >= 80 && $1.percent < 100' },
    ],
    ...{ windowMinutes: 5, everyMinutes: 5, times: 1, repeatMinutes: 240 },
    meaning: 'At least 80 % of the key quota is used, or all of it.',
    action: `\`tenant-keys quota\` shows when the quota will be full. Have it raised as described in
[LimitExceeded.CmkLimitExceeded](runbook.md#limitexceededcmklimitexceeded). Requests that wait for it are then sent in again automatically.`,
    details: [],
  },

  'most-requests-fail': {
    title: 'Most requests fail',
    query: [
      'outcome:(provisioned OR rejected OR waiting OR retry) AND NOT code:"LimitExceeded.CmkLimitExceeded"',
      "select count(case when outcome = 'waiting' or outcome = 'retry' then 1 end) as failing, count(*) as tried",
    ].join(' | '),
    conditions: [{ level: 'info', when: '$1.failing >= 10 && $1.failing * 2 > $1.tried' }],
    ...{ windowMinutes: 10, everyMinutes: 5, times: 1, repeatMinutes: 60 },
    meaning:
      'There is an outage: most requests of the last ten minutes wait, or were refused with 503.',
    action: `Requests of the queue wait and are sent in again automatically. Callers of the HTTP API get 503 and [repeat](deploy.md#callers-repeat).
The code says what is down: follow its section in the [runbook](runbook.md) if it is a permission or a setting of yours. The key
quota does not count here; it has the alarm before this one.`,
    details: [
      {
        title: 'By code',
        query:
          'outcome:(waiting OR retry) | select code, door, count(*) as tries group by code, door order by tries desc',
      },
    ],
  },

  'requests-end-late': {
    title: 'Requests end late',
    objective: 'time_to_end',
    query: [
      ENDED,
      `select count(case when ageS > ${LATE_S} then 1 end) as late, count(*) as ended`,
    ].join(' | '),
    conditions: [{ level: 'info', when: '$1.ended >= 20 && $1.late * 20 > $1.ended' }],
    ...{ windowMinutes: 60, everyMinutes: 15, times: 1, repeatMinutes: 240 },
    meaning: 'More than 5 % of the requests of the last hour took longer than a minute.',
    action: `After an outage these are requests that had waited, and the alarm ends by itself. Otherwise the second query shows where the time goes. If \`waited_ms\` is
close to \`took_ms\`, the rate is used up: see [performance.md](performance.md). If \`cloud_ms\` is, the cloud answers slowly.`,
    details: [
      {
        title: 'Where the time goes',
        query:
          'outcome:(provisioned OR rejected) | select door, avg(durationMs) as took_ms, avg(cloudMs) as cloud_ms, avg(pacedMs) as waited_ms, count(letterId) as had_waited group by door',
      },
    ],
  },
};
