import type { Application } from '../state/application.ts';
import type { ResourceKind } from '../state/change.ts';
import type { Found, FoundFunction } from '../state/found.ts';

/**
 * What is there under a name of ours may be somebody else's: it is neither changed nor deleted. Topics
 * have no mark, and what belongs to a function goes with it.
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
 * A function was deployed by this application: its mark says so, or, where somebody has written
 * another description, the role that it runs in. Any other of the same name is somebody else's.
 */
function isOurFunction(name: string, found: FoundFunction | undefined, { app }: Application) {
  if (found === undefined) return true;
  return readMark(found.description, app) !== undefined || found.role === `${app}-${name}`;
}

/**
 * The description of a role and of its policy. They belong to the account, while an application is in
 * one region and namespace: without this, one that is deployed to two places, or another of the same
 * name, would change its rights back and forth, and delete them from under the other's functions.
 */
export function grantMark({ app, region, namespace }: Application): string {
  return `For a function of ${app}, in ${region}, namespace ${namespace}.`;
}

/** What the description of a function says: whose it is, and which code it has. */
export type FunctionMark = {
  readonly app: string;
  readonly sha256: string;
  /**
   * What the cloud said of the size of that code, when it said anything but the size of the zip:
   * the vendor does not document what it counts.
   */
  readonly codeBytes?: number;
};

/**
 * Writes a mark. A description may have letters, digits, spaces, commas and full stops alone, so that
 * any other character of an application's name is written as a full stop.
 *
 * @see https://cloud.tencent.com/document/product/583/18580 (UpdateFunctionConfiguration, Description)
 */
export function writeMark({ app, sha256, codeBytes }: FunctionMark): string {
  const size = codeBytes === undefined ? '' : `, size ${codeBytes}`;
  return `App ${plain(app)}, code sha256 ${sha256}${size}.`;
}

/** Reads the mark of an application's function; undefined when the description is another one. */
export function readMark(description: string, app: string): FunctionMark | undefined {
  const [, name, sha256, size] = MARK.exec(description) ?? [];
  if (name !== plain(app) || sha256 === undefined) return undefined;
  return { app, sha256, ...(size === undefined ? {} : { codeBytes: Number(size) }) };
}

const MARK = /^App ([A-Za-z0-9.]+), code sha256 ([0-9a-f]{64})(?:, size ([0-9]{1,12}))?\.$/;

function plain(app: string): string {
  return app.replace(/[^A-Za-z0-9]/g, '.');
}
