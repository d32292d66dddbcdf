// Generated from events/instance-report.schema.json by `npm run generate`. Do not edit.

/**
 * The stage at which the request failed.
 */
export type Stage = 'parse' | 'create' | 'tag' | 'announce';

/**
 * What only an instance of a function knows: a record of the topic key-status with the key instance:<functionName>/<instanceId>. It is written at most once a minute, and when the circuit breaker opens or closes.
 */
export interface InstanceReport {
  readonly functionName: string;
  /**
   * Chosen at random when the instance started.
   */
  readonly instanceId: string;
  /**
   * A time in UTC (RFC 3339).
   */
  readonly reportedAt: string;
  /**
   * The seconds before that, which the two counts cover: since the report before it, or since the start.
   */
  readonly windowS: number;
  /**
   * Calls of KMS that were sent in the window.
   */
  readonly calls: number;
  /**
   * Those of them that the cloud refused as too many.
   */
  readonly throttles: number;
  /**
   * How many this instance may ever send in a second.
   */
  readonly callsPerSecondMax: number;
  readonly breaker?: OpenBreaker;
  readonly lastError?: LastError;
}
/**
 * That the circuit breaker is open; absent while it is closed.
 */
export interface OpenBreaker {
  /**
   * Identifies what happened: a row of the failure table, or the cloud's own code.
   */
  readonly code: string;
  /**
   * A time in UTC (RFC 3339).
   */
  readonly openedAt: string;
}
/**
 * The last attempt that failed in this instance; absent if none did.
 */
export interface LastError {
  /**
   * Identifies what happened: a row of the failure table, or the cloud's own code.
   */
  readonly code: string;
  readonly stage: Stage;
  /**
   * A time in UTC (RFC 3339).
   */
  readonly at: string;
}
