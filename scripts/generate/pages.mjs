// @ts-check
import { readFileSync } from 'node:fs';
import { INNER_ARROWS, TOP_ARROWS } from '../arrows.mjs';
import { importTypeScript } from '../typescript-module.mjs';
import { declarationValidatorFiles } from './declaration-validator.mjs';

const root = new URL('../../', import.meta.url);

/**
 * The pages and the files for `serverless.yml` from tables in the code, and the pages with a section from
 * there.
 *
 * @returns {Promise<import('./contracts.mjs').Files>}
 */
export async function pageFiles() {
  const { PAGES, SECTIONS, DEPLOYMENT_FILES } = await importTypeScript(
    "export * from './scripts/docs/pages.ts';",
    root,
  );
  /** @type {Readonly<Record<string, Readonly<Record<string, string>>>>} */
  const sections = { 'docs/architecture.md': { arrows: arrowsTables() }, ...SECTIONS };
  const pages = Object.entries(sections).map(([path, texts]) => [path, pageWith(path, texts)]);
  const validator = declarationValidatorFiles(DEPLOYMENT_FILES['deploy/serverless.schema.json']);
  return { ...Object.fromEntries(pages), ...PAGES, ...DEPLOYMENT_FILES, ...validator };
}

/** The tables of imports, as arrows.mjs has them. */
function arrowsTables() {
  return [
    arrowsTable('folder', TOP_ARROWS),
    arrowsTable('in `shared/`', INNER_ARROWS.shared ?? {}),
  ].join('\n');
}

/**
 * @param {string} head
 * @param {import('../arrows.mjs').Arrows} arrows
 */
function arrowsTable(head, arrows) {
  const rows = Object.entries(arrows).map(([unit, allowed]) => {
    const names = allowed.map((name) => `\`${name}\``).join(', ');
    return `| \`${unit}\` | ${names || 'nothing'} |\n`;
  });
  return `| ${head} | may import |\n|---|---|\n${rows.join('')}`;
}

/**
 * A page with these texts between their marks.
 *
 * @param {string} path
 * @param {Readonly<Record<string, string>>} texts By mark.
 */
function pageWith(path, texts) {
  let page = readFileSync(new URL(path, root), 'utf8');
  for (const [mark, text] of Object.entries(texts)) {
    const [start, end] = [`<!-- ${mark} -->\n`, `<!-- /${mark} -->`];
    const [before, , after] = page.split(new RegExp(`(?<=${start})([^]*)(?=${end})`));
    if (after === undefined) throw new Error(`${path} has no marks ${start.trim()} and ${end}.`);
    page = `${before}\n${text}\n${after}`;
  }
  return page;
}
