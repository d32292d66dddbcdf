import type { Color, Paint } from '../terminal/paint.ts';
import type { Activity, Names, Outcome, RequestOutcome } from './activity.ts';
import type { LocalCloud } from './cloud.ts';

/**
 * One line about what happened, within 80 columns unless a name or a path is long.
 *
 * @param time Such as `13:05:09`.
 */
export function liveLine(activity: Activity, time: string, paint: Paint): string {
  const { before, text, color } = partsOf(activity);
  return `${time}  ${before}${color === undefined ? text : paint(color, text)}`;
}

type Parts = { readonly before: string; readonly text: string; readonly color?: Color };

function partsOf(activity: Activity): Parts {
  switch (activity.kind) {
    case 'request':
      return {
        before: leadingColumns(activity.wayIn, subjectOf(activity)),
        text:
          activity.requestId === undefined
            ? 'received'
            : `received: ${legible(activity.requestId)}`,
        color: 'dim',
      };
    case 'outcome':
      return {
        before: leadingColumns(activity.wayIn, subjectOf(activity)),
        text: `${activity.outcome}: ${detailOf(activity)}`,
        color: OUTCOME_COLORS[activity.outcome],
      };
    case 'answer': {
      const { method, path, status } = activity;
      return { before: wayInColumn('http'), text: `${method} ${legible(path)}: ${status}` };
    }
    case 'failure':
      return { before: '', text: `${activity.functionName}: ${activity.reason}`, color: 'red' };
  }
}

function leadingColumns(wayIn: string, subject: string): string {
  return `${wayInColumn(wayIn)}${subject.padEnd(20)}  `;
}

function wayInColumn(wayIn: string): string {
  return `${wayIn.padEnd(7)} `;
}

export const OUTCOME_COLORS: Readonly<Record<Outcome, Color>> = {
  provisioned: 'green',
  rejected: 'red',
  waiting: 'magenta',
  parked: 'yellow',
  retry: 'magenta',
};

/** The tenant, as it was sent, and the key's name, as far as they are known. */
export function subjectOf({ tenantId, externalTenantId = tenantId, keyName }: Names): string {
  if (tenantId === undefined && keyName === undefined) return '(no tenant)';
  return `${legible(externalTenantId)}/${legible(keyName)}`;
}

function detailOf({ keyId, adopted, code }: RequestOutcome): string {
  return code ?? `key ${shortId(keyId)}${adopted ? ', adopted' : ''}`;
}

/** The beginning of a key's id, which is enough to recognise it. */
export function shortId(keyId = ''): string {
  return keyId.slice(0, 8);
}

/** Text of a caller without characters that move the cursor or look like another character. */
function legible(text = '?'): string {
  const plain = text.replace(/[^!-~]/g, '?');
  return plain.length > 40 ? `${plain.slice(0, 37)}...` : plain;
}

/** The first line for a program, which says how to call the cloud. */
export function readyJson({ url, secretId, secretKey, region, token }: LocalCloud): string {
  return `${JSON.stringify({ ready: true, url, secretId, secretKey, region, token })}\n`;
}

/** The line of an outcome for a program; empty for any other activity. */
export function outcomeJson(activity: Activity): string {
  if (activity.kind !== 'outcome') return '';
  const { outcome, requestId, tenantId, externalTenantId, keyName, wayIn } = activity;
  const { keyId, code, adopted } = activity;
  const door = wayIn === 'redrive' || wayIn === 'retry' ? 'letter' : wayIn;
  const names = { requestId, tenantId, externalTenantId, keyName };
  const line = { outcome, ...names, keyId, code, adopted, door };
  return `${JSON.stringify(line)}\n`;
}
