/** Buckets and objects of COS. Only the changes below change them. */
export type CosState = {
  /** By name. A reset keeps them, and empties them. */
  readonly buckets: Map<string, CosBucket>;
  /** By the name of their bucket, which is absent while it has none. */
  readonly objects: Map<string, CosObjects>;
  /** What all objects take together. */
  readonly size: { objects: number; bytes: number };
  /** The midnight up to which expired objects were removed. */
  expiredUntilMs: number;
};

export type CosBucket = {
  /** With the account: `<name>-<appid>`. */
  readonly name: string;
  readonly region: string;
  readonly createdAtMs: number;
  acl: CosAcl;
  lifecycle: CosLifecycle | undefined;
};

export type CosAcl = 'private' | 'public-read' | 'public-read-write';

export type CosLifecycle = {
  /** As a client wrote it. */
  readonly document: string;
  readonly rules: readonly CosLifecycleRule[];
  readonly setAtMs: number;
};

/** A rule that deletes objects. */
export type CosLifecycleRule = {
  readonly prefix: string;
  /** Days after the last change of an object, or a time. */
  readonly after: { readonly days: number } | { readonly timeMs: number };
};

export type CosObjects = {
  readonly byKey: Map<string, CosObject>;
  /** In the order of their UTF-8 bytes, in which they are listed. */
  readonly keys: string[];
};

export type CosObject = {
  readonly content: Buffer;
  /** With its quotes. */
  readonly etag: string;
  /** In decimal. */
  readonly crc64: string;
  readonly changedAtMs: number;
  /** What an answer repeats of the request, such as `content-type` and `x-cos-meta-*`. */
  readonly headers: Readonly<Record<string, string>>;
  /** Its own; without one that of its bucket applies. */
  acl: CosAcl | undefined;
};

export function emptyCosState(buckets: CosState['buckets'] = new Map()): CosState {
  return { buckets, objects: new Map(), size: { objects: 0, bytes: 0 }, expiredUntilMs: 0 };
}

/** A change of buckets or objects, with all that it depends on but the time. */
export type CosChange =
  | {
      readonly type: 'putBucket';
      readonly bucket: string;
      readonly region: string;
      readonly acl: CosAcl;
    }
  | { readonly type: 'deleteBucket'; readonly bucket: string }
  | { readonly type: 'putBucketAcl'; readonly bucket: string; readonly acl: CosAcl }
  | ({ readonly type: 'putLifecycle'; readonly bucket: string } & Omit<CosLifecycle, 'setAtMs'>)
  | { readonly type: 'deleteLifecycle'; readonly bucket: string }
  | ({
      readonly type: 'putObject';
      readonly bucket: string;
      readonly key: string;
      /** In base64. */
      readonly content: string;
      readonly acl?: CosAcl;
    } & Pick<CosObject, 'etag' | 'crc64' | 'headers'>)
  | {
      readonly type: 'putObjectAcl';
      readonly bucket: string;
      readonly key: string;
      readonly acl?: CosAcl;
    }
  | { readonly type: 'deleteObjects'; readonly bucket: string; readonly keys: readonly string[] };

/** A change with its time, as it is stored. */
export type CosInput = { readonly kind: 'cos'; readonly nowMs: number; readonly change: CosChange };

/** Makes a change that was found to be allowed. Objects that have expired by then are removed first. */
export function changeCos(state: CosState, { change, nowMs }: CosInput): void {
  expireObjects(state, nowMs);
  const { buckets, objects } = state;
  const bucket = buckets.get(change.bucket);
  if (change.type === 'putBucket') {
    const { bucket: name, region, acl } = change;
    buckets.set(name, { name, region, acl, createdAtMs: nowMs, lifecycle: undefined });
  } else if (change.type === 'putObject') {
    putObject(state, change, nowMs);
  } else if (change.type === 'deleteObjects') {
    for (const key of change.keys) deleteObject(state, change.bucket, key);
  } else if (change.type === 'deleteBucket') {
    buckets.delete(change.bucket);
  } else if (change.type === 'putObjectAcl') {
    const object = objects.get(change.bucket)?.byKey.get(change.key);
    if (object !== undefined) object.acl = change.acl;
  } else if (bucket !== undefined) {
    changeBucket(bucket, change, nowMs);
  }
}

