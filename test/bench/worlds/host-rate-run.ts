import { cpus } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { JournalEntry } from '../../../emulator/api/journal.ts';
import { callLocalCloud } from '../../../local/calls.ts';
import type { Counting } from '../../world/rate-figures.ts';
import type { RateUse } from '../../world/rate-use.ts';
import type { HostAccess, HostState, ProvisionedKey } from '../processes/host-process.ts';
import { startProcess } from '../processes/start-process.ts';
import { ACCOUNT, haveWaiting, type Loaded, load, WAITED, warmUp } from './host-load.ts';
import type { HostRateCase } from './host-rate-cases.ts';

/**
 * Has the deployed functions use the rate in the running local cloud, from their bundles, over HTTP and in
 * real time, and reads from its journal how they did. A call that KMS carries out takes {@link CALL_MS} longer
 * than it would.
 *
 * @throws Error when nothing of what heal was to send in again was provisioned, or what must happen before
 *   the load does not.
 */
export async function hostRateRun(
  each: HostRateCase,
  { switches }: Counting,
  seconds: number,
): Promise<HostRateUse> {
  const host = await startProcess<HostAccess>('host', [JSON.stringify(each.declared ?? {})]);
  try {
    const access = host.hello;
    await callLocalCloud(access.url, 'PUT /switches', { ...ACCOUNT, ...switches });
    await warmUp(access, each);
    await haveWaiting(access, each.waiting ?? 0);
    const delay = { action: 'CreateKey', effect: { delayMs: CALL_MS } };
    await callLocalCloud(access.url, 'POST /faults', [delay]);
    await sleep(1_100); // Then no call from before is counted any more.
    await callLocalCloud(access.url, 'DELETE /journal');
    const { cpuMs } = await host.ask<HostState>('state');
    const idleMs = idleMsOfMachine();
    const loaded = await load(access, each, seconds);
    const after = await host.ask<HostState>('state');
    const tookMs = Date.now() - loaded.beginMs;
    const calls = await callLocalCloud<readonly JournalEntry[]>(access.url, 'GET /journal');
    return {
      ...useOf(each, loaded, calls, after.keys, seconds),
      cpuPercent: ((after.cpuMs - cpuMs) * 100) / tookMs,
      idlePercent: ((idleMsOfMachine() - idleMs) * 100) / tookMs,
    };
  } finally {
    await host.end();
  }
}

export type HostRateUse = Omit<RateUse, 'stops'> & {
  /** How many of those that waited were provisioned during the load. */
  readonly healed: number;
  /** What the cloud and the functions used of one core. */
  readonly cpuPercent: number;
  /** What nobody used, of one core too. With nearly none left, the figures are those of the machine. */
  readonly idlePercent: number;
};

/** How much longer a call takes than in the local cloud alone: about as long as in virtual time. */
const CALL_MS = 40;

function useOf(
  { queueInstances = 0, httpInstances = 0, waiting = 0 }: HostRateCase,
  { beginMs, beginCloudMs, waitsMs }: Loaded,
  calls: readonly JournalEntry[],
  keys: readonly ProvisionedKey[],
  seconds: number,
): Omit<HostRateUse, 'cpuPercent' | 'idlePercent'> {
  const perSecond = (isMeant: (call: JournalEntry) => boolean) =>
    callsPerSecond(calls.filter(isMeant), beginCloudMs, seconds);
  const inTime = keys.filter(({ atMs }) => atMs <= beginMs + seconds * 1_000);
  const steady = inTime.filter(({ atMs }) => atMs > beginMs + seconds * 250);
  const healed = inTime.filter(({ tenantId }) => tenantId.startsWith(WAITED)).length;
  if (waiting > 0 && healed === 0) throw new Error('Nothing was healed.');
  return {
    carriedOut: perSecond((call) => !isOthers(call) && call.code === null),
    throttled: perSecond((call) => !isOthers(call) && call.code === 'RequestLimitExceeded'),
    carriedOutForOther: perSecond((call) => isOthers(call) && call.code === null),
    keysOfQueue: keysOf(steady, 'provision-keys', queueInstances),
    keysOfHttp: keysOf(steady, 'accept-request', httpInstances),
    waitsMs: [...waitsMs].sort((a, b) => a - b),
    healed,
  };
}

/** The functions have roles. */
function isOthers({ caller }: JournalEntry): boolean {
  return caller === 'account';
}

function callsPerSecond(
  calls: readonly JournalEntry[],
  beginMs: number,
  seconds: number,
): readonly number[] {
  return Array.from({ length: seconds }, (_, second) => {
    const fromMs = beginMs + second * 1_000;
    const isIn = ({ atMs }: JournalEntry) => atMs >= fromMs && atMs < fromMs + 1_000;
    return calls.filter((call) => call.action === 'CreateKey' && isIn(call)).length;
  });
}

/** How many keys each instance of a function provisioned; 0 for one that did not start. */
function keysOf(
  keys: readonly ProvisionedKey[],
  functionName: string,
  instances: number,
): readonly number[] {
  return Array.from({ length: instances }, (_, index) => {
    const isIts = (key: ProvisionedKey) => key.instance === index + 1;
    return keys.filter((key) => key.functionName === functionName && isIts(key)).length;
  });
}

/** Of all cores together. */
function idleMsOfMachine(): number {
  return cpus().reduce((sum, { times }) => sum + times.idle, 0);
}
