import type { Switches } from '../emulator/api/switches.ts';
import { KEY_DEAD_LETTERS, KEY_EVENTS } from '../shared/topics/topics.ts';
import type { Paint } from '../terminal/paint.ts';
import { type Access, callLocalCloud, deadLettersSince, messageCount } from './calls.ts';
import type { LocalCloud } from './cloud.ts';
import { DEMO_CASES, type DemoCase, withNewKeys } from './demo-cases.ts';
import { creationsOf, keysOf, setKeyState } from './demo-keys.ts';
import { recoverCases } from './demo-recovery.ts';
import {
  closingText,
  type DemoResult,
  deviationOf,
  outcomeColumns,
  requestColumns,
  summaryText,
  tableHead,
} from './demo-table.ts';
import { subjectOf } from './live-line.ts';
import type { Send } from './requests.ts';

type DemoOptions = {
  /** To the local cloud. */
  readonly access: Access & Pick<LocalCloud, 'token'>;
  /** Where the cloud's state is kept, if it is kept. */
  readonly dataDir: string | undefined;
  readonly send: Send;
  readonly print: (text: string) => void;
  readonly paint: Paint;
  readonly stop: AbortSignal;
};

/**
 * Sends the requests of the demo while the cloud fails in different ways, prints a table of their
 * outcomes, and then completes the requests that can be completed. Afterwards the cloud's clock is
 * two minutes ahead; everything else that the cloud held before is unchanged.
 *
 * @returns a sentence for each result that was not as expected.
 */
export async function runDemo(options: DemoOptions): Promise<readonly string[]> {
  const { access, dataDir, print, paint, stop } = options;
  const { url, token } = access;
  const eventsBefore = await messageCount(url, KEY_EVENTS);
  const parkedBefore = await messageCount(url, KEY_DEAD_LETTERS);
  const tenantIds = new Set(DEMO_CASES.map(({ tenantId }) => tenantId));
  const cases = withNewKeys(DEMO_CASES, await keysOf({ url, token }, tenantIds));
  print(tableHead(paint));
  const sent = await sendAll(cases, options);
  if (stop.aborted) return [STOPPED];

  print(summaryText(sent));
  const adopting = cases.filter(({ recovery }) => recovery?.adopts);
  const creations = await creationsOf(url, adopting);
  const recovered = await recoverCases({ access, cases, eventsBefore, print, paint, stop });
  if (stop.aborted) return [STOPPED];

  const results = [...sent, ...recovered];
  const repeats = repeatedKeys(await keysOf({ url, token }, tenantIds));
  if ((await creationsOf(url, adopting)) > creations) repeats.push('CreateKey was called again.');
  const deadLetters = await deadLettersSince(url, parkedBefore);
  print(closingText({ results, createdOnce: repeats.length === 0, deadLetters, dataDir }));
  return [...results.flatMap(deviationOf), ...repeats];
}

const STOPPED = 'The demo was stopped before its end.';

/** Sends the requests, each after the outcome of the one before. */
async function sendAll(
  cases: readonly DemoCase[],
  { access, send, print, paint, stop }: DemoOptions,
): Promise<readonly DemoResult[]> {
  const { url } = access;
  const switchesBefore = await callLocalCloud<Switches>(url, 'GET /switches');
  const results: DemoResult[] = [];
  try {
    for (const [index, demoCase] of cases.entries()) {
      await setFailures(url, demoCase, switchesBefore);
      if (demoCase.isDisabled) await setKeyState(access, demoCase, 'DisableKey');
      const { wayIn, tenantId, text, tokenFor, trouble, expected } = demoCase;
      const subject = subjectOf(demoCase);
      print(requestColumns(text === undefined ? subject : '-', wayIn, trouble || '-'));
      const ended = await send({ wayIn, tenantId, tokenFor, text: requestText(demoCase, index) });
      print(outcomeColumns(ended, paint));
      if (stop.aborted) break;
      results.push({ subject, wayIn, expected, ended });
    }
  } finally {
    // A kept state also keeps the switches.
    await setFailures(url, {}, switchesBefore);
  }
  return results;
}

/** Sets the faults and switches of a case, in place of those of the case before. */
async function setFailures(
  url: string,
  { faults = [], switches = {} }: Pick<DemoCase, 'faults' | 'switches'>,
  switchesBefore: Switches,
): Promise<void> {
  await callLocalCloud(url, 'DELETE /faults');
  await callLocalCloud(url, 'POST /faults', faults);
  await callLocalCloud(url, 'PUT /switches', { ...switchesBefore, ...switches });
}

/** The request ids are the same in each run, so that a run on a kept state finds its keys again. */
function requestText({ tenantId, keyName, fields, text }: DemoCase, index: number): string {
  const requestId = `demo-${index + 1}-${keyName}`;
  return text ?? JSON.stringify({ requestId, tenantId, keyName, ...fields });
}

/** A sentence for each key that exists more than once. */
function repeatedKeys(subjects: readonly string[]): string[] {
  return subjects
    .filter((subject, index) => subjects.indexOf(subject) !== index)
    .map((subject) => `${subject} has more than one key.`);
}
