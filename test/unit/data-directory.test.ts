import {
  appendFileSync,
  chmodSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openDataDirectory } from '../../emulator/persistence/data-directory.ts';
import { madeTopics } from '../../emulator/persistence/made-topics.ts';

let directory: string;
let path: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'data-directory-'));
  path = join(directory, 'inputs.log');
});
afterEach(() => rmSync(directory, { recursive: true }));

const open = (warn: (sentence: string) => void = (sentence) => expect.unreachable(sentence)) =>
  openDataDirectory(directory, 'newSecret', warn);

/** Four inputs, of which the first and the last are the same. */
const INPUTS = [1, 2, 3, 1].map((aheadMs) => ({ kind: 'clock', aheadMs }) as const);

function fill(): void {
  const store = open();
  for (const input of INPUTS) store.record(input);
  store.close();
}

const linesOf = () => readFileSync(path, 'utf8').split('\n').slice(0, -1);
const writeLines = (lines: readonly string[]) => writeFileSync(path, `${lines.join('\n')}\n`);

/** The lines with others in place of `count` of them. */
const replaced = (lines: readonly string[], at: number, count: number, ...others: string[]) => [
  ...lines.slice(0, at),
  ...others,
  ...lines.slice(at + count),
];

/** Every file of the directory, with its content. */
const filesIn = () =>
  readdirSync(directory)
    .sort()
    .map((name) => [name, readFileSync(join(directory, name), 'latin1')]);

/** Expects that the directory is refused, and that nothing in it changes. */
function expectRefusal(sentence: string): void {
  const before = filesIn();
  expect(() => open()).toThrow(new Error(sentence));
  expect(filesIn()).toEqual(before);
}

const DAMAGED = 'restore an undamaged copy of the file, or delete it to start with an empty cloud';

