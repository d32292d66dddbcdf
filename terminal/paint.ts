export type Color = 'red' | 'green' | 'yellow' | 'magenta' | 'dim' | 'bold';

/** Colours a text, or returns it unchanged where colours are off. */
export type Paint = (color: Color, text: string) => string;

/** The variables of a process. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Colours for a stream, if the environment and the terminal allow them. */
export function paintFor(isTerminal = false, env: Environment = {}): Paint {
  if (!hasColors(isTerminal, env)) return (_, text) => text;
  return (color, text) => `\u001b[${CODES[color]}m${text}\u001b[0m`;
}

/**
 * FORCE_COLOR decides alone, also without a terminal and against NO_COLOR, as for Node and chalk. An empty
 * variable counts as unset.
 *
 * @see https://nodejs.org/docs/latest-v20.x/api/tty.html#writestreamgetcolordepthenv
 * @see https://force-color.org
 * @see https://no-color.org
 */
function hasColors(isTerminal: boolean, env: Environment): boolean {
  const { FORCE_COLOR: force = '', NO_COLOR: refuse = '' } = env;
  if (force !== '') return force !== '0' && force !== 'false';
  return refuse === '' && hasCursor(isTerminal, env);
}

/** Whether control codes may move the cursor of a stream. A `dumb` terminal knows none. @see terminfo(5) */
export function hasCursor(isTerminal = false, { TERM }: Environment): boolean {
  return isTerminal && TERM !== 'dumb';
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
