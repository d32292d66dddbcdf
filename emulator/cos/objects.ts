import { createHash } from 'node:crypto';
import type { Refusal } from '../api/service.ts';
import type { CosChange, CosObject, CosState } from '../state/cos.ts';
import { crc64 } from './crc64.ts';
import { refuseCos } from './errors.ts';
import { checkDigest } from './lifecycle.ts';
import {
  type CosAnswer,
  type CosSteps,
  done,
  findBucket,
  type Operation,
  readAcl,
} from './operation.ts';
import type { CosRequest } from './request.ts';
import { branch, childOf, leaf, parseXml, type XmlElement, xmlDocument } from './xml.ts';

/** The longest object of the local cloud, which keeps objects in memory; 5 GB in the cloud. */
export const OBJECT_BYTES_MAX = 16 * 1024 * 1024;

/** What all objects may take together. */
export const COS_SIZE_MAX = { objects: 100_000, bytes: 256 * 1024 * 1024 } as const;

/**
 * Stores an object, in place of one with the same key.
 *
 * @see https://www.tencentcloud.com/document/product/436/7749
 */
export const putObject: Operation = {
  name: 'PutObject',
  mutating: true,
  answer(request, steps) {
    const found = findBucket(request, steps);
    if (!found.ok) return found;
    const refused =
      checkSupport(request) ??
      checkLength(request) ??
      checkDigest(request, false) ??
      checkKey(request.key) ??
      checkMetadata(request) ??
      checkExisting(request, steps);
    if (refused !== undefined) return refused;
    const acl = readAcl(request, 'object', 'default');
    if (!acl.ok) return acl;
    const { bucket, key, body } = request;
    const content = body === 'too large' ? Buffer.alloc(0) : body;
    const full = checkSize(steps.state, request, content.length);
    if (full !== undefined) return full;
    const headers = storedHeaders(request);
    const facts = { headers, etag: etagOf(content, headers, steps), crc64: crc64(content) };
    const stored = {
      content: content.toString('base64'),
      ...facts,
      ...(acl.acl && { acl: acl.acl }),
    };
    const change: CosChange = { type: 'putObject', bucket, key, ...stored };
    return { ok: true, status: 200, headers: putHeaders(facts), change };
  },
};

/** What a client may ask for in a header, and would not get. */
const UNSUPPORTED: readonly string[] = [
  'x-cos-copy-source',
  'x-cos-server-side-encryption-customer-algorithm',
  'x-cos-tagging',
  'pic-operations',
  'x-cos-callback',
];

function checkSupport({ headers }: CosRequest): Refusal | undefined {
  const unsupported = UNSUPPORTED.find((name) => headers[name] !== undefined);
  if (unsupported !== undefined) {
    return refuseCos('NotImplemented', `The local cloud does not emulate ${unsupported}.`);
  }
  const encryption = headers['x-cos-server-side-encryption'] ?? 'AES256';
  if (encryption === 'AES256') return undefined;
  return encryption === 'cos/kms' || encryption === 'aws:kms'
    ? refuseCos('NotImplemented', 'The local cloud encrypts objects with AES256 only.')
    : refuseCos('InvalidArgument', 'x-cos-server-side-encryption must be AES256.');
}

function checkLength({ headers }: CosRequest): Refusal | undefined {
  const isKnown =
    headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined;
  return isKnown ? undefined : refuseCos('MissingContentLength');
}

const KEY_BYTES_MAX = 850;

function checkKey(key: string): Refusal | undefined {
  return Buffer.byteLength(key) > KEY_BYTES_MAX ? refuseCos('KeyTooLong') : undefined;
}

const METADATA_BYTES_MAX = 2 * 1024;

function checkMetadata(request: CosRequest): Refusal | undefined {
  const bytes = Object.entries(request.headers)
    .filter(([name]) => name.startsWith(METADATA))
    .reduce((sum, [name, value]) => sum + name.length - METADATA.length + value.length, 0);
  return bytes > METADATA_BYTES_MAX ? refuseCos('MetadataTooLarge') : undefined;
}

const METADATA = 'x-cos-meta-';

/** Refuses to overwrite where the request forbids it. Conditions other than COS's own are a switch. */
function checkExisting(request: CosRequest, { state, switches }: CosSteps): Refusal | undefined {
  const { headers, bucket, key } = request;
  const existing = state.objects.get(bucket)?.byKey.get(key);
  if (headers['x-cos-forbid-overwrite'] === 'true' && existing !== undefined) {
    return refuseCos('FileAlreadyExists');
  }
  if (!switches.cosConditionalWrites) return undefined;
  const { 'if-none-match': none, 'if-match': match } = headers;
  const fails =
    (none === '*' && existing !== undefined) || (match !== undefined && existing?.etag !== match);
  return fails ? refuseCos('PreconditionFailed') : undefined;
}

