// @ts-check
import { readdirSync, readFileSync } from 'node:fs';

/** @typedef {{ readonly schema: string, readonly name: string, readonly text: string }} Row */

/**
 * Values with which validators are compared: each sample of events/, and each with one place changed, removed or
 * added. The text is JSON. A schema without a sample gets none.
 *
 * @param {string} events The folder, with a slash at the end.
 * @returns {readonly Row[]}
 */
export function corpusOf(events) {
  const schemas = readdirSync(events).filter((file) => file.endsWith('.schema.json'));
  return schemas.flatMap((schema) => {
    /** @type {Set<string>} */
    const seen = new Set();
    return samplesOf(events, schema).flatMap(({ name, value }) =>
      changesOf(value, seen).map(({ change, text }) => ({
        ...{ schema, name: `${name} ${change}` },
        text,
      })),
    );
  });
}

/** @typedef {{ readonly name: string, readonly value: any }} Sample */

/**
 * @param {string} events
 * @param {string} schema
 * @returns {readonly Sample[]}
 */
function samplesOf(events, schema) {
  const stem = schema.replace('.schema.json', '');
  const { properties } = readJson(`${events}${schema}`);
  const verbs = stem.endsWith('-command') ? properties.command.enum : [];
  return [
    ...samplesIn(`${events}samples/`, [stem]),
    ...samplesIn(`${events}samples/commands/`, verbs).map(({ name, value }) => ({
      name,
      value: value.command,
    })),
  ];
}

/**
 * @param {string} folder
 * @param {readonly string[]} stems
 * @returns {readonly Sample[]}
 */
function samplesIn(folder, stems) {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json') && stems.includes(file.split('.', 1)[0] ?? ''))
    .map((name) => ({ name, value: readJson(folder + name) }));
}

/** @param {string} path */
function readJson(path) {
  return JSON.parse(readFileSync(path, 'utf8'));
}

/** @typedef {readonly string[]} Place The names and indexes that lead to a value. */

/**
 * @param {any} sample
 * @param {Set<string>} seen The places that other samples of the schema have had changed.
 * @returns {{ readonly change: string, readonly text: string }[]}
 */
function changesOf(sample, seen) {
  const changes = placesOf(sample).flatMap((place) => {
    const pointer = `/${place.join('/')}`;
    // The items of a list have one schema, and the data of an event that of its type.
    const type = place[0] === 'data' ? sample.type : '';
    const ruled = `${type} ${pointer.replace(/\/\d+/g, '/0')}`;
    if (seen.has(ruled)) return [];
    seen.add(ruled);
    const old = place.reduce((node, step) => node?.[step], sample);
    const removed = place.length === 0 ? [] : [{ change: `without ${pointer}`, value: undefined }];
    const ended = typeof old === 'string' ? ENDS.map((end) => old + end) : [];
    const added = isObject(old) ? NAMES.map((name) => ({ ...old, [name]: 'a' })) : [];
    const replaced = [...TEXTS, ...OTHERS, ...ended, ...added].map((value) => ({
      change: `with ${JSON.stringify(value).slice(0, 40)} at ${pointer}`,
      value,
    }));
    return [...removed, ...replaced].map(({ change, value }) => ({
      change,
      text: JSON.stringify(changedAt(sample, place, value)),
    }));
  });
  return [{ change: 'as it is', text: JSON.stringify(sample) }, ...changes, ...numbersOf(sample)];
}

/**
 * @param {any} value
 * @param {Place} [place]
 * @returns {readonly Place[]}
 */
function placesOf(value, place = []) {
  if (typeof value !== 'object' || value === null) return [place];
  return [place, ...Object.keys(value).flatMap((key) => placesOf(value[key], [...place, key]))];
}

/**
 * @param {any} node
 * @param {Place} place
 * @param {unknown} value Undefined removes what is there.
 * @returns {any}
 */
function changedAt(node, place, value) {
  const [step, ...rest] = place;
  if (step === undefined) return value;
  if (!Array.isArray(node)) return { ...node, [step]: changedAt(node[step], rest, value) };
  return node
    .map((each, index) => (String(index) === step ? changedAt(each, rest, value) : each))
    .filter((each) => each !== undefined);
}

/**
 * The ways to write a number that parsers may read as different types.
 *
 * @param {any} sample
 */
function numbersOf(sample) {
  const fields = Object.keys(sample).filter((key) => typeof sample[key] === 'number');
  return fields.flatMap((field) =>
    ['1.0', '1e0', '1e20', '-0', '0.0', '9007199254740993'].map((number) => ({
      change: `with ${number} at /${field}`,
      text: JSON.stringify({ ...sample, [field]: '@' }).replace('"@"', number),
    })),
  );
}

/** @param {unknown} value */
function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The ends of a line, of which engines take other ones before `$`. */
const ENDS = ['\n', '\r', '\r\n', '\u0085', '\u2028', '\u2029', ' '];

/** Names that a validator may miss, or find inherited. */
const NAMES = ['extra', 'a\n', 'project', '项目', '😀', 'tenant-keys:x', '__proto__', ''].concat(
  'a'.repeat(127),
  'a'.repeat(128),
);

const OTHERS = [null, true, false, 0, -1, 1, 1.5, 1_000, 1e21, [], {}, ['a'], { a: 1 }];

const TEXTS = [
  ...['', 'a\n', '\na', 'a\r', 'a\u2028', 'A', 'a-', '-a', 'kms-a', 'a b', ' ', 'a\tb'],
  ...['é', '项目', '㐀', '鿿', '\u33ff', '\ua000', '\u{20000}', '😀', 'ａ', '١', '1', 'null'],
  ...['\u0000', '\u0008', '\u000b', '\u001f', '\u007f', '\u0085', '\u009f', '\u00a0a', '\u200b'],
  ...[21, 22, 23, 35, 36, 37, 63, 64, 65, 127, 128].map((length) => 'a'.repeat(length)),
  ...[200, 201, 255, 256, 880, 881].flatMap((length) => ['x', '密', '😀'].map(repeated(length))),
  ...['2026-11-28T00:00:00Z', '2026-11-28T00:00:00.123Z', '2026-11-28T00:00:00.1234567890Z'],
  ...['2026-11-28T00:00:00+00:00', '2026-02-30T00:00:00Z', '2026-11-28t00:00:00z'],
  '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\n',
  ...['ENCRYPT_DECRYPT', 'ENCRYPT_DECRYPT\n', 'TENCENT_KMS', 'tenant-key.provisioned'],
];

/** @param {number} length */
function repeated(length) {
  return (/** @type {string} */ text) => text.repeat(length);
}
