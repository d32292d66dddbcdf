// @ts-check
import { writeFileSync } from 'node:fs';
import { corpusOf } from '../corpus.mjs';
import { CACHE, FOLDER, JARS, PYTHON, run } from '../tools.mjs';

/** @typedef {import('../judges.mjs').Place} Place */

/** The command of each validator, which is followed by the folder of the schemas and the file of the corpus. */
const VALIDATORS = {
  ajv: [process.execPath, `${FOLDER}programs/validate-ajv.mjs`],
  jsonschema: [PYTHON, `${FOLDER}programs/validate.py`, 'jsonschema'],
  'jsonschema-rs': [PYTHON, `${FOLDER}programs/validate.py`, 'jsonschema_rs'],
  networknt: ['java', '-cp', `${JARS}/*`, `${FOLDER}programs/Validate.java`],
  'santhosh-tekuri': [`${CACHE}go/validate`],
};

/** @typedef {keyof typeof VALIDATORS} Validator */

/** What a judge says when a validator finds the same as Ajv of each value. */
export const SAME_VERDICTS = 'every schema compiles, 0 verdicts differ';

/**
 * Has a validator judge a corpus, and compares its verdicts with those of Ajv.
 *
 * @param {Validator} validator
 * @param {Place} place
 */
export function judgeValidator(validator, { events, isShort }) {
  // Pure Python takes minutes for all of them.
  const rows = corpusOf(events).filter((_, index) => !isShort || index % 10 === 0);
  const corpus = `${CACHE}corpus.jsonl`;
  writeFileSync(corpus, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  const expected = verdictsOf('ajv', events, corpus);
  const { complaints, verdicts } = verdictsOf(validator, events, corpus);
  if (expected.verdicts.length !== rows.length) throw new Error('Ajv has not judged every value.');
  if (!expected.verdicts.includes('valid') || !expected.verdicts.includes('invalid')) {
    throw new Error('The corpus must have valid and invalid values.');
  }
  const differences = rows
    .map(({ schema, name }, index) => ({
      place: `${schema} ${name}`,
      is: verdicts[index],
      should: expected.verdicts[index],
    }))
    .filter(({ is, should }) => is !== should);
  for (const { place, is, should } of differences.slice(0, 20)) {
    process.stdout.write(`${validator}: ${place} is ${is}, for Ajv ${should}\n`);
  }
  process.stdout.write(complaints);
  const compiled = complaints === '' ? 'every schema compiles' : 'not every schema compiles';
  return `${compiled}, ${differences.length} verdicts differ`;
}

/**
 * @param {Validator} validator
 * @param {string} events
 * @param {string} corpus
 */
function verdictsOf(validator, events, corpus) {
  const [program = '', ...args] = VALIDATORS[validator];
  const { stdout, stderr } = run(program, [...args, events, corpus]);
  return { complaints: stderr, verdicts: stdout.trimEnd().split('\n') };
}

/**
 * Has `check-jsonschema` judge the samples by the file of their schema alone, from the root of the project.
 *
 * @param {Place} place
 */
export function judgeByCheckJsonschema({ root, samplesOf, schemas }) {
  const refused = schemas.filter((schema) => {
    const samples = samplesOf(schema).map((sample) => `events/samples/${sample}`);
    if (samples.length === 0) return false;
    const program = PYTHON.replace(/python$/, 'check-jsonschema');
    const args = ['--schemafile', `events/${schema}`, ...samples];
    const { status, stdout, stderr } = run(program, args, { cwd: root, anyExit: true });
    if (status !== 0) process.stdout.write(`${schema}: ${stdout}${stderr}\n`);
    return status !== 0;
  });
  return `${refused.length} schemas fail`;
}
