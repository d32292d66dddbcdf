/**
 * A point in time as RFC 3339 text in UTC, such as `2019-03-18T08:19:50.000Z`.
 *
 * @param timeMs Milliseconds since 1970.
 */
export function isoTime(timeMs: number): string {
  // biome-ignore lint/style/noRestrictedGlobals: It writes down a time that is given; it reads none.
  return new Date(timeMs).toISOString();
}

/** The milliseconds since 1970 of such a text; `NaN` when there is no such day. */
export function isoTimeMs(text: string): number {
  // biome-ignore lint/style/noRestrictedGlobals: It reads a time that is written down; not the clock.
  return Date.parse(text);
}
