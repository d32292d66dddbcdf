import type { ActionName } from '../api/run-action.ts';
import type { Account, Caller, Service } from '../api/service.ts';
import type { JsonObject } from '../json/json.ts';
import type { CamState, PolicyStatement } from '../state/cam.ts';
import { keyResourceName, roleResourceName } from '../state/resource-names.ts';

/**
 * Whether a caller has a permission: a policy must allow it, and none may deny it. The account has
 * every permission; a role that does not exist has none.
 *
 * @see https://cloud.tencent.com/document/product/598/10604 (an explicit deny wins)
 */
export function isAllowed(
  { roles, policies }: CamState,
  caller: Caller,
  { action, resource }: Right,
): boolean {
  if (caller.kind === 'account') return true;
  const { policyIds = [] } = roles.get(caller.name) ?? {};
  const statements = [...policyIds]
    .flatMap((id) => policies.get(id)?.statements ?? [])
    .filter((statement) => isAbout(statement, action, resource));
  return statements.length > 0 && statements.every(({ effect }) => effect === 'allow');
}

function isAbout({ actions, resources }: PolicyStatement, action: string, resource: string) {
  return (
    actions.some((pattern) => matchesPattern(pattern, action)) &&
    resources.some((pattern) => matchesResource(pattern, resource))
  );
}

/** A permission that a call needs. */
export type Right = {
  /** Such as `kms:CreateKey`. */
  readonly action: string;
  /** In six segments, or `*` for an action without a resource. */
  readonly resource: string;
};

type Call = Pick<ActionName, 'action' | 'region'> & { readonly params: JsonObject };

/**
 * All permissions that a call needs. A call that names a key or a function has that resource; any
 * other call has none, because the vendor documents nothing finer for the emulated calls.
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
 * CAM's names for calls of SCF. Its page has `SetTrigger` and `UpdateFunction`, but not the calls
 * that were added later. Both names are required here, so a policy that works here works with
 * either.
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

/**
 * Whether a policy's pattern matches a resource. An empty region or account in the pattern matches
 * any, because there is one account.
 *
 * @param resource `*` for a call without a resource, which only the pattern `*` matches.
 * @see https://www.tencentcloud.com/document/product/598/10606 (six-segment resource description)
 */
function matchesResource(pattern: string, resource: string): boolean {
  if (pattern === '*') return true;
  const patterns = segmentsOf(pattern);
  const segments = segmentsOf(resource);
  if (segments.length < SEGMENTS) return false;
  return patterns.every(
    (segment, index) => segment === '' || matchesPattern(segment, segments[index] ?? ''),
  );
}

const SEGMENTS = 6;

/** The last segment may contain colons. */
function segmentsOf(name: string): string[] {
  const segments = name.split(':');
  return [
    ...segments.splice(0, SEGMENTS - 1),
    ...(segments.length > 0 ? [segments.join(':')] : []),
  ];
}

/** Each `*` in a pattern matches any text. */
function matchesPattern(pattern: string, text: string): boolean {
  const [first = '', ...others] = pattern.split('*');
  const last = others.pop();
  if (last === undefined) return text === pattern;
  if (!text.startsWith(first)) return false;
  let from = first.length;
  for (const part of others) {
    const at = text.indexOf(part, from);
    if (at < 0) return false;
    from = at + part.length;
  }
  return text.length - last.length >= from && text.endsWith(last);
}
