import { nameOf } from '../../shared/key-status/report-message.ts';
import { sentId } from '../../shared/tenant-key/tenant-id.ts';
import type { Color } from '../../terminal/paint.ts';
import { counted } from '../../terminal/sentences.ts';
import { bar, columnsOf, printable, shortSpan, wrapped } from '../../terminal/text.ts';
import type { Style } from '../report/style.ts';
import type {
  InstanceReport,
  LeftOutRecords,
  ParkedCount,
  Status,
  StatusOfRequests,
  StatusOfTenants,
  StatusOfTheQuota,
  UnknownPart,
  WaitingCount,
} from './generated/status.ts';

/** The state of the application as a person reads it: a label for each part, and its age where it has one. */
export function statusText(status: Status, style: Style): string {
  const { checkedAt, requests, quota, instances, blocked, leftOut } = status;
  const { nowMs } = style;
  const rows: readonly (readonly Row[])[] = [
    part(status, 'http', status.http?.triggers.map(httpRow) ?? [], NOT_DEPLOYED),
    part(status, 'queue', status.queue?.triggers.map(queueRow) ?? [], NOT_DEPLOYED),
    part(status, 'requests', requests?.waiting.map((each) => waitingRow(each, nowMs)) ?? [], {
      label: 'waiting',
      text: 'nothing',
    }),
    requests === undefined ? [] : parkedRows(requests, nowMs),
    part(status, 'quota', quota === undefined ? [] : [quotaRow(quota, nowMs)]),
    part(status, 'instances', instances?.reports.map((each) => rateRow(each, nowMs)) ?? [], {
      label: 'rate',
      text: 'no instance has reported in the last quarter of an hour',
    }),
    instances === undefined ? [] : breakerRows(instances.reports, nowMs),
    part(status, 'blocked', blocked === undefined ? [] : blockedRows(blocked, nowMs)),
    instances === undefined ? [] : errorRows(instances.reports, nowMs),
    (leftOut ?? []).map(leftOutRow),
  ];
  const title = `Status at ${checkedAt.slice(11, 19)} UTC`;
  return `${title}\n\n${rows
    .flat()
    .map(withoutRepeats)
    .map((row) => drawn(row, style))
    .join('')}`;
}

/** A line with its label, which the lines after it with the same label leave out. */
type Row = { readonly label: string; readonly text: string; readonly color?: Color };

function withoutRepeats(row: Row, index: number, rows: readonly Row[]): Row {
  return rows[index - 1]?.label === row.label ? { ...row, label: '' } : row;
}

function drawn({ label, text, color }: Row, { width, paint }: Style): string {
  const lines = wrapped(printable(text), width - MARGIN);
  return lines
    .map((line, index) => {
      const head = index === 0 ? label : '';
      const space = ' '.repeat(MARGIN - columnsOf(head));
      return `${head}${space}${color === undefined ? line : paint(color, line)}\n`;
    })
    .join('');
}

const MARGIN = 'breakers'.length + 2;

const LABELS: Readonly<Record<UnknownPart['part'], string>> = {
  http: 'HTTP',
  queue: 'queue',
  requests: 'requests',
  quota: 'quota',
  instances: 'rate',
  blocked: 'blocked',
};

const NOT_DEPLOYED = { text: 'not deployed', color: 'yellow' } as const;

/** The rows of a part; or why it is not known; or what to say where it is empty. */
function part(
  { unknown }: Status,
  name: UnknownPart['part'],
  rows: readonly Row[],
  empty?: Omit<Row, 'label'> & Partial<Row>,
): readonly Row[] {
  const label = LABELS[name];
  const missing = unknown.find((each) => each.part === name);
  if (missing !== undefined) return [{ label, text: unknownText(missing), color: 'yellow' }];
  return rows.length > 0 || empty === undefined ? rows : [{ label, ...empty }];
}

function unknownText({ detail, code }: UnknownPart): string {
  return `unknown: ${detail}${detail.includes(code) ? '' : ` (${code})`}`;
}

function httpRow({ url, name, enabled }: { url?: string; name: string; enabled: boolean }): Row {
  return {
    label: LABELS.http,
    text: `${enabled ? 'open' : 'stopped'}, ${url ?? name}`,
    ...WHEN(enabled),
  };
}

function queueRow({ name, enabled }: { name: string; enabled: boolean }): Row {
  return {
    label: LABELS.queue,
    text: `${enabled ? 'running' : 'paused'}, ${name}`,
    ...WHEN(enabled),
  };
}

/** What is as it should be has no colour. */
const WHEN = (isGood: boolean): { readonly color?: Color } => (isGood ? {} : { color: 'yellow' });

function waitingRow(
  { code, count, inFlight, blocked = 0, oldestAt, nextAttemptAt }: WaitingCount,
  nowMs: number,
): Row {
  const aheadS = nextAttemptAt === undefined ? 0 : (Date.parse(nextAttemptAt) - nowMs) / 1_000;
  const facts = [
    `${count} ${code}`,
    ...(blocked === 0 ? [] : [`${blocked} of blocked tenants`]),
    ...(inFlight === undefined || inFlight === 0 ? [] : [`${inFlight} on the way`]),
    ...(blocked === count ? [] : [`next ${aheadS > 0 ? `in ${shortSpan(aheadS)}` : 'now'}`]),
    `oldest ${age(oldestAt, nowMs)}`,
  ];
  return { label: 'waiting', text: facts.join(', '), color: 'magenta' };
}

