/**
 * A time as the control planes answer it: `2026-01-01 08:00:00`. The vendor does not document the
 * time zone; its console shows Beijing time.
 */
export function beijingTime(timeMs: number): string {
  return new Date(timeMs + 8 * 60 * 60 * 1_000).toISOString().slice(0, 19).replace('T', ' ');
}
