/** When a timer fires: the values that each field of its expression lets pass. */
export type Cron = Readonly<Record<Field, ReadonlySet<number>>> & {
  /** Both a day of the month and a weekday are named, and either is enough. */
  readonly eitherDay: boolean;
};

type Field = 'second' | 'minute' | 'hour' | 'day' | 'month' | 'weekday' | 'year';

/**
 * Parses an expression of seven fields, such as `0 30 9 * * MON-FRI *`. The letters `L` and `W` and
 * the sign `#`, which the platform takes in two of the fields besides, are not known here.
 *
 * @throws Error in one sentence, when the text is no such expression.
 * @see https://cloud.tencent.com/document/product/583/9708
 */
export function parseCron(text: string): Cron {
  const parts = text.trim().split(/\s+/);
  if (parts.length !== RANGES.length) {
    const names = RANGES.map(({ field }) => field).join(', ');
    throw new Error(`"${text}" must have seven fields: ${names}.`);
  }
  const fields = RANGES.map((range, index) => {
    const part = parts[index] ?? '';
    const values = part.split(',').map((some) => valuesOf(some, range));
    if (values.includes(undefined)) {
      const { field, min, max } = range;
      throw new Error(`"${part}" in "${text}" is no ${field}: use ${min} to ${max} and , - * /.`);
    }
    return [range.field, new Set(values.flatMap((some) => some ?? []))];
  });
  const [, , , day = '', , weekday = ''] = parts;
  return { ...Object.fromEntries(fields), eitherDay: !isAny(day) && !isAny(weekday) };
}

/**
 * The first time after `afterMs` at which the timer fires; Infinity when there is none. That the
 * fields are in Beijing's time is not on the vendor's page, but what its users report.
 */
export function nextTimeMs(cron: Cron, afterMs: number): number {
  let timeMs = (Math.floor((afterMs + ZONE_MS) / 1_000) + 1) * 1_000;
  while (timeMs < END_MS) {
    const laterMs = laterIfUnfit(cron, new Date(timeMs));
    if (laterMs === undefined) return timeMs - ZONE_MS;
    timeMs = laterMs;
  }
  return Number.POSITIVE_INFINITY;
}

const ZONE_MS = 8 * 60 * 60 * 1_000;
const END_MS = Date.UTC(2100);

/** The beginning of the next year, month and so on, when this one does not fit. */
function laterIfUnfit(cron: Cron, date: Date): number | undefined {
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  const [hour, minute] = [date.getUTCHours(), date.getUTCMinutes()];
  const second = date.getUTCSeconds();
  if (!cron.year.has(year)) return Date.UTC(year + 1, 0);
  if (!cron.month.has(month + 1)) return Date.UTC(year, month + 1);
  if (!isDay(cron, date)) return Date.UTC(year, month, day + 1);
  if (!cron.hour.has(hour)) return Date.UTC(year, month, day, hour + 1);
  if (!cron.minute.has(minute)) return Date.UTC(year, month, day, hour, minute + 1);
  return cron.second.has(second) ? undefined : date.getTime() + 1_000;
}

function isDay({ day, weekday, eitherDay }: Cron, date: Date): boolean {
  const fits = [day.has(date.getUTCDate()), weekday.has(date.getUTCDay())];
  return eitherDay ? fits.includes(true) : !fits.includes(false);
}

type Range = {
  readonly field: Field;
  readonly min: number;
  readonly max: number;
  /** Words for the values from `min` on. */
  readonly words?: readonly string[];
};

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

/** In the order in which an expression has them. */
const RANGES: readonly Range[] = [
  { field: 'second', min: 0, max: 59 },
  { field: 'minute', min: 0, max: 59 },
  { field: 'hour', min: 0, max: 23 },
  { field: 'day', min: 1, max: 31 },
  { field: 'month', min: 1, max: 12, words: MONTHS },
  { field: 'weekday', min: 0, max: 6, words: WEEKDAYS },
  { field: 'year', min: 1970, max: 2099 },
];

function isAny(part: string): boolean {
  return part === '*' || part === '?';
}

/** What a part such as `*`, `7`, `1-5`, `1/10` or `MON` stands for; undefined when it is none. */
function valuesOf(part: string, range: Range): readonly number[] | undefined {
  const [, span = '', stepText] = /^([^/]+)(?:\/(\d{1,4}))?$/.exec(part) ?? [];
  const [first, last] = endsOf(span, range, stepText !== undefined);
  const step = Number(stepText ?? 1);
  if (first === undefined || last === undefined || last < first || step < 1) return undefined;
  const count = Math.floor((last - first) / step) + 1;
  return Array.from({ length: count }, (_, turn) => first + turn * step);
}

/** The first and last value; one that is undefined is none of the field. */
function endsOf(span: string, range: Range, hasStep: boolean): readonly (number | undefined)[] {
  const { field, min, max } = range;
  if (span === '*') return [min, max];
  if (span === '?') return !hasStep && /day$/.test(field) ? [min, max] : [];
  const [, from = '', to] = /^(\w+)(?:-(\w+))?$/.exec(span) ?? [];
  const first = numberOf(from, range);
  if (to !== undefined) return [first, numberOf(to, range)];
  return [first, hasStep ? max : first];
}

function numberOf(text: string, { min, max, words = [] }: Range): number | undefined {
  const word = words.indexOf(text.toUpperCase());
  if (word !== -1) return min + word;
  const value = /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN;
  return value >= min && value <= max ? value : undefined;
}
