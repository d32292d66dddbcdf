import type { Refused } from '../generated/refused.ts';
import { operationLine } from '../log.ts';
import { RECORD_UNREADABLE } from '../tenant-key/failures/failure.ts';
import { failureOf } from '../tenant-key/failures/failures.ts';
import type { TopicReader, TopicRecord } from '../topics/topics.ts';
import type { LeftOutRecords } from './generated/dead-letters-command.ts';

/** A reader that keeps records that could not be decoded from its users, and remembers their places. */
export type WatchedReader = TopicReader & {
  /** What was left out so far, the first ones first. */
  readonly leftOut: () => readonly LeftOutRecords[];
};

/** Watches a reader for as long as one command takes. */
export function watchedReader({ readAll, readAt }: TopicReader): WatchedReader {
  const found = new Map<string, LeftOutRecords>();

  function decoded(topic: string, page: readonly TopicRecord[]): readonly TopicRecord[] {
    for (const { partition, offset: lastOffset, undecoded } of page) {
      if (undecoded === undefined || found.size === LEFT_OUT_MAX) continue;
      const { firstOffset: offset, codec } = undecoded;
      const place = { topic, partition, offset, lastOffset, codec };
      found.set(`${topic}/${partition}/${lastOffset}`, { code: RECORD_UNREADABLE, ...place });
    }
    return page.filter(({ undecoded }) => undecoded === undefined);
  }

  return {
    readAll: (topic, onPage, ...reading) =>
      readAll(topic, (page) => onPage(decoded(topic, page)), ...reading),
    readAt: (topic, places, onPage, deadlineMs) =>
      readAt(topic, places, (page) => onPage(decoded(topic, page)), deadlineMs),
    leftOut: () => [...found.values()],
  };
}

/** How many batches an answer names. */
const LEFT_OUT_MAX = 100;

/** Adds to an answer what its command has left out. A refusal has it in its sentences. */
export function withLeftOut<Answer extends object>(
  answer: Answer | Refused,
  leftOut: readonly LeftOutRecords[],
): Answer | Refused | (Answer & { readonly leftOut: LeftOutRecords[] }) {
  if (leftOut.length === 0) return answer;
  if (!isRefused(answer)) return { ...answer, leftOut: [...leftOut] };
  const { code, detail } = answer.refused;
  return { refused: { code, detail: `${detail} ${leftOutSentences(leftOut).join(' ')}` } };
}

function isRefused(answer: object): answer is Refused {
  return 'refused' in answer;
}

/** What was left out and where, as the log, a refusal and the command line say it; there is something. */
export function leftOutSentences(leftOut: readonly LeftOutRecords[]): readonly string[] {
  const { code, meaning, nextStep } = failureOf(leftOut[0]?.code ?? '');
  const places = leftOut.slice(0, PLACES_MAX).map(placeText).join('; ');
  const more = leftOut.length - PLACES_MAX;
  const andMore = more > 0 ? `; and ${more} more` : '';
  return [meaning, `They are left out (${code}): ${places}${andMore}.`, nextStep];
}

/** How many places the sentences name. */
const PLACES_MAX = 5;

function placeText({ topic, partition, offset, lastOffset, codec }: LeftOutRecords): string {
  const offsets = offset === lastOffset ? `offset ${offset}` : `offsets ${offset} to ${lastOffset}`;
  const how = codec === 'none' ? 'not compressed' : codec;
  return `topic ${topic}, partition ${partition}, ${offsets}, ${how}`;
}

/** The log line of what a command has left out. */
export function leftOutLine(functionName: string, leftOut: readonly LeftOutRecords[]): string {
  const [, detail] = leftOutSentences(leftOut);
  return operationLine(`${functionName}.leftOut`, { code: leftOut[0]?.code, detail }, {});
}
