import { describe, expect, test } from 'vitest';
import { ALARMS } from '../../deploy/monitoring/alarms.ts';
import { OBJECTIVES, type ObjectiveName } from '../../deploy/monitoring/objectives.ts';
import { type LogLine, type LogStoreOptions, logStore } from '../world/log-store.ts';
import { loggedLines, type Situation } from '../world/logged-service.ts';
import { SITUATIONS } from '../world/situations.ts';

const MINUTE_MS = 60_000;

/** A situation is played once. */
const played = new Map<string, Promise<readonly LogLine[]>>();

function linesOf(when: string): Promise<readonly LogLine[]> {
  const [, situation] = SITUATIONS.find(([name]) => name === when) ?? [];
  if (situation === undefined) throw new Error(`${when} is no situation`);
  const lines = played.get(when) ?? loggedLines(situation);
  played.set(when, lines);
  return lines;
}

async function raisedWhen(when: string, { minutes }: Situation, options?: LogStoreOptions) {
  const store = await logStore(await linesOf(when), options);
  return Object.entries(ALARMS).flatMap(([name, alarm]) =>
    store.raised(alarm, minutes * MINUTE_MS).map((level) => `${name}: ${level}`),
  );
}

describe('an alarm is raised in the situation that it is for, and in no other', () => {
  test.each(SITUATIONS)('when %s', async (when, situation, raised) => {
    expect(await raisedWhen(when, situation)).toEqual(raised);
    // Nor does it matter what CLS answers where a search finds nothing.
    expect(await raisedWhen(when, situation, { noLines: 'no row' })).toEqual(raised);
  });

  test('and each level of each alarm has a situation', () => {
    const levels = Object.entries(ALARMS).flatMap(([name, { conditions }]) =>
      conditions.map(({ level }) => `${name}: ${level}`),
    );
    const raised = new Set(SITUATIONS.flatMap(([, , each]) => each));
    expect([...raised].sort()).toEqual([...new Set(levels)].sort());
  });
});

describe('a service objective is measured from the log', () => {
  test.each<[string, ObjectiveName, good: number, total: number]>([
    // 30 minutes with ten requests each.
    ['requests come and are provisioned', 'time_to_end', 300, 300],
    ['requests come and are provisioned', 'needs_no_person', 300, 300],
    ['requests come and are provisioned', 'oldest_waiting', 30, 30],
    ['requests are rejected, as their senders got them wrong', 'needs_no_person', 30, 30],
    ['a message that cannot be read is parked', 'needs_no_person', 0, 1],
    ['somebody writes messages that nobody has signed', 'needs_no_person', 0, 1],
    // For 90 minutes, five requests by the queue and one over HTTP. In the outage and the minute after it, while the
    // circuit breaker is open, those of the queue wait. Callers of HTTP get 503.
    ['KMS is down for 20 minutes, and what waited is sent in again', 'time_to_end', 415, 520],
    ['KMS is down for 20 minutes, and what waited is sent in again', 'needs_no_person', 520, 520],
    ['KMS is down for 20 minutes, and what waited is sent in again', 'oldest_waiting', 90, 90],
    ['nothing happens for an hour', 'time_to_end', 0, 0],
    ['one tenant of many fails for more than two hours', 'oldest_waiting', 126, 150],
  ])('when %s: %s', async (when, name, good, total) => {
    const store = await logStore(await linesOf(when));
    const rows = store.query(OBJECTIVES[name].query, -1, Number.MAX_SAFE_INTEGER);
    expect(rows).toEqual([{ good, total }]);
  });
});
