// @ts-check

import { fileURLToPath } from 'node:url';
import { arrowViolations } from './arrow-violations.mjs';
import { cyclesOf, importsOf, sourceFiles } from './import-graph.mjs';

// Prints each import that scripts/arrows.mjs does not allow and each cycle of files, and exits 1
// if there is any.

const imports = importsOf(sourceFiles(fileURLToPath(new URL('..', import.meta.url))));
const cycles = cyclesOf(imports).map(
  (files) => `These files import each other: ${files.join(', ')}.`,
);
const problems = [...arrowViolations(imports), ...cycles];
for (const problem of problems) process.stderr.write(`${problem}\n`);
process.exitCode = problems.length > 0 ? 1 : 0;
