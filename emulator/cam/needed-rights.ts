import type { ActionName } from '../api/run-action.ts';
import type { Account, Service } from '../api/service.ts';
import type { Switches } from '../api/switches.ts';
import { isJsonObject, type JsonObject } from '../json/json.ts';
import { keyResourceName, roleResourceName } from '../state/resource-names.ts';
import type { Right } from './access.ts';
import { isOperationLevel, type ScfLevelSwitches } from './scf-levels.ts';

type Call = Pick<ActionName, 'action' | 'region'> & { readonly params: JsonObject };

type RightSwitches = ScfLevelSwitches & Pick<Switches, 'deployerReadsNeeded'>;

/**
 * All permissions that a call needs. A call that names a key has that resource. A call that names a
 * function has it where CAM decides at resource level. Any other call has none, because the vendor
 * documents nothing finer for the emulated calls.
 *
 * @see https://cloud.tencent.com/document/product/598/69971 (which actions of KMS name a key)
 * @see https://cloud.tencent.com/document/product/598/67492 (the actions of Tag are operation-level)
 */
export function neededRights(
  product: Service['product'],
  call: Call,
  { uin }: Account,
  switches: RightSwitches,
): readonly Right[] {
  if (product === 'kms') return rightsToKeys(call, uin);
  if (product === 'scf') return rightsToFunction(call, uin, switches);
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

function rightsToFunction(call: Call, uin: string, switches: RightSwitches): readonly Right[] {
  const { action, params } = call;
  const { Role } = params;
  const names = SCF_ACTIONS.get(action) ?? [action];
  const rights = names.map((name) => scfRight(name, call, uin, switches));
  const reads = switches.deployerReadsNeeded ? readsOf(call) : [];
  const others = reads.map((read) => ({ action: read, resource: '*' }));
  if (typeof Role !== 'string' || Role === '') return [...rights, ...others];
  const pass = { action: 'cam:PassRole', resource: roleResourceName(uin, Role) };
  return [...rights, pass, ...others];
}

/** A refusal at operation level names the namespace, as the one of a real account did. */
function scfRight(
  name: string,
  { region, params }: Call,
  uin: string,
  switches: RightSwitches,
): Right {
  const { FunctionName, Namespace = 'default' } = params;
  const action = `scf:${name}`;
  if (FunctionName === undefined) return { action, resource: '*' };
  const [namespace, functionName] = [String(Namespace), String(FunctionName)];
  return isOperationLevel(name, switches)
    ? { action, resource: '*', named: namespaceResourceName(uin, region, namespace) }
    : { action, resource: functionResourceName(uin, region, namespace, functionName) };
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

/**
 * What SCF reads in the name of its caller: the network, the log topic, the role and the brokers that a
 * call sets. The vendor's preset policy for deploying has all of these.
 *
 * @see https://cloud.tencent.com/document/product/583/34877 (QcloudSCFFullAccess)
 */
function readsOf({ action, params }: Call): readonly string[] {
  const { VpcConfig, ClsTopicId, Role, Type } = params;
  if (action === 'CreateTrigger') return Type === 'ckafka' ? ['ckafka:ListInstance'] : [];
  const hasNetwork = isJsonObject(VpcConfig) && isSet(VpcConfig.VpcId);
  return [
    ...(hasNetwork ? ['vpc:DescribeVpcEx', 'vpc:DescribeSubnetEx'] : []),
    ...(isSet(ClsTopicId) ? ['cls:getTopic'] : []),
    ...(isSet(Role) ? ['cam:DescribeRoleList'] : []),
  ];
}

function isSet(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

/** The name of a namespace in six segments. */
function namespaceResourceName(uin: string, region: string, namespace: string): string {
  return `qcs::scf:${region}:uin/${uin}:namespace/${namespace}`;
}

/** The name of a function in six segments. */
export function functionResourceName(
  uin: string,
  region: string,
  namespace: string,
  name: string,
): string {
  return `${namespaceResourceName(uin, region, namespace)}/function/${name}`;
}
