import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { EXIT_CODES } from '../../cli/report/result.ts';
import { helpText } from '../../cli/usage/command-line.ts';
import { type Flag, GENERAL_FLAGS } from '../../cli/usage/flags.ts';
import { type Verb, verbUsage } from '../../cli/usage/verb.ts';
import { NOUNS, VERBS } from '../../cli/usage/verbs.ts';

const page = readFileSync(new URL('../../docs/command.md', import.meta.url), 'utf8');

/** The rows of all tables whose head begins with this word. */
const rowsUnder = (head: string) =>
  [
    ...page.matchAll(new RegExp(`\\n\\| ${head} \\| \\|\\n\\|---\\|---\\|\\n((?:\\|.*\\n)*)`, 'g')),
  ].flatMap(([, rows = '']) =>
    [...rows.matchAll(/^\| `(.*?)` \| (.*) \|$/gm)].map(([, cell, text]) => [cell, text]),
  );

const termOf = ({ short, name, value = '' }: Flag) =>
  `${short === undefined ? '' : `${short}, `}${name} ${value}`.trim();
const wordsOf = ({ noun, name }: Verb) => [noun ?? [], name].flat();

describe('the page of the command', () => {
  test('has a section for each verb, with what it does, its flags and an example', () => {
    const sections = page.split(/\n## `/).slice(1);
    expect(sections.map((section) => section.split('`')[0])).toEqual(VERBS.map(verbUsage));
    for (const [index, verb] of VERBS.entries()) {
      const text = (sections[index] ?? '').replaceAll('\n', ' ');
      const summary = verb.summary.charAt(0).toUpperCase() + verb.summary.slice(1);
      const flags = verb.flags.map(({ name }) => `\`${name}\``).join(', ') || 'none of its own';
      expect(text).toContain(`${summary}. Flags: ${flags}.`);
      expect(text).toContain(`\`\`\` $ tenant-keys ${verb.noun ?? verb.name}`);
    }
  });

  test('has each flag once, as the help has it', () => {
    const flags = new Set([...VERBS.flatMap((verb) => verb.flags), ...GENERAL_FLAGS]);
    const known = [...flags].map((flag) => [termOf(flag), flag.summary]);
    expect(rowsUnder('flag').sort()).toEqual(known.sort());
  });

  test('has the exit codes of the help', () => {
    const known = Object.values(EXIT_CODES).map(({ code, meaning }) => [String(code), meaning]);
    expect(rowsUnder('exit code')).toEqual(known);
  });

  test('shows no line that is wider than a terminal', () => {
    const shown = [...page.matchAll(/```\n(\$[^`]*)```/g)].flatMap(([, text = '']) =>
      text.split('\n'),
    );
    expect(shown.length).toBeGreaterThan(80);
    expect(shown.filter((line) => line.length > 80)).toEqual([]);
  });
});

const NOUN_NAMES = NOUNS.map(({ name }) => name);

const GENERAL_TERMS = [
  '--target TARGET',
  '--endpoint URL',
  '--region REGION',
  '--namespace NAME',
  '--json',
  '-h, --help',
  '-v, --version',
];

describe('the help', () => {
  test('names every noun and verb, every general flag and every exit code', () => {
    const text = helpText([]);
    for (const verb of VERBS) expect(text).toContain(`\n  ${verbUsage(verb)} `);
    for (const { code, meaning } of Object.values(EXIT_CODES)) {
      expect(text).toMatch(new RegExp(`\n  ${code} +${meaning}\n`));
    }
    for (const flag of GENERAL_TERMS) expect(text).toContain(`\n  ${flag} `);
  });

  test.each(NOUN_NAMES)('of %s names its verbs alone', (noun) => {
    const text = helpText([noun]);
    for (const verb of VERBS) {
      expect(text.includes(`\n  ${verbUsage(verb)} `), verbUsage(verb)).toBe(verb.noun === noun);
    }
  });

  test('of a verb names its flags alone', () => {
    for (const verb of VERBS) {
      const text = helpText(wordsOf(verb));
      expect(text).toMatch(new RegExp(`^Usage: tenant-keys ${wordsOf(verb).join(' ')} `));
      const named = [...text.matchAll(/^ {2}(-.*?) {2}/gm)].map(([, term]) => term ?? '');
      expect(named).toEqual([...verb.flags.map(termOf), ...GENERAL_TERMS]);
    }
  });

  test('fits into 80 columns', () => {
    const texts = [[], ...NOUN_NAMES.map((noun) => [noun])].map(helpText);
    const verbs = VERBS.map((verb) => helpText(wordsOf(verb)));
    const lines = [...texts, ...verbs].flatMap((text) => text.split('\n'));
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
  });
});
