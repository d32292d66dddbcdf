/** A span of time in its largest unit, such as `40s`, `15m`, `2h`, `3d`. */
export function shortSpan(seconds: number): string {
  const [unit, size] = UNITS.find(([, size]) => seconds >= size) ?? ['s', 1];
  return `${Math.floor(Math.max(0, seconds) / size)}${unit}`;
}

const UNITS = [
  ['d', 86_400],
  ['h', 3_600],
  ['m', 60],
] as const;
