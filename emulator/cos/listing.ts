import type { Account, Refusal } from '../api/service.ts';
import { type CosObjects, placeOf } from '../state/cos.ts';
import { refuseCos } from './errors.ts';
import { documentOf, findBucket, type Operation } from './operation.ts';
import { type CosRequest, encodeStrictly, paramOf } from './request.ts';
import { branch, leaf, xmlDocument } from './xml.ts';

/**
 * Lists the objects of a bucket in the order of their UTF-8 bytes: in the first form, as COS has it, or in the
 * second one of S3 (`list-type=2`).
 *
 * @see https://www.tencentcloud.com/document/product/436/7734
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html
 */
export const getBucket: Operation = {
  name: 'GetBucket',
  mutating: false,
  answer(request, { state, account }) {
    const found = findBucket(request, { state });
    if (!found.ok) return found;
    const read = readParameters(request);
    if (!read.ok) return read;
    const { wanted } = read;
    const objects = state.objects.get(request.bucket) ?? { byKey: new Map(), keys: [] };
    const page = pageOf(objects.keys, wanted);
    const { prefix, delimiter, isUrl, keysMax } = wanted;
    const encode = isUrl ? encodeStrictly : (text: string) => text;
    const write = { encode, account };
    const elements = [
      leaf('Name', request.bucket),
      leaf('Prefix', encode(prefix)),
      ...(wanted.isV2 ? headOfV2(request, page, write) : headOfV1(wanted, page, write)),
      leaf('MaxKeys', keysMax),
      ...(delimiter === '' ? [] : [leaf('Delimiter', encode(delimiter))]),
      ...(isUrl ? [leaf('EncodingType', 'url')] : []),
      leaf('IsTruncated', page.isTruncated),
      ...page.keys.map((key) => contentsOf(key, objects, write, wanted.withOwner)),
      ...page.prefixes.map((one) => branch('CommonPrefixes', leaf('Prefix', encode(one)))),
    ];
    return documentOf(xmlDocument(branch('ListBucketResult', ...elements)));
  },
};

type Wanted = {
  readonly prefix: string;
  readonly delimiter: string;
  /** Keys after this one are listed. */
  readonly after: string;
  readonly keysMax: number;
  readonly isUrl: boolean;
  readonly isV2: boolean;
  readonly withOwner: boolean;
};

type ReadParameters = { readonly ok: true; readonly wanted: Wanted } | Refusal;

const KEYS_MAX = 1_000;

function readParameters(request: CosRequest): ReadParameters {
  const param = (name: string) => paramOf(request, name) ?? '';
  const [count, encoding] = [param('max-keys') || String(KEYS_MAX), param('encoding-type')];
  if (!/^\d{1,9}$/.test(count)) {
    return refuseCos('InvalidArgument', 'max-keys must be a whole number from 0 up.');
  }
  if (encoding !== '' && encoding !== 'url') {
    return refuseCos('InvalidArgument', 'encoding-type must be url.');
  }
  const isV2 = param('list-type') === '2';
  const token = Buffer.from(param('continuation-token'), 'base64url').toString();
  return {
    ok: true,
    wanted: {
      ...{ prefix: param('prefix'), delimiter: param('delimiter'), isV2, isUrl: encoding !== '' },
      after: isV2 ? token || param('start-after') : param('marker'),
      keysMax: Math.min(Number(count), KEYS_MAX),
      withOwner: !isV2 || param('fetch-owner') === 'true',
    },
  };
}

type Page = {
  readonly keys: readonly string[];
  /** Each stands for all keys that begin with it. */
  readonly prefixes: readonly string[];
  readonly isTruncated: boolean;
  /** The last key or prefix, after which the next page begins. */
  readonly last: string;
};

/** One page of the keys and common prefixes after a marker. */
function pageOf(all: readonly string[], wanted: Wanted): Page {
  const keys: string[] = [];
  const prefixes: string[] = [];
  let last = '';
  for (const { name, isPrefix } of listedAfter(all, wanted)) {
    if (keys.length + prefixes.length >= wanted.keysMax) {
      return { keys, prefixes, last, isTruncated: wanted.keysMax > 0 };
    }
    (isPrefix ? prefixes : keys).push(name);
    last = name;
  }
  return { keys, prefixes, last, isTruncated: false };
}

type Listed = { readonly name: string; readonly isPrefix: boolean };

/** What is listed after a marker, in order; a marker that is a common prefix stands for all its keys. */
function* listedAfter(
  all: readonly string[],
  { prefix, delimiter, after }: Wanted,
): Generator<Listed> {
  let before: string | undefined;
  for (let place = Math.max(placeOf(all, prefix), placeOf(all, after)); ; place += 1) {
    const key = all[place];
    if (key === undefined || !key.startsWith(prefix)) return;
    const common = commonPrefix(key, prefix, delimiter);
    const name = common ?? key;
    if (name === before || isUpTo(name, after)) continue;
    before = name;
    yield { name, isPrefix: common !== undefined };
  }
}

function commonPrefix(key: string, prefix: string, delimiter: string): string | undefined {
  const at = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
  return at < 0 ? undefined : key.slice(0, at + delimiter.length);
}

/** Whether this is not after the marker. A marker within a common prefix is after the prefix itself. */
function isUpTo(listed: string, marker: string): boolean {
  return Buffer.from(listed).compare(Buffer.from(marker)) <= 0;
}

type Write = { readonly encode: (text: string) => string; readonly account: Account };

function headOfV1({ after }: Wanted, { isTruncated, last }: Page, { encode }: Write) {
  return [
    leaf('Marker', encode(after)),
    ...(isTruncated ? [leaf('NextMarker', encode(last))] : []),
  ];
}

function headOfV2(
  request: CosRequest,
  { keys, prefixes, isTruncated, last }: Page,
  { encode }: Write,
) {
  const [token, start] = ['continuation-token', 'start-after'].map((name) =>
    paramOf(request, name),
  );
  return [
    leaf('KeyCount', keys.length + prefixes.length),
    ...(token === undefined ? [] : [leaf('ContinuationToken', token)]),
    ...(start === undefined ? [] : [leaf('StartAfter', encode(start))]),
    ...(isTruncated
      ? [leaf('NextContinuationToken', Buffer.from(last).toString('base64url'))]
      : []),
  ];
}

function contentsOf(
  key: string,
  { byKey }: CosObjects,
  { encode, account: { appId } }: Write,
  withOwner: boolean,
): string {
  const { changedAtMs = 0, etag = '', content, headers = {} } = byKey.get(key) ?? {};
  const owner = branch('Owner', leaf('ID', appId), leaf('DisplayName', appId));
  return branch(
    'Contents',
    leaf('Key', encode(key)),
    leaf('LastModified', new Date(changedAtMs).toISOString()),
    leaf('ETag', etag),
    leaf('Size', content?.length ?? 0),
    ...(withOwner ? [owner] : []),
    leaf('StorageClass', headers['x-cos-storage-class'] ?? 'STANDARD'),
  );
}
