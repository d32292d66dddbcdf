import type { JournalEntry } from '../../emulator/api/journal.ts';
import type { Switches } from '../../emulator/api/switches.ts';
import type { Effect, Fault } from '../../emulator/faults/faults.ts';
import { type LocalCloud, startLocalCloud } from '../../local/cloud.ts';
import { kmsClient } from '../../shared/kms/client.ts';
import { tagClient } from '../../shared/tag/client.ts';
import type { TencentApi } from '../../shared/tencent/call.ts';
import type { TencentClient } from '../../shared/tencent/client.ts';
import { UNLIMITED_RATE } from '../../shared/tencent/rate-limiter.ts';
import { wallClock } from '../wall-clock.ts';

/** A local cloud, and the official SDK pointed at it. */
export type CloudUnderTest = {
  readonly cloud: LocalCloud;
  readonly kms: TencentApi;
  readonly tag: TencentApi;
  /** Makes a call past the adapters. */
  readonly call: (action: string, params: object) => Promise<Record<string, unknown>>;
  readonly fail: (action: string, effect: Effect, times?: number) => Promise<void>;
  readonly switchTo: (switches: Partial<Switches>) => Promise<void>;
  readonly journal: () => Promise<readonly JournalEntry[]>;
  /** Forgets keys, tags, faults, calls and switches. */
  readonly reset: () => Promise<void>;
};

export async function startCloudUnderTest(): Promise<CloudUnderTest> {
  const cloud = await startLocalCloud({ port: 0, seed: 'contract' });
  const { region, url, secretId, secretKey } = cloud;
  const settings = { region, endpoint: url, readCredentials: () => ({ secretId, secretKey }) };
  const kms = kmsClient(settings);
  const api = (client: TencentClient): TencentApi => ({ client, ...WITHOUT_PACE });

  async function admin(method: string, path: string, body?: unknown): Promise<unknown> {
    const answer = await fetch(`${url}${path}`, { method, body: JSON.stringify(body) ?? null });
    if (!answer.ok) throw new Error(await answer.text());
    return answer.json();
  }

  return {
    cloud,
    kms: api(kms),
    tag: api(tagClient(settings)),
    call: async (action, params) => {
      const answer = await kms.request(action, params, new AbortController().signal);
      return answer as Record<string, unknown>;
    },
    fail: async (action, effect, times = 1) => {
      const fault: Fault = { action, effect, times };
      await admin('POST', '/faults', [fault]);
    },
    switchTo: async (switches) => void (await admin('PUT', '/switches', switches)),
    journal: async () => (await admin('GET', '/journal')) as readonly JournalEntry[],
    reset: async () => void (await admin('POST', '/reset')),
  };
}

/** What a call needs besides its client, where it may go at once. */
export const WITHOUT_PACE = {
  rateLimiter: UNLIMITED_RATE,
  clock: wallClock,
  timeoutMs: 500,
};

/** Time enough for any call. */
export function soon(): number {
  return wallClock.nowMs() + 10_000;
}

/**
 * Failures that can affect any call, and the code that the adapters give them. `happened` says whether
 * the call was carried out.
 */
export const MISHAPS: readonly {
  readonly name: string;
  readonly effect: Effect;
  readonly code: string;
  readonly happened: boolean;
}[] = [
  {
    name: 'an error of the vendor',
    effect: { error: 'RequestLimitExceeded.UinLimitExceeded' },
    code: 'RequestLimitExceeded.UinLimitExceeded',
    happened: false,
  },
  {
    name: 'an undocumented error',
    effect: { error: 'FailedOperation.SomethingNew' },
    code: 'FailedOperation.SomethingNew',
    happened: false,
  },
  {
    name: 'an error after the effect',
    effect: { error: 'InternalError', after: true },
    code: 'InternalError',
    happened: true,
  },
  { name: "a gateway's page", effect: { http: 502 }, code: 'HttpStatus', happened: false },
  {
    name: 'a page with status 200',
    effect: { notJson: true },
    code: 'UnreadableAnswer',
    happened: false,
  },
  { name: 'a cut answer', effect: { truncate: true }, code: 'NoAnswer', happened: true },
  { name: 'a lost answer', effect: { lostAnswer: true }, code: 'NoAnswer', happened: true },
  { name: 'a late answer', effect: { delayMs: 2_000 }, code: 'NoAnswer', happened: true },
];
