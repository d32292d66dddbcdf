import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';

const urlOf = (path: string) => new URL(`../../${path}`, import.meta.url);
const textOf = (path: string) => readFileSync(urlOf(path), 'utf8');
const yamlOf = (path: string) => parse(textOf(path));

test('CONTRIBUTING.md has a row for each script of the package', () => {
  const { scripts } = JSON.parse(textOf('package.json'));
  const rows = textOf('CONTRIBUTING.md').matchAll(/^\| `npm (?:run )?([a-z:]+)` \|/gm);
  const named = [...rows].map(([, name]) => name);
  expect(named.sort()).toEqual(Object.keys(scripts).sort());
});

test('.editorconfig has the indent, the width and the line ends of Biome', () => {
  const { formatter } = JSON.parse(textOf('biome.json'));
  const [, general = ''] = /\n\[\*\]\n((?:.+\n)+)/.exec(textOf('.editorconfig')) ?? [];
  expect(general.split('\n')).toEqual(
    expect.arrayContaining([
      `indent_style = ${formatter.indentStyle}`,
      'indent_size = 2', // Biome's default.
      'end_of_line = lf', // Biome's default.
      `max_line_length = ${formatter.lineWidth}`,
    ]),
  );
});

describe('the workflow', () => {
  const { permissions, jobs } = yamlOf('.github/workflows/ci.yml');
  const steps: readonly { uses?: string; run?: string }[] = jobs.all.steps;

  test('runs .ci/run, and may only read the repository', () => {
    expect(steps.at(-1)).toEqual({ run: '.ci/run' });
    expect(permissions).toEqual({ contents: 'read' });
  });

  test('pins each action by its commit', () => {
    const actions = steps.flatMap(({ uses }) => uses ?? []);
    expect(actions).toHaveLength(2);
    for (const action of actions) expect(action).toMatch(/^actions\/[a-z-]+@[0-9a-f]{40}$/);
  });
});

describe('the issue forms', () => {
  const forms = readdirSync(urlOf('.github/ISSUE_TEMPLATE')).filter(
    (name) => name !== 'config.yml',
  );

  test('are for bugs and for ideas, and there are no others', () => {
    expect(forms.sort()).toEqual(['bug.yml', 'idea.yml']);
    expect(yamlOf('.github/ISSUE_TEMPLATE/config.yml').blank_issues_enabled).toBe(false);
  });

  test.each(forms)('%s has what a host needs to show it', (name) => {
    const form = yamlOf(`.github/ISSUE_TEMPLATE/${name}`);
    expect(form).toMatchObject({ name: expect.any(String), description: expect.any(String) });
    const ids = form.body.flatMap(({ id }: { id?: string }) => id ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { type, attributes } of form.body) {
      expect(['markdown', 'textarea', 'input', 'dropdown']).toContain(type);
      expect(attributes).toHaveProperty(type === 'markdown' ? 'value' : 'label');
    }
  });
});
