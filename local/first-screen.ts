import type { Paint } from '../terminal/paint.ts';
import { columnsOf, wrapped } from '../terminal/text.ts';
import { keysPath } from './calls.ts';
import type { LocalCloud } from './cloud.ts';

type Screen = {
  /** Where the state is kept; undefined when it is not. */
  readonly dataDir: string | undefined;
  /** The terminal has a keystroke that opens the page. */
  readonly opensPage: boolean;
  /** The width of the terminal. */
  readonly columns: number;
  readonly paint: Paint;
};

/**
 * Says what runs at which addresses, what survives its end, and how a browser, an SDK and the operator's
 * command reach it.
 */
export function firstScreen(cloud: LocalCloud, readyMs: number, screen: Screen): string {
  const { dataDir, columns, paint } = screen;
  const title = paint('bold', 'tenant-keys on a local Tencent cloud');
  const ready = `ready in ${(readyMs / 1_000).toFixed(1)} s (Ctrl-C stops it)`;
  return [
    `${title}, ${ready}\n`,
    `\n${addressLines(cloud.url, screen)}`,
    ...brokerLines(cloud, columns),
    `\n${indented(survivalSentences(dataDir), columns)}`,
    `    curl -X POST ${cloud.url}/reset\n`,
    `\n${indented(accessSentences(cloud), columns)}`,
    variableLines(cloud),
  ].join('');
}

const WIDTH = 80;

/** A line for each address, or two where the terminal is narrow. */
function addressLines(url: string, { opensPage, columns, paint }: Screen): string {
  const rows: readonly (readonly [address: string, use: string])[] = [
    [url, opensPage ? 'page (o + Enter), APIs' : 'page and APIs'],
    ['  /functions/accept-request/v1/tenants/<tenant>/keys', 'HTTP API: POST a request'],
    ['  /issuer/token', 'tokens for the HTTP API'],
    ['  /topics/key-requests/messages', 'queue: POST a request'],
    ['  /topics/key-events/messages', 'outcomes, as events'],
    ['  /topics/key-dead-letters/messages', 'dead letters'],
    ['  /journal', 'all calls so far'],
    ['  /faults  /switches', 'failures and limits'],
  ];
  const addressColumns = Math.max(...rows.map(([address]) => columnsOf(address)));
  return rows
    .map(([address, use]) => {
      const text = address === url ? paint('bold', address) : address;
      const gap =
        columns < WIDTH ? '\n      ' : ' '.repeat(addressColumns - columnsOf(address) + 2);
      return `  ${text}${gap}${use}\n`;
    })
    .join('');
}

function brokerLines({ topicEngine: { url } }: LocalCloud, columns: number): readonly string[] {
  if (url === undefined) return [];
  const sentence = `The topics are on the brokers at ${url}, and their messages stay there.`;
  return [`\n${indented(sentence, columns)}`];
}

/** What is there at the next start, and how to begin anew without one. */
function survivalSentences(dataDir: string | undefined): string {
  const kept =
    dataDir === undefined
      ? 'Nothing survives a stop; start with --data DIR to keep it.'
      : `${dataDir} keeps everything but calls and faults for the next start.`;
  return `${kept} This clears all but what is deployed:`;
}

function accessSentences({ url, region }: LocalCloud): string {
  return [
    'To use an official SDK for KMS, Tag, SCF, CAM, STS or CKafka, give it the endpoint',
    `${new URL(url).host} over http, the region ${region} and the first two of these values.`,
    "The operator's command, npx tenant-keys (--help), needs only the third:",
  ].join(' ');
}

function indented(sentences: string, columns: number): string {
  const lines = wrapped(sentences, Math.min(columns, WIDTH) - 2);
  return lines.map((line) => `  ${line}\n`).join('');
}

/** The environment variables of the operator's command. */
function variableLines({ url, region, secretId, secretKey }: LocalCloud): string {
  const variables = [
    `TENCENTCLOUD_SECRET_ID=${secretId}`,
    `TENCENTCLOUD_SECRET_KEY=${secretKey}`,
    `TENANT_KEYS_ENDPOINT=${url}`,
    ...(region === COMMAND_REGION ? [] : [`TENCENTCLOUD_REGION=${region}`]),
  ];
  return variables.map((variable) => `    export ${variable}\n`).join('');
}

/** The region of the command by default. */
const COMMAND_REGION = 'ap-guangzhou';

/**
 * Commands to be copied as they stand.
 *
 * @param hasSamples The sample requests have been sent, so that one is parked.
 */
export function tryIt({ url, region }: LocalCloud, hasSamples: boolean, paint: Paint): string {
  const regionFlag = region === COMMAND_REGION ? '' : ` --region ${region}`;
  const parked = `
One of the sample requests is parked. This lists it:

npx tenant-keys dead-letters list \\
  --endpoint ${url}${regionFlag}
`;
  return `
Request a key of your own, twice:

TOKEN=$(npm run --silent token -- --tenant initech${endpointFlag(url)})
curl -w '\\n' -H "authorization: Bearer $TOKEN" \\
  -H 'content-type: application/json' \\
  -d '{"requestId":"try-1","keyName":"main"}' \\
  ${url}${keysPath('initech')}
${hasSamples ? parked : ''}${liveHead(paint)}`;
}

/** What to do with a cloud to which nothing was deployed. */
export function deployIt(url: string, paint: Paint): string {
  return `
Nothing was deployed. Deploy now, and again after each change, with:

npm run deploy -- --target local${endpointFlag(url)}
${liveHead(paint)}`;
}

function endpointFlag(url: string): string {
  return url === COMMAND_URL ? '' : ` \\\n  --endpoint ${url}`;
}

/** The local cloud's address for the command by default. */
const COMMAND_URL = 'http://127.0.0.1:4700';

function liveHead(paint: Paint): string {
  return `\n${paint('dim', 'Each request and its outcome have a line here:')}\n`;
}

export function demoScreen({ url, region }: LocalCloud, paint: Paint): string {
  const title = paint('bold', 'tenant-keys on a local Tencent cloud: the demo');
  return `${title}
Real functions, the official SDK, ${url}, region ${region}.

`;
}
