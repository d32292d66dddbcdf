import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { EXIT_CODES } from '../../cli/report/result.ts';
import { helpText } from '../../cli/usage/command-line.ts';
import type { Flag } from '../../cli/usage/flags.ts';
import { type Verb, verbUsage } from '../../cli/usage/verb.ts';
import { NOUNS, VERBS } from '../../cli/usage/verbs.ts';

const page = readFileSync(new URL('../../docs/command.md', import.meta.url), 'utf8');

const termOf = ({ short, name, value = '' }: Flag) =>
  `${short === undefined ? '' : `${short}, `}${name} ${value}`.trim();
const wordsOf = ({ noun, name }: Verb) => [noun ?? [], name].flat();

describe('the page of the command', () => {
  // The tables of verbs, flags and exit codes are generated.
  test('has examples of verbs in the order of their table, each with what the verb does', () => {
    const sections = page.split(/\n## `/).slice(1);
    const named = sections.map((section) => section.split('`')[0]);
    const shown = VERBS.filter((verb) => named.includes(verbUsage(verb)));
    expect(named).toEqual(shown.map(verbUsage));
    expect(named.length).toBeGreaterThan(10);
    for (const [index, verb] of shown.entries()) {
      const text = (sections[index] ?? '').replaceAll('\n', ' ');
      const summary = verb.summary.charAt(0).toUpperCase() + verb.summary.slice(1);
      expect(text).toContain(`  ${summary}.`);
      expect(text).toContain(`\`\`\` $ tenant-keys ${verb.noun ?? verb.name}`);
    }
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
