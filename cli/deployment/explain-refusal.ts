import type { ApiError } from '../../shared/tenant-key/api-error.ts';
import { type Explanation, explainByCode } from '../calling/explain-by-code.ts';

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
