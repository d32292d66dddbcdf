import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { axeFindings, overflowOf } from './audit.ts';
import { openCloud } from './open-cloud.ts';
import { picture } from './pictures.ts';

const { cloud, open } = openCloud(['--seed', 'pictures']);

beforeAll(async () => {
  const poison = { value: '{"requestId":"sample","tenant":"globex","keyName":"reports"}' };
  for (const tenantId of ['acme', 'globex', 'initech']) {
    await cloud().request(tenantId, { requestId: `sample-${tenantId}`, keyName: 'main' });
  }
  await cloud().ask('PUT /switches', { cmkLimit: 3 });
  await cloud().request('hooli', { requestId: 'sample-hooli', keyName: 'main' });
  await cloud().ask('POST /topics/key-requests/messages', poison);
  await cloud().ask('POST /faults', [
    { action: 'TagResources', effect: { error: 'InternalError' } },
  ]);
});

const SIZES = [
  [1280, 800],
  [390, 844],
] as const;

const THEMES = ['light', 'dark'] as const;

/** Every page, by the name of its picture, with its path and its heading. */
const PAGES: readonly (readonly [name: string, path: string, heading: RegExp])[] = [
  ['requests', '#/requests', /^Requests$/],
  ['request', '#/requests/1', /^Request for acme\/main$/],
  ['dead-letters', '#/dead-letters', /^Dead letters$/],
  ['functions', '#/functions', /^Functions$/],
  ['topics', '#/topics', /^Topics$/],
  ['quota', '#/quota', /^Quota and rate$/],
  ['keys', '#/keys', /^Keys$/],
  ['calls', '#/calls', /^Calls$/],
  ['faults', '#/faults', /^Faults$/],
  ['switches', '#/switches', /^Switches$/],
  ['clock', '#/clock', /^Clock$/],
];

const VIEWS = PAGES.flatMap(([name, path, heading]) =>
  SIZES.flatMap(([width, height]) =>
    THEMES.map((theme) => ({ name, path, heading, width, height, theme })),
  ),
);

test('the docs show every picture', () => {
  const text = readFileSync(new URL('../../docs/page.md', import.meta.url), 'utf8');
  const names = VIEWS.map(({ name, width, theme }) => `pictures/${name}-${width}-${theme}.png`);
  expect(names.filter((name) => !text.includes(name))).toEqual([]);
});

describe.each(VIEWS)('$name at $width px, $theme', ({ name, path, heading, ...view }) => {
  test('has no finding of axe and nothing beside the window, and is in the docs as a picture', async () => {
    const { width, height, theme } = view;
    const options = { viewport: { width, height }, colorScheme: theme, reducedMotion: 'reduce' };
    const page = await open(path, options as never);
    await page.getByRole('heading', { level: 1, name: heading }).waitFor();
    await expect.poll(() => page.locator('[aria-busy="true"]').count()).toBe(0);
    expect(await axeFindings(page)).toEqual([]);
    expect(await overflowOf(page)).toBe(0);
    expect(await picture(page, `${name}-${width}-${theme}`)).toEqual([width, height]);
  });
});

test.each([360, 768, 1920, 3840])('no page is wider than a window of %i px', async (width) => {
  const page = await open('#/keys', { viewport: { width, height: 900 } });
  for (const [, path, heading] of PAGES) {
    await page.goto(`${cloud().url}/${path}`);
    await page.getByRole('heading', { level: 1, name: heading }).waitFor();
    expect([path, await overflowOf(page)]).toEqual([path, 0]);
  }
});

test('every page can be reached by the keyboard alone', async () => {
  const page = await open('#/keys');
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.keyboard.press('Tab');
  expect(await page.locator(':focus').innerText()).toMatch(/skip/i);
  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await help.waitFor();
  await page.keyboard.press('Escape');
  await help.waitFor({ state: 'hidden' });
  await page.keyboard.press('g');
  await page.keyboard.press('c');
  await page.getByRole('heading', { level: 1, name: 'Calls' }).waitFor();
  await page.keyboard.press('/');
  expect(await page.locator(':focus').getAttribute('type')).toBe('search');
});

test('the theme is the system’s until another is chosen, which is kept', async () => {
  const page = await open('#/keys', { colorScheme: 'dark' });
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const dark = await background();
  await page.getByText('Light', { exact: true }).click();
  await expect.poll(background).not.toBe(dark);
  const light = await background();
  await page.reload();
  expect(await background()).toBe(light);
  await page.getByText('System', { exact: true }).click();
  await expect.poll(background).toBe(dark);
});

test('an address that no page has is answered with a page that says so', async () => {
  const page = await open('#/nowhere');
  await page.getByRole('heading', { level: 1, name: /^There is no such page$/ }).waitFor();
});
