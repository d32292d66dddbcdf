// Generated from events/quota-level.schema.json by `npm run generate`. Do not edit.

/**
 * How far the keys of a region reach into their quota, and how many events have told of it.
 */
export interface QuotaLevel {
  /**
   * The highest level that the keys reach: 0 below 80 %.
   */
  readonly percent: 0 | 80 | 90 | 100;
  /**
   * Events so far; each has a number of its own.
   */
  readonly crossing: number;
  /**
   * The quota in keys.
   */
  readonly limit: number;
}
