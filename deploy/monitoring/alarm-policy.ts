import type { CreateAlarmRequest } from 'tencentcloud-sdk-nodejs/tencentcloud/services/cls/v20201016/cls_models.js';
import type { Alarm, Level } from './alarm.ts';

/** Stands for what only an account knows. Whoever imports a file puts it in. */
export function placeholder(name: 'CLS_LOGSET_ID' | 'CLS_TOPIC_ID' | 'CLS_NOTICE_ID'): string {
  return `\${${name}}`;
}

/**
 * An alarm as the parameters of the vendor's `CreateAlarm`.
 *
 * @param anchor The heading of its section in docs/operations.md, as in a link.
 * @see https://www.tencentcloud.com/document/product/614/42830
 */
export function alarmPolicy(name: string, alarm: Alarm, anchor: string): CreateAlarmRequest {
  const { objective, query, windowMinutes, everyMinutes, times, repeatMinutes } = alarm;
  return {
    Name: `tenant-keys-${name}`,
    MonitorObjectType: ONE_TOPIC,
    AlarmTargets: [
      {
        LogsetId: placeholder('CLS_LOGSET_ID'),
        TopicId: placeholder('CLS_TOPIC_ID'),
        Number: 1,
        Query: query,
        StartTimeOffset: -windowMinutes,
        EndTimeOffset: 0,
        SyntaxRule: CQL,
      },
    ],
    MonitorTime: { Type: 'Period', Time: everyMinutes },
    TriggerCount: times,
    AlarmPeriod: repeatMinutes,
    MultiConditions: alarm.conditions.map(({ level, when }) => ({
      Condition: when,
      AlarmLevel: LEVEL_NUMBERS[level],
    })),
    AlarmNoticeIds: [placeholder('CLS_NOTICE_ID')],
    Status: true,
    MessageTemplate: `${alarm.title}. ${alarm.meaning} What to do: docs/operations.md#${anchor}`,
    Analysis: alarm.details.map((detail) => ({
      Name: detail.title,
      Type: 'query',
      Content: detail.query,
      ConfigInfo: [{ Key: 'SyntaxRule', Value: String(CQL) }],
    })),
    ...(objective === undefined
      ? {}
      : { Classifications: [{ Key: 'objective', Value: objective }] }),
  };
}

const ONE_TOPIC = 0;

/** As the vendor's own example has it. Without it, conditions of searches are in Lucene's syntax. */
const CQL = 1;

const LEVEL_NUMBERS: Readonly<Record<Level, number>> = { warning: 0, info: 1, critical: 2 };