describe('the file of inputs', () => {
  test('begins with what it is, and has a chain of checksums', () => {
    fill();
    expect(linesOf()).toEqual([
      expect.stringMatching(/^local-cloud inputs 2 [0-9a-f]{16}$/),
      ...INPUTS.map(() => expect.stringMatching(/^[0-9a-f]{16} \{"kind":"clock",/)),
    ]);
    const store = open();
    expect(store.inputs).toEqual(INPUTS);
    store.close();
  });

  test.each<[string, (lines: string[]) => string[], number]>([
    [
      'changed',
      (lines) => replaced(lines, 2, 1, lines[2]!.replace('"aheadMs":2', '"aheadMs":5')),
      3,
    ],
    ['missing', (lines) => replaced(lines, 2, 1), 3],
    ['doubled', (lines) => replaced(lines, 2, 0, lines[2]!), 4],
    ['swapped with the next', (lines) => replaced(lines, 2, 2, lines[3]!, lines[2]!), 3],
    ['in place of another with the same input', (lines) => replaced(lines, 4, 1, lines[1]!), 5],
    ['empty', (lines) => replaced(lines, 2, 1, ''), 3],
    ['without its checksum', (lines) => replaced(lines, 2, 1, lines[2]!.slice(17)), 3],
    ['with a longer checksum', (lines) => replaced(lines, 2, 1, `0${lines[2]}`), 3],
    ['with a line end of Windows', (lines) => replaced(lines, 2, 1, `${lines[2]}\r`), 3],
  ])('is refused with a line that is %s, and stays as it is', (_, change, number) => {
    fill();
    writeLines(change(linesOf()));
    expectRefusal(
      `${path}:${number} is damaged, or lines before it are missing, doubled or moved: ${DAMAGED}.`,
    );
  });

  test('is refused with bytes that are not UTF-8', () => {
    const store = open();
    store.record({ kind: 'topics', text: '\ufffd' });
    store.close();
    const content = readFileSync(path);
    const at = content.indexOf('\ufffd');
    writeFileSync(
      path,
      Buffer.concat([content.subarray(0, at), Buffer.from([0xff]), content.subarray(at + 3)]),
    );
    expectRefusal(
      `${path}:2 is damaged, or lines before it are missing, doubled or moved: ${DAMAGED}.`,
    );
  });

  test('loses only a last line that was not finished, wherever it was cut', () => {
    fill();
    const content = readFileSync(path);
    const start = content.lastIndexOf('\n', content.length - 2) + 1;
    for (let length = start + 1; length < content.length - 1; length++) {
      writeFileSync(path, content.subarray(0, length));
      const warnings: string[] = [];
      const store = open((sentence) => warnings.push(sentence));
      expect(store.inputs).toEqual(INPUTS.slice(0, 3));
      expect(warnings).toEqual([
        `The last line of ${path} was incomplete and has been removed; nothing before it is lost.`,
      ]);
      store.record(INPUTS[3]!);
      store.close();
      expect(readFileSync(path)).toEqual(content);
    }
  });

  test('keeps a whole last line whose line break an editor removed', () => {
    fill();
    const content = readFileSync(path);
    writeFileSync(path, content.subarray(0, -1));
    const store = open();
    expect(store.inputs).toEqual(INPUTS);
    store.close();
    expect(readFileSync(path)).toEqual(content);
  });

  test.each([
    ['text', 'some text'],
    ['zeros, as after a power failure', '\0'.repeat(100)],
    ['a whole line with another checksum', `${'0'.repeat(16)} {"kind":"clock","aheadMs":9}`],
  ])('is refused with an end that no killed process leaves: %s', (_, end) => {
    fill();
    appendFileSync(path, end);
    expectRefusal(
      `${path}:6 is damaged, or lines before it are missing, doubled or moved: ${DAMAGED}.`,
    );
  });

  test.each([
    ['without a line break', 'my notes'],
    ['with several lines', 'my\nnotes\n'],
    ['that is empty', ''],
    ['of an earlier version', '1a2b3c4d {"kind":"clock","aheadMs":5}\n'],
    ['of a later version', 'local-cloud inputs 3\n'],
    ['that is binary', '\0\x01\xff\n'],
  ])('is never a file of another program %s', (_, content) => {
    open().close();
    writeFileSync(path, content, 'latin1');
    expectRefusal(
      `${path} is not a file of this version of the local cloud: give another directory with --data, or delete the file if an earlier version wrote it.`,
    );
  });

  test.each<[string, (target: string) => void]>([
    ['a symbolic link to a file', (target) => symlinkSync(target, path)],
    ['a symbolic link to nothing', (target) => symlinkSync(`${target}-absent`, path)],
    ['a folder', () => mkdirSync(path)],
  ])('is never %s', (_, place) => {
    const target = join(directory, 'notes');
    writeFileSync(target, 'my notes');
    open().close();
    rmSync(path);
    place(target);
    expect(() => open()).toThrow(
      `${path} is not a file of the local cloud, which has neither links nor folders there: give another directory with --data.`,
    );
    expect(readFileSync(target, 'utf8')).toBe('my notes');
    expect(readdirSync(directory).sort()).toEqual(['inputs.log', 'notes', 'secret']);
  });

  test('is never a hard link to a file of another program, also in a new directory', () => {
    const target = join(directory, 'notes');
    writeFileSync(target, 'my notes');
    linkSync(target, path);
    expectRefusal(
      `${path} is not a file of this version of the local cloud: give another directory with --data, or delete the file if an earlier version wrote it.`,
    );
  });

  test('takes the rights of others away', () => {
    fill();
    for (const name of ['inputs.log', 'secret']) chmodSync(join(directory, name), 0o666);
    open().close();
    for (const name of ['inputs.log', 'secret']) {
      expect(statSync(join(directory, name)).mode & 0o777, name).toBe(0o600);
    }
  });

  test('is replaced by what a reset keeps, and continues from there', () => {
    const store = open();
    for (const input of INPUTS) store.record(input);
    store.replace([INPUTS[1]!]);
    store.record(INPUTS[2]!);
    store.close();
    const again = open();
    expect(again.inputs).toEqual([INPUTS[1], INPUTS[2]]);
    again.close();
    expect(readdirSync(directory).sort()).toEqual(['inputs.log', 'secret']);
  });

  test('is as before a reset that cannot be written', () => {
    const store = open();
    store.record(INPUTS[0]!);
    const text = { kind: 'topics', text: 'x'.repeat(10) } as const;
    rmSync(directory, { recursive: true });
    expect(() => store.replace([text])).toThrow(
      `${path} cannot be written (ENOENT), so nothing more can change: make room, and start the cloud again.`,
    );
    store.close();
    mkdirSync(directory);
  });
});

describe('the secret of a directory', () => {
  const secretPath = () => join(directory, 'secret');
  const REMEDY =
    'restore an undamaged copy of the file, or delete it together with inputs.log to start with an empty cloud';

  test('stays the same, and only its owner may read it', () => {
    const store = openDataDirectory(directory, 'firstSecret', () => {});
    store.close();
    expect(open().secret).toBe('firstSecret');
    expect(statSync(secretPath()).mode & 0o777).toBe(0o600);
  });

  test.each<[string, (content: string) => string]>([
    ['changed', (content) => content.replace('newSecret', 'newSecreT')],
    ['cut', (content) => content.slice(0, -3)],
    ['doubled', (content) => content + content],
  ])('is refused when it is %s', (_, change) => {
    fill();
    writeFileSync(secretPath(), change(readFileSync(secretPath(), 'utf8')));
    const number = _ === 'doubled' ? 3 : 2;
    expectRefusal(
      `${secretPath()}:${number} is damaged, or lines before it are missing, doubled or moved: ${REMEDY}.`,
    );
  });

  test('is refused when its line is missing', () => {
    fill();
    writeFileSync(secretPath(), 'local-cloud secret 2\n');
    expectRefusal(`${secretPath()} is damaged: ${REMEDY}.`);
  });

  test.each([
    ['text', 'hunter2\n'],
    ['nothing', ''],
  ])('is never a file of another program, such as one with %s', (_, content) => {
    writeFileSync(secretPath(), content);
    expectRefusal(
      `${secretPath()} is not a file of this version of the local cloud: give another directory with --data, or delete the file if an earlier version wrote it.`,
    );
  });

  test('is never made anew beside inputs that another one belongs to', () => {
    fill();
    rmSync(secretPath());
    const sentence = `${path} does not belong to the other files of its directory, or these are missing: restore them together, or delete it to start with an empty cloud.`;
    expect(() => openDataDirectory(directory, 'otherSecret', () => {})).toThrow(sentence);
    expect(readdirSync(directory)).toEqual(['inputs.log']);
    openDataDirectory(mkdtempSync(join(directory, 'other-')), 'otherSecret', () => {}).close();
  });
});

describe('a directory', () => {
  test('is made for its owner alone', () => {
    const made = join(directory, 'one', 'two');
    openDataDirectory(made, 'newSecret', () => {}).close();
    for (const each of [made, join(made, '..')]) expect(statSync(each).mode & 0o777).toBe(0o700);
  });

  test('keeps its rights, and every file of other programs, if it was there before', () => {
    chmodSync(directory, 0o755);
    const others = [
      'inputs.log.1',
      'lock.old',
      'made-topics.json',
      'secret.new',
      'notes.4194305.ab12cd34',
    ];
    for (const name of others) writeFileSync(join(directory, name), 'my notes');
    fill();
    expect(statSync(directory).mode & 0o777).toBe(0o755);
    expect(readdirSync(directory).sort()).toEqual([...others, 'inputs.log', 'secret'].sort());
  });

  test('loses what killed processes left in it', () => {
    fill();
    const left = ['lock', 'secret', 'inputs.log', 'made-topics'].map(
      (name) => `${name}.4194305.ab12cd34`,
    );
    for (const name of left) writeFileSync(join(directory, name), '');
    open().close();
    expect(readdirSync(directory).sort()).toEqual(['inputs.log', 'secret']);
  });

  test.each([
    ['has ended', 'local-cloud 4194305 000000000000\n'],
    ['ended before another process got its id', 'local-cloud 1 000000000000\n'],
    ['ended before this process got its id', `local-cloud ${process.pid} 000000000000\n`],
  ])('is taken over from a process that %s', (_, lock) => {
    writeFileSync(join(directory, 'lock'), lock);
    open().close();
    expect(readdirSync(directory).sort()).toEqual(['inputs.log', 'secret']);
  });

  test('is in use while a process runs whose start nothing says', () => {
    writeFileSync(join(directory, 'lock'), 'local-cloud 1 \n');
    expectRefusal(
      `${directory} is in use by process 1: stop that one, or give another directory with --data.`,
    );
  });

  test.each([
    ['text', 'my notes'],
    ['the id of a process', '4194305\n'],
    ['nothing', ''],
  ])('is refused with a lock that has only %s', (_, lock) => {
    writeFileSync(join(directory, 'lock'), lock);
    expectRefusal(
      `${join(directory, 'lock')} is not a lock of this version of the local cloud: give another directory with --data, or delete the file if no program uses it.`,
    );
  });

  test('remembers the topics that were made on brokers, for each cluster', () => {
    madeTopics(directory, 'one').add('a');
    madeTopics(directory, 'two').add('b');
    const made = madeTopics(directory, 'one');
    expect([made.has('a'), made.has('b')]).toEqual([true, false]);
    made.remove('a');
    expect(madeTopics(directory, 'one').has('a')).toBe(false);
    expect(statSync(join(directory, 'made-topics')).mode & 0o777).toBe(0o600);
  });

  test.each<[string, (content: string) => string, string]>([
    [
      'damaged',
      (content) => content.replace('"a"', '"b"'),
      ':2 is damaged, or lines before it are missing, doubled or moved: delete it, and the local cloud leaves the topics that it made on the brokers.',
    ],
    [
      'cut',
      (content) => content.slice(0, -3),
      ' is damaged: delete it, and the local cloud leaves the topics that it made on the brokers.',
    ],
    [
      'of another program',
      () => '{}',
      ' is not a file of this version of the local cloud: give another directory with --data, or delete the file if an earlier version wrote it.',
    ],
  ])('is refused with topics that are %s', (_, change, problem) => {
    madeTopics(directory, 'one').add('a');
    const made = join(directory, 'made-topics');
    writeFileSync(made, change(readFileSync(made, 'utf8')));
    expect(() => madeTopics(directory, 'one')).toThrow(made + problem);
  });
});
