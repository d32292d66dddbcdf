import { expect, test } from 'vitest';
import { kmsOf } from './kms.ts';
import { openCloud } from './open-cloud.ts';

const { cloud, open } = openCloud(['--no-deploy']);

const KEYS = 10_000;
const CALLS_PER_MINUTE = 5_000;
const SECONDS = 30;

/** Runs `count` calls, `width` of them at a time. */
async function inParallel(count: number, width: number, run: (index: number) => Promise<unknown>) {
  let next = 0;
  const worker = async () => {
    while (next < count) {
      next += 1;
      await run(next);
    }
  };
  await Promise.all(Array.from({ length: width }, worker));
}

test('the page loads less than 220 kB, and all of it from the local cloud', async () => {
  const paintsMs: number[] = [];
  for (let opened = 0; opened < 5; opened += 1) {
    const page = await open('#/keys');
    await page.getByRole('heading', { level: 1, name: 'Keys' }).waitFor();
    const { paintMs, loaded } = await page.evaluate(() => ({
      paintMs: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN,
      loaded: performance.getEntriesByType('resource').map((entry) => ({
        url: entry.name,
        bytes: (entry as PerformanceResourceTiming).encodedBodySize,
      })),
    }));
    expect(loaded.filter(({ url }) => !url.startsWith(`${cloud().url}/page/`))).toEqual([]);
    expect(loaded.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(220_000);
    paintsMs.push(Math.round(paintMs));
  }
  process.stdout.write(`first contentful paint in ms: ${paintsMs.join(', ')}\n`);
});

test('with 10,000 keys and 5,000 calls a minute, a list has a bounded number of rows', async () => {
  await cloud().ask('PUT /switches', { cmkLimit: 2 * KEYS, rateLimits: false });
  const kms = kmsOf(cloud());
  await inParallel(KEYS, 32, (index) => kms('CreateKey', { Alias: `key-${index}` }));

  const page = await open('#/keys');
  await page.getByText('10000 keys').waitFor();
  const figures: string[] = [];
  for (const path of ['keys', 'calls']) {
    await page.goto(`${cloud().url}/#/${path}`);
    await page.locator('tbody tr').first().waitFor();
    // The tasks of opening the page itself are not those of the load.
    await page.waitForTimeout(1_000);
    await page.evaluate(() => {
      const tasks: number[] = [];
      Object.assign(window, { tasks });
      new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) tasks.push(duration);
      }).observe({ type: 'longtask' });
    });
    const count = (CALLS_PER_MINUTE * SECONDS) / 60;
    const startMs = performance.now();
    await inParallel(count, 1, async (index) => {
      const due = startMs + (index * 60_000) / CALLS_PER_MINUTE;
      const waitMs = due - performance.now();
      if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
      await kms('CreateKey', { Alias: `${path}-${index}` });
    });
    const rows = page.locator('tbody tr');
    expect(await rows.count()).toBeLessThanOrEqual(500);
    // Many new rows are drawn in several frames.
    await expect.poll(() => rows.count()).toBeGreaterThanOrEqual(100);
    expect(await rows.count()).toBeLessThanOrEqual(500);
    const tasks = await page.evaluate(() => (window as unknown as { tasks: number[] }).tasks);
    const longest = tasks.length === 0 ? 'none' : `the longest ${Math.max(...tasks)} ms`;
    figures.push(`${path}: ${tasks.length} tasks over 50 ms in ${SECONDS} s, ${longest}`);
  }
  process.stdout.write(`${figures.join('\n')}\n`);
});
