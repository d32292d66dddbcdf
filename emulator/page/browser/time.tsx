/** A time in the reader's zone; its title is the time in UTC. */
export function Time({ atMs, withDate = false }: TimeProps) {
  const date = new Date(atMs);
  if (Number.isNaN(date.getTime())) return <span>at no valid time</span>;
  const utc = date.toISOString();
  return (
    <time dateTime={utc} title={utc}>
      {withDate ? `${dayOf(date)} ` : ''}
      {clockOf(date)}
      {withDate ? '' : `.${digits(date.getMilliseconds(), 3)}`}
    </time>
  );
}

type TimeProps = {
  readonly atMs: number;
  /** Shows the day in place of the milliseconds. */
  readonly withDate?: boolean;
};

/** Such as `1 day`, `90 minutes`, `250 ms`. */
export function durationText(durationMs: number): string {
  const unit = UNITS.find(([, ms]) => durationMs >= ms && durationMs % ms === 0);
  const [name, ms] = unit ?? ['ms', 1];
  const count = durationMs / ms;
  return `${count} ${name}${name.length > 3 && count !== 1 ? 's' : ''}`;
}

const UNITS: readonly (readonly [name: string, ms: number])[] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['s', 1_000],
];

function dayOf(date: Date): string {
  return [date.getFullYear(), digits(date.getMonth() + 1), digits(date.getDate())].join('-');
}

function clockOf(date: Date): string {
  return [date.getHours(), date.getMinutes(), date.getSeconds()]
    .map((part) => digits(part))
    .join(':');
}

function digits(value: number, count = 2): string {
  return String(value).padStart(count, '0');
}
