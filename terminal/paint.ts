export type Color = 'red' | 'green' | 'yellow' | 'magenta' | 'dim' | 'bold';

/** Colours a text, or returns it unchanged where colours are off. */
export type Paint = (color: Color, text: string) => string;

/** @see https://no-color.org */
export function paintFor(isTerminal: boolean, noColor = ''): Paint {
  if (!isTerminal || noColor !== '') return (_, text) => text;
  return (color, text) => `\u001b[${CODES[color]}m${text}\u001b[0m`;
}

/** @see https://www.ecma-international.org/publications-and-standards/standards/ecma-48/ (SGR) */
const CODES: Readonly<Record<Color, number>> = {
  bold: 1,
  dim: 2,
  red: 31,
  green: 32,
  yellow: 33,
  magenta: 35,
};