function checkSize(
  { size, objects }: CosState,
  { bucket, key }: CosRequest,
  length: number,
): Refusal | undefined {
  const before = objects.get(bucket)?.byKey.get(key);
  const count = size.objects + (before === undefined ? 1 : 0);
  const bytes = size.bytes + length - (before?.content.length ?? 0);
  if (count <= COS_SIZE_MAX.objects && bytes <= COS_SIZE_MAX.bytes) return undefined;
  return refuseCos(
    'ServiceUnavailable',
    `The local cloud stores ${COS_SIZE_MAX.objects} objects of ${COS_SIZE_MAX.bytes} bytes together: delete some, or POST /reset.`,
  );
}

const STORED: readonly string[] = [
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'content-type',
  'expires',
  'x-cos-server-side-encryption',
  'x-cos-storage-class',
];

/** What answers repeat. The SDK for Node sends an empty `Cache-Control`. */
function storedHeaders({ headers }: CosRequest): Readonly<Record<string, string>> {
  const stored = Object.entries(headers).filter(
    ([name, value]) => value !== '' && (STORED.includes(name) || name.startsWith(METADATA)),
  );
  return { 'content-type': 'application/octet-stream', ...Object.fromEntries(stored) };
}

const ENCRYPTION = 'x-cos-server-side-encryption';

/**
 * The MD5 of the content, or of something else where the content is encrypted: the vendor says that the ETag
 * is not necessarily the MD5 then.
 *
 * @see https://www.tencentcloud.com/document/product/436/7729 (ETag)
 */
function etagOf(content: Buffer, headers: CosObject['headers'], { switches }: CosSteps): string {
  const hash = createHash('md5').update(content);
  const isOther = headers[ENCRYPTION] !== undefined && !switches.cosEncryptedEtagIsMd5;
  if (isOther) hash.update('encrypted');
  return `"${hash.digest('hex')}"`;
}

function putHeaders({
  etag,
  crc64: checksum,
  headers,
}: Pick<CosObject, 'etag' | 'crc64' | 'headers'>): Readonly<Record<string, string>> {
  const { [ENCRYPTION]: encryption } = headers;
  return {
    etag,
    'x-cos-hash-crc64ecma': checksum,
    ...(encryption !== undefined && { [ENCRYPTION]: encryption }),
  };
}

/**
 * Deletes an object. It is a success if there was none.
 *
 * @see https://www.tencentcloud.com/document/product/436/7743
 */
export const deleteObject: Operation = {
  name: 'DeleteObject',
  mutating: true,
  answer(request, steps) {
    const found = findBucket(request, steps);
    if (!found.ok) return found;
    const { bucket, key } = request;
    return done({ type: 'deleteObjects', bucket, keys: [key] }, 204);
  },
};

/**
 * Deletes up to 1,000 objects.
 *
 * @see https://www.tencentcloud.com/document/product/436/8289
 */
export const deleteMultipleObjects: Operation = {
  name: 'DeleteMultipleObjects',
  mutating: true,
  answer(request, steps) {
    const found = findBucket(request, steps);
    if (!found.ok) return found;
    const invalid = checkDigest(request, true);
    if (invalid !== undefined) return invalid;
    const { root, keys } = deletedKeys(request);
    if (root === undefined) return refuseCos('MalformedXML');
    const other = root.children.flatMap(({ children }) => children).find(isVersion);
    if (other !== undefined) return refuseCos('NotImplemented', 'The local cloud has no versions.');
    return deletedAnswer(request.bucket, keys, childOf(root, 'Quiet')?.text === 'true');
  },
};

function isVersion({ name, text }: XmlElement): boolean {
  return name === 'VersionId' && text !== '' && text !== 'null';
}

const DELETED_MAX = 1_000;

/** The keys that a request would delete; none, and no root, if its body is not such a list. */
export function deletedKeys({ body }: Pick<CosRequest, 'body'>): {
  readonly root?: XmlElement;
  readonly keys: readonly string[];
} {
  const root = parseXml(body.toString());
  const objects = root?.children.filter(({ name }) => name === 'Object') ?? [];
  const keys = objects.flatMap((object) => childOf(object, 'Key')?.text || []);
  const isList = keys.length === objects.length && keys.length >= 1 && keys.length <= DELETED_MAX;
  return root?.name === 'Delete' && isList ? { root, keys } : { keys: [] };
}

function deletedAnswer(bucket: string, keys: readonly string[], isQuiet: boolean): CosAnswer {
  const deleted = isQuiet ? [] : keys.map((key) => branch('Deleted', leaf('Key', key)));
  return {
    ...done({ type: 'deleteObjects', bucket, keys }),
    headers: { 'content-type': 'application/xml' },
    content: xmlDocument(branch('DeleteResult', ...deleted)),
  };
}
