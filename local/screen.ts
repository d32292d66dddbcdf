import type { Color, Paint } from '../terminal/paint.ts';
import { keysPath } from './calls.ts';
import type { LocalCloud } from './cloud.ts';
import type { Names, News, Outcome, OutcomeNews } from './news.ts';

/** What is running and where, within 80 columns. */
export function firstScreen(
  cloud: LocalCloud,
  dataDir: string | undefined,
  readyMs: number,
  paint: Paint,
): string {
  const { url, region } = cloud;
  const title = paint('bold', 'tenant-keys on a local Tencent cloud');
  return `${title}, ready in ${(readyMs / 1_000).toFixed(1)} s (Ctrl-C stops it)

  ${paint('bold', url.padEnd(52))}  the cloud's API: any SDK
    ${keysPath('<tenant>')}  HTTP door: POST request
    /issuer/token                                       its tokens: POST tenant
    /topics/key-requests/messages                       queue door: POST message
    /topics/key-events/messages                         what became of them
    /topics/key-dead-letters/messages                   what is parked
    /journal                                            every call of the cloud
    /faults  /switches                                  make it fail

  An official SDK for KMS, Tag, SCF, CAM, STS or CKafka goes there with the
  endpoint ${new URL(url).host} over http, the region ${region} and the
  first two of these; npx tenant-keys, the operator's command (--help), takes
  them all:
${variablesOf(cloud)}${dataDir === undefined ? '' : `\n  All is kept in ${dataDir}.\n`}`;
}

/** What the operator's command needs to know. */
function variablesOf({ url, region, secretId, secretKey }: LocalCloud): string {
  const variables = [
    `TENCENTCLOUD_SECRET_ID=${secretId}`,
    `TENCENTCLOUD_SECRET_KEY=${secretKey}`,
    `TENANT_KEYS_ENDPOINT=${url}`,
    ...(region === COMMAND_REGION ? [] : [`TENCENTCLOUD_REGION=${region}`]),
  ];
  return variables.map((variable) => `    export ${variable}\n`).join('');
}

/** Where the command looks for a local cloud unless it is told. */
const COMMAND_URL = 'http://127.0.0.1:4700';

/** Where the command looks for the functions of a local cloud unless it is told. */
const COMMAND_REGION = 'ap-guangzhou';

/** Commands that may be copied as they stand. */
export function tryIt(url: string, paint: Paint): string {
  return `
Try it, twice:

TOKEN=$(npm run --silent token -- --tenant initech${endpointOf(url)})
curl -w '\\n' -H "authorization: Bearer $TOKEN" \\
  -H 'content-type: application/json' \\
  -d '{"requestId":"try-1","keyName":"main"}' \\
  ${url}${keysPath('initech')}

${paint('dim', 'Each request and what becomes of it has a line here:')}
`;
}

/** What to do with a cloud that nothing was deployed to. */
export function deployIt(url: string, paint: Paint): string {
  return `
Nothing was deployed now; this does it, at once and after each change:

npm run deploy -- --target local${endpointOf(url)}

${paint('dim', 'Each request and what becomes of it has a line here:')}
`;
}

function endpointOf(url: string): string {
  return url === COMMAND_URL ? '' : ` \\\n  --endpoint ${url}`;
}

export function demoScreen({ url, region }: LocalCloud, paint: Paint): string {
  const title = paint('bold', 'tenant-keys on a local Tencent cloud: the demo');
  return `${title}
Real functions, the official SDK, ${url}, region ${region}.

`;
}

/**
 * One line about what happened.
 *
 * @param time Such as `13:05:09`.
 */
export function liveLine(news: News, time: string, paint: Paint): string {
  const { before, text, color } = partsOf(news);
  return `${time}  ${before}${color === undefined ? text : paint(color, text)}`;
}

type Parts = { readonly before: string; readonly text: string; readonly color?: Color };

function partsOf(news: News): Parts {
  switch (news.kind) {
    case 'request':
      return {
        before: subjectColumns(news.door, news),
        text: news.requestId === undefined ? 'asked' : `asked: ${legible(news.requestId)}`,
        color: 'dim',
      };
    case 'outcome':
      return {
        before: subjectColumns(news.door, news),
        text: `${news.outcome}${detailOf(news)}`,
        color: OUTCOME_COLORS[news.outcome],
      };
    case 'answer':
      return { before: 'http   ', text: `${news.method} ${legible(news.path)}: ${news.status}` };
    case 'failure':
      return { before: '', text: `${news.functionName}: ${news.reason}`, color: 'red' };
  }
}

export const OUTCOME_COLORS: Readonly<Record<Outcome, Color>> = {
  provisioned: 'green',
  rejected: 'red',
  parked: 'yellow',
  retry: 'magenta',
};

function subjectColumns(door: string, names: Names): string {
  return `${door.padEnd(6)} ${subjectOf(names).padEnd(20)}  `;
}

/** Whose key, as far as it is known. */
export function subjectOf({ tenantId, keyName }: Names): string {
  if (tenantId === undefined && keyName === undefined) return '(nobody named)';
  return `${legible(tenantId)}/${legible(keyName)}`;
}

function detailOf({ keyId, adopted, code }: OutcomeNews): string {
  if (code !== undefined) return `: ${code}`;
  return `: key ${shortId(keyId)}${adopted ? ', adopted' : ''}`;
}

/** Enough of a key's id to tell it from others at sight. */
export function shortId(keyId = ''): string {
  return keyId.slice(0, 8);
}

/** Text of a caller, without what could move the cursor or pass for another letter. */
function legible(text = '?'): string {
  const plain = text.replace(/[^!-~]/g, '?');
  return plain.length > 40 ? `${plain.slice(0, 37)}...` : plain;
}

/** The first line for a program: the cloud is ready, and this is how to call it. */
export function readyJson({ url, secretId, secretKey, region, token }: LocalCloud): string {
  return `${JSON.stringify({ ready: true, url, secretId, secretKey, region, token })}\n`;
}

/** The line of an outcome; nothing for any other news. */
export function outcomeJson(news: News): string {
  if (news.kind !== 'outcome') return '';
  const { outcome, requestId, tenantId, keyName, keyId, code, adopted, door } = news;
  const line = { outcome, requestId, tenantId, keyName, keyId, code, adopted, door };
  return `${JSON.stringify(line)}\n`;
}
