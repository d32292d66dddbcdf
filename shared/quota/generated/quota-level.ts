// Generated from events/quota-level.schema.json by `npm run generate`. Do not edit.

/**
 * The highest level that has been reached: 0 below 80 %.
 */
export type QuotaLevelPercent = 0 | 80 | 90 | 100;

/**
 * How much of the key quota of a region is used, and how many events about it have been published.
 */
export interface QuotaLevel {
  readonly percent: QuotaLevelPercent;
  /**
   * The number of events so far. Each event has its own number.
   */
  readonly crossing: number;
  /**
   * The quota in keys.
   */
  readonly limit: number;
}