type BucketChange = Extract<
  CosChange,
  { readonly type: 'putBucketAcl' | 'putLifecycle' | 'deleteLifecycle' }
>;

function changeBucket(bucket: CosBucket, change: BucketChange, nowMs: number): void {
  if (change.type === 'putBucketAcl') {
    bucket.acl = change.acl;
    return;
  }
  if (change.type === 'deleteLifecycle') {
    bucket.lifecycle = undefined;
    return;
  }
  const { document, rules } = change;
  bucket.lifecycle = { document, rules, setAtMs: nowMs };
}

type PutObject = Extract<CosChange, { readonly type: 'putObject' }>;

function putObject(state: CosState, put: PutObject, nowMs: number): void {
  const { bucket, key, etag, crc64, headers, acl } = put;
  const content = Buffer.from(put.content, 'base64');
  const { byKey, keys } = state.objects.get(bucket) ?? { byKey: new Map(), keys: [] };
  const before = byKey.get(key);
  byKey.set(key, { content, etag, crc64, headers, acl, changedAtMs: nowMs });
  if (before === undefined) keys.splice(placeOf(keys, key), 0, key);
  state.objects.set(bucket, { byKey, keys });
  state.size.objects += before === undefined ? 1 : 0;
  state.size.bytes += content.length - (before?.content.length ?? 0);
}

function deleteObject(state: CosState, bucket: string, key: string): void {
  const { byKey, keys } = state.objects.get(bucket) ?? {};
  const object = byKey?.get(key);
  if (byKey === undefined || keys === undefined || object === undefined) return;
  byKey.delete(key);
  keys.splice(placeOf(keys, key), 1);
  if (keys.length === 0) state.objects.delete(bucket);
  state.size.objects -= 1;
  state.size.bytes -= object.content.length;
}

/**
 * The index of the first key that is not before this one.
 *
 * @param keys In the order of their UTF-8 bytes.
 */
export function placeOf(keys: readonly string[], key: string): number {
  const wanted = Buffer.from(key);
  let [low, high] = [0, keys.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (Buffer.from(keys[middle] ?? '').compare(wanted) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Removes the objects that have expired by their bucket's lifecycle. That happens at midnight in
 * Beijing, to which the end of an object's days is rounded up, and first after the rules were set.
 *
 * @see https://www.tencentcloud.com/document/product/436/40767 (rules start at 00:00 the next day)
 */
export function expireObjects(state: CosState, nowMs: number): void {
  const midnightMs = lastMidnightMs(nowMs);
  if (midnightMs <= state.expiredUntilMs) return;
  state.expiredUntilMs = midnightMs;
  for (const { name, lifecycle } of state.buckets.values()) {
    const { byKey } = state.objects.get(name) ?? {};
    if (lifecycle === undefined || byKey === undefined || lifecycle.setAtMs > midnightMs) continue;
    const expired = [...byKey].filter(([key, { changedAtMs }]) =>
      lifecycle.rules.some(
        (rule) => key.startsWith(rule.prefix) && endMs(rule, changedAtMs) <= midnightMs,
      ),
    );
    for (const [key] of expired) deleteObject(state, name, key);
  }
}

function endMs({ after }: CosLifecycleRule, changedAtMs: number): number {
  return 'days' in after ? changedAtMs + after.days * DAY_MS : after.timeMs;
}

/** The last midnight in Beijing, which has no summer time. */
function lastMidnightMs(timeMs: number): number {
  return Math.floor((timeMs + BEIJING_MS) / DAY_MS) * DAY_MS - BEIJING_MS;
}

const DAY_MS = 24 * 60 * 60 * 1_000;

const BEIJING_MS = 8 * 60 * 60 * 1_000;
