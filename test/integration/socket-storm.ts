import { randomSource } from '../../emulator/api/random-source.ts';
import type { Effect, Fault } from '../../emulator/faults/faults.ts';
import type { DeadLetterList } from '../../shared/dead-letters/generated/dead-letters-command.ts';
import { wallClock } from '../wall-clock.ts';
import type { DeployedCloud } from './deployed-cloud.ts';
import { type Asked, requestBook } from './request-book.ts';
import { runCkafkaTrigger } from './run-ckafka-trigger.ts';

export type Storm = {
  /** Every request, each once however often it was sent. */
  readonly asked: readonly Asked[];
  /** Texts that cannot be read as a request. */
  readonly rubbish: readonly string[];
  /** The last answer of the HTTP API to each request that was sent to it. */
  readonly answers: ReadonlyMap<string, HttpAnswer>;
  readonly counts: Readonly<StormCounts>;
};

export type HttpAnswer = { readonly status: number; readonly keyId: string | undefined };

type StormCounts = {
  /** Messages that were put into the queue, repeats by their sender included. */
  queued: number;
  /** Requests to the Function URL, repeats by the callers included. */
  posted: number;
  redrives: number;
  kills: number;
  /** Faults that were set, each for about a second. */
  faults: number;
};

type Random = () => number;

/** Callers of the Function URL, each with one request at a time. */
const CALLERS = 4;
/** Large enough to keep the queue consumer busy, and small enough to drain soon after the storm. */
const BACKLOG_MAX = 80;
const KILL_MS_MAX = 1_200;
const WEATHER_MS_MAX = 2_000;
const REDRIVE_MS_MAX = 3_000;
const CALM_MS_MAX = 60_000;

/**
 * Sends requests by both ways in as fast as they are accepted, for `stormMs`. Meanwhile instances are
 * killed, faults start and end, and dead letters are redriven. Then the disturbances end, and callers,
 * queue and operator continue until everything is settled.
 *
 * @param seed Determines requests, kills and faults. Their timing depends on the machine.
 */
export async function runStorm(
  deployed: DeployedCloud,
  seed: string,
  stormMs: number,
): Promise<Storm> {
  const book = requestBook();
  const answers = new Map<string, HttpAnswer>();
  const counts: StormCounts = { queued: 0, posted: 0, redrives: 0, kills: 0, faults: 0 };
  const endMs = wallClock.nowMs() + stormMs;
  const giveUpMs = endMs + CALM_MS_MAX;

  /** Does something again and again, until the storm is over. */
  async function throughout(name: string, step: (random: Random) => Promise<void>): Promise<void> {
    const { random } = randomSource(seed, name);
    while (wallClock.nowMs() < endMs) await step(random);
  }

  /** Repeats what failed until it does not. */
  async function untilDone<T>(attempt: () => Promise<T | undefined>): Promise<T> {
    while (wallClock.nowMs() < giveUpMs) {
      const done = await attempt().catch(() => undefined);
      if (done !== undefined) return done;
      await wallClock.sleep(50);
    }
    throw new Error(`The storm with the seed ${seed} does not settle.`);
  }

  async function bringByQueue(random: Random): Promise<void> {
    await wallClock.sleep(20);
    if (backlogOf(deployed) >= BACKLOG_MAX) return;
    const messages = Array.from({ length: 20 }, () => book.nextMessage(random));
    await untilDone(() => {
      counts.queued += messages.length;
      return deployed.ask('POST /topics/key-requests/messages', messages);
    });
  }

  async function bringByUrl(random: Random): Promise<void> {
    const { requestId, tenantId, body } = book.nextPost(random);
    const url = `${deployed.functionUrl}/v1/tenants/${tenantId}/keys`;
    const headers = { 'content-type': 'application/json', 'idempotency-key': `"${requestId}"` };
    const answer = await untilDone(async () => {
      counts.posted += 1;
      const response = await fetch(url, { method: 'POST', headers, body });
      const { status } = response;
      const { keyId } = (await response.json()) as { readonly keyId?: string };
      // From 429 on these are the platform's own answers too, as after a kill (439).
      return status < 429 ? { status, keyId } : undefined;
    });
    answers.set(requestId, answer);
  }

  async function kill(random: Random): Promise<void> {
    await wallClock.sleep(random() * KILL_MS_MAX);
    const victim = oneOf(['provision-keys', 'accept-request', 'redrive'], random);
    if (deployed.host.kill(victim)) counts.kills += 1;
  }

  async function changeWeather(random: Random): Promise<void> {
    await deployed.ask('DELETE /faults');
    const faults = Array.from({ length: Math.floor(random() * 4) }, () => faultOf(random));
    await deployed.ask('POST /faults', faults);
    counts.faults += faults.length;
    await wallClock.sleep(random() * WEATHER_MS_MAX);
  }

  async function redrive(random: Random): Promise<void> {
    await wallClock.sleep(random() * REDRIVE_MS_MAX);
    counts.redrives += 1;
    await redriveAll(deployed);
  }

  const stopping = new AbortController();
  const trigger = runTrigger(deployed, stopping.signal);
  const callers = Array.from({ length: CALLERS }, (_, n) => throughout(`caller ${n}`, bringByUrl));
  await Promise.all([
    throughout('queue', bringByQueue),
    throughout('kills', kill),
    throughout('weather', changeWeather).then(() => deployed.ask('DELETE /faults')),
    throughout('redrives', redrive),
    ...callers,
  ]);
  await untilDone(async () => (backlogOf(deployed) === 0 ? true : undefined));
  await untilDone(async () => {
    await redriveAll(deployed);
    const { letters: deadLetters } = await deadLettersIn(deployed);
    return deadLetters.length === book.rubbish.length ? true : undefined;
  });
  stopping.abort();
  await trigger;
  return { asked: book.asked(), rubbish: book.rubbish, answers, counts };
}

