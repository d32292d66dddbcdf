import { createHash } from 'node:crypto';
import { beijingTime } from '../../api/beijing-time.ts';
import { defineAction, refuse } from '../../api/service.ts';
import type { JsonObject } from '../../json/json.ts';
import type { DeployedFunction, PublishedVersion } from '../../state/scf.ts';
import { servedZip } from '../code.ts';
import {
  checkActive,
  findFunction,
  putFunction,
  statusOf,
  unknownVersion,
} from './deployed-function.ts';
import { readListing } from './listing.ts';

const PLACE = {
  FunctionName: { type: 'string', required: true },
  Namespace: { type: 'string' },
} as const;

/**
 * Keeps the code and the settings of a function as a version. How many versions a function may have, and the code of the
 * refusal beyond that, are not documented; the switch `functionVersionsMax` has the number.
 *
 * @see https://cloud.tencent.com/document/api/583/37161
 */
export const publishVersion = defineAction({
  name: 'PublishVersion',
  parameters: { ...PLACE, Description: { type: 'string' } },
  mutating: true,
  callsPerSecondMax: 20,
  answer({ Description = '', ...selector }, cloud) {
    const named = findFunction(selector, cloud);
    if (!named.ok) return named;
    const { found } = named;
    const refusal = checkActive(found, cloud, 'FailedOperation.PublishVersion');
    if (refusal !== undefined) return refusal;
    const { functionVersionsMax } = cloud.switches;
    if (found.versions.length >= functionVersionsMax) {
      const message = `The function has ${functionVersionsMax} versions already; delete one.`;
      return refuse('LimitExceeded', message);
    }
    const { zipFile, handler, runtime, memoryMb, timeoutS, environment, role, rest } = found;
    const { versionCount } = found;
    const number = versionCount + 1;
    const version = { version: String(number), description: Description, addTimeMs: cloud.nowMs };
    const settings = { handler, runtime, memoryMb, timeoutS, environment, role, rest };
    const versions = [...found.versions, { ...settings, ...version, zipFile }];
    putFunction(cloud, { ...found, versions, versionCount: number });
    return { ok: true, response: publishedJson(found, version) };
  },
});

function publishedJson(
  { zipFile, memoryMb, handler, timeoutS, runtime }: DeployedFunction,
  { version, description }: Pick<PublishedVersion, 'version' | 'description'>,
): JsonObject {
  return {
    FunctionVersion: version,
    CodeSize: Buffer.byteLength(zipFile, 'base64'),
    MemorySize: memoryMb,
    Description: description,
    Handler: handler,
    Timeout: timeoutS,
    Runtime: runtime,
    Namespace: 'default',
  };
}

/**
 * Lists `$LATEST` and the published versions. The default order is not documented; here it is that of
 * the other lists.
 *
 * @see https://cloud.tencent.com/document/api/583/37162
 */
export const listVersionByFunction = defineAction({
  name: 'ListVersionByFunction',
  parameters: {
    ...PLACE,
    Offset: { type: 'integer' },
    Limit: { type: 'integer' },
    Order: { type: 'string' },
    OrderBy: { type: 'string' },
  },
  mutating: false,
  callsPerSecondMax: 20,
  answer({ OrderBy = 'AddTime', ...params }, cloud) {
    const named = findFunction(params, cloud);
    if (!named.ok) return named;
    if (!['AddTime', 'ModTime'].includes(OrderBy)) {
      return refuse('InvalidParameterValue', 'OrderBy must be AddTime or ModTime.');
    }
    const { found } = named;
    const { addTimeMs, modTimeMs, description, versions } = found;
    const latest = { version: '$LATEST', description, addTimeMs, modTimeMs };
    const published = versions.map((each) => ({ ...each, modTimeMs: each.addTimeMs }));
    const rows = [latest, ...published].reverse();
    const listing = readListing(
      rows,
      (row) => (OrderBy === 'AddTime' ? row.addTimeMs : row.modTimeMs),
      params,
    );
    if (!listing.ok) return listing;
    const Status = statusOf(found, cloud);
    const Versions = listing.rows.map((row) => ({
      Version: row.version,
      Description: row.description,
      AddTime: beijingTime(row.addTimeMs),
      ModTime: beijingTime(row.modTimeMs),
      Status: row.version === '$LATEST' ? Status : 'Active',
    }));
    const FunctionVersion = Versions.map(({ Version }) => Version);
    return { ok: true, response: { FunctionVersion, Versions, TotalCount: rows.length } };
  },
});

/**
 * Answers where the code of a version can be downloaded. The address is served below `/code/` for as long
 * as the version exists; that of the vendor expires.
 *
 * @see https://cloud.tencent.com/document/api/583/40317
 */
export const getFunctionAddress = defineAction({
  name: 'GetFunctionAddress',
  parameters: { ...PLACE, Qualifier: { type: 'string' } },
  mutating: false,
  callsPerSecondMax: 20,
  answer({ Qualifier = '$LATEST', ...selector }, cloud) {
    const named = findFunction(selector, cloud);
    if (!named.ok) return named;
    const code = codeOf(named.found, Qualifier);
    if (code === undefined) return unknownVersion(Qualifier);
    const { region, host = '127.0.0.1', switches } = cloud;
    const path = `/code/${region}/${named.found.name}/${encodeURIComponent(Qualifier)}`;
    const CodeSha256 = createHash('sha256').update(servedZip(code, switches)).digest('hex');
    const Url = `http://${host}${path}?sign=${named.found.functionId}`;
    return { ok: true, response: { Url, CodeSha256 } };
  },
});

/** The uploaded zip of a version in base64; undefined if there is no such version. */
export function codeOf(found: DeployedFunction, qualifier: string): string | undefined {
  if (['$LATEST', '$DEFAULT'].includes(qualifier)) return found.zipFile;
  return found.versions.find(({ version }) => version === qualifier)?.zipFile;
}

/**
 * Deletes a published version.
 *
 * @see https://docs.cloudbase.net/cli-v1/functions/version-delete ($LATEST cannot be deleted)
 */
export const deleteFunctionVersion = defineAction({
  name: 'DeleteFunctionVersion',
  parameters: {
    ...PLACE,
    Qualifier: { type: 'string', required: true },
    ForceDelete: { type: 'string' },
  },
  mutating: true,
  callsPerSecondMax: 20,
  answer({ Qualifier, ForceDelete: _, ...selector }, cloud) {
    const named = findFunction(selector, cloud);
    if (!named.ok) return named;
    const { found } = named;
    const versions = found.versions.filter(({ version }) => version !== Qualifier);
    if (versions.length === found.versions.length) {
      const message = `${JSON.stringify(Qualifier)} is not a published version of the function.`;
      return refuse('ResourceNotFound.Qualifier', message);
    }
    putFunction(cloud, { ...found, versions });
    return { ok: true, response: {} };
  },
});
