// @ts-check
import { ALL_FOUND, judgePlantedChanges, judgeSinceRelease } from './judges/breaking-changes.mjs';
import { judgeBySdk } from './judges/cloudevents.mjs';
import { COMPILES, judgeByGenerator, MAKES_A_KEY } from './judges/generators.mjs';
import { CLEAN, judgeByLinter, judgeByModelina } from './judges/linters.mjs';
import { judgeBySchemathesis } from './judges/schemathesis.mjs';
import { judgeByCheckJsonschema, judgeValidator, SAME_VERDICTS } from './judges/validators.mjs';

/**
 * What is judged.
 *
 * @typedef {object} Place
 * @property {string} root The project.
 * @property {string} events Its contracts: the folder, with a slash at the end.
 * @property {readonly string[]} schemas The files of the schemas.
 * @property {(schema: string) => readonly string[]} samplesOf The files of the samples of a schema.
 * @property {string} served The file of the description that the local cloud serves.
 * @property {string} url The base URL of the HTTP API.
 * @property {string} token A bearer token for it.
 * @property {boolean} isShort
 */

/**
 * @typedef {object} Judge
 * @property {string} group What it judges.
 * @property {string} name
 * @property {readonly import('./tools.mjs').Tool[]} tools What must be installed for it.
 * @property {boolean} isShort Whether the short form has it too.
 * @property {(place: Place) => string | Promise<string>} judge Returns what it found.
 * @property {(place: Place) => string} expected
 */

/** @type {readonly Judge[]} */
export const JUDGES = [
  ...row('generators', 'openapi-generator, typescript-fetch', ['java', 'npm'], true, MAKES_A_KEY),
  ...row('generators', 'openapi-generator, python', ['java', 'python'], true, MAKES_A_KEY),
  ...row('generators', 'openapi-generator, java', ['java'], false, COMPILES),
  ...row('generators', 'openapi-python-client', ['python'], true, COMPILES),
  ...row('generators', 'openapi-typescript', ['npm'], true, MAKES_A_KEY),
  ...row('generators', 'orval 7', ['npm'], true, COMPILES),
  ...row('generators', 'orval 8', ['npm'], true, COMPILES),
  ...row('generators', '@hey-api/openapi-ts', ['npm'], true, COMPILES),
  ...row('validators', 'ajv', ['npm'], true, SAME_VERDICTS),
  ...row('validators', 'jsonschema', ['npm', 'python'], true, SAME_VERDICTS),
  ...row('validators', 'jsonschema-rs', ['npm', 'python'], true, SAME_VERDICTS),
  ...row('validators', 'networknt', ['npm', 'java'], true, SAME_VERDICTS),
  ...row('validators', 'santhosh-tekuri', ['npm', 'go'], false, SAME_VERDICTS),
  {
    ...{ group: 'validators', name: 'check-jsonschema', tools: ['python'], isShort: true },
    judge: judgeByCheckJsonschema,
    expected: () => '0 schemas fail',
  },
  ...row('CloudEvents', 'JavaScript', [], true),
  ...row('CloudEvents', 'Python', ['python'], true),
  ...row('CloudEvents', 'Java', ['java'], true),
  ...row('linters', 'Redocly', ['npm'], true, CLEAN),
  ...row('linters', 'Spectral', ['npm'], true, CLEAN),
  ...row('linters', 'openapi-spec-validator', ['python'], true, CLEAN),
  ...row('linters', 'AsyncAPI parser', ['npm'], true, CLEAN),
  {
    ...{ group: 'linters', name: 'Modelina', tools: ['npm'], isShort: true },
    judge: judgeByModelina,
    expected: () => 'without a name: ts 0, py 0, java 0, go 0',
  },
  {
    ...{ group: 'API', name: 'schemathesis', tools: ['python'], isShort: true },
    judge: judgeBySchemathesis,
    expected: () => '0 failures, 0 errors',
  },
  {
    ...{ group: 'changes', name: 'oasdiff, planted', tools: ['go'], isShort: false },
    judge: judgePlantedChanges,
    expected: () => ALL_FOUND,
  },
  {
    ...{ group: 'changes', name: 'oasdiff, since the last release', tools: ['go'], isShort: false },
    judge: judgeSinceRelease,
    expected: () => '0 breaking changes',
  },
];

/**
 * A judge whose group has one function for all of its members.
 *
 * @param {'generators' | 'validators' | 'CloudEvents' | 'linters'} group
 * @param {string} name
 * @param {readonly import('./tools.mjs').Tool[]} tools
 * @param {boolean} isShort
 * @param {string} [expected]
 * @returns {readonly Judge[]}
 */
function row(group, name, tools, isShort, expected) {
  /** @type {(name: any, place: Place) => string | Promise<string>} */
  const judgeBy = {
    generators: judgeByGenerator,
    validators: judgeValidator,
    CloudEvents: judgeBySdk,
    linters: judgeByLinter,
  }[group];
  const judge = (/** @type {Place} */ place) => judgeBy(name, place);
  return [
    { group, name, tools, isShort, judge, expected: (place) => expected ?? everyEvent(place) },
  ];
}

/** @param {Place} place */
function everyEvent({ samplesOf }) {
  const events = ['cloud-event.schema.json', 'operation-event.schema.json'].flatMap(samplesOf);
  return `${events.length} of ${events.length} events`;
}
