import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { DEFAULT_SWITCHES } from '../../emulator/api/switches.ts';
import { parseFaults } from '../../emulator/faults/fault-parser.ts';
import { localTopics } from '../../emulator/topics/topics.ts';
import { LOCAL_TOPICS } from '../../local/cloud.ts';

const page = readFileSync(new URL('../../docs/local-cloud.md', import.meta.url), 'utf8');

/** The first cells of the table whose header begins with this word. */
const namesIn = (head: string) => {
  const [, rows = ''] =
    new RegExp(`\\n\\| ${head} \\|.*\\n\\| ?---.*\\n((?:\\|.*\\n)*)`).exec(page) ?? [];
  return [...rows.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name ?? '');
};

test('the page of the local cloud names every switch, with its default', () => {
  expect(namesIn('switch')).toEqual(Object.keys(DEFAULT_SWITCHES));
  for (const [name, value] of Object.entries(DEFAULT_SWITCHES)) {
    expect(page).toContain(`| \`${name}\` | \`${value}\` |`);
  }
});

test('the page of the local cloud names every effect of a fault', () => {
  const effects = namesIn('effect');
  expect(effects).toHaveLength(9);
  for (const effect of effects) {
    const parsed = parseFaults([{ action: 'CreateKey', effect: { [effect]: {} } }], () => true);
    expect(parsed, effect).toMatchObject({ ok: false, problem: expect.stringContaining(effect) });
    expect(parsed, effect).not.toMatchObject({ problem: expect.stringContaining('unknown') });
  }
});

test('the page of the local cloud names every topic', () => {
  const { names } = localTopics(LOCAL_TOPICS, { nowMs: () => 0, record() {} });
  for (const name of names) expect(page).toContain(`\`${name}\``);
});
