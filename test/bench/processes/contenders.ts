import { bareContender } from './bare-contender.ts';
import type { CloudAccess } from './cloud-process.ts';
import { ourContender } from './our-contender.ts';
import { sdkContender } from './sdk-contender.ts';

/** Creates `count` keys, numbered from `first` on, concurrently; throws when one is refused. */
export type Contender = (first: number, count: number, concurrency: number) => Promise<void>;

/** The clients that can create the same keys. */
export const CONTENDERS: Readonly<Record<string, (access: CloudAccess) => Contender>> = {
  ours: (access) => ourContender(access, false),
  'ours, published over HTTP': (access) => ourContender(access, true),
  'bare SDK': sdkContender,
  'bare http.request': bareContender,
};
