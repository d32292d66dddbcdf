/** What callers and operators may rely on, and how the log shows whether it was kept. */
export type Objective = {
  /** The name of its section in docs/operations.md. */
  readonly title: string;
  /** A sentence with the target in it. */
  readonly promise: string;
  /** Counts what is `good` and the `total`, for any range of time. */
  readonly query: string;
  readonly goodPercentMin: number;
  /** Over this number of days. */
  readonly days: number;
  /** What the figure leaves out. */
  readonly limits: string;
};

export type ObjectiveName = 'time_to_end' | 'needs_no_person' | 'oldest_waiting';

/** A request is late after this time. */
export const LATE_S = 60;

/** By then almost everything that heals by itself has healed. */
export const OLD_S = 7_200;

/** Requests that have ended by themselves. An operator's redrive has no age in its line. */
export const ENDED = 'outcome:(provisioned OR rejected) AND ageS:>=0';

/** The service objectives, by name. */
export const OBJECTIVES: Readonly<Record<ObjectiveName, Objective>> = {
  time_to_end: {
    title: 'Time to the end of a request',
    promise: '95 % of requests are provisioned or rejected within a minute of their first attempt.',
    query: [
      ENDED,
      `select count(case when ageS <= ${LATE_S} then 1 end) as good, count(*) as total`,
    ].join(' | '),
    goodPercentMin: 95,
    days: 1,
    limits:
      'The log does not have the time that a message waited in the topic before its first attempt: watch the lag of the consumer group. A dead letter that an operator redrove does not count.',
  },
  needs_no_person: {
    title: 'Requests that need a person',
    promise: 'Of 1,000 requests, at most one is parked.',
    query: [
      'outcome:(provisioned OR rejected OR parked) AND ageS:>=0',
      `select count(case when outcome <> 'parked' then 1 end) as good, count(*) as total`,
    ].join(' | '),
    goodPercentMin: 99.9,
    days: 7,
    limits:
      'A message that cannot be read or is not signed counts as parked. A dead letter that an operator redrove does not count again.',
  },
  oldest_waiting: {
    title: 'Age of the oldest request that waits',
    promise: 'In 99 % of minutes, no request has waited for more than two hours.',
    query: [
      'operation:"heal"',
      `select count(case when coalesce(oldestWaitingS, 0) <= ${OLD_S} then 1 end) as good, count(*) as total`,
    ].join(' | '),
    goodPercentMin: 99,
    days: 7,
    limits:
      'Requests that wait for the key quota count too. A minute without a heartbeat does not count, and has an alarm of its own.',
  },
};
