import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

// Runs the commands in the sh blocks of README.md as typed, in a copy of the project like a clone.

const root = fileURLToPath(new URL('../../', import.meta.url));
const readme = readFileSync(join(root, 'README.md'), 'utf8');

/** What a clone does not have, or has only after `npm ci`. */
const NOT_CLONED = ['.git', '.env', 'node_modules', 'dist', 'coverage', '.stryker-tmp'];

/** The commands that cannot be run here, each with the reason. */
const NOT_RUN = new Map([
  ['npm ci && npm start', 'installs packages; the test runs `npm start` with a free port'],
  ['npm ci && npm test', 'installs packages, and runs this test again'],
  ['npm run deploy -- --plan', 'needs an account'],
  ['npm run deploy', 'needs an account'],
  ['npm run doctor', 'needs an account'],
]);

const COMMANDS = blocksOf('sh').flatMap(commandsOf);
const RUN = COMMANDS.filter((command) => !NOT_RUN.has(command));

type Ended = { readonly code: number; readonly output: string };

let clone: string;
let npmStart: ChildProcess;
let screen = '';
/** The result of each command, by its text. */
let ended: ReadonlyMap<string, Ended>;

beforeAll(async () => {
  clone = mkdtempSync(join(tmpdir(), 'tenant-keys-readme-'));
  cpSync(root, clone, {
    recursive: true,
    filter: (path) => path === root || !NOT_CLONED.includes(basename(path)),
  });
  symlinkSync(join(root, 'node_modules'), join(clone, 'node_modules'));
  await startLocalCloud();
  ended = await runAll(RUN);
}, 240_000);

afterAll(async () => {
  if (npmStart.exitCode === null) {
    npmStart.kill('SIGTERM');
    await once(npmStart, 'close');
  }
  rmSync(clone, { recursive: true, force: true });
});

describe('the README', () => {
  test('has at most 165 lines', () => {
    expect(readme.trimEnd().split('\n').length).toBeLessThanOrEqual(165);
  });

  test('has each command that this test does not run', () => {
    expect([...NOT_RUN.keys()].filter((command) => !COMMANDS.includes(command))).toEqual([]);
  });

  test.each(RUN)('has a command that succeeds: %s', (command) => {
    expect(ended.get(command)).toMatchObject({ code: 0 });
  });

  test('shows what npm start prints', () => {
    const shown = /```\n(\d\d:\d\d:\d\d {2}[^`]*)```/.exec(readme)?.[1] ?? '';
    expect(screen.replace(TIME, '').replace(KEY, 'key')).toContain(
      shown.replace(TIME, '').replace(KEY, 'key'),
    );
  });

  test('shows what its requests are answered with', () => {
    const answers = [...ended.values()].map(({ output }) => comparable(output));
    const shown = blocksOf('json').map(comparable);
    expect(shown).toHaveLength(2);
    for (const json of shown) expect(answers).toContainEqual(json);
  });
});

const TIME = /^\d\d:\d\d:\d\d/gm;
const KEY = /key [0-9a-f]{8}$/gm;

/** The texts of all blocks of a language. */
function blocksOf(language: string): readonly string[] {
  const blocks = readme.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, 'gm'));
  return [...blocks].map(([, text = '']) => text);
}

/** The commands of a block, without comments: one a line, or several lines joined by backslashes. */
function commandsOf(block: string): readonly string[] {
  return block
    .replaceAll(/ +#.*$/gm, '')
    .split(/(?<!\\)\n/)
    .filter((command) => command !== '');
}

/** Runs `npm start` on a free port, and waits until the samples have been handled. */
async function startLocalCloud(): Promise<void> {
  npmStart = spawn('npm', ['start', '--silent', '--', '--port', '0'], { cwd: clone });
  const { stdout, stderr } = npmStart;
  await new Promise<void>((resolve, reject) => {
    stdout?.on('data', (chunk) => {
      screen += chunk;
      if (screen.includes('Each request')) resolve();
    });
    stderr?.on('data', (chunk) => (screen += chunk));
    npmStart.on('close', () => reject(new Error(screen)));
  });
}

/**
 * Runs commands one after the other in one shell. The shell has no credentials, as on a fresh machine;
 * it knows the endpoint, since the default port may be taken.
 */
async function runAll(commands: readonly string[]): Promise<ReadonlyMap<string, Ended>> {
  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(screen)?.[0] ?? '';
  const script = commands.map((command) => `{ ${command}\n} 2>&1\nprintf '\\0%s\\0' $?\n`).join('');
  const { stdout } = await promisify(execFile)(
    'sh',
    ['-c', script.replaceAll('http://127.0.0.1:4700', url)],
    { cwd: clone, env: { ...withoutCredentials(process.env), TENANT_KEYS_ENDPOINT: url } },
  );
  const parts = stdout.split('\0');
  return new Map(
    commands.map((command, index) => [
      command,
      { output: parts[2 * index] ?? '', code: Number(parts[2 * index + 1]) },
    ]),
  );
}

function withoutCredentials(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const entries = Object.entries(env).filter(([name]) => !name.startsWith('TENCENTCLOUD_'));
  return Object.fromEntries(entries);
}

/** An answer or event with what differs between runs replaced: ids that are made up, and moments. */
function comparable(text: string): unknown {
  try {
    return JSON.parse(text, (name, value) =>
      /^(?:id|keyId|time|createdAt)$/.test(name) ? '…' : value,
    );
  } catch {
    return text;
  }
}
