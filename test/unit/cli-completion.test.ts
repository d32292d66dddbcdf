import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { COMPLETIONS, scriptFor } from '../shells/completions.ts';
import { run } from './cli-run.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Runs the completion as bash does at Tab. Bash takes a line apart at spaces and at `=`. */
const BASH = `
read -r -a COMP_WORDS <<< "\${2//=/ = }"
[[ $2 == *' ' ]] && COMP_WORDS+=('')
COMP_CWORD=$((\${#COMP_WORDS[@]} - 1))
eval "$1"
_tenant_keys
printf '%s\\n' "\${COMPREPLY[@]}"
`;

function proposalsOf(line: string): string {
  const args = ['--norc', '-c', BASH, 'bash', scriptFor('bash'), line];
  const printed = execFileSync('bash', args, { cwd: ROOT, encoding: 'utf8' });
  return printed
    .split('\n')
    .filter((word) => word !== '')
    .sort()
    .join(' ');
}

describe('in bash', () => {
  test.each(COMPLETIONS)('"%s" is continued by "%s"', (line, proposals) => {
    expect(proposalsOf(line)).toBe(proposals);
  });

  test('a verb without operands is continued by its flags', () => {
    expect(proposalsOf('tenant-keys quota show ')).toBe(
      '--endpoint --help --json --namespace --region --target --version',
    );
  });

  test('the script is registered for the program, and reports nothing', () => {
    const check = 'set -u; eval "$1"; complete -p tenant-keys';
    const args = ['--norc', '-c', check, 'bash', scriptFor('bash')];
    expect(execFileSync('bash', args, { encoding: 'utf8' })).toBe(
      'complete -F _tenant_keys tenant-keys\n',
    );
  });
});

describe('the verb completion', () => {
  test.each(['bash', 'zsh', 'fish'] as const)('prints the script for %s', async (shell) => {
    expect(await run(`completion ${shell}`)).toEqual({ code: 0, out: scriptFor(shell), err: '' });
  });

  test('prints it as JSON, too', async () => {
    const { out } = await run('completion fish --json');
    expect(JSON.parse(out)).toEqual({ shell: 'fish', script: scriptFor('fish') });
  });
});
