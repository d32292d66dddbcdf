/** A request as it was received. Names of headers are in lower case, as Node gives them. */
export type ReceivedRequest = {
  readonly method: string;
  /** Path and query, as they were sent. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Buffer | 'too large';
};

/** A request to COS or to its interface that is compatible with S3. */
export type CosRequest = {
  readonly method: string;
  /** The header `Host`. */
  readonly host: string;
  /** Path and query, as they were sent. */
  readonly url: string;
  /** Decoded; undefined if it cannot be. */
  readonly path: string | undefined;
  /** Decoded, in the order in which they were sent. */
  readonly query: readonly (readonly [name: string, value: string])[];
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | 'too large';
  /** Whose names of headers a client uses, and whose signature. */
  readonly dialect: 'cos' | 's3';
  /** Empty for the list of buckets. */
  readonly bucket: string;
  /** The bucket is in the path, although the host is one of COS. */
  readonly isPathStyle: boolean;
  /** From the host; undefined where the host names none. */
  readonly region: string | undefined;
  /** Where a bucket is created whose region is not named. */
  readonly homeRegion: string;
  /** Empty for the bucket itself. */
  readonly key: string;
};

/**
 * Whether a request is for COS: its host is one of COS, its path begins with a bucket's full name, or it has
 * a signature as only COS has it.
 */
export function isCosRequest({ url, headers }: Omit<ReceivedRequest, 'body'>): boolean {
  if (placeIn(textOf(headers.host)) !== undefined) return true;
  if (url.startsWith('/functions/')) return false;
  return (
    BUCKET_PATH.test(url) || SIGNED.test(textOf(headers.authorization)) || SIGNED_URL.test(url)
  );
}

const BUCKET_PATH = /^\/[a-z\d][a-z\d-]*-\d{8,12}(?:[/?]|$)/;

const SIGNED = /^(?:AWS4-HMAC-SHA256 |q-[\w-]+=)/;

const SIGNED_URL = /[?&](?:q-sign-algorithm|X-Amz-Algorithm)=/;

/** Reads what a request is about. */
export function parseCosRequest(received: ReceivedRequest, homeRegion: string): CosRequest {
  const { method, url, body } = received;
  const headers = Object.fromEntries(
    Object.entries(received.headers).map(([name, value]) => [name, textOf(value)]),
  );
  const { host = '', authorization = '' } = headers;
  const [rawPath = '', ...rest] = url.split('?');
  const path = decoded(rawPath);
  const query = [...new URLSearchParams(rest.join('?'))];
  const isS3 =
    authorization.startsWith('AWS4-') || query.some(([name]) => name === 'X-Amz-Algorithm');
  const place = placeIn(host);
  return {
    ...{ method, host, url, path, query, headers, body },
    dialect: isS3 ? 's3' : 'cos',
    ...{ region: place?.region, homeRegion },
    isPathStyle: place !== undefined && place.bucket === undefined && path !== '/',
    ...(place?.bucket === undefined
      ? splitPath(path ?? '/')
      : { bucket: place.bucket, key: (path ?? '/').slice(1) }),
  };
}

/** The value of a parameter; undefined if it is absent. */
export function paramOf({ query }: Pick<CosRequest, 'query'>, name: string): string | undefined {
  return query.find(([candidate]) => candidate === name)?.[1];
}

/** Percent-encodes a text as the signatures of COS and of AWS do: all but letters, digits and `-_.~`. */
export function encodeStrictly(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** Values of a header that came more than once are joined, as RFC 9110 allows. */
function textOf(value: string | readonly string[] | undefined): string {
  return typeof value === 'string' ? value : (value?.join(', ') ?? '');
}

type Place = { readonly bucket?: string; readonly region?: string };

/**
 * What a host of COS names. The names of the machine itself are none of COS: there the path has the bucket.
 * `localhost` may have the same labels in front of it as the vendor's domains.
 *
 * @see https://www.tencentcloud.com/document/product/436/6224 (regions and access endpoints)
 */
function placeIn(host: string): Place | undefined {
  const name = host.replace(/:\d{1,5}$/, '').toLowerCase();
  if (/^service\.cos\.(?:myqcloud\.com|tencentcos\.cn|localhost)$/.test(name)) return {};
  const [found, bucket, region] = REGIONAL.exec(name) ?? [];
  if (found !== undefined && region !== undefined) return { region, ...(bucket && { bucket }) };
  const [, local] = /^([a-z\d][a-z\d-]*)\.localhost$/.exec(name) ?? [];
  return local === undefined ? undefined : { bucket: local };
}

const REGIONAL =
  /^(?:([a-z\d][a-z\d-]*)\.)?cos(?:-internal)?\.([a-z\d-]+)\.(?:myqcloud\.com|tencentcos\.cn|localhost)$/;

function splitPath(path: string): { readonly bucket: string; readonly key: string } {
  const [, bucket = '', key = ''] = /^\/([^/]*)\/?([\s\S]*)$/.exec(path) ?? [];
  return { bucket, key };
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
