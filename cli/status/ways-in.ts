import { deployApis } from '../../deploy/calls/apis.ts';
import { type CallCloud, cloudCalls } from '../../deploy/calls/calls.ts';
import { readTriggers } from '../../deploy/resources/trigger.ts';
import { readDescription } from '../../deploy/resources/trigger-description.ts';
import type { FoundTrigger } from '../../deploy/state/found.ts';
import { ApiError } from '../../shared/tenant-key/api-error.ts';
import type { Access } from '../invocation/access.ts';
import { explainTriggerError } from '../invocation/explanations.ts';
import { isLoopback } from '../invocation/target.ts';
import type { Io } from '../report/io.ts';
import type { Status, UnknownPart } from './generated/status.ts';

/** Both ways in, as far as they can be read. */
export type WaysIn = Pick<Status, 'http' | 'queue'> & { readonly unknown: readonly UnknownPart[] };

/**
 * Reads the triggers of both ways in, with the rights of the person: no function of ours has a right to triggers. It
 * takes a call for each.
 */
export async function readWaysIn(access: Access, { clock, wallMs }: Io): Promise<WaysIn> {
  const { connection, credentials } = access;
  const { endpoint, region, namespace } = connection;
  const apis = deployApis({ region, endpoint, readCredentials: () => credentials, clock, wallMs });
  const { call } = cloudCalls(apis, clock, clock.nowMs() + TIME_MAX_MS);
  const [http, queue] = await Promise.all([
    readPart('http', access, () => triggersOf('accept-request', 'http', namespace, call)),
    readPart('queue', access, () => triggersOf('provision-keys', 'ckafka', namespace, call)),
  ]);
  return {
    ...('triggers' in http
      ? { http: { triggers: http.triggers.map((each) => httpTrigger(each, endpoint)) } }
      : {}),
    ...('triggers' in queue ? { queue: { triggers: queue.triggers.map(queueTrigger) } } : {}),
    unknown: [http, queue].flatMap((part) => ('triggers' in part ? [] : [part])),
  };
}

/** As long as the function that answers the rest may take for one part. */
const TIME_MAX_MS = 10_000;

type Triggers = { readonly triggers: readonly FoundTrigger[] };

async function triggersOf(
  functionName: string,
  wanted: FoundTrigger['type'],
  namespace: string,
  call: CallCloud,
): Promise<Triggers> {
  const triggers = await readTriggers(functionName, namespace, call);
  return { triggers: triggers.filter(({ type }) => type === wanted) };
}

async function readPart(
  part: 'http' | 'queue',
  { connection }: Access,
  read: () => Promise<Triggers>,
): Promise<Triggers | UnknownPart> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { part, code: error.code, detail: await explainTriggerError(error, connection) };
  }
}

/** The local cloud serves the URL of a function under its own address. */
function httpTrigger({ functionName, name, enabled, desc }: FoundTrigger, endpoint?: string) {
  const fields = readDescription(desc);
  const url =
    endpoint !== undefined && isLoopback(endpoint)
      ? `${endpoint}/functions/${functionName}`
      : fields.get('extraneturl') || fields.get('intraneturl');
  return { name, ...(url ? { url } : {}), enabled };
}

function queueTrigger({ name, enabled }: FoundTrigger) {
  return { name, enabled };
}
