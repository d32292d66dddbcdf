import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { kmsOf } from './kms.ts';
import { openCloud } from './open-cloud.ts';

const { cloud, open } = openCloud();

/** The text or the label of what has the focus; the whole page when nothing has it. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const { activeElement } = document;
    return activeElement?.getAttribute('aria-label') ?? (activeElement as HTMLElement).innerText;
  });

describe('a reader who uses the keyboard alone', () => {
  test.each([
    ['agrees', /^Forward/],
    ['cancels', 'Cancel'],
  ])('is where they were after a dialog, if they %s', async (_, name) => {
    const page = await open('#/clock');
    const button = page.getByRole('button', { name: 'Forward by 1 minute' });
    await button.press('Enter');
    await page.getByRole('dialog').getByRole('button', { name }).press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await focused(page)).toBe('Forward by 1 minute');
  });

  test('is at the heading when the button that they pressed is gone', async () => {
    await cloud().ask('POST /faults', [{ action: 'ListKeys', effect: { notJson: true } }]);
    const page = await open('#/faults');
    await page.getByRole('button', { name: 'Remove the fault of ListKeys' }).press('Enter');
    await expect.poll(() => focused(page)).toBe('Faults');
  });

  test('keeps a blank that they type in a filter, and the filter when they leave it', async () => {
    const page = await open('#/calls');
    const search = page.getByRole('searchbox', { name: 'Search' });
    await search.pressSequentially('account ');
    await page.waitForURL(/search=account$/);
    await search.pressSequentially('get');
    await page.waitForURL(/search=account\+get$/);
    await page.keyboard.press('Escape');
    expect(await search.inputValue()).toBe('account get');
    expect(await focused(page)).not.toBe('Search');
  });
});

test.each(['keys', 'requests', 'dead-letters', 'functions'])(
  'the list at #/%s is not called empty when it could not be read',
  async (path) => {
    const page = await open('#/clock');
    const json = { error: 'It cannot be read now.' };
    await page.route(`**/page/${path}*`, (asked) => asked.fulfill({ status: 409, json }));
    await page.goto(`${cloud().url}/#/${path}`);
    await page.getByRole('alert').getByText(json.error).waitFor();
    await page.getByText('They could not be read.').waitFor();
  },
);

test('going back shows a list where it was left, and a link shows a page from its beginning', async () => {
  const kms = kmsOf(cloud());
  for (let count = 0; count < 60; count += 1) await kms('CreateKey', { Alias: `many-${count}` });
  const page = await open('#/keys');
  const top = () => page.evaluate(() => Math.round(window.scrollY));
  const row = page.getByRole('link', { name: 'many-5', exact: true });
  await row.scrollIntoViewIfNeeded();
  const before = await top();
  expect(before).toBeGreaterThan(200);
  await row.click();
  await page.getByRole('heading', { name: 'many-5', exact: true }).waitFor();
  expect(await top()).toBe(0);
  await page.goBack();
  await expect.poll(top).toBe(before);
});

test('a call that is open while the cloud is reset says that it is from before', async () => {
  const page = await open('#/calls/1');
  await page.getByRole('button', { name: 'Send again' }).waitFor();
  await cloud().ask('POST /reset');
  await page
    .getByRole('alert')
    .getByText('There is no call "1": none is recorded. What is shown here is from before.')
    .waitFor();
});
