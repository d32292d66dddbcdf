import { HELP, parseFlags } from './parse-flags.ts';
import { resultText } from './result-text.ts';
import { resultWords } from './result-words.ts';
import { runBenches } from './run-benches.ts';

/** What run.mjs imports from the bundled benches. */
export const bench = { HELP, parseFlags, runBenches, resultText, resultWords };
