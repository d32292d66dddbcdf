import { FALLBACK_RUNTIMES } from '../../deploy/state/runtimes.ts';
import type { ApiError } from '../../shared/tenant-key/api-error.ts';
import { failureOf } from '../../shared/tenant-key/failures/failures.ts';
import { rowOf } from '../../shared/tenant-key/failures/lookup.ts';
import { printable } from '../../terminal/text.ts';
import type { Connection } from './invoker.ts';
import { schemeProblem } from './scheme.ts';
import { isLoopback, LOCAL_ENDPOINT, type TargetOptions } from './target.ts';

/** A sentence on what happened and what to do when an invocation failed. */
export function explainInvocationError(
  error: ApiError,
  functionName: string,
  connection: Connection,
): Promise<string> {
  return explainByCode(error, connection, invocationExplanations(functionName, connection));
}

function invocationExplanations(
  functionName: string,
  { region, namespace }: Connection,
): Explanations {
  const notAllowed: Explanation = ({ code }) =>
    `These credentials may not invoke the function ${functionName}: allow it in CAM with deploy/policy.operator.json, or with deploy/policy.operator-of-all-functions.json if that is not enough (${code}).`;
  const refused: Explanation = (facts) => {
    const problem = refusedCredentials(facts);
    return facts.endpoint !== undefined && isLoopback(facts.endpoint)
      ? `${problem} Unset all three to use the credentials of the local cloud.`
      : problem;
  };
  return new Map<string, Explanation>([
    [
      'NoAnswer',
      ({ where, detail }) =>
        `${where} gave no answer, and the function ${functionName} may still be running: run the same command again in a minute, which is safe (${detail}).`,
    ],
    ['AuthFailure.UnauthorizedOperation', notAllowed],
    ['UnauthorizedOperation', notAllowed],
    ['AuthFailure.SecretIdNotFound', refused],
    ['AuthFailure.SignatureFailure', refused],
    [
      'ResourceNotFound',
      ({ code }) =>
        `The function ${functionName} is not deployed in the region ${region}, namespace ${namespace} (${code}).`,
    ],
    [
      'FunctionBusy',
      ({ detail }) =>
        `The function ${functionName} is busy with another command or its timer: try again in a minute (${detail}).`,
    ],
    ['FunctionFailed', ({ detail }) => `The function ${functionName} failed: ${detail}.`],
  ]);
}

/** Whether the same invocation may be answered later although nobody does anything. */
export function isTransientInvocation({ code }: Pick<ApiError, 'code'>): boolean {
  return code === 'FunctionBusy' || failureOf(code).reaction !== 'give-up';
}

/** The same for a call to the local cloud outside its API, such as GET /environment. */
export function explainLocalCloudError(
  error: ApiError,
  { endpoint = LOCAL_ENDPOINT }: TargetOptions,
): Promise<string> {
  return explainByCode(error, { endpoint, region: '' }, LOCAL_EXPLANATIONS);
}

/** A server that answers GET /environment in another way is not a local cloud. */
const explainOtherServer: Explanation = (facts) =>
  facts.detail.includes('GET /environment')
    ? `${facts.where} is not a local cloud (${facts.detail}): check the address, or use --target cloud with credentials of your own.`
    : unusableAnswer(facts);

const LOCAL_EXPLANATIONS: Explanations = new Map<string, Explanation>([
  [
    'NoAnswer',
    ({ where }) =>
      `${where} gave no answer in time: check the address, or stop the local cloud and start it again (npm start).`,
  ],
  ['HttpStatus', explainOtherServer],
  ['UnreadableAnswer', explainOtherServer],
]);

/** The same for a call of a command about the application as a whole. */
export function explainDeploymentError(
  error: ApiError,
  where: { readonly endpoint?: string; readonly region: string },
): Promise<string> {
  return explainByCode(error, where, DEPLOYMENT_EXPLANATIONS);
}

const lateDeployment: Explanation = ({ where, detail }) =>
  `${where} gave no answer in time: run the same command again to continue (${detail}).`;

const callNotAllowed: Explanation = ({ code, detail }) =>
  `These credentials may not make the call ${actionIn(detail)}: grant them the policy deploy/policy.deployer.json in CAM (${code}).`;

/** Of all that a deployment makes, only versions become more with each deployment. */
const limitExceeded: Explanation = (facts) => {
  const { code, detail } = facts;
  if (actionIn(detail) !== 'PublishVersion') return explainCode(facts);
  return `A function has as many versions as it may have, so the code that it runs cannot be saved, and no code was replaced: in the console of SCF, delete versions of that function that nobody uses, but keep the newest whose description begins with "App", which a rollback needs. Then run the same command again (${code}, ${detail}).`;
};

const DEPLOYMENT_EXPLANATIONS: Explanations = new Map<string, Explanation>([
  ['NoAnswer', lateDeployment],
  ['DeadlineExceeded', lateDeployment],
  ['AuthFailure.UnauthorizedOperation', callNotAllowed],
  ['UnauthorizedOperation', callNotAllowed],
  ['LimitExceeded', limitExceeded],
  [
    'UnsupportedRegion',
    ({ region }) =>
      `There is no region ${region} here: choose another with REGION in .env, or --region.`,
  ],
  [
    'ResourceNotFound.Namespace',
    ({ code, region }) =>
      `There is no such namespace in ${region}: create it in the console of SCF, or leave out NAMESPACE and --namespace (${code}).`,
  ],
  [
    'InvalidParameterValue.Runtime',
    ({ code, detail, region }) =>
      `The platform has no such runtime in ${region}: set RUNTIME in .env to ${FALLBACK_RUNTIMES.join(', or if that is refused too, to ')} (${code}, ${detail}).`,
  ],
  [
    'InvalidParameterValue.InstanceNotExist',
    ({ code, region }) =>
      `There is no such CKafka instance in ${region}: CKAFKA_INSTANCE_ID in .env must name an instance that exists there (${code}).`,
  ],
]);

