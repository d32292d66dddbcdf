import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { INDEXED_FIELDS } from '../../deploy/monitoring/log-index.ts';
import { LOG_FIELDS } from '../../shared/log-fields.ts';
import { anchorsIn } from './markdown-anchors.ts';

const docs = new URL('../../docs/', import.meta.url);
const page = readFileSync(new URL('operations.md', docs), 'utf8');

/** The fields that the platform adds to each line. */
const PLATFORM_FIELDS = ['SCF_FunctionName', 'SCF_Type', 'SCF_StatusCode'];

const KEYWORDS = new Set([
  ...['select', 'as', 'count', 'max', 'sum', 'avg', 'approx_percentile', 'group', 'order', 'by'],
  ...['desc', 'coalesce', 'case', 'when', 'then', 'end', 'or'],
]);

const QUERIES = [...page.matchAll(/^```cls\n([^`]*)\n```$/gm)].map(([, query = '']) => query);

/** The names that a query's search and its SQL read, except those that the SQL defines. */
function fieldsOf(query: string): readonly string[] {
  const [search = '', sql = ''] = query.split(' | ');
  const asked = [...search.matchAll(/(\w+):/g)].map(([, name = '']) => name);
  const plain = sql.replace(/'[^']*'/g, '').replaceAll('"', '');
  const made = new Set([...plain.matchAll(/ as (\w+)/g)].map(([, name = '']) => name));
  const read = [...plain.matchAll(/[A-Za-z_]\w*/g)]
    .map(([name]) => name)
    .filter((name) => !KEYWORDS.has(name) && (!made.has(name) || isRead(name, plain)));
  return [...asked, ...read];
}

/** A name that the SQL defines may be that of a field too. */
const isRead = (name: string, sql: string) => new RegExp(`\\(${name}[,)]`).test(sql);

describe('the page for operators', () => {
  test('has a row for each field of the log, in their order, and no other', () => {
    const [, table = ''] = /\n\| field \|.*\n\|---.*\n((?:\|.*\n)*)/.exec(page) ?? [];
    const rows = [...table.matchAll(/^\| `(\w+)` \| (.+) \|$/gm)].map(([, name]) => name);
    expect(rows).toEqual(LOG_FIELDS);
  });

  test('has queries', () => expect(QUERIES.length).toBeGreaterThan(12));

  test.each(QUERIES)('reads only fields that exist: %s', (query) => {
    const fields = fieldsOf(query);
    expect(fields.length).toBeGreaterThan(0);
    expect([...LOG_FIELDS, ...PLATFORM_FIELDS]).toEqual(expect.arrayContaining([...fields]));
  });

  test.each(QUERIES.filter((query) => query.includes(' | ')))(
    'gives every figure of a query a name: %s',
    (query) => {
      const [, sql = ''] = query.split(' | ');
      const figures = sql.match(/\b(?:count|max|sum|avg|approx_percentile)\(/g) ?? [];
      expect(sql.match(/\) as \w+/g)).toHaveLength(figures.length);
    },
  );

  test('counts only with fields that the index has as numbers', () => {
    const counted = QUERIES.flatMap((query) =>
      [...query.matchAll(/(?:max|sum|avg|approx_percentile|coalesce)\((?!max|sum)"?(\w+)/g)].map(
        ([, name = '']) => name,
      ),
    );
    const compared = QUERIES.flatMap((query) =>
      [...query.matchAll(/(\w+)(?::[<>]| [<>]=? \d)/g)].map(([, name = '']) => name),
    );
    const fields = new Set([...counted, ...compared]);
    expect(fields.size).toBeGreaterThan(10);
    for (const name of fields) expect(INDEXED_FIELDS[name], name).toBe('long');
  });

  test('groups by each field that a query shows beside figures', () => {
    for (const query of QUERIES.filter((each) => each.includes(' group by '))) {
      const [, shown = '', groups = ''] =
        / select (.*) group by (.*?)(?: order by \w+ desc)?$/.exec(query) ?? [];
      const plain = shown.split(', ').filter((each) => !each.includes(' as '));
      expect(groups.split(', '), query).toEqual(plain);
    }
  });

  test('links only to pages and headings that exist', () => {
    const links = [...page.matchAll(/\]\(([^)]*)\)/g)].map(([, link = '']) => link);
    const own = links.filter((link) => !link.startsWith('https://'));
    expect(own.length).toBeGreaterThan(8);
    for (const link of own) {
      const [path = '', anchor] = link.split('#');
      const file = path || 'operations.md';
      expect(existsSync(new URL(file, docs)), link).toBe(true);
      if (anchor !== undefined) expect(anchorsOf(file)).toContain(anchor);
    }
  });
});

/** The anchors of another page, or of this one. */
function anchorsOf(file: string): readonly string[] {
  return anchorsIn(readFileSync(new URL(file, docs), 'utf8'));
}
