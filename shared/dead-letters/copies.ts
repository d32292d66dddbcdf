import type { DeadLetter } from './generated/dead-letter.ts';
import type { DeadLetterSummary } from './generated/dead-letters-command.ts';

/** How often a message that names no request came, and where from. Empty when it came once. */
export type Copies = Pick<DeadLetter, 'copies' | 'places'>;

/**
 * Counts the copies of a message that names no request, from the records of its dead letter: each delivery has a
 * record of its own, and a record that replaced others has the count and the places of all of them. Requests are
 * not counted: their attempts are, and a redelivery is nothing that an operator must find.
 *
 * Of the places, the first ten and the last ten are named, so that a dead letter stays small however often its
 * message came. Those of one partition are in the order of their offsets.
 *
 * @param deliveries Those that replaced no others, in any order.
 * @param replacing Those that replaced others, in any order.
 * @param unreadCount How many more records there are, of which only the key is known.
 */
export function copiesIn(
  deliveries: readonly DeadLetterSummary[],
  replacing: readonly DeadLetterSummary[],
  unreadCount: number,
): Copies {
  if (![...deliveries, ...replacing].every(namesNoRequest)) return {};
  const replacedCounts = replacing.map(({ copies = 1 }) => copies);
  const copies = deliveries.length + unreadCount + Math.max(0, ...replacedCounts);
  if (copies < 2) return {};
  const earlier = [...replacing].sort(bySeenAt).map(placesOf);
  const now = inOrder(deliveries).map(({ source }) => nameOf(source));
  const first = [...new Set([...earlier.flatMap((each) => each.first), ...now])];
  const named = first.slice(0, PLACES_MAX);
  const latest = new Set([...earlier.flatMap((each) => each.last), ...now].reverse());
  const rest = [...latest].filter((place) => !named.includes(place)).slice(0, PLACES_MAX);
  return { copies, places: { first: named, last: rest.reverse() } };
}

function namesNoRequest({ identity, stage }: DeadLetterSummary): boolean {
  return identity === undefined && stage === 'parse';
}

/** How many places are named from the beginning, and from the end. */
const PLACES_MAX = 10;

type Source = DeadLetter['source'];

function placesOf({ places, source }: DeadLetterSummary): Required<Copies>['places'] {
  return places ?? { first: [nameOf(source)], last: [] };
}

/**
 * In the order in which they came, as far as is known. The messages of a batch are handled at once, so that times
 * alone could contradict the offsets: none counts as earlier than the one before it in its partition.
 */
function inOrder(deliveries: readonly DeadLetterSummary[]): readonly DeadLetterSummary[] {
  const latest = new Map<string, string>();
  const timed = [...deliveries].sort(byPlace).map((summary) => {
    const { topic, partition } = summary.source;
    const before = latest.get(`${topic} ${partition}`) ?? '';
    const seenAt = summary.firstSeenAt > before ? summary.firstSeenAt : before;
    latest.set(`${topic} ${partition}`, seenAt);
    return { summary, seenAt };
  });
  // Sorting is stable, so that those of one time stay in the order of their places.
  timed.sort((one, other) => compare(one.seenAt, other.seenAt));
  return timed.map(({ summary }) => summary);
}

function byPlace({ source: one }: DeadLetterSummary, { source: other }: DeadLetterSummary): number {
  return (
    compare(one.topic ?? '', other.topic ?? '') ||
    (one.partition ?? -1) - (other.partition ?? -1) ||
    (one.offset ?? -1) - (other.offset ?? -1) ||
    compare(one.messageId ?? '', other.messageId ?? '')
  );
}

function bySeenAt(one: DeadLetterSummary, other: DeadLetterSummary): number {
  return compare(one.firstSeenAt, other.firstSeenAt) || byPlace(one, other);
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/** The place as a text: of twenty places the names of their fields would be most. */
function nameOf({ topic, partition, offset, messageId }: Source): string {
  const place = partition === undefined ? [messageId] : [partition, offset];
  return [topic, ...place].join('/');
}
