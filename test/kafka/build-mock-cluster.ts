import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** The path of the program that runs a cluster. */
    readonly mockCluster: string;
  }
}

const run = promisify(execFile);

/** Compiles the cluster before the tests, and deletes it after them. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  await orMissing(run('kcat', ['-V']));
  const folder = await mkdtemp(join(tmpdir(), 'mock-cluster-'));
  const program = join(folder, 'mock-cluster');
  const source = fileURLToPath(new URL('mock-cluster.c', import.meta.url));
  await orMissing(run('gcc', ['-Wall', '-Wextra', '-o', program, source, '-lrdkafka']));
  project.provide('mockCluster', program);
  return () => rm(folder, { recursive: true });
}

const MISSING =
  'The Kafka tests need kcat, gcc and librdkafka with its headers: install them (on Debian, `apt-get install kcat gcc libc6-dev librdkafka-dev`) and run this again.';

async function orMissing(running: Promise<unknown>): Promise<void> {
  await running.catch((cause: NodeJS.ErrnoException & { readonly stderr?: string }) => {
    const isMissing =
      cause.code === 'ENOENT' || /No such file|cannot find/.test(cause.stderr ?? '');
    if (!isMissing) throw cause;
    const error = new Error(MISSING);
    delete error.stack; // What to install is all that there is to say.
    throw error;
  });
}
