import { expect, test } from 'vitest';
import { kmsOf } from './kms.ts';
import { openCloud } from './open-cloud.ts';

const { cloud, open } = openCloud(['--no-deploy']);

test('a key that is made while the page is open appears in it, with what each call did to it', async () => {
  const page = await open('#/keys');
  await page.getByText('There are no keys in this region yet.').waitFor();

  const kms = kmsOf(cloud());
  const { KeyId } = await kms('CreateKey', { Alias: 'first', Description: 'The first key.' });
  await page.getByRole('link', { name: 'first' }).click();
  await page.getByRole('heading', { name: 'first', exact: true }).waitFor();
  await kms('EnableKeyRotation', { KeyId });
  await kms('DisableKey', { KeyId });

  const history = page.getByRole('table', { name: /Calls that concerned this key/ });
  await history.getByRole('row').nth(3).waitFor();
  const texts = await history.getByRole('row').allInnerTexts();
  expect(texts.map((text) => text.replace(/\s+/g, ' '))).toEqual([
    expect.stringMatching(/^Time Call/),
    expect.stringMatching(
      /CreateKey account OK state: added Enabled alias: added first description: added The first key\.$/,
    ),
    expect.stringMatching(/EnableKeyRotation account OK rotation: added every 365 days$/),
    expect.stringMatching(/DisableKey account OK state: Enabled → Disabled$/),
  ]);
});

test('a key can be found by its alias, its id, a tag and its state', async () => {
  const kms = kmsOf(cloud());
  const Tags = [{ TagKey: 'team', TagValue: 'payments' }];
  await cloud().ask('PUT /switches', { tagsMustExist: false });
  const { KeyId } = await kms('CreateKey', { Alias: 'tagged', Tags });
  await kms('CreateKey', { Alias: 'other' });
  await kms('ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 }).catch(() => {});

  const page = await open('#/keys');
  const search = page.getByRole('searchbox', { name: 'Search' });
  const aliases = () => page.locator('tbody a').allInnerTexts();
  for (const text of ['tagge', KeyId, 'payments']) {
    await search.fill(text);
    await page.getByText(/^1 of \d+ keys$/).waitFor();
    expect(await aliases()).toEqual(['tagged']);
  }
  await search.fill('nothing like it');
  await page.getByText('No key matches the filter.').waitFor();
  await search.fill('');
  await page.getByRole('combobox', { name: 'State' }).selectOption('Disabled');
  await page.getByText(/^1 of \d+ keys$/).waitFor();
  expect(await aliases()).toEqual(['first']);
  // The filter is in the address, so it survives a reload and can be shared.
  await page.reload();
  await page.getByText(/^1 of \d+ keys$/).waitFor();
});

test('an id that no key has is answered with a sentence', async () => {
  const page = await open('#/keys/00000000-0000-0000-0000-000000000000');
  await page
    .getByRole('alert')
    .getByText(/no key/i)
    .first()
    .waitFor();
});
