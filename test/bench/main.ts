import { HELP, parseFlags } from './parse-flags.ts';
import { resultText } from './result-text.ts';
import { resultWords } from './result-words.ts';
import { runBenches } from './run-benches.ts';

/** What run.mjs uses of the benches, once they are bundled. */
export const bench = { HELP, parseFlags, runBenches, resultText, resultWords };
