import { spawn } from 'node:child_process';
import type { Environment } from '../terminal/paint.ts';

/** Where a browser is to be opened. */
export type Desktop = {
  readonly platform: NodeJS.Platform;
  /** The variables of this process, which the browser inherits. */
  readonly env: Environment;
};

/**
 * Opens an address in the browser that the system prefers. Returns without waiting for the browser to end.
 *
 * @returns a sentence that says why no browser was opened, and what to do; undefined when one was.
 */
export function openBrowser(url: string, desktop: Desktop): Promise<string | undefined> {
  const { file, args, alwaysFails } = browserCommand(url, desktop);
  const byHand = `Open ${url} in a browser yourself.`;
  return new Promise((resolve) => {
    const child = spawn(file, args, { detached: true, stdio: 'ignore', env: { ...desktop.env } });
    child.once('error', () => resolve(`No browser can be opened from here. ${byHand}`));
    child.once('exit', (code) =>
      resolve(code === 0 || alwaysFails ? undefined : `No browser was found. ${byHand}`),
    );
    // Some of these programs become the browser, so they do not end.
    setTimeout(() => resolve(undefined), STARTED_AFTER_MS).unref();
    child.unref();
  });
}

/** A program that has not failed until then has become the browser. */
const STARTED_AFTER_MS = 3_000;

export type BrowserCommand = {
  readonly file: string;
  readonly args: readonly string[];
  /** Its exit code says nothing. */
  readonly alwaysFails: boolean;
};

/**
 * The program of each system that opens an address.
 *
 * @see https://learn.microsoft.com/windows/wsl/interop (programs of Windows in a Linux on it)
 * @see https://portland.freedesktop.org/doc/xdg-open.html
 */
export function browserCommand(url: string, { platform, env }: Desktop): BrowserCommand {
  if (platform === 'darwin') return { file: 'open', args: [url], alwaysFails: false };
  const onWindows = platform === 'win32' || env.WSL_DISTRO_NAME !== undefined;
  // It answers with 1 also when it succeeds.
  if (onWindows) return { file: 'explorer.exe', args: [url], alwaysFails: true };
  return { file: 'xdg-open', args: [url], alwaysFails: false };
}
