// @ts-check

import { subscribe } from 'node:diagnostics_channel';
import { register } from 'node:module';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { watchEntries } from './entered-files.mjs';

/**
 * Runs the product's own sources against a local cloud, and lists the files that are entered by a request
 * from the queue, by a redrive in the command, and by a redrive in the function.
 *
 *   node scripts/figures/probe.mjs <root> <url of the local cloud> <modules of the command>
 *
 * It is a process of its own, since the functions read their environment when they are loaded. It must
 * be forked, and sends a {@link Trace} to its parent.
 *
 * @typedef {{ readonly queue: readonly string[], readonly command: readonly string[], readonly redrive: readonly string[] }} Trace
 */

/** @typedef {(event: unknown, context: object) => Promise<unknown>} Handler */

const EVENTS_PATH = /\/topics\/key-events\/messages$/;
/** The context that the platform passes to an invocation. */
const CONTEXT = { request_id: 'figures', time_limit_in_ms: 60_000 };

/** A failure that parks a request at once. */
const PARKING_FAULT = {
  action: 'CreateKey',
  effect: { error: 'InvalidParameterValue' },
  times: 1,
};

const [root = '', cloudUrl = '', commandModules = '[]'] = process.argv.slice(2);
const rootUrl = pathToFileURL(`${root}/`).href;
register('./typescript-loader.mjs', import.meta.url);

/** @type {() => void} */
let onEvent = () => {};
watchRequests();
const entries = watchEntries();
process.send?.(await trace());
process.disconnect?.();

/** @returns {Promise<Trace>} */
async function trace() {
  Object.assign(process.env, await environmentOfFunctions());
  // A request is then one call of KMS: its tags need not exist before.
  await ask('PUT /switches', { tagsMustExist: false });
  const provision = await handlerOf('provision-keys');
  const redrive = await handlerOf('redrive');

  const run = (/** @type {string} */ tenantId) => provision(recordOf(tenantId), CONTEXT);
  await run('warm-1'); // An instance opens its clients with its first request.
  await run('warm-2');
  const queue = await enteredUntilEvent(() => run('queue'));

  for (const tenantId of ['by-command', 'warm-3', 'by-function']) {
    await ask('POST /faults', [PARKING_FAULT]);
    await run(tenantId);
    await ask('DELETE /faults');
  }
  const command = await enteredByCommand(['dead-letters', 'redrive', '--tenant', 'by-command']);
  await redrive(redriveOf('warm-3'), CONTEXT);
  const inFunction = await enteredUntilEvent(() => redrive(redriveOf('by-function'), CONTEXT));
  return { queue, command, redrive: inFunction };
}

/** Observes events on their way to the local cloud. */
function watchRequests() {
  subscribe('http.client.request.start', (message) => {
    const { request } = /** @type {{ request: import('node:http').ClientRequest }} */ (message);
    if (request.method === 'POST' && EVENTS_PATH.test(request.path)) onEvent();
  });
}

async function environmentOfFunctions() {
  const environment = await ask('GET /environment');
  return {
    ...environment,
    // The names on the platform, and those of the command.
    TENCENTCLOUD_SECRETID: environment.TENCENTCLOUD_SECRET_ID,
    TENCENTCLOUD_SECRETKEY: environment.TENCENTCLOUD_SECRET_KEY,
    TENANT_KEYS_ENDPOINT: cloudUrl,
    ENVIRONMENT: 'tenant-keys',
    REQUESTS_TOPIC: 'key-requests',
    KMS_CALLS_PER_SECOND_MAX: '100',
    TAG_CALLS_PER_SECOND_MAX: '20',
  };
}

/**
 * @param {string} route
 * @param {unknown} [body]
 * @returns {Promise<any>}
 */
async function ask(route, body) {
  const [method = '', path = ''] = route.split(' ');
  const response = await fetch(`${cloudUrl}${path}`, {
    method,
    body: JSON.stringify(body) ?? null,
  });
  if (!response.ok) {
    throw new Error(`${route} answers ${response.status}: ${await response.text()}`);
  }
  return response.json();
}

/**
 * @param {string} name
 * @returns {Promise<Handler>}
 */
async function handlerOf(name) {
  const { main_handler } = await import(`${rootUrl}functions/${name}.ts`);
  return main_handler;
}

/** @param {string} tenantId */
function recordOf(tenantId) {
  const msgBody = JSON.stringify({ requestId: `r-${tenantId}`, tenantId, keyName: 'main' });
  const place = { topic: 'key-requests', partition: 0, offset: 0, msgKey: tenantId };
  return { Records: [{ Ckafka: { ...place, msgBody } }] };
}

/** @param {string} tenantId */
function redriveOf(tenantId) {
  return { command: 'redrive', selection: { tenantId } };
}

/** @param {() => Promise<unknown>} run */
async function enteredUntilEvent(run) {
  /** @type {readonly string[] | undefined} */
  let entered;
  onEvent = () => {
    entered ??= entries.list();
  };
  entries.restart();
  const answer = await run();
  onEvent = () => {};
  if (entered !== undefined) return pathsOf(entered);
  throw new Error(`No event was published; the function answered ${JSON.stringify(answer)}.`);
}

/**
 * Its other modules are loaded first. Loading the entry then runs the command.
 *
 * @param {readonly string[]} args
 */
async function enteredByCommand(args) {
  const [entry, ...others] = /** @type {string[]} */ (JSON.parse(commandModules));
  for (const path of others) await import(rootUrl + path);
  process.argv = [process.execPath, String(entry), ...args];
  entries.restart();
  await import(rootUrl + entry);
  const entered = entries.list();
  const exitCode = process.exitCode;
  process.exitCode = 0;
  if (exitCode === 0) return pathsOf(entered);
  throw new Error(`The command \`${args.join(' ')}\` ended with ${exitCode}.`);
}

/** @param {readonly string[]} urls */
function pathsOf(urls) {
  return urls
    .filter((url) => url.startsWith(rootUrl))
    .map((url) => url.slice(rootUrl.length))
    .sort();
}
