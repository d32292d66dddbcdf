import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPage, startBrowser } from './browser.ts';
import { type LocalCloudProcess, startLocalCloudProcess } from './local-cloud-process.ts';

let cloud: LocalCloudProcess;
let browser: Browser;

beforeAll(async () => {
  [cloud, browser] = await Promise.all([startLocalCloudProcess(), startBrowser()]);
});

afterAll(async () => {
  await browser.close();
  await cloud.stop();
});

test('the address of the local cloud opens as a page, and nothing goes wrong in it', async () => {
  const { page, problems } = await openPage(browser, cloud.url);
  await page.getByRole('heading', { name: 'Keys' }).waitFor();
  expect(problems).toEqual([]);
});
