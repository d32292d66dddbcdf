// Generated from events/dead-letter.schema.json by `npm run generate`. Do not edit.

export type WayInOfTheSource = 'http' | 'invoke' | 'queue' | 'redrive';

/**
 * Where the request arrived.
 */
export interface Source {
  readonly door: WayInOfTheSource;
  readonly topic?: string;
  /**
   * The partition of the topic.
   */
  readonly partition?: number;
  /**
   * The offset within the partition.
   */
  readonly offset?: number;
  /**
   * The id of the message, for a queue without offsets.
   */
  readonly messageId?: string;
}
