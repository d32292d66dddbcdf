import type { ActionName } from '../api/find-action.ts';
import type { Account, Json, Service } from '../api/service.ts';
import { keyResourceName, roleResourceName } from '../state/resource-names.ts';

/** What a caller must be allowed to do. */
export type Right = {
  /** Such as `kms:CreateKey`. */
  readonly action: string;
  /** In six segments, or `*` for an action that is about no resource. */
  readonly resource: string;
};

type Call = Pick<ActionName, 'action' | 'region'> & { readonly params: Json };

/**
 * The rights that a call needs; all of them. A call that names a key or a function is about it, and
 * any other about no resource: the vendor documents nothing finer for the calls that are made here.
 *
 * @see https://cloud.tencent.com/document/product/598/69971 (which actions of KMS name a key)
 * @see https://cloud.tencent.com/document/product/583/47934 (policies of functions)
 */
export function neededRights(
  product: Service['product'],
  call: Call,
  { uin }: Account,
): readonly Right[] {
  if (product === 'kms') return rightsToKeys(call, uin);
  if (product === 'scf') return rightsToFunction(call, uin);
  return [{ action: `${product}:${call.action}`, resource: '*' }];
}

function rightsToKeys({ action, region, params }: Call, uin: string): readonly Right[] {
  const { KeyId, KeyIds } = params;
  const keyIds = Array.isArray(KeyIds) && KeyIds.length > 0 ? KeyIds : [KeyId];
  return keyIds.map((keyId: unknown) => ({
    action: `kms:${action}`,
    resource: keyId === undefined ? '*' : keyResourceName({ uin, region, keyId: String(keyId) }),
  }));
}

function rightsToFunction({ action, region, params }: Call, uin: string): readonly Right[] {
  const { FunctionName, Namespace = 'default', Role } = params;
  const resource =
    FunctionName === undefined
      ? '*'
      : functionResourceName(uin, region, String(Namespace), String(FunctionName));
  const rights = (SCF_ACTIONS.get(action) ?? [action]).map((name) => ({
    action: `scf:${name}`,
    resource,
  }));
  if (typeof Role !== 'string' || Role === '') return rights;
  return [...rights, { action: 'cam:PassRole', resource: roleResourceName(uin, Role) }];
}

/**
 * CAM's own names for calls of SCF. Its page has `SetTrigger` and `UpdateFunction`, and says nothing
 * of the calls that came later; who may do both is right whichever of the names is asked for.
 *
 * @see https://cloud.tencent.com/document/product/583/47934
 */
const SCF_ACTIONS: ReadonlyMap<string, readonly string[]> = new Map([
  ['Invoke', ['InvokeFunction']],
  ['CreateTrigger', ['CreateTrigger', 'SetTrigger']],
  ['UpdateTrigger', ['UpdateTrigger', 'SetTrigger']],
  ['UpdateTriggerStatus', ['UpdateTriggerStatus', 'SetTrigger']],
  ['UpdateFunctionCode', ['UpdateFunctionCode', 'UpdateFunction']],
  ['UpdateFunctionConfiguration', ['UpdateFunctionConfiguration', 'UpdateFunction']],
]);

/** The name of a function in six segments. */
export function functionResourceName(
  uin: string,
  region: string,
  namespace: string,
  name: string,
): string {
  return `qcs::scf:${region}:uin/${uin}:namespace/${namespace}/function/${name}`;
}
