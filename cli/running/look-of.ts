import { paintFor } from '../../terminal/paint.ts';
import type { Look } from '../reporting/look.ts';
import { spellCommand } from '../reporting/spell-command.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * How things are shown on this stdout.
 *
 * @param placeFlags Those about the connection, to be repeated in each command that is proposed.
 */
export function lookOf(placeFlags: readonly string[], { env, stdout, timeMs }: Surroundings): Look {
  const { isTTY = false, columns } = stdout;
  const width = (isTTY && columns) || WIDTH;
  // What npm runs, as by `npm run deploy`, finds a command that the shell may not find after it.
  const program = env.npm_lifecycle_event === undefined ? 'tenant-keys' : 'npx tenant-keys';
  return {
    width,
    paint: paintFor(isTTY, env.NO_COLOR),
    nowMs: timeMs(),
    spell: (words) => spellCommand(program, [...words, ...placeFlags], width),
  };
}

/** A terminal that does not say how wide it is, and whatever else reads stdout, has this many columns. */
const WIDTH = 80;
