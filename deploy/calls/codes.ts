import { rowOf } from '../../shared/tenant-key/failures/lookup.ts';

/**
 * What a deployment does about a code:
 * - `call-again`: a retry of the call may succeed.
 * - `give-up`: planning again is useless.
 * - `absent`: there is no such resource.
 * - `await-role`: the role of a function is missing, or too new for the function to assume it.
 * - `other-form`: the cloud may take the same settings in another form; otherwise as `plan-again`.
 * - `plan-again`: the change may have been made, or may succeed later. So is any code without a row.
 */
type Handling = 'call-again' | 'give-up' | 'absent' | 'await-role' | 'other-form' | 'plan-again';

/** What a deployment does about a code of the cloud, or of our own. */
export function handlingOf(code: string): Handling {
  return rowOf(HANDLINGS, code) ?? 'plan-again';
}

/** By code or family. */
const HANDLINGS: ReadonlyMap<string, Handling> = new Map([
  // Outages and throttled calls.
  ['InternalError', 'call-again'],
  ['RequestLimitExceeded', 'call-again'],
  ['ResourceUnavailable', 'call-again'],
  // Codes of our own: see `readFailure`.
  ['HttpStatus', 'call-again'],
  ['NoAnswer', 'call-again'],
  ['NotConnected', 'call-again'],
  ['UnreadableAnswer', 'call-again'],
  // While a function is changing: https://cloud.tencent.com/document/product/583/18581 (UpdateFunctionCode)
  ['FailedOperation.FunctionNameStatusError', 'call-again'],
  ['FailedOperation.FunctionStatusError', 'call-again'],
  ['FailedOperation.FunctionVersionStatusNotActive', 'call-again'],
  ['FailedOperation.ProvisionedInProgress', 'call-again'],
  ['FailedOperation.ReservedInProgress', 'call-again'],
  // COS has codes of its own.
  ['NoSuchBucket', 'absent'],
  ['NoSuchLifecycleConfiguration', 'absent'],
  ['AccessDenied', 'give-up'],
  ['InvalidAccessKeyId', 'give-up'],
  ['SignatureDoesNotMatch', 'give-up'],
  ['InvalidBucketName', 'give-up'],
  // Without permission, credentials or time.
  ['AuthFailure', 'give-up'],
  ['UnauthorizedOperation', 'give-up'],
  ['UnauthorizedOperation.CAM', 'give-up'],
  ['UnauthorizedOperation.*', 'plan-again'],
  ['NoCredentials', 'give-up'],
  ['NoTurn', 'give-up'],
  ['DeadlineExceeded', 'give-up'],
  // The platform does not have the runtime.
  ['InvalidParameterValue.Runtime', 'give-up'],
  // SCF has a family of codes for a missing resource; CAM has a code of its own for a missing role.
  ['ResourceNotFound', 'absent'],
  ['InvalidParameter.RoleNotExist', 'absent'],
  ['ResourceNotFound.Role', 'await-role'],
  // Of a trigger with a user: see `triggerDescription`.
  ['InvalidParameterValue.TriggerDesc', 'other-form'],
]);
