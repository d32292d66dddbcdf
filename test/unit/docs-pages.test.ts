import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { PAGES } from '../../scripts/docs/pages.ts';
import { anchorsIn } from './markdown-anchors.ts';

const docs = new URL('../../docs/', import.meta.url);

describe.each(Object.entries(PAGES))('the generated page %s', (_, text) => {
  test('says that it is generated, and by which command', () => {
    expect(text).toMatch(/^<!-- Generated from [^\n]* by `npm run generate`\. Do not edit\. -->\n/);
  });

  test('has as many cells in each row of a table as in its head', () => {
    const tables = text.match(/(?:^\|.*\n)+/gm) ?? [];
    expect(tables.length).toBeGreaterThan(1);
    for (const each of tables) {
      const counts = each.trimEnd().split('\n').map(cellsIn);
      expect(new Set(counts).size, each).toBe(1);
    }
  });

  test('links only to pages and headings that exist', () => {
    const links = [...text.matchAll(/\]\(([^)]*)\)/g)].map(([, link = '']) => link);
    expect(links.length).toBeGreaterThan(2);
    const targets = new Map<string, ReadonlySet<string>>();
    for (const link of links) {
      const [file = '', anchor] = link.split('#');
      const found =
        targets.get(file) ?? new Set(anchorsIn(readFileSync(new URL(file, docs), 'utf8')));
      targets.set(file, found);
      if (anchor !== undefined) expect(found).toContain(anchor);
    }
  });
});

function cellsIn(row: string): number {
  return row.split('|').length;
}
