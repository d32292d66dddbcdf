import type { Switches } from '../api/switches.ts';
import { callLocalCloud } from './call-local-cloud.ts';
import { DEMO_CASES, type DemoCase } from './demo-cases.ts';
import { rowOfEnd, rowOfSending, tableHead } from './demo-table.ts';
import { keysPath } from './keys-path.ts';
import { subjectOf } from './live-line.ts';
import type { OutcomeNews } from './news.ts';
import type { Send } from './open-doors.ts';
import type { Paint } from './paint.ts';

export type DemoOptions = {
  /** Of the local cloud. */
  readonly url: string;
  /** Where the cloud's state is kept, if it is. */
  readonly dataDir: string | undefined;
  readonly send: Send;
  readonly print: (text: string) => void;
  readonly paint: Paint;
  readonly stop: AbortSignal;
};

type Ended = { readonly demoCase: DemoCase; readonly end: OutcomeNews | undefined };

/**
 * Sends the requests of the demo through the doors, makes the cloud fail in between, and prints a
 * table of what became of each. Whatever else the cloud holds stays as it is.
 *
 * @returns a sentence for each thing that did not come as expected.
 */
export async function runDemo(options: DemoOptions): Promise<readonly string[]> {
  const { url, dataDir, send, print, paint, stop } = options;
  const before = await callLocalCloud<Switches>(url, 'GET /switches');
  const ended: Ended[] = [];
  print(tableHead(paint));
  try {
    for (const [index, demoCase] of DEMO_CASES.entries()) {
      await setWeather(url, demoCase, before);
      print(rowOfSending(demoCase));
      const { door, tenantId } = demoCase;
      const end = await send({ door, tenantId, text: textOf(demoCase, index) });
      print(rowOfEnd(end, paint));
      if (stop.aborted) return ['The demo was stopped before its end.'];
      ended.push({ demoCase, end });
    }
  } finally {
    // The switches outlive this process where the state is kept.
    await setWeather(url, {}, before);
  }
  const twice = await keysMadeTwice(url);
  print(summaryOf(ended, twice.length, dataDir));
  return [...ended.flatMap(surpriseOf), ...twice];
}

/** Sets the faults and switches of a case, in place of those of the one before. */
async function setWeather(
  url: string,
  { faults = [], switches = {} }: Pick<DemoCase, 'faults' | 'switches'>,
  before: Switches,
): Promise<void> {
  await callLocalCloud(url, 'DELETE /faults');
  await callLocalCloud(url, 'POST /faults', faults);
  await callLocalCloud(url, 'PUT /switches', { ...before, ...switches });
}

/** The ids are the same at each run, so that a repeat on a kept state finds its keys again. */
function textOf({ tenantId, keyName, fields, text }: DemoCase, index: number): string {
  return text ?? JSON.stringify({ requestId: `demo-${index + 1}`, tenantId, keyName, ...fields });
}

function surpriseOf({ demoCase, end }: Ended): string[] {
  const { expected } = demoCase;
  const isExpected =
    end?.outcome === expected.outcome &&
    end.code === expected.code &&
    (expected.adopted === undefined || end.adopted === true);
  if (isExpected) return [];
  const came = end === undefined ? 'no outcome' : [end.outcome, end.code].filter(Boolean).join(' ');
  const wanted = [expected.outcome, expected.code].filter(Boolean).join(' ');
  return [`${subjectOf(demoCase)} (${demoCase.door}) had ${came} instead of ${wanted}.`];
}

type KeyList = { readonly keys: readonly { readonly keyName: string }[] };

/** A sentence for each name under which a tenant of the demo has more than one key. */
async function keysMadeTwice(url: string): Promise<string[]> {
  const tenants = new Set(DEMO_CASES.map(({ tenantId }) => tenantId));
  const sentences: string[] = [];
  for (const tenant of tenants) {
    const { keys } = await callLocalCloud<KeyList>(url, `GET ${keysPath(tenant)}`);
    const names = keys.map(({ keyName }) => keyName);
    const repeated = names.filter((name, index) => names.indexOf(name) !== index);
    sentences.push(...repeated.map((name) => `${tenant}/${name} has more than one key.`));
  }
  return sentences;
}

function summaryOf(ended: readonly Ended[], doubles: number, dataDir: string | undefined): string {
  const ends = ended.flatMap(({ end }) => end ?? []);
  const countOf = (outcome: string) => ends.filter((end) => end.outcome === outcome).length;
  const counts = ['provisioned', 'rejected', 'parked'].map((name) => `${countOf(name)} ${name}`);
  const keys = new Set(ends.flatMap(({ keyId }) => keyId ?? [])).size;
  return `
${ended.length} requests: ${counts.join(', ')}. ${keys} keys, ${doubles === 0 ? 'each' : `all but ${doubles}`} made once.

The parked ones are in the topic key-dead-letters, unchanged, each with its
reason and what to do next. ${whereKept(dataDir)}
`;
}

function whereKept(dataDir: string | undefined): string {
  return dataDir === undefined
    ? 'This cloud ends here; --data DIR would keep it.'
    : `npm start -- --data ${dataDir} goes on from here.`;
}
