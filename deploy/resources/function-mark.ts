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
