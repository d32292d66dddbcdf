import type { DemoCase } from './demo-cases.ts';
import { OUTCOME_COLORS, shortId } from './live-line.ts';
import type { OutcomeNews } from './news.ts';
import type { Paint } from './paint.ts';

// The table is printed as it grows: the first half of a row when its request is sent, the second
// when it has ended. It has 80 columns at most.

export function tableHead(paint: Paint): string {
  const head = `${firstHalf('tenant/key', 'door', 'trouble')}${secondHalf('outcome', 'key', 'code')}`;
  return `${paint('bold', head)}\n`;
}

export function rowOfSending({ door, tenantId, keyName, text, trouble }: DemoCase): string {
  const subject = text === undefined ? `${tenantId}/${keyName}` : '-';
  return firstHalf(subject, door, trouble || '-');
}

export function rowOfEnd(end: OutcomeNews | undefined, paint: Paint): string {
  if (end === undefined) return 'no outcome\n';
  const { outcome, keyId, code, adopted } = end;
  // Of a code like LimitExceeded.CmkLimitExceeded the last part says the most.
  const note = code?.split('.').at(-1) ?? (adopted ? '(adopted)' : '');
  const row = secondHalf(outcome, shortId(keyId) || '-', note);
  return `${paint(OUTCOME_COLORS[outcome], row)}\n`;
}

function firstHalf(subject: string, door: string, trouble: string): string {
  return `${subject.padEnd(14)} ${door.padEnd(5)}  ${trouble.padEnd(13)}  `;
}

function secondHalf(outcome: string, key: string, note: string): string {
  return `${outcome.padEnd(11)}  ${key.padEnd(8)}  ${note}`.trimEnd();
}
