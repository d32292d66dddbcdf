import { chmodSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { browserCommand, openBrowser } from '../../local/browser.ts';
import { readKeystrokes } from '../../local/keystrokes.ts';

const URL_HERE = 'http://127.0.0.1:4700';

/** Types lines, and returns what was opened and printed once all were read. */
async function typed(lines: string, failure?: string) {
  const input = new PassThrough();
  const printed: string[] = [];
  let opened = 0;
  const open = async () => {
    opened += 1;
    return failure;
  };
  const stop = readKeystrokes({ input, open, print: (sentence) => void printed.push(sentence) });
  input.end(lines);
  await new Promise((resolve) => setTimeout(resolve, 20));
  stop();
  return { opened, printed };
}

const KEYS = 'o and Enter open the page in a browser; Ctrl-C stops the local cloud.';

describe('a line in the terminal', () => {
  test.each(['o\n', 'O\n', ' o \n', 'open\n', 'o\r\n'])('%j opens the page', async (line) => {
    expect(await typed(line)).toEqual({ opened: 1, printed: [] });
  });

  test.each(['\n', '\n\n\n', '   \n', ''])('%j is taken for spacing', async (line) => {
    expect(await typed(line)).toEqual({ opened: 0, printed: [] });
  });

  test.each(['h\n', 'quit\n', 'oo\n'])('%j is answered with what there is', async (line) => {
    expect(await typed(line)).toEqual({ opened: 0, printed: [KEYS] });
  });

  test('says why no browser was opened', async () => {
    expect(await typed('o\n', 'No browser.')).toEqual({ opened: 1, printed: ['No browser.'] });
  });

  test('means nothing after the end', async () => {
    const input = new PassThrough();
    let opened = 0;
    const open = async () => {
      opened += 1;
      return undefined;
    };
    readKeystrokes({ input, open, print: () => {} })();
    input.write('o\n');
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(opened).toBe(0);
  });
});

describe('a browser is opened by', () => {
  test.each<[NodeJS.Platform, Readonly<Record<string, string>>, string]>([
    ['darwin', {}, 'open'],
    ['win32', {}, 'explorer.exe'],
    ['linux', { WSL_DISTRO_NAME: 'Debian' }, 'explorer.exe'],
    ['linux', {}, 'xdg-open'],
    ['freebsd', {}, 'xdg-open'],
  ])('the program of %s %j, %s, with the address alone', (platform, env, file) => {
    expect(browserCommand(URL_HERE, { platform, env })).toMatchObject({ file, args: [URL_HERE] });
  });

  const here = (script: string) => {
    const folder = mkdtempSync(join(tmpdir(), 'browser-'));
    writeFileSync(join(folder, 'xdg-open'), `#!/bin/sh\n${script}\n`);
    chmodSync(join(folder, 'xdg-open'), 0o755);
    return {
      folder,
      desktop: { platform: 'linux' as const, env: { PATH: `${folder}:/bin:/usr/bin` } },
    };
  };

  test('a program that gets the address', async () => {
    const { folder, desktop } = here(`echo "$@" > "$(dirname "$0")/opened"`);
    expect(await openBrowser(URL_HERE, desktop)).toBeUndefined();
    expect(readFileSync(join(folder, 'opened'), 'utf8')).toBe(`${URL_HERE}\n`);
  });

  test('nobody where it fails, and a sentence says what to do', async () => {
    expect(await openBrowser(URL_HERE, here('exit 3').desktop)).toBe(
      'No browser was found. Open http://127.0.0.1:4700 in a browser yourself.',
    );
  });

  test('nobody where there is no such program', async () => {
    expect(await openBrowser(URL_HERE, { platform: 'linux', env: { PATH: '/nowhere' } })).toBe(
      'No browser can be opened from here. Open http://127.0.0.1:4700 in a browser yourself.',
    );
  });
});