function parkedRows(
  { parked, beyond, unreadable }: StatusOfRequests,
  nowMs: number,
): readonly Row[] {
  const label = 'parked';
  const rows = parked.map(({ code, count, oldestAt }: ParkedCount): Row => {
    return { label, text: `${count} ${code}, oldest ${age(oldestAt, nowMs)}`, color: 'yellow' };
  });
  const others = [
    ...(beyond === 0 ? [] : [`${counted(beyond, 'dead letter')} did not fit into memory`]),
    ...(unreadable === 0 ? [] : [`${counted(unreadable, 'message')} cannot be read`]),
  ].map((text): Row => ({ label, text, color: 'yellow' }));
  const all = [...rows, ...others];
  return all.length === 0 ? [{ label, text: 'nothing' }] : all;
}

function quotaRow({ used, limit, madeLatelyAt, fullOn }: StatusOfTheQuota, nowMs: number): Row {
  const label = LABELS.quota;
  if (used === undefined || limit === undefined) {
    return { label, text: 'unknown: KMS does not report it', color: 'yellow' };
  }
  const percent = limit > 0 ? Math.floor((used * 100) / limit) : 100;
  const isFull = used >= limit;
  const forecast = fullOn === undefined ? 'not full in sight' : `full on ${fullOn}`;
  const growth =
    madeLatelyAt === undefined
      ? 'growth unknown'
      : `${forecast}, growth counted ${age(madeLatelyAt, nowMs)}`;
  const text = `${bar(used, limit, 20)} ${used} of ${limit} (${percent} %), ${isFull ? 'full now' : growth}`;
  return { label, text, ...WHEN(percent < 80) };
}

function rateRow(report: InstanceReport, nowMs: number): Row {
  const { calls, throttles, windowS, callsPerSecondMax, reportedAt } = report;
  const perSecond = windowS === 0 ? 0 : calls / windowS;
  const facts = [
    nameOf(report),
    `${perSecond.toFixed(1)} of ${callsPerSecondMax} calls a second for ${shortSpan(windowS)}`,
    `${throttles} throttled`,
    age(reportedAt, nowMs),
  ];
  return { label: 'rate', text: facts.join(', '), ...WHEN(throttles === 0) };
}

function breakerRows(reports: readonly InstanceReport[], nowMs: number): readonly Row[] {
  const label = 'breakers';
  const open = reports.flatMap((report) => {
    const { breaker, reportedAt } = report;
    if (breaker === undefined) return [];
    const spanS = (nowMs - Date.parse(breaker.openedAt)) / 1_000;
    const text = `${nameOf(report)}, open for ${shortSpan(spanS)}, ${breaker.code}, ${age(reportedAt, nowMs)}`;
    return [{ label, text, color: 'red' } as const];
  });
  if (open.length > 0) return open;
  return reports.length === 0
    ? []
    : [{ label, text: `closed in ${counted(reports.length, 'instance')}` }];
}

function blockedRows({ tenants, unproven }: StatusOfTenants, nowMs: number): readonly Row[] {
  const label = LABELS.blocked;
  const rows = tenants.slice(0, TENANTS_MAX).map((tenant): Row => {
    const { blockedAt, reason } = tenant;
    const why = reason === undefined ? '' : `: ${reason}`;
    return { label, text: `${sentId(tenant)}, ${age(blockedAt, nowMs)}${why}`, color: 'yellow' };
  });
  const more = tenants.length - rows.length;
  const others = [
    ...(more <= 0 ? [] : [`${more} more; tenants list shows all`]),
    ...(unproven === 0
      ? []
      : [`${counted(unproven, 'record')} without our signature, which block nobody`]),
  ].map((text): Row => ({ label, text, color: 'yellow' }));
  const all = [...rows, ...others];
  return all.length === 0 ? [{ label, text: 'no tenant' }] : all;
}

/** As many as are shown. */
const TENANTS_MAX = 10;

/** What the topic has there is in none of the other rows. */
function leftOutRow({ code, topic, partition, offset, lastOffset }: LeftOutRecords): Row {
  const text = `${topic}, partition ${partition}, offsets ${offset} to ${lastOffset}: ${code}`;
  return { label: 'left out', text, color: 'yellow' };
}

/** The last errors, the latest first. */
function errorRows(reports: readonly InstanceReport[], nowMs: number): readonly Row[] {
  const label = 'errors';
  const errors = reports.flatMap((report) => {
    const { lastError } = report;
    return lastError === undefined ? [] : [{ name: nameOf(report), ...lastError }];
  });
  if (reports.length > 0 && errors.length === 0) return [{ label, text: 'none' }];
  return errors
    .sort((one, other) => (one.at > other.at ? -1 : 1))
    .slice(0, ERRORS_MAX)
    .map(({ name, code, stage, at }) => ({
      label,
      text: `${code} at ${stage}, ${name}, ${age(at, nowMs)}`,
    }));
}

const ERRORS_MAX = 5;

function age(time: string, nowMs: number): string {
  return `${shortSpan((nowMs - Date.parse(time)) / 1_000)} ago`;
}
