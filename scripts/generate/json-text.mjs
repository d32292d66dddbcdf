// @ts-check

/**
 * JSON as Biome formats it: every object on lines of its own, and a list of plain values on one line if it fits.
 *
 * @param {any} value
 * @param {string} [indent]
 * @param {number} [before] The number of characters before the value on its line.
 * @returns {string}
 */
export function jsonText(value, indent = '', before = 0) {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const isList = Array.isArray(value);
  const [open, close] = isList ? '[]' : '{}';
  const entries = Object.entries(value);
  if (entries.length === 0) return `${open}${close}`;
  const inner = `${indent}  `;
  if (isList && value.every((each) => typeof each !== 'object')) {
    const line = `[${value.map((each) => JSON.stringify(each)).join(', ')}]`;
    if (before + line.length < LINE_WIDTH) return line;
  }
  const lines = entries.map(([key, each]) => {
    const head = `${inner}${isList ? '' : `${JSON.stringify(key)}: `}`;
    return `${head}${jsonText(each, inner, head.length)}`;
  });
  return `${open}\n${lines.join(',\n')}\n${indent}${close}`;
}

const LINE_WIDTH = 100;
