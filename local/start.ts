import process from 'node:process';
import { type Listeners, listeners } from '../emulator/async/listeners.ts';
import { paintFor } from '../terminal/paint.ts';
import type { Activity } from './activity.ts';
import { runApplication } from './application.ts';
import { openBrowser } from './browser.ts';
import { type LocalCloud, startLocalCloud } from './cloud.ts';
import { runDemo } from './demo.ts';
import { deployApplication } from './deployment.ts';
import { demoScreen, deployIt, firstScreen, tryIt } from './first-screen.ts';
import { type Flags, HELP, parseFlags } from './flags.ts';
import { isInForeground, readKeystrokes } from './keystrokes.ts';
import { liveLine, outcomeJson, readyJson } from './live-line.ts';
import { addApplicationPage } from './page/application-page.ts';
import { requestSender, type Send, sendSamples } from './requests.ts';

// `npm start`: a local Tencent cloud with the application deployed to it.

const DIST_URL = new URL('../', import.meta.url);
const ROOT_URL = new URL('../', DIST_URL);
const { stdin, stdout, stderr, env, platform, pid } = process;
const paint = paintFor(stdout.isTTY, env);

process.exitCode = await main();

async function main(): Promise<number> {
  const parsed = parseFlags(process.argv.slice(2));
  switch (parsed.kind) {
    case 'help':
      stdout.write(HELP);
      return 0;
    case 'refused':
      stderr.write(`${parsed.problem}\n`);
      return 2;
    case 'start':
      return start(parsed.flags).catch((error: unknown) => {
        stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
        return 1;
      });
  }
}

async function start(flags: Flags): Promise<number> {
  const stop = stopSignal();
  const warn = (sentence: string) => void stderr.write(`${sentence}\n`);
  const cloud = await startLocalCloud({
    ...flags,
    warn,
    pageUrl: new URL('local/page/', DIST_URL),
  });
  try {
    return await run(cloud, flags, stop);
  } finally {
    await cloud.close();
  }
}

/** Aborts at a signal to stop, or when the output has no reader any more. */
function stopSignal(): AbortSignal {
  const stopping = new AbortController();
  const stop = () => stopping.abort();
  // Once: a second Ctrl-C ends the process at once.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
  stdout.on('error', stop);
  if (env.npm_lifecycle_event !== undefined) stopWithParent(stop);
  return stopping.signal;
}

/** npm passes a signal only to its shell, which then ends and leaves this process running. */
function stopWithParent(stop: () => void): void {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) stop();
  }, 200).unref();
}

async function run(cloud: LocalCloud, flags: Flags, stop: AbortSignal): Promise<number> {
  const { add: onActivity, notify: report } = listeners<Activity>();
  // Before anything runs: kept functions may still call the address of an earlier start.
  if (flags.deploys) await deployApplication(cloud, ROOT_URL);
  const application = runApplication(cloud, DIST_URL, report);
  const send = requestSender(cloud, onActivity, stop);
  const { page } = cloud;
  const leavePage = page && addApplicationPage({ cloud, page, application, onActivity, send });
  try {
    const opensPage = !flags.json && !flags.demo && hasKeystrokes();
    present(cloud, flags, opensPage, onActivity);
    const end = flags.demo
      ? demo(cloud, flags, send, stop)
      : serve(cloud, flags, opensPage, send, stop);
    return await Promise.race([end, application.running.then(() => 0)]);
  } finally {
    leavePage?.();
    await application.close();
  }
}

/** Prints what is running, and from then on what happens. */
function present(
  cloud: LocalCloud,
  { json, demo, dataDir }: Flags,
  opensPage: boolean,
  onActivity: Listeners<Activity>['add'],
): void {
  if (json) {
    stdout.write(readyJson(cloud));
    onActivity((activity) => void stdout.write(outcomeJson(activity)));
  } else if (demo) {
    stdout.write(demoScreen(cloud, paint));
  } else {
    // A terminal that does not know its width reports 0.
    const columns = stdout.columns || 80;
    stdout.write(firstScreen(cloud, performance.now(), { dataDir, opensPage, columns, paint }));
    onActivity((activity) => {
      const time = new Date().toTimeString().slice(0, 8);
      stdout.write(`${liveLine(activity, time, paint)}\n`);
    });
  }
}

async function serve(
  cloud: LocalCloud,
  { empty, json, deploys }: Flags,
  opensPage: boolean,
  send: Send,
  stop: AbortSignal,
): Promise<number> {
  if (!empty) {
    stdout.write('\n');
    await sendSamples(send);
  }
  if (!json && !stop.aborted) {
    stdout.write(deploys ? tryIt(cloud, !empty, paint) : deployIt(cloud.url, paint));
  }
  const stopReading = opensPage ? readTerminal(cloud.url) : () => {};
  await aborted(stop);
  stopReading();
  if (!json) stdout.write('\nStopped.\n');
  return 0;
}

/** Opens the page at a keystroke, until the returned function is called. */
function readTerminal(url: string): () => void {
  const stopReading = readKeystrokes({
    input: stdin,
    open: () => openBrowser(url, { platform, env }),
    print: (sentence) => void stdout.write(`${sentence}\n`),
  });
  // Whoever suspended the process may have continued it in the background.
  const check = () => void (hasKeystrokes() || stopReading());
  process.on('SIGCONT', check);
  return () => {
    process.off('SIGCONT', check);
    stopReading();
  };
}

function hasKeystrokes(): boolean {
  return stdin.isTTY && stdout.isTTY && isInForeground(pid, platform);
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve());
  });
}

async function demo(
  access: LocalCloud,
  { json, dataDir }: Flags,
  send: Send,
  stop: AbortSignal,
): Promise<number> {
  const print = (text: string) => void (json || stdout.write(text));
  const deviations = await runDemo({ access, dataDir, send, print, paint, stop });
  for (const sentence of deviations) stderr.write(`${sentence}\n`);
  return deviations.length === 0 ? 0 : 1;
}
