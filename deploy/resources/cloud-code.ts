import { createHash } from 'node:crypto';
import { unzipSync } from 'fflate';
import type { FunctionCode } from '../state/application.ts';
import { packageCode } from '../state/code-package.ts';
import type { Cloud } from './resource-handler.ts';

/** The code that the cloud has for one version of a function. */
export type CloudCode = {
  /** The digest of its zip in hex, as the cloud reports it; undefined if it reports none. */
  readonly sha256: string | undefined;
  /**
   * Downloads the zip, once.
   *
   * @throws Error in one sentence, if it cannot be read or is not what the cloud reported.
   */
  readonly readZip: () => Promise<Uint8Array>;
};

/** Reads the code at an address that the cloud named. */
export type Download = (url: string) => Promise<Uint8Array>;

/**
 * Asks for the code of a version, or of `$LATEST`.
 *
 * @throws ApiError the code of a call that was refused.
 * @see https://cloud.tencent.com/document/api/583/40317
 */
export async function readCloudCode(
  functionName: string,
  version: string,
  download: Download,
  { call, application: { namespace } }: Cloud,
): Promise<CloudCode> {
  const place = { FunctionName: functionName, Namespace: namespace, Qualifier: version };
  const { Url: url = '', CodeSha256: digest = '' } = await call('scf', 'GetFunctionAddress', place);
  const sha256 = digest === '' ? undefined : digest.toLowerCase();

  async function readOnce(): Promise<Uint8Array> {
    const zip = await download(url);
    // The address may be of plain HTTP; its digest came over a signed call.
    if (sha256 === undefined || digestOf(zip) === sha256) return zip;
    const what = version === '$LATEST' ? 'code' : `code of version ${version}`;
    throw new Error(
      `The ${what} of ${functionName} was damaged on its way: run the same command again.`,
    );
  }

  let reading: Promise<Uint8Array> | undefined;
  const readZip = () => {
    reading ??= readOnce();
    return reading;
  };
  return { sha256, readZip };
}

/**
 * The code that was uploaded with this digest; undefined if the zip has other code. The vendor may have
 * packed the files again. They are packed as a deployment does, which gives the bytes that were uploaded.
 */
export function uploadedCode(zip: Uint8Array, sha256: string): FunctionCode | undefined {
  if (digestOf(zip) === sha256) return { zip, sha256 };
  const packed = packedAgain(zip);
  return packed?.sha256 === sha256 ? packed : undefined;
}

/** Whether the cloud has the code that was uploaded with this digest. */
export async function isUploaded(code: CloudCode, sha256: string): Promise<boolean> {
  return code.sha256 === sha256 || uploadedCode(await code.readZip(), sha256) !== undefined;
}

/** Whether two versions have the same files, however the vendor packed each. */
export async function isSameCode(one: CloudCode, other: CloudCode): Promise<boolean> {
  if (one.sha256 !== undefined && one.sha256 === other.sha256) return true;
  const [zip, otherZip] = await Promise.all([one.readZip(), other.readZip()]);
  const packed = packedAgain(otherZip);
  const isSameZip = digestOf(zip) === digestOf(otherZip);
  return isSameZip || (packed !== undefined && packedAgain(zip)?.sha256 === packed.sha256);
}

/** Undefined if the files cannot be read, as of code that was uploaded by hand. */
function packedAgain(zip: Uint8Array): FunctionCode | undefined {
  try {
    return packageCode(new Map(Object.entries(unzipSync(zip))));
  } catch {
    return undefined;
  }
}

export function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
