import type { Acl } from 'tencentcloud-sdk-nodejs/tencentcloud/services/ckafka/v20190819/ckafka_models.js';
import { type CallCloud, readAllPages } from '../calls/calls.ts';
import type { FoundRule } from '../state/found.ts';

/** A topic by its name and its instance. */
type TopicPlace = { readonly InstanceId: string; readonly TopicName: string };

/**
 * Reads who may use a topic. With no rule at all, everyone may.
 *
 * @see https://cloud.tencent.com/document/api/597/40853 (the calls about access)
 */
export async function readRules(
  call: CallCloud,
  { InstanceId, TopicName }: TopicPlace,
): Promise<readonly FoundRule[]> {
  const rows = await readAllPages(async (Offset) => {
    const page = { ResourceType: TOPIC, ResourceName: TopicName, Offset, Limit: PAGE_ROWS };
    const { Result } = await call('ckafka', 'DescribeACL', { InstanceId, ...page });
    return { rows: Result?.AclList ?? [], total: Result?.TotalCount ?? 0 };
  });
  return rows.map(foundRule);
}

/**
 * Gives a topic exactly these rules. Missing ones are added before others are deleted, so that nobody who
 * keeps access loses it meanwhile.
 *
 * @param desired Such as `alice reads`.
 */
export async function changeRules(
  call: CallCloud,
  { InstanceId, TopicName }: TopicPlace,
  desired: readonly string[],
  found: readonly FoundRule[],
): Promise<void> {
  const place = { InstanceId, ResourceType: TOPIC, ResourceName: TopicName };
  const known = new Set(found.map(({ name }) => name));
  for (const name of desired.filter((each) => !known.has(each))) {
    await call('ckafka', 'CreateAcl', { ...place, ...keyOf(name) });
  }
  for (const { key } of found.filter(({ name }) => !desired.includes(name))) {
    await call('ckafka', 'DeleteAcl', { ...place, ...key });
  }
}

const PAGE_ROWS = 50;

/** The kind of resource that a rule is about. */
const TOPIC = 2;

const [DENY, ALLOW] = [2, 3];

/** Reading and writing include the right to describe the topic. */
const OPERATIONS: ReadonlyMap<string, number> = new Map([
  ['reads', 3],
  ['writes', 4],
]);

function keyOf(name: string): FoundRule['key'] {
  const [, user = '', verb = ''] = /^(.*) (\w+)$/.exec(name) ?? [];
  const Operation = OPERATIONS.get(verb) ?? 0;
  return { Operation, PermissionType: ALLOW, Host: '*', Principal: `User:${user}` };
}

function foundRule({
  Operation = 0,
  PermissionType = ALLOW,
  Host,
  Principal = '',
}: Acl): FoundRule {
  const [verb = `has operation ${Operation}`] =
    [...OPERATIONS].find(([, operation]) => operation === Operation) ?? [];
  const key = { Operation, PermissionType, Host: Host ?? '*', Principal };
  const from = key.Host === '*' ? '' : ` from ${key.Host}`;
  const denied = PermissionType === DENY ? ' (denied)' : '';
  return { name: `${Principal.replace(/^User:/, '')} ${verb}${from}${denied}`, key };
}
