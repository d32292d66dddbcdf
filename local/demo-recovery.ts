import { pause, untilAborted, within } from '../emulator/async/waiting.ts';
import type { DeadLettersCommand } from '../shared/dead-letters/generated/dead-letters-command.ts';
import type { Redriven } from '../shared/dead-letters/redrive-result.ts';
import type { Refused } from '../shared/generated/refused.ts';
import { isJsonObject, type JsonObject } from '../shared/tenant-key/json.ts';
import { KEY_EVENTS } from '../shared/topics/topics.ts';
import type { Paint } from '../terminal/paint.ts';
import { fieldsOf, OUTCOMES, textOf } from './activity.ts';
import { type Access, callLocalCloud, invokeFunction, messagesFrom } from './calls.ts';
import { ADOPTED, CREATED, type DemoCase, type Recovery } from './demo-cases.ts';
import { setKeyState } from './demo-keys.ts';
import { type DemoResult, type Ended, outcomeColumns, requestColumns } from './demo-table.ts';
import { subjectOf } from './live-line.ts';

type RecoveryOptions = {
  readonly access: Access;
  readonly cases: readonly DemoCase[];
  /** The number of events before the demo. */
  readonly eventsBefore: number;
  readonly print: (text: string) => void;
  readonly paint: Paint;
  readonly stop: AbortSignal;
};

/**
 * Completes the requests of the demo for which the reason is over: the timer sends in again those that wait, and
 * an operator redrives those that are parked, after they have enabled the key.
 */
export async function recoverCases(options: RecoveryOptions): Promise<readonly DemoResult[]> {
  const { access, cases, eventsBefore, print, paint, stop } = options;
  const results: DemoResult[] = [];

  async function row(
    demoCase: DemoCase,
    { by, reason }: Recovery,
    recovering: () => Promise<Ended | undefined>,
  ): Promise<void> {
    const subject = subjectOf(demoCase);
    const expected = by === 'operator' ? ADOPTED : CREATED; // An event does not say which.
    const wayIn = by === 'operator' ? 'invoke' : 'timer';
    print(requestColumns(subject, wayIn, reason));
    const ended = await untilAborted(recovering(), stop);
    print(outcomeColumns(ended, paint));
    results.push({ subject, wayIn, expected, ended });
  }

  await callLocalCloud(access.url, 'POST /clock/advance', { ms: PAUSE_MS });
  for (const demoCase of casesBy('timer', cases)) {
    const subject = subjectOf(demoCase);
    const recovering = () => resumed(access.url, subject, eventsBefore, stop);
    await row(demoCase, demoCase.recovery, recovering);
  }
  for (const demoCase of casesBy('operator', cases)) {
    if (stop.aborted) break;
    await setKeyState(access, demoCase, 'EnableKey');
    await row(demoCase, demoCase.recovery, () => redrive(access, demoCase));
  }
  return results;
}

function casesBy(by: Recovery['by'], cases: readonly DemoCase[]) {
  return cases.flatMap(({ recovery, ...demoCase }) =>
    recovery?.by === by ? [{ ...demoCase, recovery }] : [],
  );
}

/** Longer than the first pause of a request that waits. */
const PAUSE_MS = 120_000;

/** Waits for the event that the tenant has its key; undefined if it does not come in time. */
function resumed(
  url: string,
  subject: string,
  eventsBefore: number,
  stop: AbortSignal,
): Promise<Ended | undefined> {
  return within(WAIT_MS_MAX, stop, async (closed) => {
    while (!closed.aborted) {
      const events = await messagesFrom(url, KEY_EVENTS, eventsBefore);
      const event = events
        .map(({ value }) => fieldsOf(value ?? ''))
        .find((fields) => fields.type === PROVISIONED && fields.subject === subject);
      if (event !== undefined) return { outcome: 'provisioned', keyId: keyIdIn(event) };
      await pause(POLL_MS, closed);
    }
    return undefined;
  });
}

/** Longer than the function takes to start and to create a few keys. */
const WAIT_MS_MAX = 20_000;
const POLL_MS = 50;

const PROVISIONED = 'tenant-key.provisioned';

function keyIdIn({ data }: JsonObject): string | undefined {
  return isJsonObject(data) ? textOf(data, 'keyId') : undefined;
}

/** Redrives the dead letters of a case; undefined if the answer has no outcome for its key. */
async function redrive(access: Access, demoCase: DemoCase): Promise<Ended | undefined> {
  const { tenantId, keyName, expected } = demoCase;
  const codes = expected.code === undefined ? [] : [expected.code];
  const command: DeadLettersCommand = { command: 'redrive', selection: { codes, tenantId } };
  const answer = await invokeFunction<Redriven | Refused>(access, 'redrive', command);
  if ('refused' in answer) throw new Error(`The redrive was refused: ${answer.refused.detail}`);
  const result = answer.results.find((each) => each.keyName === keyName);
  const outcome = OUTCOMES.find((known) => known === result?.outcome);
  return outcome && { ...result, outcome };
}
