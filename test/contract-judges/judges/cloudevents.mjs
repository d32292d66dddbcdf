// @ts-check
import { FOLDER, JARS, PYTHON, run } from '../tools.mjs';

/** @typedef {import('../judges.mjs').Place} Place */

/** The command of the official SDK of each language, which is followed by the folder of the samples. */
const SDKS = {
  JavaScript: [process.execPath, `${FOLDER}programs/cloudevents.mjs`],
  Python: [PYTHON, `${FOLDER}programs/cloudevents_sdk.py`],
  Java: ['java', '-cp', `${JARS}/*`, `${FOLDER}programs/CloudEvents.java`],
};

/**
 * Has the official SDK of a language read every event, in structured and in binary mode.
 *
 * @param {keyof typeof SDKS} language
 * @param {Place} place
 */
export function judgeBySdk(language, { events }) {
  const [program = '', ...args] = SDKS[language];
  const { stdout } = run(program, [...args, `${events}samples`]);
  const lines = stdout.trimEnd().split('\n');
  for (const line of lines.slice(0, -1)) process.stdout.write(`${line}\n`);
  return lines.at(-1) ?? '';
}
