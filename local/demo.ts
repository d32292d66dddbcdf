import type { JournalEntry } from '../emulator/api/journal.ts';
import type { Switches } from '../emulator/api/switches.ts';
import { KEY_DEAD_LETTERS, KEY_EVENTS } from '../shared/topics/topics.ts';
import type { Paint } from '../terminal/paint.ts';
import { type Access, callLocalCloud, deadLettersSince, keysPath, messageCount } from './calls.ts';
import type { LocalCloud } from './cloud.ts';
import { DEMO_CASES, type DemoCase, withNewKeys } from './demo-cases.ts';
import { runEnding } from './demo-ending.ts';
import {
  type DemoResult,
  endOfDemo,
  firstHalf,
  middleOfDemo,
  rowOfEnd,
  surpriseOf,
  tableHead,
} from './demo-table.ts';
import type { Send } from './requests.ts';
import { subjectOf } from './screen.ts';

export type DemoOptions = {
  /** To the local cloud. */
  readonly access: Access & Pick<LocalCloud, 'token'>;
  /** Where the cloud's state is kept, if it is. */
  readonly dataDir: string | undefined;
  readonly send: Send;
  readonly print: (text: string) => void;
  readonly paint: Paint;
  readonly stop: AbortSignal;
};

const STOPPED = 'The demo was stopped before its end.';

/**
 * Sends the requests of the demo through the doors, makes the cloud fail in between, and prints a
 * table of what became of each; then mends what can be mended. Whatever else the cloud holds stays as
 * it is, but that its clock is a minute ahead.
 *
 * @returns a sentence for each thing that did not come as expected.
 */
export async function runDemo(options: DemoOptions): Promise<readonly string[]> {
  const { access, dataDir, print, paint, stop } = options;
  const { url, token } = access;
  const eventsBefore = await messageCount(url, KEY_EVENTS);
  const lettersBefore = await messageCount(url, KEY_DEAD_LETTERS);
  const tenantIds = new Set(DEMO_CASES.map(({ tenantId }) => tenantId));
  const cases = withNewKeys(DEMO_CASES, await keysOf({ url, token }, tenantIds));
  print(tableHead(paint));
  const results = await sendAll(cases, options);
  if (stop.aborted) return [STOPPED];

  print(middleOfDemo(results));
  const redriven = cases.filter(({ mending }) => mending === 'redriven');
  const creations = await creationsOf(url, redriven);
  const mended = await runEnding({ access, cases, eventsBefore, print, paint, stop });
  if (stop.aborted) return [STOPPED];

  const all = [...results, ...mended];
  const doubles = keysMadeTwice(await keysOf({ url, token }, tenantIds));
  if ((await creationsOf(url, redriven)) > creations) doubles.push('The redrive called CreateKey.');
  const deadLetters = await deadLettersSince(url, lettersBefore);
  print(endOfDemo({ results: all, madeOnce: doubles.length === 0, letters: deadLetters, dataDir }));
  return [...all.flatMap(surpriseOf), ...doubles];
}

/** Sends the requests, each after the end of the one before. */
async function sendAll(
  cases: readonly DemoCase[],
  { access, send, print, paint, stop }: DemoOptions,
): Promise<readonly DemoResult[]> {
  const { url } = access;
  const before = await callLocalCloud<Switches>(url, 'GET /switches');
  const results: DemoResult[] = [];
  try {
    for (const [index, demoCase] of cases.entries()) {
      await setWeather(url, demoCase, before);
      const { door, tenantId, text, tokenFor, trouble, expected } = demoCase;
      const subject = subjectOf(demoCase);
      print(firstHalf(text === undefined ? subject : '-', door, trouble || '-'));
      const end = await send({ door, tenantId, tokenFor, text: textOf(demoCase, index) });
      print(rowOfEnd(end, paint));
      if (stop.aborted) break;
      results.push({ subject, door, expected, end });
    }
  } finally {
    // The switches outlive this process where the state is kept.
    await setWeather(url, {}, before);
  }
  return results;
}

/** Sets the faults and switches of a case, in place of those of the one before. */
async function setWeather(
  url: string,
  { faults = [], switches = {} }: Pick<DemoCase, 'faults' | 'switches'>,
  before: Switches,
): Promise<void> {
  await callLocalCloud(url, 'DELETE /faults');
  await callLocalCloud(url, 'POST /faults', faults);
  await callLocalCloud(url, 'PUT /switches', { ...before, ...switches });
}

/** The ids are the same at each run, so that a repeat on a kept state finds its keys again. */
function textOf({ tenantId, keyName, fields, text }: DemoCase, index: number): string {
  const requestId = `demo-${index + 1}-${keyName}`;
  return text ?? JSON.stringify({ requestId, tenantId, keyName, ...fields });
}

type KeyList = { readonly keys: readonly { readonly keyName: string }[] };

/** The keys that these tenants have, each as `<tenantId>/<keyName>`. */
export async function keysOf(
  { url, token }: Pick<LocalCloud, 'url' | 'token'>,
  tenantIds: ReadonlySet<string>,
): Promise<readonly string[]> {
  const subjects: string[] = [];
  for (const tenantId of tenantIds) {
    const { keys } = await callLocalCloud<KeyList>(
      url,
      `GET ${keysPath(tenantId)}`,
      undefined,
      token,
    );
    subjects.push(...keys.map(({ keyName }) => `${tenantId}/${keyName}`));
  }
  return subjects;
}

/** A sentence for each key that there is more than once. */
export function keysMadeTwice(subjects: readonly string[]): string[] {
  return subjects
    .filter((subject, index) => subjects.indexOf(subject) !== index)
    .map((subject) => `${subject} has more than one key.`);
}

/** How often KMS was told to make the keys of these cases. */
export async function creationsOf(url: string, cases: readonly DemoCase[]): Promise<number> {
  const aliases = new Set<unknown>(cases.map(({ tenantId, keyName }) => `${tenantId}_${keyName}`));
  const calls = await callLocalCloud<readonly JournalEntry[]>(url, 'GET /journal');
  return calls.filter(({ action, params }) => action === 'CreateKey' && aliases.has(params.Alias))
    .length;
}
