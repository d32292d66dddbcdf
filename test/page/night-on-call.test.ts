import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { startMinute } from '../world/timer.ts';
import { openCloud } from './open-cloud.ts';

const { cloud, open } = openCloud();

/** What customers do meanwhile: they ask for keys over HTTP. */
const ask = (tenantId: string) =>
  cloud().request(tenantId, { requestId: `night-${tenantId}`, keyName: 'main' });

/** The row of a request on the page of requests, once it says what it should. */
const rowOf = (page: Page, tenantId: string, outcome: string) =>
  page
    .getByRole('row')
    .filter({ hasText: `${tenantId}/main` })
    .filter({ hasText: outcome });

const goTo = (page: Page, title: string) =>
  page
    .getByRole('navigation', { name: 'Pages' })
    .getByRole('link', { name: title, exact: true })
    .click();

async function retryAllThatWait(page: Page): Promise<void> {
  await goTo(page, 'Dead letters');
  await page.getByRole('link', { name: /^waiting/ }).click();
  await page.getByRole('checkbox', { name: /^All [1-9]/ }).check();
  await page.getByRole('button', { name: 'Retry now' }).click();
  // The timer may have been quicker.
  const made = page.getByRole('status').getByText(/due/);
  await made.or(page.getByText('No request waits for its next attempt.')).first().waitFor();
  // The timer that takes up what is due fires once a minute of the cloud's clock.
  await goTo(page, 'Clock');
  await page.getByRole('button', { name: /^Forward by 1 min/ }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Forward/ })
    .click();
  await page.getByText(/The clock was put forward by/).waitFor();
}

