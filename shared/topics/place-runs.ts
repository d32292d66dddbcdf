import type { TopicPlace } from './topics.ts';

/** Records of one partition at consecutive offsets, from `low` up to and excluding `high`. */
export type PlaceRun = {
  readonly partition: number;
  readonly low: number;
  readonly high: number;
  /** Of all values together, in characters: they have at least as many bytes. */
  readonly length: number;
};

/**
 * Joins places at consecutive offsets into runs, by partition and offset. A gap of one record already
 * ends a run: a redrive takes minutes for what a fetch does in milliseconds, so that it is more important
 * to read nothing twice than to save fetches.
 */
export function runsOf(places: readonly TopicPlace[]): readonly PlaceRun[] {
  const runs: PlaceRun[] = [];
  for (const { partition, offset, length } of [...places].sort(byPlace)) {
    const last = runs.at(-1);
    if (last?.partition === partition && last.high === offset) {
      runs[runs.length - 1] = { ...last, high: offset + 1, length: last.length + length };
    } else {
      runs.push({ partition, low: offset, high: offset + 1, length });
    }
  }
  return runs;
}

/** The name of a place in its topic. */
export function placeName({ partition, offset }: Pick<TopicPlace, 'partition' | 'offset'>): string {
  return `${partition}/${offset}`;
}

function byPlace(one: TopicPlace, other: TopicPlace): number {
  return one.partition - other.partition || one.offset - other.offset;
}
