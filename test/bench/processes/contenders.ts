import { bareContender } from './bare-contender.ts';
import type { CloudAccess } from './cloud-process.ts';
import { ourContender } from './our-contender.ts';
import { sdkContender } from './sdk-contender.ts';

/** Makes so many keys, numbered from `first` on, and so many at once; throws when one is refused. */
export type Contender = (first: number, count: number, concurrency: number) => Promise<void>;

/** Who can be at work on the same keys. */
export const CONTENDERS: Readonly<Record<string, (access: CloudAccess) => Contender>> = {
  ours: (access) => ourContender(access, false),
  'ours, told over HTTP': (access) => ourContender(access, true),
  'bare SDK': sdkContender,
  'bare http.request': bareContender,
};
