import { spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';

type KeystrokesOptions = {
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean; unref?(): unknown };
  /** Opens the page; returns a sentence when that failed. */
  readonly open: () => Promise<string | undefined>;
  readonly print: (sentence: string) => void;
};

/**
 * Reads lines until the returned function is called: `o` opens the page, and anything else is answered with
 * what there is. An empty line is taken for spacing.
 *
 * Whole lines are read, so that the terminal stays as it is: Ctrl-C and Ctrl-Z work as ever, and a process
 * that is killed leaves no terminal behind that shows nothing of what is typed.
 */
export function readKeystrokes({ input, open, print }: KeystrokesOptions): () => void {
  const lines = createInterface({ input, terminal: false });
  lines.on('line', (line) => void obey(line.trim().toLowerCase()));

  async function obey(typed: string): Promise<void> {
    if (typed === '') return;
    const isOpening = typed === 'o' || typed === 'open';
    const sentence = isOpening ? await open() : KEYS;
    if (sentence !== undefined) print(sentence);
  }

  return () => {
    lines.close();
    // An input that is still open would keep the process running.
    input.unref?.();
  };
}

const KEYS = 'o and Enter open the page in a browser; Ctrl-C stops the local cloud.';

/**
 * Whether the terminal's input goes to this process. The system stops a process in the background that reads
 * from its terminal, so it must not try. Where it cannot be told, the answer is no.
 *
 * @see https://pubs.opengroup.org/onlinepubs/9699919799/utilities/ps.html (`stat` has `+` in the foreground)
 */
export function isInForeground(processId: number, platform: NodeJS.Platform): boolean {
  if (platform === 'win32') return true;
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(processId)]);
  return String(stdout ?? '').includes('+');
}
