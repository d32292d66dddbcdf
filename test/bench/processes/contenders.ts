import { bareContender } from './bare-contender.ts';
import type { CloudAccess } from './cloud-process.ts';
import { ourContender } from './our-contender.ts';
import { sdkContender } from './sdk-contender.ts';
import { statusContender } from './status-contender.ts';

/** Creates `count` keys, numbered from `first` on, concurrently; throws when one is refused. */
export type Contender = (first: number, count: number, concurrency: number) => Promise<void>;

/** The clients that can create the same keys. */
export const CONTENDERS: Readonly<Record<string, (access: CloudAccess) => Contender>> = {
  ours: (access) => ourContender(access, false),
  'ours, published over HTTP': (access) => ourContender(access, true),
  'queued, with a store': (access) => statusContender(access, { isQueued: true, hasStore: true }),
  'queued, without a store': (access) =>
    statusContender(access, { isQueued: true, hasStore: false }),
  'made, with a store': (access) => statusContender(access, { isQueued: false, hasStore: true }),
  'made, without a store': (access) =>
    statusContender(access, { isQueued: false, hasStore: false }),
  'bare SDK': sdkContender,
  'bare http.request': bareContender,
};
