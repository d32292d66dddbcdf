import type { ApiError } from '../../shared/tenant-key/api-error.ts';
import { printable } from '../../terminal/text.ts';
import type { Connection } from './invoke.ts';
import { isLoopback, LOCAL_ENDPOINT, type TargetOptions } from './target.ts';

/** What happened and what to do, in a sentence, when a function did not answer. */
export function explainFailure(
  error: ApiError,
  functionName: string,
  connection: Connection,
): string {
  return explainByCode(error, connection, ofFunction(functionName, connection));
}

function ofFunction(
  functionName: string,
  { region, namespace }: Connection,
): readonly Explanation[] {
  return [
    [
      /^NoAnswer$/,
      ({ where, detail }) =>
        `${where} gave no answer, and the function ${functionName} may go on: give the same command again in a minute, which is safe (${detail}).`,
    ],
    [
      /^AuthFailure\.UnauthorizedOperation$|^UnauthorizedOperation/,
      ({ code }) =>
        `These credentials may not invoke the function ${functionName}: have CAM allow it (${code}).`,
    ],
    [
      /^AuthFailure\.(?:SecretIdNotFound|SignatureFailure)$/,
      ({ code, where, endpoint }) => {
        const problem = `${where} refused the credentials: check ${CREDENTIALS} (${code}).`;
        return endpoint !== undefined && isLoopback(endpoint)
          ? `${problem} Unset all three to use the credentials of the local cloud.`
          : problem;
      },
    ],
    [
      /^ResourceNotFound/,
      ({ code }) =>
        `The function ${functionName} is not deployed in the region ${region}, namespace ${namespace} (${code}).`,
    ],
    [
      /^FunctionFailed$/,
      ({ detail }) =>
        detail.startsWith('ResourceLimit')
          ? `The function ${functionName} is busy with another command or its timer's: come again in a minute (${detail}).`
          : `The function ${functionName} failed: ${detail}.`,
    ],
  ];
}

/** What happened and what to do, in a sentence, when the local cloud itself did not answer as it should. */
export function explainLocalCloudError(
  error: ApiError,
  { endpoint = LOCAL_ENDPOINT }: TargetOptions,
): string {
  // What answers this call in another way is no local cloud.
  const isOther = /^(?:HttpStatus|UnreadableAnswer): .*GET \/environment/.test(error.message);
  return explainByCode(error, { endpoint, region: '' }, isOther ? OF_ANOTHER_SERVER : []);
}

const OF_ANOTHER_SERVER: readonly Explanation[] = [
  [
    /^/,
    ({ where, detail }) =>
      `${where} is not a local cloud (${detail}): check the address, or use --target cloud with credentials of your own.`,
  ],
];

/** What happened and what to do, in a sentence, when a call about the application as a whole failed. */
export function explainRefusal(
  error: ApiError,
  where: { readonly endpoint?: string; readonly region: string },
): string {
  return explainByCode(error, where, EXPLANATIONS);
}

const EXPLANATIONS: readonly Explanation[] = [
  [
    /^NoAnswer$|^DeadlineExceeded$/,
    ({ where, detail }) =>
      `${where} gave no answer in time: give the same command again, which goes on from where this one ended (${detail}).`,
  ],
  [
    /^AuthFailure\.UnauthorizedOperation$|^UnauthorizedOperation/,
    ({ code, detail }) =>
      `These credentials may not make the call ${actionIn(detail)}: have CAM give them the policy deploy/policy.deployer.json (${code}).`,
  ],
  [
    /^UnsupportedRegion$/,
    ({ region }) =>
      `There is no region ${region} here: choose another as REGION in .env, or with --region.`,
  ],
  [
    /^ResourceNotFound\.Namespace$/,
    ({ code, region }) =>
      `There is no such namespace in ${region}: make it in the console of SCF, or leave out NAMESPACE and --namespace (${code}).`,
  ],
  [
    /InstanceNotExist$/,
    ({ code, region }) =>
      `There is no such CKafka instance in ${region}: CKAFKA_INSTANCE_ID in .env must name one that was bought there (${code}).`,
  ],
];

/** The details of our own errors begin with the action. */
function actionIn(detail: string): string {
  return /^(\w+): /.exec(detail)?.[1] ?? detail;
}

/** A sentence for the codes that a pattern fits. */
export type Explanation = readonly [pattern: RegExp, explain: (facts: Facts) => string];

export type Facts = {
  readonly code: string;
  /** What was said besides the code, fit for a terminal, without a full stop. */
  readonly detail: string;
  /** Where the call went, as it is called in a sentence. */
  readonly where: string;
  /** The endpoint, when it is not the vendor's own host. */
  readonly endpoint: string | undefined;
  readonly region: string;
};

/** What happened and what to do, in a sentence; `own` explanations precede those that hold for every call. */
export function explainByCode(
  error: ApiError,
  { endpoint, region }: { readonly endpoint?: string; readonly region: string },
  own: readonly Explanation[],
): string {
  const { code, kmsRequestId } = error;
  const explain = [...own, ...OF_EVERY_CALL].find(([pattern]) => pattern.test(code))?.[1];
  const facts = { code, detail: detailOf(error), where: endpoint ?? VENDOR, endpoint, region };
  const sentence = (explain ?? explainCode)(facts);
  return kmsRequestId === undefined
    ? sentence
    : `${sentence} Request id: ${printable(kmsRequestId)}`;
}

const VENDOR = 'Tencent Cloud';

const CREDENTIALS = 'TENCENTCLOUD_SECRET_ID, TENCENTCLOUD_SECRET_KEY and TENCENTCLOUD_TOKEN';

/** By code; the first that fits. */
const OF_EVERY_CALL: readonly Explanation[] = [
  [
    /^NotConnected$/,
    ({ endpoint }) =>
      endpoint === undefined
        ? `${VENDOR} cannot be reached: is there a way to the internet?`
        : `${endpoint} cannot be reached: is it right, and is the local cloud running (npm start)?`,
  ],
  [
    /^HttpStatus$|^UnreadableAnswer$/,
    ({ where, detail }) => `What ${where} answered cannot be used: ${detail}.`,
  ],
  [
    /^AuthFailure\.TokenFailure$/,
    ({ code }) => `The cloud refused TENCENTCLOUD_TOKEN: get new temporary credentials (${code}).`,
  ],
  [
    /^AuthFailure\.SignatureExpire$/,
    ({ code }) => `The clock of this machine is off by minutes: set it right (${code}).`,
  ],
  [
    /^AuthFailure/,
    ({ code, where }) => `${where} refused the credentials: check ${CREDENTIALS} (${code}).`,
  ],
  [
    /^UnsupportedRegion$/,
    ({ region }) => `There is no region ${region} here: choose another with --region.`,
  ],
  [
    /^RequestLimitExceeded/,
    ({ code }) => `Too many calls are made by this account: come again in a minute (${code}).`,
  ],
];

function explainCode({ code, detail, where }: Facts): string {
  return `${where} refused the call: ${code}, ${detail}.`;
}

/** The message without its code, and without a full stop. */
function detailOf({ code, message }: ApiError): string {
  const detail = message.startsWith(`${code}: `) ? message.slice(code.length + 2) : message;
  return printable(detail.slice(0, DETAIL_LENGTH_MAX)).replace(/\.$/, '');
}

const DETAIL_LENGTH_MAX = 300;
