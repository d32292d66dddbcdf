import type { Paint } from '../../terminal/paint.ts';
import type { DemoEnd } from './demo-result.ts';
import { OUTCOME_COLORS, shortId } from './live-line.ts';

// The table is printed as it grows: the first half of a row when its request is sent, the second
// when it has ended. It has 80 columns at most.

export function tableHead(paint: Paint): string {
  const head = `${firstHalf('tenant/key', 'door', 'trouble')}${secondHalf('outcome', 'key', 'code')}`;
  return `${paint('bold', head)}\n`;
}

export function firstHalf(subject: string, door: string, trouble: string): string {
  return `${subject.padEnd(14)} ${door.padEnd(6)} ${trouble.padEnd(13)}  `;
}

export function rowOfEnd(end: DemoEnd | undefined, paint: Paint): string {
  if (end === undefined) return 'no outcome\n';
  const { outcome, keyId, code, adopted } = end;
  // Of a code like LimitExceeded.CmkLimitExceeded the last part says the most.
  const note = code?.split('.').at(-1) ?? (adopted ? '(adopted)' : '');
  const row = secondHalf(outcome, shortId(keyId) || '-', note);
  return `${paint(OUTCOME_COLORS[outcome], row)}\n`;
}

function secondHalf(outcome: string, key: string, note: string): string {
  return `${outcome.padEnd(11)}  ${key.padEnd(8)}  ${note}`.trimEnd();
}
