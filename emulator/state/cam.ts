/** Roles and policies of the account; they belong to no region. */
export type CamState = {
  /** By name. */
  readonly roles: Map<string, CamRole>;
  /** By id. */
  readonly policies: Map<number, CamPolicy>;
  nextPolicyId: number;
};

export type CamRole = {
  readonly name: string;
  readonly roleId: string;
  readonly addTimeMs: number;
  modTimeMs: number;
  description: string;
  /** The trust policy as JSON: which principals may assume the role. */
  trust: string;
  /** The ids of its policies. */
  readonly policyIds: Set<number>;
};

export type CamPolicy = {
  readonly id: number;
  name: string;
  readonly addTimeMs: number;
  modTimeMs: number;
  description: string;
  /** As JSON, as it was received. */
  document: string;
  /** The parsed document. */
  statements: readonly PolicyStatement[];
};

export function emptyCamState(): CamState {
  return { roles: new Map(), policies: new Map(), nextPolicyId: 1 };
}

/** One statement of a policy; CAM's shorthand notations are expanded. */
export type PolicyStatement = {
  readonly effect: 'allow' | 'deny';
  /** Such as `kms:CreateKey`, without the old prefix `name/`. A `*` matches any text. */
  readonly actions: readonly string[];
  /** Each is `*` or has six segments. */
  readonly resources: readonly string[];
  /** Written `key&value`: the statement is about resources that have one of them. */
  readonly resourceTags?: readonly string[];
};
