import type { Color, Paint } from '../../terminal/paint.ts';
import type { Names, News, Outcome, OutcomeNews } from './news.ts';

/**
 * One line about what happened.
 *
 * @param time Such as `13:05:09`.
 */
export function liveLine(news: News, time: string, paint: Paint): string {
  const { before, text, color } = partsOf(news);
  return `${time}  ${before}${color === undefined ? text : paint(color, text)}`;
}

type Parts = { readonly before: string; readonly text: string; readonly color?: Color };

function partsOf(news: News): Parts {
  switch (news.kind) {
    case 'request':
      return {
        before: subjectColumns(news.door, news),
        text: news.requestId === undefined ? 'asked' : `asked: ${legible(news.requestId)}`,
        color: 'dim',
      };
    case 'outcome':
      return {
        before: subjectColumns(news.door, news),
        text: `${news.outcome}${detailOf(news)}`,
        color: OUTCOME_COLORS[news.outcome],
      };
    case 'answer':
      return { before: 'http   ', text: `${news.method} ${legible(news.path)}: ${news.status}` };
    case 'failure':
      return { before: '', text: `${news.functionName}: ${news.reason}`, color: 'red' };
  }
}

export const OUTCOME_COLORS: Readonly<Record<Outcome, Color>> = {
  provisioned: 'green',
  rejected: 'red',
  parked: 'yellow',
  retry: 'magenta',
};

function subjectColumns(door: string, names: Names): string {
  return `${door.padEnd(6)} ${subjectOf(names).padEnd(20)}  `;
}

/** Whose key, as far as it is known. */
export function subjectOf({ tenantId, keyName }: Names): string {
  if (tenantId === undefined && keyName === undefined) return '(nobody named)';
  return `${legible(tenantId)}/${legible(keyName)}`;
}

function detailOf({ keyId, adopted, code }: OutcomeNews): string {
  if (code !== undefined) return `: ${code}`;
  return `: key ${shortId(keyId)}${adopted ? ', adopted' : ''}`;
}

/** Enough of a key's id to tell it from others at sight. */
export function shortId(keyId = ''): string {
  return keyId.slice(0, 8);
}

/** Text of a caller, without what could move the cursor or pass for another letter. */
function legible(text = '?'): string {
  const plain = text.replace(/[^!-~]/g, '?');
  return plain.length > 40 ? `${plain.slice(0, 37)}...` : plain;
}
