import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type axe from 'axe-core';
import type { Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * What axe finds on a page, a line each: the rule, and the first element that breaks it.
 *
 * @see https://github.com/dequelabs/axe-core/blob/develop/doc/API.md
 */
export async function axeFindings(page: Page): Promise<readonly string[]> {
  // The content security policy allows no inline script, but the debugger may evaluate one.
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() =>
    (window as unknown as { readonly axe: Pick<typeof axe, 'run'> }).axe.run(),
  );
  return violations.map(({ id, nodes: [first] }) => `${id}: ${first?.html}`);
}

/** By how many pixels the page is wider than its window. */
export function overflowOf(page: Page): Promise<number> {
  return page.evaluate(() => {
    const { scrollWidth } = document.documentElement;
    return Math.max(0, scrollWidth - window.innerWidth);
  });
}
