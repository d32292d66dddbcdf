import { type Refusal, refuse } from '../api/service.ts';

/**
 * The codes that the local cloud answers for COS, each with its HTTP status and the vendor's message where one
 * is known.
 *
 * @see https://www.tencentcloud.com/document/product/436/7730 (error codes)
 */
export const COS_CODES = {
  AccessDenied: [403, 'Access Denied.'],
  BadDigest: [400, 'The Content-MD5 you specified did not match what we received.'],
  BucketAlreadyExists: [409, 'The bucket exists in another region.'],
  BucketAlreadyOwnedByYou: [409, 'The bucket exists, and you own it.'],
  BucketNotEmpty: [409, 'The bucket you tried to delete is not empty.'],
  EntityTooLarge: [400, 'The object is larger than the local cloud accepts.'],
  FileAlreadyExists: [409, 'The object exists, and the request forbids to overwrite it.'],
  InternalError: [500, 'We encountered an internal error. Please try again.'],
  InvalidAccessKeyId: [403, 'The Access Key Id you provided does not exist in our records'],
  InvalidArgument: [400, 'Invalid Argument.'],
  InvalidBucketName: [400, 'The specified bucket is not valid.'],
  InvalidDigest: [400, 'The Content-MD5 you specified is not valid.'],
  InvalidRange: [416, 'The requested range is not satisfiable'],
  InvalidURI: [400, 'Could not parse the specified URI.'],
  KeyTooLong: [400, 'The specified key is too long.'],
  MalformedXML: [400, 'The XML you provided was not well-formed or did not fit its schema.'],
  MetadataTooLarge: [400, 'The user metadata exceeds 2 kB.'],
  MethodNotAllowed: [405, 'The specified method is not allowed against this resource.'],
  MissingContentLength: [411, 'You must provide the Content-Length HTTP header.'],
  NoSuchBucket: [404, 'The specified bucket does not exist.'],
  NoSuchKey: [404, 'The specified key does not exist.'],
  NoSuchLifecycleConfiguration: [404, 'The lifecycle configuration does not exist.'],
  NotImplemented: [501, 'The local cloud does not emulate this.'],
  PathStyleDomainForbidden: [
    403,
    'The bucket you are attempting to access must be addressed using COS virtual-styled domain.',
  ],
  PreconditionFailed: [412, 'At least one of the preconditions you specified did not hold.'],
  RequestTimeTooSkewed: [
    403,
    'The difference between the request time and the time here is too large.',
  ],
  ServiceUnavailable: [503, 'Please reduce your request rate.'],
  SignatureDoesNotMatch: [403, 'The Signature you specified is invalid.'],
  SlowDown: [503, 'Please reduce your request rate.'],
  TooManyBuckets: [400, 'You have reached the limit of buckets.'],
  XAmzContentSHA256Mismatch: [400, 'The x-amz-content-sha256 did not match what we received.'],
} as const satisfies Readonly<Record<string, readonly [status: number, message: string]>>;

export type CosCode = keyof typeof COS_CODES;

/**
 * Refuses a request.
 *
 * @param message By default the vendor's.
 */
export function refuseCos(code: CosCode, message: string = COS_CODES[code][1]): Refusal {
  return refuse(code, message);
}

/** The HTTP status of a code; 400 for one that only a fault can have set. */
export function statusOf(code: string): number {
  return Object.hasOwn(COS_CODES, code) ? COS_CODES[code as CosCode][0] : 400;
}
