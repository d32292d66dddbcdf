import { signedText } from '../auth/signed-message.ts';
import type { Config } from '../config.ts';
import { stateOf } from '../dead-letters/dead-letter.ts';
import type { OpenDeadLetter } from '../dead-letters/records.ts';
import { deadLettersInOrder } from '../dead-letters/texts.ts';
import type { HealPorts } from '../ports.ts';
import { retryText } from '../retry-envelope.ts';
import { ApiError } from '../tenant-key/api-error.ts';
import { failureOf } from '../tenant-key/failures/failures.ts';
import type { MarkerKeys } from '../tenant-key/marker.ts';
import { isoTimeMs } from '../tenant-key/time.ts';
import { KEY_DEAD_LETTERS, KEY_REQUESTS, type TopicMessage } from '../topics/topics.ts';
import { type Cause, causeMessage, SAMPLE_SIZE_MAX } from './causes.ts';
import { isLeased } from './entries.ts';
import { markMessages } from './marks.ts';
import { type Planned, pagesOf } from './pages.ts';
import type { Batch } from './plan.ts';
import type { RetryTable } from './table.ts';

/**
 * Sends requests in again, page by page: the marks and what is remembered of their causes are written first, and only
 * once the topic has stored them the requests follow. So what the consumer writes about a request is always later than
 * its mark, and an interruption anywhere only delays some requests.
 *
 * A request whose mark the topic refuses is not sent. Throws the `ApiError` of any other failure to read or write a
 * topic; what was not marked by then stays due.
 *
 * @param times `endMs` is when the last page begins, on the clock of the ports; `nowMs` is the time of day.
 * @param onSent Counts what was sent.
 */
export async function sendAgain(
  batches: readonly Batch[],
  table: RetryTable,
  ports: Pick<HealPorts, 'records' | 'topics' | 'clock' | 'wallMs'>,
  config: SendConfig,
  times: SendTimes,
  onSent: (sent: Planned) => void,
): Promise<void> {
  const planned = pagesOf(batches);
  const byId = new Map(planned.map((each) => [each.entry.id, each]));
  const samples = new Map<Batch, readonly string[]>();
  const { clock, records } = ports;
  let page: Opened[] = [];

  async function sendPage(): Promise<void> {
    const opened = page;
    page = [];
    if (opened.length === 0) return;
    const causes = causesOf(opened, samples).map(causeMessage);
    const marked = await markPage(opened, causes, ports, config, times);
    const sent = await sendMarked(marked, ports, config, times);
    for (const { planned: each } of sent) onSent(each);
  }

  const deadLetters = planned.flatMap(({ entry }) => table.versions.get(entry.id)?.summary ?? []);
  const selection = { ...table, deadLetters };
  for await (const open of deadLettersInOrder(selection, records, times.deadlineMs)) {
    const each = byId.get(open.deadLetter.id);
    if (each === undefined || !stillWaits(open, times)) continue;
    if (page[0] !== undefined && page[0].planned.page !== each.page) await sendPage();
    if (clock.nowMs() >= times.endMs) return;
    page.push({ open, planned: each });
  }
  await sendPage();
}

export type SendConfig = Pick<Config, 'environment' | 'messageSigning' | 'signingKeys'>;

export type SendTimes = {
  readonly nowMs: number;
  readonly endMs: number;
  /** By when what was begun must be done. */
  readonly deadlineMs: number;
};

/** It may have been parked, or sent in again by another run, since the table was read. */
function stillWaits({ deadLetter, isUnsealed }: OpenDeadLetter, { nowMs }: SendTimes): boolean {
  const { sentAt } = deadLetter;
  const isSent = sentAt !== undefined && isLeased({ sentMs: isoTimeMs(sentAt) }, nowMs);
  return !isSent && !isUnsealed && stateOf(deadLetter) === 'waiting';
}

type Opened = { readonly open: OpenDeadLetter; readonly planned: Planned };

/** What is remembered of the causes in a page: the sample grows until it is large enough. */
function causesOf(
  page: readonly Opened[],
  samples: Map<Batch, readonly string[]>,
): readonly Cause[] {
  const causes = new Map<Batch, Cause>();
  for (const { planned } of page) {
    const { batch, entry } = planned;
    const known = samples.get(batch) ?? [];
    const sample = batch.isJudged ? [...known, entry.id].slice(0, SAMPLE_SIZE_MAX) : [];
    samples.set(batch, sample);
    causes.set(batch, { ...batch.cause, sample, lastTenant: entry.tenant });
  }
  return [...causes.values()];
}

/** Gives those whose marks are stored. */
async function markPage(
  page: readonly Opened[],
  causes: readonly TopicMessage[],
  { topics }: Pick<HealPorts, 'topics'>,
  { signingKeys }: Pick<Config, 'signingKeys'>,
  { nowMs, deadlineMs }: SendTimes,
): Promise<readonly Opened[]> {
  const publish = (messages: readonly TopicMessage[]) =>
    topics.publish(KEY_DEAD_LETTERS, messages, deadlineMs);
  // In calls of their own, which the topics join: so one that is refused concerns no other.
  const marks = page.map(({ open }) => publish(markMessages(open, signingKeys, nowMs)));
  const remembered = causes.map((cause) => publish([cause]));
  const [stored] = await Promise.all([storedOf(marks), Promise.all(remembered)]);
  return page.filter((_, index) => stored[index]);
}

/** Gives those that the topic has accepted. */
async function sendMarked(
  marked: readonly Opened[],
  { topics, wallMs }: Pick<HealPorts, 'topics' | 'wallMs'>,
  config: SendConfig,
  { deadlineMs }: SendTimes,
): Promise<readonly Opened[]> {
  const sent = marked.map(async (opened) => {
    // Without a key, messages spread over the partitions: many of one tenant hold up no other.
    const value = signed(textOf(opened, config.signingKeys), config, wallMs());
    await topics.publish(KEY_REQUESTS, [{ value }], deadlineMs);
  });
  const stored = await storedOf(sent);
  return marked.filter((_, index) => stored[index]);
}

/** Throws the `ApiError` `TopicRefused` when the consumer would take the text for another request. */
function textOf({ open, planned: { batch } }: Opened, signingKeys: MarkerKeys): string {
  const { sentAt, okAt } = batch.cause;
  const steering = {
    sentAt,
    ...(batch.isTrial ? { isTrial: true as const } : {}),
    ...(okAt === undefined ? {} : { okAt }),
  };
  const text = retryText(open.deadLetter, steering, signingKeys);
  if (text !== undefined) return text;
  throw new ApiError('TopicRefused', { detail: 'the dead letter is none that we write' });
}

function signed(text: string, { messageSigning, environment }: SendConfig, wallMs: number): string {
  if (messageSigning === undefined) return text;
  const audience = { environment, topic: KEY_REQUESTS };
  return signedText(text, messageSigning.keys, Math.floor(wallMs / 1_000), audience);
}

/** Which of these calls succeeded, and which were refused for good. Throws any other failure, once all have ended. */
async function storedOf(calls: readonly Promise<void>[]): Promise<readonly boolean[]> {
  const results = await Promise.allSettled(calls);
  for (const result of results) {
    if (result.status === 'rejected' && !isRefusal(result.reason)) throw result.reason;
  }
  return results.map(({ status }) => status === 'fulfilled');
}

function isRefusal(reason: unknown): boolean {
  return reason instanceof ApiError && failureOf(reason.code).cause === 'unpublishable';
}
