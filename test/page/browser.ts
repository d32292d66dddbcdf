import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

/**
 * Starts a Chromium without a window.
 *
 * @throws Error that says what to install, when the machine has none.
 */
export async function startBrowser(): Promise<Browser> {
  const { getuid = () => 1 } = process;
  // Chromium's sandbox does not work for root. The pages are our own.
  const args = getuid() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({ executablePath: chromiumPath(), args });
}

/** `CHROME_PATH`, or the first of the usual programs. */
function chromiumPath(): string {
  const { CHROME_PATH, PATH = '' } = process.env;
  if (CHROME_PATH !== undefined) return CHROME_PATH;
  const folders = PATH.split(delimiter);
  const found = NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find(
    isProgram,
  );
  if (found !== undefined) return found;
  throw new Error(
    'There is no Chromium: install one, as with `apt-get install chromium`, or set CHROME_PATH.',
  );
}

const NAMES: readonly string[] = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'microsoft-edge',
];

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** A page in a window of its own, and what went wrong in it. */
export type OpenPage = {
  readonly page: Page;
  /** What the browser printed as errors or refused by the content security policy, and exceptions. */
  readonly problems: readonly string[];
};

/** Opens an address in a window with storage of its own. */
export async function openPage(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<OpenPage> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('console', (message) => {
    // A refusal is an answer like any other: the page must show its sentence.
    const isRefusal = message.text().includes('responded with a status of 4');
    if (message.type() === 'error' && !isRefusal) problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(String(error)));
  await page.goto(url);
  return { page, problems };
}
