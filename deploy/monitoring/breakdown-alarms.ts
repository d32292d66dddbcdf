import type { Alarm } from './alarm.ts';

/** The alarms on what does not work, or is attacked. */
export const BREAKDOWN_ALARMS: Readonly<Record<string, Alarm>> = {
  'heartbeat-missing': {
    title: 'The heartbeat is missing',
    query: 'operation:"heal" | select count(*) as runs',
    conditions: [
      { level: 'critical', when: '$1.runs < 1' },
      // Whether no line gives a row with 0 or no row is not documented.
      { level: 'critical', when: '[$1.__QUERYCOUNT__] == 0' },
    ],
    ...{ windowMinutes: 10, everyMinutes: 5, times: 1, repeatMinutes: 30 },
    meaning: 'The function heal has not reported a run for ten minutes.',
    action: `The timer is disabled, the function fails, or the topics cannot be read. Until this is fixed, nothing that waits is sent in again,
and the alarms about waiting requests, parked requests and the quota do not work. \`tenant-keys doctor\` says whether the trigger is
enabled; the alarms below say what fails.`,
    details: [],
  },

  'dead-letters-unwritable': {
    title: 'A dead letter cannot be written',
    query: 'outcome:"retry" AND door:"queue" | select count(*) as retries',
    conditions: [{ level: 'critical', when: '$1.retries > 0' }],
    ...{ windowMinutes: 5, everyMinutes: 5, times: 3, repeatMinutes: 30 },
    meaning:
      'A partition has stopped: a batch is not acknowledged, because its dead letters cannot be written.',
    action: `This is the only failure for which a batch is not acknowledged, and the only one that stops a partition. The topics are down, or
refuse the functions: see [Has processing stopped?](runbook.md#has-processing-stopped) Nothing is lost while the trigger retries:
almost a week.`,
    details: [
      {
        title: 'By code',
        query:
          'outcome:"retry" AND door:"queue" | select code, count(*) as retries group by code order by retries desc',
      },
    ],
  },

  'functions-fail': {
    title: 'Functions fail',
    query:
      'outcome:"fault" OR (SCF_Type:"Platform" AND SCF_StatusCode:>=400) | select count(*) as failed',
    conditions: [{ level: 'critical', when: '$1.failed > 0' }],
    ...{ windowMinutes: 5, everyMinutes: 5, times: 3, repeatMinutes: 30 },
    meaning: 'Invocations have failed for a quarter of an hour.',
    action: `A batch that fails is delivered again each minute, for almost a week. What the platform does after the last retry is not documented.
432 means that all instances were busy: callers [repeat](deploy.md#callers-repeat), and if it lasts, the function needs more instances.
433 is a timeout, 434 is too little memory, and 430 is an error that the query *By detail* shows. If a batch was not acknowledged because a
dead letter could not be written, \`detail\` says so with the code. Any other \`detail\` is a defect.`,
    details: [
      {
        title: 'By status code',
        query:
          'SCF_Type:"Platform" AND SCF_StatusCode:>=400 | select SCF_FunctionName, SCF_StatusCode, count(*) as failed group by SCF_FunctionName, SCF_StatusCode',
      },
      {
        title: 'By detail',
        query:
          'outcome:"fault" | select detail, count(*) as faults group by detail order by faults desc',
      },
    ],
  },

  'calls-throttled': {
    title: 'The cloud throttles calls',
    query:
      'calls:>0 | select coalesce(sum(throttles), 0) as throttles, coalesce(sum(calls), 0) as calls',
    conditions: [{ level: 'warning', when: '$1.throttles > 50 && $1.throttles * 10 >= $1.calls' }],
    ...{ windowMinutes: 15, everyMinutes: 15, times: 1, repeatMinutes: 120 },
    meaning:
      'More than 50 calls of the last quarter of an hour were throttled, and at least a tenth of all calls. While the HTTP API and the queue both want the whole rate, some 2 % is normal.',
    action: `Another program calls KMS with the same account, or the maximum of a function is above the rate of the account: see
[RequestLimitExceeded](runbook.md#requestlimitexceeded) and \`KMS_CALLS_PER_SECOND_MAX\`.`,
    details: [
      {
        title: 'By way in',
        query:
          'throttles:>0 | select door, sum(throttles) as throttles, sum(pacedMs) as waited_ms group by door',
      },
    ],
  },

  'callers-refused': {
    title: 'Callers are refused',
    query: 'outcome:"refused" AND door:"http" | select count(*) as refusals',
    conditions: [{ level: 'warning', when: '$1.refusals > 20' }],
    ...{ windowMinutes: 5, everyMinutes: 5, times: 1, repeatMinutes: 60 },
    meaning: 'More than 20 calls of the HTTP API were refused in five minutes.',
    action: `Many refusals with one \`reason\` after a change come from a client with a wrong setting. Many \`TenantForbidden\` come from a caller
that tries other tenants. \`IssuerUnavailable\` is a problem of the deployment: check that the function can reach the issuer's keys.`,
    details: [
      {
        title: 'By reason',
        query:
          'outcome:"refused" AND door:"http" | select code, reason, count(*) as refusals group by code, reason order by refusals desc',
      },
    ],
  },

  'messages-unproven': {
    title: 'Messages without a valid signature',
    query:
      'outcome:"parked" AND code:(SignatureMissing OR SignatureInvalid OR SourceUnexpected) | select count(*) as messages',
    conditions: [{ level: 'critical', when: '$1.messages > 0' }],
    ...{ windowMinutes: 5, everyMinutes: 5, times: 1, repeatMinutes: 60 },
    meaning:
      'The sender of a message is not proven: its signature is missing or wrong, or it came from another topic.',
    action: `See [SignatureInvalid](runbook.md#signatureinvalid) and the sections next to it. Anyone who can write to the topic can fill it, and
the dead-letter queue too. So restrict the permissions on the topic first.`,
    details: [
      {
        title: 'By code',
        query:
          'outcome:"parked" AND code:(SignatureMissing OR SignatureInvalid OR SourceUnexpected) | select code, topic, count(*) as messages group by code, topic',
      },
    ],
  },

  'marker-unproven': {
    title: 'A marker cannot be verified',
    query: 'code:"MarkerUnproven" | select count(*) as requests',
    conditions: [{ level: 'critical', when: '$1.requests > 0' }],
    ...{ windowMinutes: 5, everyMinutes: 5, times: 1, repeatMinutes: 60 },
    meaning: 'A key has a marker that none of MARKER_KEYS verifies.',
    action: `See [MarkerUnproven](runbook.md#markerunproven). The usual cause is a rotation of \`MARKER_KEYS\` that went wrong.`,
    details: [
      {
        title: 'By tenant',
        query:
          'code:"MarkerUnproven" | select tenantId, count(*) as requests group by tenantId order by requests desc',
      },
    ],
  },
};