describe('a night on call', () => {
  // What waits is seen before the timer sends it in again.
  beforeEach(() => startMinute((body) => cloud().ask('POST /clock/advance', body)));

  test('22:10, all is well: the first customer has a key with a tag', async () => {
    const page = await open('#/requests');
    expect((await ask('acme')).status).toBe(201);
    await rowOf(page, 'acme', 'provisioned').waitFor();
    await goTo(page, 'Keys');
    await page.getByRole('link', { name: 'acme_main' }).click();
    await page.getByText('tenant-keys:tenant', { exact: true }).waitFor();
  });

  test('01:30, customers wait: the quota is full, is raised, and what waited has its key', async () => {
    await cloud().ask('PUT /switches', { cmkLimit: 1 });
    const page = await open('#/requests');
    expect((await ask('globex')).status).toBe(202);

    // Seen: the request waits, and why.
    await rowOf(page, 'globex', 'waiting').waitFor();
    await rowOf(page, 'globex', 'LimitExceeded.CmkLimitExceeded').waitFor();

    // Understood: KMS refused the key, since the account may have no more.
    await page.getByRole('link', { name: 'globex/main' }).click();
    await page
      .getByRole('link', { name: /CreateKey.*LimitExceeded\.CmkLimitExceeded/ })
      .first()
      .click();
    await page.getByRole('region', { name: 'Answer' }).getByText('LimitExceeded').waitFor();
    await goTo(page, 'Quota and rate');
    await page.getByText('1 of 1 keys (100 %).').waitFor();

    // Repaired: the limit is raised, and what waits is tried at once.
    await goTo(page, 'Switches');
    const limit = page.getByRole('spinbutton', { name: 'cmkLimit' });
    await limit.fill('300');
    await limit.press('Enter');
    await expect.poll(async () => (await cloud().ask('GET /switches')).cmkLimit).toBe(300);
    await retryAllThatWait(page);
    await goTo(page, 'Requests');
    await rowOf(page, 'globex', 'provisioned').waitFor({ timeout: 60_000 });
  });

  test('03:00, tags fail: the fault is set by clicks, seen, removed, and the key gets its tag', async () => {
    const page = await open('#/faults');
    await page.getByLabel('Action').fill('CreateKey');
    await page.getByLabel('What happens').selectOption('Creates the key, but its tags fail');
    await page.getByLabel('Calls (empty: all)').fill('');
    await page.getByRole('button', { name: 'Set the fault' }).click();
    await page.getByText('The fault of CreateKey is set.').waitFor();
    await page.getByLabel('Action').fill('TagResources');
    await page
      .getByLabel('What happens')
      .selectOption('Answers with an error code and does nothing');
    await page.getByRole('combobox', { name: 'Error code' }).fill('InternalError');
    await page.getByRole('button', { name: 'Set the fault' }).click();
    await page.getByText('The fault of TagResources is set.').waitFor();

    await goTo(page, 'Requests');
    const value = JSON.stringify({
      requestId: 'night-initech',
      tenantId: 'initech',
      keyName: 'main',
    });
    await cloud().ask('POST /topics/key-requests/messages', { value });

    // Seen and understood: the key exists, but its tag could not be set.
    await rowOf(page, 'initech', 'waiting').waitFor({ timeout: 60_000 });
    await page.getByRole('link', { name: 'initech/main' }).click();
    await page
      .getByRole('link', { name: /TagResources.*InternalError/ })
      .first()
      .waitFor();

    // Repaired: the fault is removed, and the key that exists is tagged and provisioned.
    await goTo(page, 'Faults');
    await page.getByRole('button', { name: 'Remove all' }).click();
    await page.getByText('None: every call is answered as usual.').waitFor();
    await retryAllThatWait(page);
    await goTo(page, 'Requests');
    await rowOf(page, 'initech', 'provisioned').waitFor({ timeout: 60_000 });
    await goTo(page, 'Keys');
    await page.getByRole('link', { name: 'initech_main' }).click();
    const tagged = page
      .getByRole('row')
      .filter({ hasText: 'TagResources' })
      .filter({ hasText: 'OK' });
    await tagged.getByText(/tag tenant-keys:tenant/).waitFor();
  });

  test('04:20, a poison message: it is parked, says what is wrong, and is discarded with a reason', async () => {
    const page = await open('#/dead-letters');
    await page.getByText('No request is parked: nothing needs a person.').waitFor();
    const value = '{"requestId":"night-hooli","tenant":"hooli","keyName":"main"}';
    await cloud().ask('POST /topics/key-requests/messages', { value });

    // Seen.
    await page.getByRole('link', { name: 'parked (1)' }).waitFor({ timeout: 60_000 });
    await page.getByRole('row').filter({ hasText: 'RequestInvalid' }).getByRole('link').click();

    // Understood: the sender wrote tenant for tenantId.
    await page.getByRole('heading', { name: 'What is wrong with the request' }).waitFor();
    await page.getByText('"tenant":"hooli"').waitFor();

    // A redrive would end the same, as its plan says before anything is done.
    await page.getByRole('button', { name: 'Redrive…' }).click();
    const redrive = page.getByRole('dialog', { name: /^Redrive/ });
    await redrive
      .getByText(/invalid|rejected/i)
      .first()
      .waitFor();
    await redrive.getByRole('button', { name: 'Cancel' }).click();

    // Repaired: it ends here, with a reason for whoever sent it.
    await page.getByRole('button', { name: 'Discard…' }).click();
    const discard = page.getByRole('dialog', { name: /^Discard/ });
    await discard.getByLabel('Reason').fill('hooli sends it again with tenantId.');
    await discard.getByRole('button', { name: 'Discard', exact: true }).click();
    await goTo(page, 'Dead letters');
    await page.getByText('No request is parked: nothing needs a person.').waitFor();
    const events = await cloud().ask('GET /topics/key-events/messages');
    expect(events.map(({ value }: any) => JSON.parse(value).type)).toContain(
      'tenant-keys.discarded',
    );
  });

  test('05:00, in the morning every customer has one key, and nobody waits', async () => {
    const page = await open('#/keys');
    await page.getByText('3 keys').waitFor();
    const aliases = await page.locator('tbody a').allInnerTexts();
    expect([...aliases].sort()).toEqual(['acme_main', 'globex_main', 'initech_main']);
    await goTo(page, 'Dead letters');
    await page.getByRole('link', { name: 'waiting (0)' }).waitFor();
    await page.getByRole('link', { name: 'parked (0)' }).waitFor();
  });
});
