import type { Application } from '../state/application.ts';
import type { ResourceKind } from '../state/change.ts';
import type { Found, FoundFunction } from '../state/found.ts';

/**
 * Whether a resource with one of our names belongs to this application. A foreign one is neither
 * changed nor deleted. Topics have no mark and count as ours; so do the parts of a function.
 */
export function isOurs(
  kind: ResourceKind,
  name: string,
  found: Found,
  application: Application,
): boolean {
  switch (kind) {
    case 'function':
      return isOurFunction(name, found.function.get(name), application);
    case 'role':
    case 'policy': {
      const { description } = found[kind].get(name) ?? {};
      return description === undefined || description === grantMark(application);
    }
    default:
      return true;
  }
}

/**
 * A function is ours if its mark says so. If its description was replaced, it is ours if it runs in
 * the role that this application would give it.
 */
function isOurFunction(name: string, found: FoundFunction | undefined, { app }: Application) {
  if (found === undefined) return true;
  return readMark(found.description, app) !== undefined || found.role === `${app}-${name}`;
}

/**
 * The description of a role and of its policy. Both belong to the account, but an application is in one
 * region and namespace. Without this mark, two deployments under one name would overwrite each other's
 * permissions, and delete them while the other's functions still need them.
 */
export function grantMark({ app, region, namespace }: Application): string {
  return `For a function of ${app}, in ${region}, namespace ${namespace}.`;
}

/** The mark in the description of a function: the application that it belongs to, and its code. */
type FunctionMark = {
  readonly app: string;
  readonly sha256: string;
  /**
   * The size of that code as the cloud reported it, if that is not the size of the zip: the vendor does
   * not document what the reported size counts.
   */
  readonly codeBytes?: number;
  /**
   * Whether the platform was told not to log lines of its own, which contain what a function returns. No
   * call reads that setting back.
   */
  readonly isSysLogIgnored: boolean;
};

/**
 * Writes a mark. A description may contain only letters, digits, spaces, commas and full stops, so any
 * other character of an application's name becomes a full stop.
 *
 * @see https://cloud.tencent.com/document/product/583/18580 (UpdateFunctionConfiguration, Description)
 */
export function writeMark({ app, sha256, codeBytes, isSysLogIgnored }: FunctionMark): string {
  const size = codeBytes === undefined ? '' : `, size ${codeBytes}`;
  const log = isSysLogIgnored ? ', without system log' : '';
  return `App ${plain(app)}, code sha256 ${sha256}${size}${log}.`;
}

/** Reads the mark of an application's function; undefined if the description is not such a mark. */
export function readMark(description: string, app: string): FunctionMark | undefined {
  const [, name, sha256, size, log] = MARK.exec(description) ?? [];
  if (name !== plain(app) || sha256 === undefined) return undefined;
  const codeBytes = size === undefined ? {} : { codeBytes: Number(size) };
  return { app, sha256, ...codeBytes, isSysLogIgnored: log !== undefined };
}

const MARK =
  /^App ([A-Za-z0-9.]+), code sha256 ([0-9a-f]{64})(?:, size ([0-9]{1,12}))?(, without system log)?\.$/;

/** The mark in the description of a version: the code that it keeps, and what replaced it. */
export type SavedMark = {
  /** Of the code that it keeps; undefined if that was not deployed by us. */
  readonly sha256?: string | undefined;
  /** The number of the deployment that replaced the code, from 1. */
  readonly deployment: number;
  /** Identifies the code of all functions of that deployment. */
  readonly release: string;
};

/** Writes the mark of a version, in the characters of {@link writeMark}. */
export function writeSaved({
  app,
  sha256 = 'unknown',
  deployment,
  release,
}: SavedMark & { readonly app: string }): string {
  return `App ${plain(app)}, code sha256 ${sha256} before deployment ${deployment}, release ${release}.`;
}

/** Reads the mark of a version; undefined if the description is not such a mark. */
export function readSaved(description: string, app: string): SavedMark | undefined {
  const [, name, sha256, deployment, release] = SAVED.exec(description) ?? [];
  if (name !== plain(app) || release === undefined) return undefined;
  return {
    deployment: Number(deployment),
    release,
    ...(sha256 !== 'unknown' && { sha256 }),
  };
}

const SAVED =
  /^App ([A-Za-z0-9.]+), code sha256 ([0-9a-f]{64}|unknown) before deployment ([0-9]{1,9}), release ([0-9a-f]{16})\.$/;

function plain(app: string): string {
  return app.replace(/[^A-Za-z0-9]/g, '.');
}
