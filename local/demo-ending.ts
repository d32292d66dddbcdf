import { pause, untilAborted, within } from '../emulator/async/waiting.ts';
import type { DeadLettersCommand, Redriven, Refused } from '../shared/dead-letters/command.ts';
import { isJsonObject, type JsonObject } from '../shared/tenant-key/json.ts';
import { KEY_EVENTS } from '../shared/topics/topics.ts';
import type { Paint } from '../terminal/paint.ts';
import { type Access, callLocalCloud, invokeFunction, messagesFrom } from './calls.ts';
import { type DemoCase, FOUND, MADE } from './demo-cases.ts';
import { type DemoEnd, type DemoResult, firstHalf, rowOfEnd } from './demo-table.ts';
import { fieldsOf, OUTCOMES, textOf } from './news.ts';
import { subjectOf } from './screen.ts';

export type EndingOptions = {
  readonly access: Access;
  readonly cases: readonly DemoCase[];
  /** How many events there were before the demo. */
  readonly eventsBefore: number;
  readonly print: (text: string) => void;
  readonly paint: Paint;
  readonly stop: AbortSignal;
};

const MINUTE_MS = 60_000;

/**
 * Mends what the demo left parked, now that the cloud is well again: the timer's next run resumes the
 * requests that wait for the key quota, and a redrive by an operator those without tags.
 */
export async function runEnding(options: EndingOptions): Promise<readonly DemoResult[]> {
  const { access, cases, eventsBefore, print, paint, stop } = options;
  const results: DemoResult[] = [];

  async function row(
    demoCase: DemoCase,
    { door, relief, expected }: Mending,
    work: () => Promise<DemoEnd | undefined>,
  ): Promise<void> {
    const subject = subjectOf(demoCase);
    print(firstHalf(subject, door, relief));
    const end = await untilAborted(work(), stop);
    print(rowOfEnd(end, paint));
    results.push({ subject, door, expected, end });
  }

  await callLocalCloud(access.url, 'POST /clock/advance', { ms: MINUTE_MS });
  for (const demoCase of cases.filter(({ mending }) => mending === 'resumed')) {
    const subject = subjectOf(demoCase);
    await row(demoCase, RESUMED, () => resumed(access.url, subject, eventsBefore, stop));
  }
  for (const demoCase of cases.filter(({ mending }) => mending === 'redriven')) {
    if (!stop.aborted) await row(demoCase, REDRIVEN, () => redriven(access, demoCase));
  }
  return results;
}

type Mending = Pick<DemoResult, 'door' | 'expected'> & { readonly relief: string };

const RESUMED: Mending = { door: 'timer', relief: 'quota is back', expected: MADE };
const REDRIVEN: Mending = { door: 'invoke', relief: 'tags are back', expected: FOUND };

/** Longer than the function takes to start and to make a few keys. */
const WAIT_MS = 20_000;
const POLL_MS = 50;

/** Waits for the event that the tenant has its key; undefined when it does not come. */
function resumed(
  url: string,
  subject: string,
  eventsBefore: number,
  stop: AbortSignal,
): Promise<DemoEnd | undefined> {
  return within(WAIT_MS, stop, async (closed) => {
    while (!closed.aborted) {
      const events = await messagesFrom(url, KEY_EVENTS, eventsBefore);
      const event = events
        .map(({ value }) => fieldsOf(value ?? ''))
        .find((fields) => fields.type === PROVISIONED && fields.subject === subject);
      if (event !== undefined) {
        return { outcome: 'provisioned', keyId: keyIdIn(event) };
      }
      await pause(POLL_MS, closed);
    }
    return undefined;
  });
}

const PROVISIONED = 'tenant-key.provisioned';

function keyIdIn({ data }: JsonObject): string | undefined {
  return isJsonObject(data) ? textOf(data, 'keyId') : undefined;
}

/** Has the letters of a failure sent in again; undefined when nothing was decided about this one. */
async function redriven(access: Access, demoCase: DemoCase): Promise<DemoEnd | undefined> {
  const { tenantId, keyName, expected } = demoCase;
  const codes = expected.code === undefined ? [] : [expected.code];
  const command: DeadLettersCommand = { command: 'redrive', selection: { codes, tenantId } };
  const answer = await invokeFunction<Redriven | Refused>(access, 'redrive', command);
  if ('refused' in answer) throw new Error(`The redrive was refused: ${answer.refused.detail}`);
  const result = answer.results.find((each) => each.keyName === keyName);
  const outcome = OUTCOMES.find((known) => known === result?.outcome);
  return outcome && { ...result, outcome };
}
