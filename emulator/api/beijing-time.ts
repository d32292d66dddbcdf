/**
 * A time as answers of the control planes write it: `2026-01-01 08:00:00`. The vendor says nowhere
 * which zone that is; its console shows Beijing's.
 */
export function beijingTime(timeMs: number): string {
  return new Date(timeMs + 8 * 60 * 60 * 1_000).toISOString().slice(0, 19).replace('T', ' ');
}
