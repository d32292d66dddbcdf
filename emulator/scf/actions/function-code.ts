import { missingParameter, type Refusal, refuse } from '../../api/service.ts';
import type { JsonObject } from '../../json/json.ts';

type ReadCode = { readonly ok: true; readonly zipFile: string } | Refusal;

/**
 * Reads the code of a function, which must be a zip in base64: the local cloud has no object
 * storage, images or demos.
 *
 * @param bytesMax The limit of the zip; the vendor documents 50 MB for new functions.
 */
export function readCode(
  { ZipFile = '', ...others }: JsonObject & { readonly ZipFile?: string },
  codeSource: string | undefined,
  bytesMax: number,
): ReadCode {
  const source = Object.keys(others).find((name) => others[name] !== '');
  if (source !== undefined) {
    return refuse('UnsupportedOperation', `The local cloud has no ${source}; give a ZipFile.`);
  }
  if (codeSource !== undefined && codeSource !== 'ZipFile') {
    return refuse('InvalidParameterValue.CodeSource', 'CodeSource must be ZipFile here.');
  }
  if (ZipFile === '') return missingParameter('ZipFile');
  return checkZip(ZipFile, bytesMax);
}

function checkZip(zipFile: string, bytesMax: number): ReadCode {
  const zip = Buffer.from(zipFile, 'base64');
  if (zip.toString('base64') !== zipFile) {
    const message = 'ZipFile must be a zip in base64, of full length and without line breaks.';
    return refuse('InvalidParameterValue.ZipFileBase64BinasciiError', message);
  }
  if (zip.length > bytesMax) {
    const message = `ZipFile has ${zip.length} bytes; ${bytesMax} are allowed.`;
    return refuse('InvalidParameterValue.ZipFile', message);
  }
  if (zip.toString('latin1', 0, 4) !== ZIP_BEGINNING) {
    return refuse('InvalidParameterValue.ZipFile', 'ZipFile must be a zip with a file in it.');
  }
  return { ok: true, zipFile };
}

const ZIP_BEGINNING = 'PK\x03\x04';

/**
 * Refuses a handler that is not the name of a file and of its export, such as `index.main_handler`.
 */
export function checkHandler(handler: string): Refusal | undefined {
  const [file = '', name = '', ...more] = handler.split('.');
  if (more.length === 0 && [file, name].every((part) => PART.test(part))) return undefined;
  const rule = '2 to 60 letters, digits, - and _, from a letter to a letter';
  const message = `Handler must be <file>.<export>, each of ${rule}.`;
  return refuse('InvalidParameterValue.Handler', message);
}

const PART = /^[A-Za-z][\w-]{0,58}[A-Za-z]$/;
