import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { type OpenPage, openPage, startBrowser } from './browser.ts';
import { type LocalCloudProcess, startLocalCloudProcess } from './local-cloud-process.ts';

/** A local cloud with a browser, for the tests of a file. Each test opens windows of its own. */
export type OpenCloud = {
  readonly cloud: () => LocalCloudProcess;
  /** Opens a path such as `#/keys`. After the test, nothing may have gone wrong in the window. */
  readonly open: (path: string, options?: BrowserContextOptions) => Promise<OpenPage['page']>;
};

/** @param args Flags of `npm start`. */
export function openCloud(args: readonly string[] = []): OpenCloud {
  let cloud: LocalCloudProcess;
  let browser: Browser;
  const opened: OpenPage[] = [];

  beforeAll(async () => {
    [cloud, browser] = await Promise.all([startLocalCloudProcess(args), startBrowser()]);
  });

  afterEach(async () => {
    const windows = opened.splice(0);
    const problems = windows.flatMap((window) => window.problems);
    for (const { page } of windows) await page.context().close();
    expect(problems).toEqual([]);
  });

  afterAll(async () => {
    await browser.close();
    await cloud.stop();
  });

  return {
    cloud: () => cloud,
    open: async (path, options) => {
      const window = await openPage(browser, `${cloud.url}/${path}`, options);
      opened.push(window);
      return window.page;
    },
  };
}
