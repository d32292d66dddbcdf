import { type CosRuntime, cosBucket } from '../cos/bucket.ts';
import { type RequestStatuses, requestStatuses, type StatusRuntime } from './statuses.ts';
import { statusStore } from './store.ts';

/**
 * Opens the statuses of requests in a bucket. A module of its own, which is loaded with the first status.
 */
export function openStatuses(
  { bucket, region, endpoint, isOfQueue }: StatusSettings,
  runtime: CosRuntime & StatusRuntime,
): RequestStatuses {
  const store = statusStore(cosBucket({ bucket, region, endpoint }, runtime));
  return requestStatuses(store, isOfQueue, runtime);
}

export type StatusSettings = {
  readonly bucket: string;
  readonly region: string;
  /** Of the local cloud; the vendor's own host when left out. */
  readonly endpoint: string | undefined;
  /** Whether requests by the queue have statuses. */
  readonly isOfQueue: boolean;
};
