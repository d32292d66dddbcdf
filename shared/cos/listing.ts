/** An object in the list of a bucket. */
export type ListedObject = {
  readonly key: string;
  /** RFC 3339, by the clock of COS. */
  readonly changedAt: string;
};

/**
 * Reads the list of a bucket, page by page as COS wrote it. Keys that need an escape in XML are not ours, and are
 * left out.
 *
 * @see https://www.tencentcloud.com/document/product/436/7734 (GET Bucket)
 */
export function listedObjects(xml: string): readonly ListedObject[] {
  return xml
    .split('<Contents>')
    .slice(1)
    .flatMap((contents) => {
      const [key, changedAt] = [textIn(contents, 'Key'), textIn(contents, 'LastModified')];
      if (key === undefined || changedAt === undefined || key.includes('&')) return [];
      return [{ key, changedAt }];
    });
}

function textIn(xml: string, name: string): string | undefined {
  const start = xml.indexOf(`<${name}>`);
  const end = xml.indexOf(`</${name}>`, start);
  return start < 0 || end < 0 ? undefined : xml.slice(start + name.length + 2, end);
}
