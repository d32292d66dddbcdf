import type { TopicMessage } from '../topics/topics.ts';
import type { InstanceReport } from './generated/instance-report.ts';

/** The report of an instance, as a message for the topic `key-status`: it replaces the one before it. */
export function reportMessage(report: InstanceReport): TopicMessage {
  return { key: reportKey(report), value: JSON.stringify(report) };
}

/** Removes the report with this key. */
export function reportRemoval(key: string): TopicMessage {
  return { key, value: null };
}

/** Whether a record has the key of a report, whatever it says. */
export function isReportKey(key: string): boolean {
  return key.startsWith(PREFIX);
}

/** The key of a report on the topic. */
export function reportKey(report: InstanceName): string {
  return `${PREFIX}${nameOf(report)}`;
}

const PREFIX = 'instance:';

/** The name of an instance, for a person. */
export function nameOf({ functionName, instanceId }: InstanceName): string {
  return `${functionName}/${instanceId}`;
}

type InstanceName = Pick<InstanceReport, 'functionName' | 'instanceId'>;
