import { setTimeout as sleep } from 'node:timers/promises';
import type { JournalEntry } from '../../../emulator/api/journal.ts';
import { callLocalCloud, deadLettersSince, keysPath, messageCount } from '../../../local/calls.ts';
import { kmsClient } from '../../../shared/kms/client.ts';
import { KEY_EVENTS, KEY_REQUESTS } from '../../../shared/topics/topics.ts';
import type { HostAccess } from '../processes/host-process.ts';
import type { HostRateCase } from './host-rate-cases.ts';

/** Only the rate limits, as in virtual time. */
export const ACCOUNT = { cmkLimit: 1_000_000, tagsMustExist: false };

/** Starts the instances, so that what follows is no cold start. */
export async function warmUp(access: HostAccess, each: HostRateCase): Promise<void> {
  const { queueInstances = 0, httpInstances = 0 } = each;
  const warm = Array.from({ length: httpInstances }, (_, number) =>
    ask(access, `warm-h-${number}`),
  );
  await Promise.all(warm);
  // Enough for each partition to have some.
  const tenants = Array.from({ length: queueInstances * 8 }, (_, number) => `warm-q-${number}`);
  if (tenants.length > 0) await queue(access.url, tenants);
  const events = tenants.length + warm.length;
  await until(async () => (await messageCount(access.url, KEY_EVENTS)) >= events);
}

/** Has requests wait for the key quota, and then raises it. */
export async function haveWaiting({ url }: HostAccess, count: number): Promise<void> {
  if (count === 0) return;
  await callLocalCloud(url, 'POST /clock/advance', { ms: 60_000 }); // Starts the instance of heal.
  await until(async () => {
    const calls = await callLocalCloud<readonly JournalEntry[]>(url, 'GET /journal');
    return calls.some(({ caller }) => caller === 'role/tenant-keys-heal');
  });
  await callLocalCloud(url, 'PUT /switches', { cmkLimit: 0 });
  await queue(url, namesOf(WAITED, 0, count));
  await until(async () => (await deadLettersSince(url, 0)).length === count);
  await callLocalCloud(url, 'PUT /switches', { cmkLimit: ACCOUNT.cmkLimit });
}

/** How the names of their tenants begin. */
export const WAITED = 'waited-';

/** Everything that happens at the same time. */
export async function load(
  access: HostAccess,
  each: HostRateCase,
  seconds: number,
): Promise<Loaded> {
  const { url } = access;
  const { httpInstances = 0, othersCallsPerSecond = 0 } = each;
  const beginMs = Date.now();
  const endMs = beginMs + seconds * 1_000;
  const ms = each.waiting === undefined ? 0 : HEAL_MS;
  const [{ nowMs: beginCloudMs }, waitsMs] = await Promise.all([
    callLocalCloud<{ readonly nowMs: number }>(url, 'POST /clock/advance', { ms }),
    askAsCallers(access, httpInstances, endMs),
    each.queueInstances === undefined ? undefined : fillQueue(url, endMs),
    callAsOther(access, othersCallsPerSecond, endMs),
    sleep(Math.max(0, endMs - Date.now())),
  ]);
  return { beginMs, beginCloudMs, waitsMs };
}

export type Loaded = {
  /** On the system's clock, and on the cloud's. */
  readonly beginMs: number;
  readonly beginCloudMs: number;
  readonly waitsMs: readonly number[];
};

/** What waits for the quota is due within it. */
const HEAL_MS = 120_000;

/** Gives the queue more than it can handle, in parts, so that what heal sends comes between them. */
async function fillQueue(url: string, endMs: number): Promise<void> {
  for (let from = 0; Date.now() < endMs; from += PART_LENGTH) {
    await queue(url, namesOf('queued-', from, PART_LENGTH));
    await sleep(Math.min(PART_MS, Math.max(0, endMs - Date.now())));
  }
}

const PART_LENGTH = 400;
const PART_MS = 2_000;

function namesOf(prefix: string, from: number, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `${prefix}${from + index}`);
}

function queue(url: string, tenantIds: readonly string[]): Promise<unknown> {
  const messages = tenantIds.map((tenantId) => {
    const request = { requestId: `r-${tenantId}`, tenantId, keyName: 'main' };
    return { key: tenantId, value: JSON.stringify(request) };
  });
  return callLocalCloud(url, `POST /topics/${KEY_REQUESTS}/messages`, messages);
}

/**
 * As many callers as there are instances, each of whom asks for a key of another tenant on and on.
 *
 * @returns How long each waited for their key, in ms. Those who still wait at the end count with their wait so far.
 */
async function askAsCallers(
  access: HostAccess,
  callers: number,
  endMs: number,
): Promise<readonly number[]> {
  const waitsMs: number[] = [];
  async function askOnAndOn(_: unknown, caller: number): Promise<void> {
    await sleep(Math.random() * 1_000);
    for (let number = 0; Date.now() < endMs; number += 1) {
      const askedMs = performance.now();
      const answered = ask(access, `h-${caller}-${number}`).catch(() => {});
      await Promise.race([answered, sleep(Math.max(0, endMs - Date.now()))]);
      waitsMs.push(performance.now() - askedMs);
      await sleep(Math.random() * 20);
    }
  }
  await Promise.all(Array.from({ length: callers }, askOnAndOn));
  return waitsMs;
}

/** Asks for a key until it is there. */
async function ask({ url, token }: HostAccess, tenantId: string): Promise<void> {
  for (let tries = 0; (await statusOf(url, token, tenantId)) !== 201; tries += 1) {
    if (tries === TRIES_MAX) throw new Error(`${tenantId} got no key in ${tries} tries.`);
    await sleep(200 * 2 ** Math.min(tries, 4) * (0.5 + Math.random()));
  }
}

const TRIES_MAX = 20;

async function statusOf(url: string, token: string, tenantId: string): Promise<number> {
  const response = await fetch(`${url}${keysPath(tenantId)}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ requestId: `r-${tenantId}`, keyName: 'main' }),
  });
  await response.arrayBuffer();
  return response.status;
}

async function callAsOther(
  { url, region, secretId, secretKey }: HostAccess,
  callsPerSecond: number,
  endMs: number,
): Promise<void> {
  if (callsPerSecond === 0) return;
  const readCredentials = () => ({ secretId, secretKey });
  const kms = kmsClient({ region, endpoint: url, readCredentials });
  const beginMs = Date.now();
  for (let count = 0; Date.now() < endMs; count += 1) {
    const signal = AbortSignal.timeout(10_000);
    kms.request('CreateKey', { Alias: `of-another-${count}` }, signal).catch(() => {});
    await sleep(Math.max(0, beginMs + ((count + 1) * 1_000) / callsPerSecond - Date.now()));
  }
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; !(await isSo()); tries += 1) {
    if (tries === 300) throw new Error('The local cloud was not ready for the load in time.');
    await sleep(100);
  }
}
