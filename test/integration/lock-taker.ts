import { lockDirectory } from '../../emulator/persistence/directory-lock.ts';

/**
 * A program for directory-lock.test.ts: it reports when it runs, locks the directory at the given
 * time, and stays until its input ends.
 */
const [, , directory = ''] = process.argv;
process.stdout.write('up\n');
process.stdin.once('data', (text) => {
  while (Date.now() < Number(text));
  process.stdout.write(`${resultOf(() => lockDirectory(directory))}\n`);
});

function resultOf(lock: () => unknown): string {
  try {
    lock();
    return 'has it';
  } catch (error) {
    return (error as Error).message;
  }
}
