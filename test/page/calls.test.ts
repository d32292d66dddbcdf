import { expect, test } from 'vitest';
import { kmsOf } from './kms.ts';
import { openCloud } from './open-cloud.ts';

const { cloud, open } = openCloud(['--no-deploy']);

test('a call arrives while the page is open, and shows its request and its answer', async () => {
  const page = await open('#/calls');
  await page.getByText('No call has arrived yet.').waitFor();
  await kmsOf(cloud())('CreateKey', { Alias: 'shown', Description: 'For the page.' });
  await page.getByRole('link', { name: 'CreateKey' }).click();
  await page.getByRole('heading', { name: 'CreateKey, call 1' }).waitFor();
  const request = page.getByRole('region', { name: 'Request' });
  const answer = page.getByRole('region', { name: 'Answer' });
  expect(await request.innerText()).toContain('"Description": "For the page."');
  expect(await answer.innerText()).toMatch(/"KeyId": "[0-9a-f-]{36}"/);
});

test('Send again sends the same call, and leads to the new one', async () => {
  const page = await open('#/calls/1');
  await page.getByRole('button', { name: 'Send again' }).click();
  await page.getByRole('heading', { name: 'CreateKey, call 2' }).waitFor();
  await page.getByText('AliasAlreadyExists').first().waitFor();
  const journal = await cloud().ask('GET /journal');
  expect(journal.map(({ action, code }: any) => [action, code])).toEqual([
    ['CreateKey', null],
    ['CreateKey', 'InvalidParameterValue.AliasAlreadyExists'],
  ]);
});

test('a paused list keeps its rows, says how many arrived, and shows them when it goes on', async () => {
  const page = await open('#/calls');
  const rows = page.locator('tbody tr');
  await rows.nth(1).waitFor();
  await page.getByRole('button', { name: 'Pause' }).click();
  const kms = kmsOf(cloud());
  await kms('ListKeys', {});
  await kms('GetServiceStatus', {});
  await page.getByText('2 arrived since the pause').waitFor();
  expect(await rows.count()).toBe(2);
  await page.getByRole('button', { name: 'Continue' }).click();
  await rows.nth(3).waitFor();
  expect(await rows.first().innerText()).toContain('GetServiceStatus');
});

test('a filter by text and the saved filters are in the address', async () => {
  const page = await open('#/calls');
  const saved = page.getByRole('navigation', { name: 'Saved filters' });
  await saved.getByRole('link', { name: 'Failed' }).click();
  const actions = async () => (await page.locator('tbody tr').allInnerTexts()).length;
  await page.getByText('AliasAlreadyExists').waitFor();
  expect(await actions()).toBe(1);
  await saved.getByRole('link', { name: 'All' }).click();
  await page.getByRole('searchbox', { name: 'Search' }).fill('shown');
  await expect.poll(actions).toBe(2);
  expect(page.url()).toContain('search=shown');
  await page.reload();
  await expect.poll(actions).toBe(2);
});

test('a connection that breaks says so, loses no row, and goes on', async () => {
  const page = await open('#/calls');
  await page.locator('tbody tr').nth(3).waitFor();
  await page.context().setOffline(true);
  await page.evaluate(() => window.dispatchEvent(new Event('offline')));
  expect(await page.locator('tbody tr').count()).toBe(4);
  await page.context().setOffline(false);
  await kmsOf(cloud())('ListAlgorithms', {});
  await page.getByRole('link', { name: 'ListAlgorithms' }).waitFor();
});

test('cleared rows are gone, and can be shown again', async () => {
  const page = await open('#/calls');
  await page.locator('tbody tr').nth(3).waitFor();
  await page.getByRole('button', { name: 'Clear', exact: true }).click();
  await expect.poll(() => page.locator('tbody tr').count()).toBe(0);
  // Neither another filter nor a call that arrives brings them back.
  const saved = page.getByRole('navigation', { name: 'Saved filters' });
  await saved.getByRole('link', { name: 'Failed' }).click();
  await page.getByText('No call matches the filter.').waitFor();
  await saved.getByRole('link', { name: 'All' }).click();
  await kmsOf(cloud())('ListKeys', {});
  await expect.poll(() => page.locator('tbody tr').count()).toBe(1);
  await page.getByRole('button', { name: 'Show cleared calls' }).click();
  await page.locator('tbody tr').nth(3).waitFor();
});
