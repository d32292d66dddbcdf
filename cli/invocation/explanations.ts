import type { ApiError } from '../../shared/tenant-key/api-error.ts';
import { printable } from '../../terminal/text.ts';
import type { Connection } from './invoker.ts';
import { isLoopback, LOCAL_ENDPOINT, type TargetOptions } from './target.ts';

/** A sentence on what happened and what to do when an invocation failed. */
export function explainInvocationError(
  error: ApiError,
  functionName: string,
  connection: Connection,
): string {
  return explainByCode(error, connection, invocationExplanations(functionName, connection));
}

function invocationExplanations(
  functionName: string,
  { region, namespace }: Connection,
): readonly Explanation[] {
  return [
    [
      /^NoAnswer$/,
      ({ where, detail }) =>
        `${where} gave no answer, and the function ${functionName} may still be running: run the same command again in a minute, which is safe (${detail}).`,
    ],
    [
      /^AuthFailure\.UnauthorizedOperation$|^UnauthorizedOperation/,
      ({ code }) =>
        `These credentials may not invoke the function ${functionName}: allow it in CAM (${code}).`,
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
          ? `The function ${functionName} is busy with another command or its timer: try again in a minute (${detail}).`
          : `The function ${functionName} failed: ${detail}.`,
    ],
  ];
}

/** The same for a call to the local cloud outside its API, such as GET /environment. */
export function explainLocalCloudError(
  error: ApiError,
  { endpoint = LOCAL_ENDPOINT }: TargetOptions,
): string {
  // A server that answers this call in another way is not a local cloud.
  const isOther = /^(?:HttpStatus|UnreadableAnswer): .*GET \/environment/.test(error.message);
  return explainByCode(
    error,
    { endpoint, region: '' },
    isOther ? NOT_LOCAL_EXPLANATIONS : LOCAL_EXPLANATIONS,
  );
}

const LOCAL_EXPLANATIONS: readonly Explanation[] = [
  [
    /^NoAnswer$/,
    ({ where }) =>
      `${where} gave no answer in time: check the address, or stop the local cloud and start it again (npm start).`,
  ],
];

const NOT_LOCAL_EXPLANATIONS: readonly Explanation[] = [
  [
    /^/,
    ({ where, detail }) =>
      `${where} is not a local cloud (${detail}): check the address, or use --target cloud with credentials of your own.`,
  ],
];

/** The same for a call of a command about the application as a whole. */
export function explainDeploymentError(
  error: ApiError,
  where: { readonly endpoint?: string; readonly region: string },
): string {
  return explainByCode(error, where, DEPLOYMENT_EXPLANATIONS);
}

const DEPLOYMENT_EXPLANATIONS: readonly Explanation[] = [
  [
    /^NoAnswer$|^DeadlineExceeded$/,
    ({ where, detail }) =>
      `${where} gave no answer in time: run the same command again to continue (${detail}).`,
  ],
  [
    /^AuthFailure\.UnauthorizedOperation$|^UnauthorizedOperation/,
    ({ code, detail }) =>
      `These credentials may not make the call ${actionIn(detail)}: grant them the policy deploy/policy.deployer.json in CAM (${code}).`,
  ],
  [
    /^UnsupportedRegion$/,
    ({ region }) =>
      `There is no region ${region} here: choose another with REGION in .env, or --region.`,
  ],
  [
    /^ResourceNotFound\.Namespace$/,
    ({ code, region }) =>
      `There is no such namespace in ${region}: create it in the console of SCF, or leave out NAMESPACE and --namespace (${code}).`,
  ],
  [
    /InstanceNotExist$/,
    ({ code, region }) =>
      `There is no such CKafka instance in ${region}: CKAFKA_INSTANCE_ID in .env must name an instance that exists there (${code}).`,
  ],
];

/** The action of the call, with which the details of our own errors begin. */
function actionIn(detail: string): string {
  return /^(\w+): /.exec(detail)?.[1] ?? detail;
}

/** A sentence for the error codes that a pattern matches. */
type Explanation = readonly [pattern: RegExp, explain: (facts: Facts) => string];

type Facts = {
  readonly code: string;
  /** The message without the code and the full stop, safe for a terminal. */
  readonly detail: string;
  /** The receiver of the call, as a sentence names it. */
  readonly where: string;
  /** The endpoint, when it is not the vendor's own host. */
  readonly endpoint: string | undefined;
  readonly region: string;
};

/** The sentence of the first explanation that matches: `own` ones precede those of every call. */
function explainByCode(
  error: ApiError,
  { endpoint, region }: { readonly endpoint?: string; readonly region: string },
  own: readonly Explanation[],
): string {
  const { code, kmsRequestId } = error;
  const explain = [...own, ...COMMON_EXPLANATIONS].find(([pattern]) => pattern.test(code))?.[1];
  const facts = { code, detail: detailOf(error), where: endpoint ?? VENDOR, endpoint, region };
  const sentence = (explain ?? explainCode)(facts);
  return kmsRequestId === undefined
    ? sentence
    : `${sentence} Request id: ${printable(kmsRequestId)}`;
}

const VENDOR = 'Tencent Cloud';

const CREDENTIALS = 'TENCENTCLOUD_SECRET_ID, TENCENTCLOUD_SECRET_KEY and TENCENTCLOUD_TOKEN';

/** The first that matches the code applies. */
const COMMON_EXPLANATIONS: readonly Explanation[] = [
  [
    /^NotConnected$/,
    ({ endpoint }) =>
      endpoint === undefined
        ? `${VENDOR} cannot be reached: check the connection to the internet.`
        : `${endpoint} cannot be reached: check the address, and that the local cloud is running (npm start).`,
  ],
  [
    /^HttpStatus$|^UnreadableAnswer$/,
    ({ where, detail }) => `${where} gave an unusable answer: ${detail}.`,
  ],
  [
    /^AuthFailure\.TokenFailure$/,
    ({ code }) => `The cloud refused TENCENTCLOUD_TOKEN: get new temporary credentials (${code}).`,
  ],
  [
    /^AuthFailure\.SignatureExpire$/,
    ({ code }) => `The clock of this machine is minutes off: correct it (${code}).`,
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
    ({ code }) => `This account makes too many calls: try again in a minute (${code}).`,
  ],
];

function explainCode({ code, detail, where }: Facts): string {
  return `${where} refused the call: ${code}, ${detail}.`;
}

/** The message without its code and its full stop. */
function detailOf({ code, message }: ApiError): string {
  const detail = message.startsWith(`${code}: `) ? message.slice(code.length + 2) : message;
  return printable(detail.slice(0, DETAIL_LENGTH_MAX)).replace(/\.$/, '');
}

const DETAIL_LENGTH_MAX = 300;
