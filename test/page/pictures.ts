import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';

const FOLDER = fileURLToPath(new URL('../../docs/pictures/', import.meta.url));

/** Whether the pictures in the docs are taken anew, by `PICTURES=1`. */
const IS_RENEWED = process.env.PICTURES === '1';

/**
 * Takes a picture of what is in the window.
 *
 * @returns width and height of the picture in the docs; undefined when there is none.
 */
export async function picture(page: Page, name: string): Promise<readonly number[] | undefined> {
  const path = `${FOLDER}${name}.png`;
  if (IS_RENEWED) {
    mkdirSync(FOLDER, { recursive: true });
    await page.screenshot({ path, animations: 'disabled', caret: 'hide' });
  }
  if (!existsSync(path)) return undefined;
  const head = readFileSync(path);
  // A PNG begins with a signature of 8 bytes and the chunk IHDR. @see https://www.w3.org/TR/png/#11IHDR
  return [head.readUInt32BE(16), head.readUInt32BE(20)];
}