/** The same for a call that reads or changes the triggers of the queue. */
export function explainQueueError(error: ApiError, connection: Connection): Promise<string> {
  return explainByCode(error, connection, QUEUE_EXPLANATIONS);
}

const lateSwitch: Explanation = ({ where, detail }) =>
  `${where} gave no answer in time, and the queue may be as before or not: run the same command again (${detail}).`;

const switchNotAllowed: Explanation = ({ code, detail }) =>
  `These credentials may not make the call ${actionIn(detail)}: grant them the policy deploy/policy.queue-operator.json in CAM (${code}).`;

const QUEUE_EXPLANATIONS: Explanations = new Map<string, Explanation>([
  ['NoAnswer', lateSwitch],
  ['DeadlineExceeded', lateSwitch],
  ['AuthFailure.UnauthorizedOperation', switchNotAllowed],
  ['UnauthorizedOperation', switchNotAllowed],
]);

/** The same for a call that only reads the triggers of a way in. */
export function explainTriggerError(error: ApiError, connection: Connection): Promise<string> {
  return explainByCode(error, connection, TRIGGER_EXPLANATIONS);
}

const readingNotAllowed: Explanation = ({ code, detail }) =>
  `These credentials may not make the call ${actionIn(detail)}: allow it in CAM as deploy/policy.operator.json does (${code}).`;

const lateReading: Explanation = ({ where, detail }) =>
  `${where} gave no answer in time (${detail}).`;

const TRIGGER_EXPLANATIONS: Explanations = new Map<string, Explanation>([
  ['NoAnswer', lateReading],
  ['DeadlineExceeded', lateReading],
  ['AuthFailure.UnauthorizedOperation', readingNotAllowed],
  ['UnauthorizedOperation', readingNotAllowed],
]);

/** The action of the call, with which the details of our own errors begin. */
function actionIn(detail: string): string {
  return /^(\w+): /.exec(detail)?.[1] ?? detail;
}

/** Gives the sentence for a failed call. */
type Explanation = (facts: Facts) => string;

/** By code or family. */
type Explanations = ReadonlyMap<string, Explanation>;

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

/**
 * The sentence for the code: `own` explanations precede those of every call. Where no usable answer came, the server
 * may be spoken to in the wrong scheme, and that comes first: nothing else helps then.
 */
async function explainByCode(
  error: ApiError,
  { endpoint, region }: { readonly endpoint?: string; readonly region: string },
  own: Explanations,
): Promise<string> {
  const { code, kmsRequestId } = error;
  const isUnanswered = endpoint !== undefined && UNANSWERED.has(code);
  const problem = isUnanswered ? await schemeProblem(endpoint) : undefined;
  if (problem !== undefined) return problem;
  const explain = rowOf(own, code) ?? rowOf(COMMON_EXPLANATIONS, code) ?? explainCode;
  const facts = { code, detail: detailOf(error), where: endpoint ?? VENDOR, endpoint, region };
  const sentence = explain(facts);
  return kmsRequestId === undefined
    ? sentence
    : `${sentence} Request id: ${printable(kmsRequestId)}`;
}

/** Codes of calls to which no usable answer came. */
const UNANSWERED: ReadonlySet<string> = new Set([
  'NotConnected',
  'NoAnswer',
  'HttpStatus',
  'UnreadableAnswer',
]);

const VENDOR = 'Tencent Cloud';

const CREDENTIALS = 'TENCENTCLOUD_SECRET_ID, TENCENTCLOUD_SECRET_KEY and TENCENTCLOUD_TOKEN';

const refusedCredentials: Explanation = ({ code, where }) =>
  `${where} refused the credentials: check ${CREDENTIALS} (${code}).`;

const unusableAnswer: Explanation = ({ where, detail }) =>
  `${where} gave an unusable answer: ${detail}.`;

/** For every call. */
const COMMON_EXPLANATIONS: Explanations = new Map<string, Explanation>([
  [
    'NotConnected',
    ({ endpoint }) =>
      endpoint === undefined
        ? `${VENDOR} cannot be reached: check the connection to the internet.`
        : `${endpoint} cannot be reached: check the address, and that the local cloud is running (npm start).`,
  ],
  ['HttpStatus', unusableAnswer],
  ['UnreadableAnswer', unusableAnswer],
  [
    'AuthFailure.TokenFailure',
    ({ code }) => `The cloud refused TENCENTCLOUD_TOKEN: get new temporary credentials (${code}).`,
  ],
  [
    'AuthFailure.SignatureExpire',
    ({ code }) => `The clock of this machine is minutes off: correct it (${code}).`,
  ],
  ['AuthFailure', refusedCredentials],
  [
    'UnsupportedRegion',
    ({ region }) => `There is no region ${region} here: choose another with --region.`,
  ],
  [
    'RequestLimitExceeded',
    ({ code }) => `This account makes too many calls: try again in a minute (${code}).`,
  ],
]);

function explainCode({ code, detail, where }: Facts): string {
  return `${where} refused the call: ${code}, ${detail}.`;
}

/** The message without its code and its full stop. */
function detailOf({ code, message }: ApiError): string {
  const detail = message.startsWith(`${code}: `) ? message.slice(code.length + 2) : message;
  return printable(detail.slice(0, DETAIL_LENGTH_MAX)).replace(/\.$/, '');
}

const DETAIL_LENGTH_MAX = 300;