const GROUP = 'provision-keys';

/** Lets the topic push its messages into the function. */
function runTrigger({ cloud, host }: DeployedCloud, signal: AbortSignal): Promise<void> {
  const trigger = {
    topic: cloud.topics.get('key-requests')!,
    consumerGroup: GROUP,
    invoke: (event: object) => host.invoke('provision-keys', event),
    maxMsgNum: 20,
    windowMs: 20,
    retriesMax: 1_000_000,
    switches: cloud.switches,
  };
  return runCkafkaTrigger(trigger, signal);
}

/** How many messages are not acknowledged. */
function backlogOf({ cloud }: DeployedCloud): number {
  const topic = cloud.topics.get('key-requests')!;
  const offsets = Array.from({ length: topic.partitionCount }, (_, partition) =>
    topic.committedOffset(GROUP, partition),
  );
  return offsets.reduce((backlog, offset) => backlog - offset, topic.size());
}

async function redriveAll({ host }: DeployedCloud): Promise<void> {
  await host.invoke('redrive', {
    command: 'redrive',
    selection: { all: true, states: ['waiting', 'parked'] },
  });
}

/** The dead letters that wait. */
export async function deadLettersIn({ host }: DeployedCloud): Promise<DeadLetterList> {
  const result = await host.invoke('redrive', {
    command: 'list',
    selection: { all: true, states: ['waiting', 'parked'] },
  });
  if (result.ok) return result.value as DeadLetterList;
  throw new Error(`The dead letters cannot be listed: ${result.errorMessage}`);
}

/** Of the API, and likely enough that each action meets each of them now and then. */
const API_EFFECTS: readonly Effect[] = [
  { lostAnswer: true },
  { truncate: true },
  { lateMs: 300 },
  { lateMs: 1_500 },
  { http: 502 },
  { http: 503 },
  { notJson: true },
  { error: 'InternalError' },
  { error: 'InternalError', after: true },
  { error: 'RequestLimitExceeded' },
  { error: 'AuthFailure.TokenFailure' },
  { error: 'FailedOperation.SomethingNew' },
  { delayMs: 400 },
  { delayMs: 3_500 }, // Longer than the client waits.
];

const ACTIONS = ['CreateKey', 'ListKeyDetail', 'DescribeKey', 'TagResources', '*'];

const TOPIC_EFFECTS: readonly Effect[] = [
  { http: 503 },
  { http: 413 },
  { lostAnswer: true },
  { lateMs: 300 },
  { delayMs: 400 },
];

const TOPICS = [
  'topics:publish:key-events',
  'topics:publish:key-dead-letters',
  'topics:publish:key-requests',
  'topics:read:key-dead-letters',
];

function faultOf(random: Random): Fault {
  const probability = random() < 0.2 ? 1 : 0.05 + 0.4 * random();
  const kind = random();
  if (kind < 0.1) {
    const effect: Effect = { tagCode: random() < 0.5 ? 1 : 2 };
    return { action: 'CreateKey', effect, probability };
  }
  if (kind < 0.7) {
    return { action: oneOf(ACTIONS, random), effect: oneOf(API_EFFECTS, random), probability };
  }
  return { action: oneOf(TOPICS, random), effect: oneOf(TOPIC_EFFECTS, random), probability };
}

function oneOf<T>(list: readonly T[], random: Random): T {
  return list[Math.floor(random() * list.length)]!;
}
