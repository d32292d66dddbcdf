/**
 * How many bytes the variables of a function take. The vendor limits "all variables" without saying what
 * counts, so this is the largest reading: names and values in UTF-8, each pair as the platform passes it to
 * a function, `NAME=value;`.
 *
 * @see https://cloud.tencent.com/document/product/583/30228
 */
export function environmentBytes(environment: Readonly<Record<string, string>>): number {
  const text = Object.entries(environment).map(([name, value]) => `${name}=${value};`);
  return new TextEncoder().encode(text.join('')).byteLength;
}

export const ENVIRONMENT_BYTES_MAX = 4_096;
