import initSqlJs, { type Value } from 'sql.js';
import type { Alarm, Level } from '../../deploy/monitoring/alarm.ts';
import { INDEXED_FIELDS } from '../../deploy/monitoring/log-index.ts';
import { searchCondition } from './log-search.ts';

/** A line of the log with the fields that the platform adds. */
export type LogLine = {
  /** When it was written, in milliseconds. */
  readonly atMs: number;
  readonly fields: Readonly<Record<string, unknown>>;
};

export type Row = Readonly<Record<string, Value>>;

/** A topic of logs, as CLS keeps it. */
export type LogStore = {
  /** The result of a query over the lines after `fromMs`, up to `untilMs`. */
  readonly query: (text: string, fromMs: number, untilMs: number) => readonly Row[];
  /** The levels with which an alarm is raised until `endMs`, each once, in the order of their first time. */
  readonly raised: (alarm: Alarm, endMs: number) => readonly Level[];
};

export type LogStoreOptions = {
  /** What a query with SQL finds where its search finds no line. The vendor does not say which. */
  readonly noLines?: 'a row' | 'no row';
};

/** Runs queries of CLS in SQLite, whose SQL stands for the vendor's. Only what both have is in our queries. */
export async function logStore(
  lines: readonly LogLine[],
  { noLines = 'a row' }: LogStoreOptions = {},
): Promise<LogStore> {
  const { Database } = await initSqlJs();
  const database = new Database();
  const fields = Object.entries(INDEXED_FIELDS);
  const columns = fields.map(([name, type]) => `"${name}" ${COLUMN_TYPES[type]}`);
  database.run(`create table lines (atMs integer not null, ${columns.join(', ')}) strict`);
  database.run('create index times on lines (atMs)');
  const places = fields.map(() => ', ?').join('');
  const insert = database.prepare(`insert into lines values (?${places})`);
  for (const line of lines) {
    checkFields(line);
    insert.run([line.atMs, ...fields.map(([name]) => columnValue(line.fields[name]))]);
  }
  insert.free();

  function rowsOf(sql: string): readonly Row[] {
    const statement = database.prepare(sql);
    const rows: Row[] = [];
    while (statement.step()) rows.push(statement.getAsObject());
    statement.free();
    return rows;
  }

  function query(text: string, fromMs: number, untilMs: number): readonly Row[] {
    const [search = '', sql = '', ...more] = text.split(' | ');
    if (more.length > 0 || !sql.startsWith('select ')) throw new Error(`${text} is no query`);
    const where = `atMs > ${fromMs} and atMs <= ${untilMs} and ${searchCondition(search)}`;
    const found = rowsOf(`select count(*) as found from lines where ${where}`);
    if (noLines === 'no row' && found[0]?.found === 0) return [];
    // The vendor's SQL has no FROM.
    const [, figures = '', rest = ''] = /^(.*?)((?: group by .*| order by .*)?)$/.exec(sql) ?? [];
    return rowsOf(`${figures} from lines where ${where}${rest}`);
  }

  /** The level of the condition that holds, if one does. */
  function levelAt({ query: text, conditions, windowMinutes }: Alarm, nowMs: number) {
    const rows = query(text, nowMs - windowMinutes * MINUTE_MS, nowMs);
    const held = conditions.filter(({ when }) => {
      const expressions = expressionsOf(when, rows);
      return expressions.some((each) => rowsOf(`select ${each} as held`)[0]?.held === 1);
    });
    if (held.length > 1) throw new Error(`${held.length} conditions of ${text} hold at once`);
    return held[0]?.level;
  }

  return {
    query,
    raised: (alarm, endMs) => {
      const levels = new Set<Level>();
      const everyMs = alarm.everyMinutes * MINUTE_MS;
      let inRow = 0;
      for (let nowMs = everyMs; nowMs <= endMs; nowMs += everyMs) {
        const level = levelAt(alarm, nowMs);
        inRow = level === undefined ? 0 : inRow + 1;
        if (level !== undefined && inRow >= alarm.times) levels.add(level);
      }
      return [...levels];
    },
  };
}

const MINUTE_MS = 60_000;

const COLUMN_TYPES = { long: 'integer', double: 'real', text: 'text' } as const;

/** The index must have each field with a type that its values have, except those whose values are objects. */
function checkFields({ fields }: LogLine): void {
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value === 'object') continue;
    const type = INDEXED_FIELDS[name];
    const fits = type === 'text' ? typeof value !== 'number' : Number.isSafeInteger(value);
    if (type === undefined || !fits) throw new Error(`${name} is ${type} and has ${value}`);
  }
}

function columnValue(value: unknown): Value {
  if (value === undefined || value === null) return null;
  return typeof value === 'number' ? value : String(value);
}

/**
 * A condition as SQL for each row. Without rows, only the number of rows is known.
 *
 * @see https://www.tencentcloud.com/document/product/614/39576
 */
function expressionsOf(when: string, rows: readonly Row[]): readonly string[] {
  const counted = when.replaceAll('[$1.__QUERYCOUNT__]', String(rows.length));
  const sql = counted.replaceAll('&&', ' and ').replaceAll('==', '=');
  if (!sql.includes('$1.')) return [sql];
  return rows.map((row) =>
    sql.replace(/\$1\.([a-z]\w*)/g, (_, name: string) => {
      const value = row[name];
      if (typeof value !== 'number') throw new Error(`${when} reads ${name}, which is ${value}`);
      return String(value);
    }),
  );
}
