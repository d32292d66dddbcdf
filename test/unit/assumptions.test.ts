import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { DEFAULT_SWITCHES } from '../../emulator/api/switches.ts';

const textOf = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

const [, section = ''] = textOf('docs/deploy.md').split('## What is assumed of an account\n');
const [, rows = ''] = section.split('|---|---|---|---|---|\n');

/** The table of docs/deploy.md: what is assumed of an account, and what tests it. */
const ASSUMED = rows
  .split('\n\n', 1)
  .join()
  .split('\n')
  .map((row) => row.split(' | ').map((cell) => cell.replace(/^\| | \|$/g, '')));

describe.each(ASSUMED)('it is assumed: %s', (...cells) => {
  const [, , switches = '', page = '', tests = ''] = cells;

  test('the row has all columns', () => {
    expect(cells).toHaveLength(5);
    expect(page).toMatch(/^(?:none found|\[)/);
  });

  test('its switches exist, or it says that there is none', () => {
    const named = [...switches.matchAll(/`(\w+)`/g)].map(([, name]) => name);
    expect(named.length > 0 || switches.startsWith('none')).toBe(true);
    for (const name of named) expect(Object.keys(DEFAULT_SWITCHES)).toContain(name);
  });

  test('its tests exist', () => {
    const named = [...tests.matchAll(/`([^`]+)`: \*([^*]+)\*/g)];
    expect(named.length).toBeGreaterThan(0);
    for (const [, file = '', name = ''] of named) {
      expect(existsSync(new URL(`../../${file}`, import.meta.url)), file).toBe(true);
      expect(textOf(file)).toContain(name);
    }
  });
});

test('each switch about a deployment or a log has a row', () => {
  const about =
    /^(?:kms|configuration|publicNet|syncCalls|url|ckafkaLimits|invoke|unlisted|deployer)/;
  const others =
    /^(?:throttledCalls|rateWindows|roleDelay|laterRuntimes|returned|ignoreSysLog|functionVersions|codeRepacked)/;
  const names = Object.keys(DEFAULT_SWITCHES).filter(
    (name) => about.test(name) || others.test(name),
  );
  expect(names).toHaveLength(21);
  for (const name of names) expect(rows).toContain(`\`${name}\``);
});
