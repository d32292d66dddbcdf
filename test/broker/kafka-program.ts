import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** Apache Kafka as Java classes. */
export type KafkaProgram = {
  /** Such as `4.1.1`. */
  readonly version: string;
  readonly classPath: string;
  /** Whether the brokers of this version keep their cluster in ZooKeeper. */
  readonly hasZooKeeper: boolean;
};

const run = promisify(execFile);

/**
 * Brings a version of Kafka by Maven, and compiles what drives it. Both stay in `test/broker/jars/`, so
 * that only the first run takes the time. Throws an error that says what to install if Java 17 or Maven
 * is missing.
 */
export async function bringKafka(version: string): Promise<KafkaProgram> {
  await checkJava();
  const folder = here(`jars/${version}`);
  if (!existsSync(folder)) await once(folder, (place) => bringJars(version, place));
  const classes = here(`jars/${version}-classes`);
  await rm(classes, { recursive: true, force: true }); // Their sources may have changed.
  await once(classes, (place) => compile(folder, place));
  return {
    version,
    classPath: `${classes}:${folder}/*`,
    hasZooKeeper: /^[0-2]\./.test(version),
  };
}

/** Makes a folder whole or not at all, so that an interrupted run leaves nothing that looks complete. */
async function once(folder: string, make: (place: string) => Promise<unknown>): Promise<void> {
  const place = `${folder}.${process.pid}`;
  await mkdir(dirname(folder), { recursive: true });
  try {
    await make(place);
    await rename(place, folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error; // Another run was faster.
    });
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}

async function checkJava(): Promise<void> {
  const { stderr } = await orMissing(run('javac', ['-version'])).then(() =>
    run('java', ['-version']),
  );
  const [, major] = /version "(\d+)/.exec(stderr) ?? [];
  if (Number(major) < 17) throw missing(`The java of this machine is version ${major}. `);
}

function bringJars(version: string, place: string): Promise<unknown> {
  return orMissing(
    run('mvn', [
      ...['--quiet', '--batch-mode', '--file', here('pom.xml'), `-Dkafka.version=${version}`],
      ...['dependency:copy-dependencies', `-DoutputDirectory=${place}`],
    ]),
  );
}

function compile(jars: string, place: string): Promise<unknown> {
  const sources = [here('Launch.java'), here('Peer.java')];
  return run('javac', ['-nowarn', '-d', place, '-cp', `${jars}/*`, ...sources]);
}

function here(path: string): string {
  return join(fileURLToPath(new URL('.', import.meta.url)), path);
}

async function orMissing<T>(running: Promise<T>): Promise<T> {
  return running.catch((cause: NodeJS.ErrnoException) => {
    throw cause.code === 'ENOENT' ? missing() : cause;
  });
}

function missing(reason = ''): Error {
  const error = new Error(
    `${reason}The broker tests need Java 17 or later (a JDK) and Maven: install them (on Debian, \`apt-get install default-jdk-headless maven\`) and run this again.`,
  );
  delete error.stack; // What to install is all that there is to say.
  return error;
}
