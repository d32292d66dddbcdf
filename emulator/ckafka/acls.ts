import { defineAction, type Parameters, type Refusal, refuse } from '../api/service.ts';
import type { CkafkaRule, CkafkaTopic } from '../state/ckafka.ts';
import { ckafkaPage, findTopic, OPERATED } from './instance.ts';

/** Of rules for a topic. Those for groups and for the cluster are not supported here. */
const TOPIC = 2;

/** All, read, write, create, delete, alter, describe, and describe and alter the configuration. */
const OPERATIONS: readonly number[] = [2, 3, 4, 5, 6, 7, 8, 10, 11];

const RULE = {
  InstanceId: { type: 'string', required: true },
  ResourceType: { type: 'integer', required: true },
  Operation: { type: 'integer', required: true },
  PermissionType: { type: 'integer', required: true },
  Host: { type: 'string' },
  Principal: { type: 'string' },
} as const satisfies Parameters;

/**
 * Adds a rule to a topic. It is stored and listed, but has no effect here: topics over HTTP know no users.
 *
 * @see https://www.tencentcloud.com/document/api/597/35368 (CreateAcl)
 */
export const createAcl = defineAction({
  name: 'CreateAcl',
  parameters: {
    ...RULE,
    ResourceName: { type: 'string' },
    ResourceNameList: { type: 'string' },
  },
  mutating: true,
  callsPerSecondMax: 100,
  answer({ InstanceId, ResourceName = '', ResourceNameList, ...rest }, cloud) {
    if (ResourceNameList !== undefined) {
      return badRule('The local cloud does not support ResourceNameList.');
    }
    const read = readRule(rest);
    if (!read.ok) return read;
    const found = findTopic(cloud, InstanceId, ResourceName);
    if (!found.ok) return found;
    found.topic.rules = [...otherRules(found.topic, read.rule), read.rule];
    return OPERATED;
  },
});

/** Deletes the rule that is the same in each of its fields. */
export const deleteAcl = defineAction({
  name: 'DeleteAcl',
  parameters: { ...RULE, ResourceName: { type: 'string', required: true } },
  mutating: true,
  callsPerSecondMax: 100,
  answer({ InstanceId, ResourceName, ...rest }, cloud) {
    const read = readRule(rest);
    if (!read.ok) return read;
    const found = findTopic(cloud, InstanceId, ResourceName);
    if (!found.ok) return found;
    const others = otherRules(found.topic, read.rule);
    if (others.length === (found.topic.rules ?? []).length) {
      return refuse('ResourceNotFound', `The topic ${ResourceName} has no such rule.`);
    }
    found.topic.rules = others;
    return OPERATED;
  },
});

/** Lists the rules of a topic. */
export const describeAcl = defineAction({
  name: 'DescribeACL',
  parameters: {
    InstanceId: { type: 'string', required: true },
    ResourceType: { type: 'integer', required: true },
    ResourceName: { type: 'string' },
    Offset: { type: 'integer' },
    Limit: { type: 'integer' },
    SearchWord: { type: 'string' },
  },
  mutating: false,
  callsPerSecondMax: 100,
  answer({ InstanceId, ResourceType, ResourceName = '', SearchWord, Limit = 50, ...rest }, cloud) {
    if (ResourceType !== TOPIC || SearchWord !== undefined) {
      return badRule('The local cloud lists the rules of one topic only.');
    }
    if (Limit > ROWS_MAX) return badRule(`Limit must be at most ${ROWS_MAX}.`);
    const found = findTopic(cloud, InstanceId, ResourceName);
    if (!found.ok) return found;
    const { rules = [] } = found.topic;
    const page = ckafkaPage(rules, { Limit, ...rest });
    if (!page.ok) return page;
    const AclList = page.rows.map(({ operation, permission, host, principal }) => ({
      ResourceType: TOPIC,
      ResourceName,
      Principal: principal,
      Host: host,
      Operation: operation,
      PermissionType: permission,
    }));
    return { ok: true, response: { Result: { TotalCount: rules.length, AclList } } };
  },
});

const ROWS_MAX = 50;

type GivenRule = {
  readonly ResourceType: number;
  readonly Operation: number;
  readonly PermissionType: number;
  readonly Host?: string;
  readonly Principal?: string;
};

type ReadRule = { readonly ok: true; readonly rule: CkafkaRule } | Refusal;

/** The vendor documents 2, deny, for a later release. */
const ALLOW = 3;

function readRule(given: GivenRule): ReadRule {
  const { ResourceType, Operation, PermissionType, Host = '*', Principal = 'User:*' } = given;
  if (ResourceType !== TOPIC) return badRule('The local cloud has rules for topics only.');
  if (!OPERATIONS.includes(Operation)) return badRule('Operation is none that a topic has.');
  if (PermissionType !== ALLOW) return badRule('PermissionType must be 3, which allows.');
  if (!/^User:./.test(Principal)) return badRule('Principal must begin with User:.');
  const rule = { operation: Operation, permission: ALLOW, host: Host, principal: Principal };
  return { ok: true, rule };
}

function otherRules({ rules = [] }: CkafkaTopic, rule: CkafkaRule): readonly CkafkaRule[] {
  return rules.filter(
    ({ operation, host, principal }) =>
      operation !== rule.operation || host !== rule.host || principal !== rule.principal,
  );
}

function badRule(message: string): Refusal {
  return refuse('InvalidParameter', message);
}
