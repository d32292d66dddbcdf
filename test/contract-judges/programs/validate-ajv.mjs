// @ts-check
// Judges a corpus with Ajv in its default mode. usage: validate-ajv.mjs SCHEMAS_DIR CORPUS. Prints a verdict a line. Schemas
// that cannot be compiled are named on stderr, and their verdicts are errors.
import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';

const [folder = '', corpus = ''] = process.argv.slice(2);
const ajv = new Ajv2020({ validateFormats: false });
// As events/README.md says.
ajv.addVocabulary(['x-message', 'x-specification']);
const schemas = new Map(
  readdirSync(folder)
    .filter((file) => file.endsWith('.schema.json'))
    .map((file) => [file, compiled(file)]),
);
const rows = readFileSync(corpus, 'utf8').trimEnd().split('\n');
process.stdout.write(rows.map((line) => `${verdictOf(JSON.parse(line))}\n`).join(''));

/** @param {string} file */
function compiled(file) {
  try {
    return ajv.compile(JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')));
  } catch (error) {
    process.stderr.write(`${file}: ${error instanceof Error ? error.message : error}\n`);
    return undefined;
  }
}

/** @param {{ readonly schema: string, readonly text: string }} row */
function verdictOf({ schema, text }) {
  const validate = schemas.get(schema);
  if (validate === undefined) return 'error no schema';
  return validate(JSON.parse(text)) ? 'valid' : 'invalid';
}
