import { expect, test } from 'vitest';
import { kmsOf } from './kms.ts';
import { openCloud } from './open-cloud.ts';

const { cloud, open } = openCloud(['--no-deploy']);

const created = (Alias: string) =>
  kmsOf(cloud())('CreateKey', { Alias }).then(
    () => 'created',
    (error) => error.code,
  );

test('a fault is set by clicks, hits as many calls as it says, and can be removed', async () => {
  const page = await open('#/faults');
  await page.getByText('None: every call is answered as usual.').waitFor();
  await page.getByLabel('Action').fill('CreateKey');
  await page.getByRole('combobox', { name: 'Error code' }).fill('LimitExceeded.CmkLimitExceeded');
  await page.getByLabel('Calls (empty: all)').fill('2');
  await page.getByRole('button', { name: 'Set the fault' }).click();
  await page.getByText('The fault of CreateKey is set.').waitFor();
  expect(await created('a')).toBe('LimitExceeded.CmkLimitExceeded');
  await page.getByText('the next 1').waitFor();
  await page.getByRole('button', { name: 'Remove the fault of CreateKey' }).click();
  await page.getByText('None: every call is answered as usual.').waitFor();
  expect(await created('a')).toBe('created');
});

test.each([
  ['Takes effect, but the answer is lost', undefined, { lostAnswer: true }],
  ['Ends the connection, and takes effect later', '500', { lateMs: 500 }],
  ['Takes effect at once, and answers later', '250', { delayMs: 250 }],
  ['Answers with a gateway’s page and does nothing', '503', { http: 503 }],
  ['Answers with a page of status 200 and does nothing', undefined, { notJson: true }],
  ['Takes effect, but the answer ends in its middle', undefined, { truncate: true }],
])('the form sets the effect: %s', async (text, value, effect) => {
  await cloud().ask('DELETE /faults');
  const page = await open('#/faults');
  await page.getByLabel('What happens').selectOption(text);
  const form = page.getByRole('form', { name: 'Set a fault' });
  if (value !== undefined)
    await form.getByRole('spinbutton', { name: /ms|millisecond|status/i }).fill(value);
  await form.getByRole('button', { name: 'Set the fault' }).click();
  await page.getByText('The fault of CreateKey is set.').waitFor();
  const [fault] = await cloud().ask('GET /faults');
  expect(fault).toMatchObject({ action: 'CreateKey', effect, times: 1 });
  await cloud().ask('DELETE /faults');
});

test('a fault of an action that does not exist is refused with a sentence, and nothing is set', async () => {
  const page = await open('#/faults');
  await page.getByLabel('Action').fill('CreateKeys');
  await page.getByRole('combobox', { name: 'Error code' }).fill('InternalError');
  await page.getByRole('button', { name: 'Set the fault' }).click();
  await page
    .getByRole('alert')
    .getByText(/action must be/)
    .waitFor();
  expect(await cloud().ask('GET /faults')).toEqual([]);
});

test('a switch that was changed is on top, and can be reset to its default', async () => {
  const page = await open('#/switches');
  const limit = page.getByRole('spinbutton', { name: 'cmkLimit' });
  await limit.fill('3');
  await limit.press('Enter');
  await page.getByRole('region', { name: 'Changed' }).getByText('cmkLimit').waitFor();
  expect((await cloud().ask('GET /switches')).cmkLimit).toBe(3);
  await page.getByRole('checkbox', { name: 'rateLimits' }).click();
  await expect.poll(async () => (await cloud().ask('GET /switches')).rateLimits).toBe(false);
  await page.getByRole('button', { name: 'Reset to default: cmkLimit' }).click();
  await expect.poll(async () => (await cloud().ask('GET /switches')).cmkLimit).not.toBe(3);
  await page.getByRole('button', { name: 'Reset all to their defaults' }).click();
  await expect.poll(async () => (await cloud().ask('GET /switches')).rateLimits).toBe(true);
});

test('the focus goes to a switch that was reset with all, since the button has nothing left to do', async () => {
  await cloud().ask('PUT /switches', { rateLimits: false });
  const page = await open('#/switches');
  const button = page.getByRole('button', { name: 'Reset all to their defaults' });
  await button.focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => button.isDisabled()).toBe(true);
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.id))
    .toBe('switch-rateLimits');
});

test('a number that is none is not taken', async () => {
  const page = await open('#/switches');
  const limit = page.getByRole('spinbutton', { name: 'cmkLimit' });
  const before = await limit.inputValue();
  await limit.fill('-1');
  await limit.blur();
  await expect.poll(() => limit.inputValue()).toBe(before);
});

test('the clock is put forward once that was confirmed', async () => {
  const page = await open('#/clock');
  const before = (await cloud().ask('GET /')).nowMs;
  await page.getByRole('button', { name: /Forward by 1 d/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('The clock cannot be put back').waitFor();
  await page.keyboard.press('Escape');
  expect((await cloud().ask('GET /')).nowMs - before).toBeLessThan(80_000_000);
  await page.getByRole('button', { name: /Forward by 1 d/ }).click();
  await dialog.getByRole('button', { name: /Forward/ }).click();
  await page.getByText(/The clock was put forward by/).waitFor();
  expect((await cloud().ask('GET /')).nowMs - before).toBeGreaterThanOrEqual(86_400_000);
});

test('a reset says what stays, asks, and leaves no key', async () => {
  await created('to-be-removed');
  const page = await open('#/clock');
  await page.getByRole('button', { name: 'Reset the cloud' }).click();
  const dialog = page.getByRole('dialog', { name: 'Reset the cloud?' });
  await dialog.getByText(/cannot be undone/).waitFor();
  await dialog.getByRole('button', { name: 'Reset it' }).click();
  await page.getByText('The cloud was reset.').waitFor();
  await page.getByRole('link', { name: 'Keys' }).click();
  await page.getByText('There are no keys in this region yet.').waitFor();
});
