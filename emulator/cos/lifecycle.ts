import { createHash } from 'node:crypto';
import type { Refusal } from '../api/service.ts';
import type { CosLifecycleRule } from '../state/cos.ts';
import { refuseCos } from './errors.ts';
import { documentOf, done, findBucket, type Operation } from './operation.ts';
import type { CosRequest } from './request.ts';
import { childOf, parseXml, writeXml, type XmlElement, xmlDocument } from './xml.ts';

/**
 * Sets the rules by which objects of a bucket expire, and replaces those that it had. Transitions to another
 * storage class, old versions and incomplete uploads in a rule are stored and have no effect, as the local
 * cloud has none of them.
 *
 * @see https://www.tencentcloud.com/document/product/436/8280
 * @see https://www.tencentcloud.com/document/product/436/17029 (elements of a rule)
 */
export const putBucketLifecycle: Operation = {
  name: 'PutBucketLifecycle',
  mutating: true,
  answer(request, steps) {
    const found = findBucket(request, steps);
    if (!found.ok) return found;
    const invalid = checkDigest(request, true);
    if (invalid !== undefined) return invalid;
    const root = parseXml(request.body.toString());
    const rules = root?.name === 'LifecycleConfiguration' ? root.children : [];
    const parsed = parseRules(rules);
    if (root === undefined || !parsed.ok) return parsed.ok ? refuseCos('MalformedXML') : parsed;
    const { bucket } = request;
    return done({ type: 'putLifecycle', bucket, document: writeXml(root), rules: parsed.rules });
  },
};

/** @see https://www.tencentcloud.com/document/product/436/8278 */
export const getBucketLifecycle: Operation = {
  name: 'GetBucketLifecycle',
  mutating: false,
  answer(request, steps) {
    const found = findBucket(request, steps);
    if (!found.ok) return found;
    const { lifecycle } = found.bucket;
    if (lifecycle === undefined) return refuseCos('NoSuchLifecycleConfiguration');
    return documentOf(xmlDocument(lifecycle.document));
  },
};

/** @see https://www.tencentcloud.com/document/product/436/8284 */
export const deleteBucketLifecycle: Operation = {
  name: 'DeleteBucketLifecycle',
  mutating: true,
  answer(request, steps) {
    const found = findBucket(request, steps);
    return found.ok ? done({ type: 'deleteLifecycle', bucket: request.bucket }, 204) : found;
  },
};

/**
 * Refuses a body that is not the one of `Content-MD5`, or is too long.
 *
 * @param isRequired Whether the header may not be absent.
 */
export function checkDigest(
  { headers, body }: CosRequest,
  isRequired: boolean,
): Refusal | undefined {
  if (body === 'too large') return refuseCos('EntityTooLarge');
  const sent = headers['content-md5'] ?? '';
  if (sent === '') return isRequired ? refuseCos('InvalidDigest', MD5_MISSING) : undefined;
  if (!/^[A-Za-z\d+/]{22}==$/.test(sent)) return refuseCos('InvalidDigest');
  const digest = createHash('md5').update(body).digest('base64');
  return digest === sent ? undefined : refuseCos('BadDigest');
}

const MD5_MISSING = 'This request needs the header Content-MD5.';

const RULES_MAX = 1_000;

type ParsedRules = { readonly ok: true; readonly rules: readonly CosLifecycleRule[] } | Refusal;

function parseRules(elements: readonly XmlElement[]): ParsedRules {
  if (elements.length === 0 || elements.length > RULES_MAX) return refuseCos('MalformedXML');
  const rules: CosLifecycleRule[] = [];
  for (const element of elements) {
    const parsed = parseRule(element);
    if (!parsed.ok) return parsed;
    rules.push(...parsed.rules);
  }
  return { ok: true, rules };
}

/** Parses a rule: none if it is disabled or deletes nothing. */
function parseRule(rule: XmlElement): ParsedRules {
  const [status, filter] = [childOf(rule, 'Status')?.text, childOf(rule, 'Filter')];
  const refusal = checkRule(rule, status, filter);
  if (refusal !== undefined) return refusal;
  const expiration = childOf(rule, 'Expiration');
  if (expiration === undefined) return { ok: true, rules: [] };
  const after = parseExpiration(expiration);
  if (after === undefined) return refuseCos('InvalidArgument', EXPIRATION);
  const prefix = (childOf(filter, 'Prefix') ?? childOf(rule, 'Prefix'))?.text ?? '';
  const isEffective = status === 'Enabled' && after !== 'no object';
  return { ok: true, rules: isEffective ? [{ prefix, after }] : [] };
}

/** To ignore a part of a filter would delete too much. */
function checkRule(
  { name, children }: XmlElement,
  status: string | undefined,
  filter: XmlElement | undefined,
): Refusal | undefined {
  const isRule = name === 'Rule' && (status === 'Enabled' || status === 'Disabled');
  if (!isRule || !children.some((child) => ACTIONS.includes(child.name))) {
    return refuseCos('MalformedXML');
  }
  const other = filter?.children.find((child) => child.name !== 'Prefix');
  if (other === undefined) return undefined;
  return refuseCos('NotImplemented', `The local cloud filters by Prefix, not by ${other.name}.`);
}

const ACTIONS: readonly string[] = [
  'Expiration',
  'Transition',
  'NoncurrentVersionExpiration',
  'NoncurrentVersionTransition',
  'AbortIncompleteMultipartUpload',
];

const DAYS_MAX = 3_650;

const EXPIRATION = `An Expiration has Days from 1 to ${DAYS_MAX}, or a Date at midnight in Beijing.`;

function parseExpiration(
  expiration: XmlElement,
): CosLifecycleRule['after'] | 'no object' | undefined {
  const [days, date, marker] = ['Days', 'Date', 'ExpiredObjectDeleteMarker'].map(
    (name) => childOf(expiration, name)?.text,
  );
  if (days === undefined && date === undefined && marker !== undefined) return 'no object';
  if ((days === undefined) === (date === undefined)) return undefined;
  if (date !== undefined) return parseDate(date);
  const count = Number(days);
  return Number.isInteger(count) && count >= 1 && count <= DAYS_MAX ? { days: count } : undefined;
}

function parseDate(date: string): { readonly timeMs: number } | undefined {
  const timeMs = /^\d{4}-\d\d-\d\dT/.test(date) ? Date.parse(date) : Number.NaN;
  return (timeMs + BEIJING_MS) % DAY_MS === 0 ? { timeMs } : undefined;
}

const BEIJING_MS = 8 * 60 * 60 * 1_000;

const DAY_MS = 24 * 60 * 60 * 1_000;
