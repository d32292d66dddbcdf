import { type Alarm, LEVELS } from '../../deploy/monitoring/alarm.ts';
import { alarmPolicy } from '../../deploy/monitoring/alarm-policy.ts';
import { ALARMS } from '../../deploy/monitoring/alarms.ts';
import { logIndex } from '../../deploy/monitoring/log-index.ts';
import { OBJECTIVES, type Objective } from '../../deploy/monitoring/objectives.ts';
import { table } from './markdown-table.ts';

/** The service objectives and the alarms, for docs/operations.md. */
export function monitoringSections(): string {
  const objectives = Object.values(OBJECTIVES);
  const alarms = Object.entries(ALARMS);
  const levels = Object.entries(LEVELS).map(([level, meaning]) => `**${level}**: ${meaning}`);
  return `## Service objectives

Each query counts what is \`good\` and the \`total\`, for any range of time. Run it over the period in the table.

${table(['objective', 'good', 'over'], objectives.map(objectiveRow))}
${objectives.map(objectiveSection).join('\n')}
## Alarms

Each alarm is a policy of CLS in \`deploy/alarms/\`; [deploy.md](deploy.md#8-import-the-alarms) says how to import them. Its query returns
one row, which the condition reads as \`$1\`. The level says how soon somebody must act. ${levels.join('; ')}.

${table(['alarm', 'level', 'raised when', 'window', 'objective'], alarms.map(alarmRow))}
${alarms.map(alarmSection).join('\n')}`;
}

/** The policies and the index to import into CLS, by path. */
export function monitoringFiles(): Readonly<Record<string, string>> {
  const policies = Object.entries(ALARMS).map(([name, alarm]) => [
    `deploy/alarms/${name}.json`,
    json(alarmPolicy(name, alarm, anchorOf(alarm.title))),
  ]);
  return { ...Object.fromEntries(policies), 'deploy/log-index.json': json(logIndex()) };
}

function json(value: object): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

function objectiveRow({ title, goodPercentMin, days }: Objective): readonly string[] {
  const over = days === 1 ? 'a day' : `${days} days`;
  return [`[${title}](#${anchorOf(title)})`, `≥ ${goodPercentMin} %`, over];
}

function objectiveSection({ title, promise, query, limits }: Objective): string {
  return `### ${title}

${promise}

${queryBlock(query)}
${limits}
`;
}

function alarmRow([, alarm]: readonly [string, Alarm]): readonly string[] {
  const { title, conditions, objective } = alarm;
  const levels = conditions.map(({ level }) => level);
  return [
    `[${title}](#${anchorOf(title)})`,
    [...new Set(levels)].join(', '),
    conditions.map(({ when }) => `\`${when}\``).join(' or '),
    minutes(alarm.windowMinutes),
    objective === undefined ? '' : OBJECTIVES[objective].title,
  ];
}

function alarmSection([name, alarm]: readonly [string, Alarm]): string {
  const { title, meaning, query, action, details } = alarm;
  const more = details.map((detail) => `${detail.title}:\n\n${queryBlock(detail.query)}`);
  return `### ${title}

${meaning} ${timing(alarm)}

${queryBlock(query)}
${more.map((each) => `${each}\n`).join('')}${action}

File: \`deploy/alarms/${name}.json\`
`;
}

function timing({ windowMinutes, everyMinutes, times, repeatMinutes }: Alarm): string {
  const often = everyMinutes === windowMinutes ? '' : `, every ${minutes(everyMinutes)}`;
  const lasts = times === 1 ? '' : ` The condition must hold ${times} times in a row.`;
  const repeat = `The alarm is repeated every ${minutes(repeatMinutes)}.`;
  return `The query looks at the last ${minutes(windowMinutes)}${often}.${lasts} ${repeat}`;
}

function minutes(count: number): string {
  if (count < 60) return `${count} minutes`;
  return count === 60 ? 'hour' : `${count / 60} hours`;
}

function queryBlock(query: string): string {
  return `\`\`\`cls\n${query}\n\`\`\`\n`;
}

/** A heading as links have it. */
function anchorOf(heading: string): string {
  return heading.toLowerCase().replaceAll(' ', '-');
}
